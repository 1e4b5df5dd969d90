#include "syntax/conllu.hpp"

#include <gtest/gtest.h>

namespace avow::syntax {
namespace {

// Two sentences with a range, an empty node, SpaceAfter and a comment.
constexpr std::string_view kSample =
    "# newdoc id = made-up\n"
    "# text = Ministers don't \"talk\".\n"
    "1\tMinisters\tminister\tNOUN\tNNS\tNumber=Plur\t5\tnsubj\t_\t_\n"
    "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "2\tdo\tdo\tAUX\tVBP\tMood=Ind|VerbForm=Fin\t5\taux\t_\t_\n"
    "3\tn't\tnot\tPART\tRB\tPolarity=Neg\t5\tadvmod\t_\t_\n"
    "4\t\"\t\"\tPUNCT\t``\t_\t5\tpunct\t_\tSpaceAfter=No\n"
    "5\ttalk\ttalk\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No\n"
    "5.1\tghost\tghost\tVERB\tVB\t_\t_\t_\t5:conj\t_\n"
    "6\t\"\t\"\tPUNCT\t''\t_\t5\tpunct\t_\tSpaceAfter=No\n"
    "7\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_\n"
    "\n"
    "1\tNo\tno\tINTJ\tUH\t_\t0\troot\t_\t_\n";

TEST(Conllu, ReadsWordsRangesAndTrees) {
  const auto sentences = read_conllu(kSample, "sample");
  ASSERT_TRUE(sentences.ok()) << sentences.error().to_string();
  ASSERT_EQ(sentences->size(), 2U);
  const ConlluSentence& first = sentences->front();
  EXPECT_EQ(first.document_id, "made-up");
  EXPECT_EQ(first.words.size(), 7U);
  EXPECT_TRUE(first.has_tree);
  EXPECT_EQ(first.words[0].head, 4);
  EXPECT_EQ(first.words[4].head, kNone);
  EXPECT_EQ(first.words[2].lemma, "not");
  ASSERT_EQ(first.ranges.size(), 1U);
  EXPECT_FALSE(first.space_after(1));
  EXPECT_TRUE(first.space_after(2));
}

TEST(Conllu, DocumentHoldsTheTextAndEverySpanSlicesToItsForm) {
  const auto sentences = read_conllu(kSample, "sample");
  ASSERT_TRUE(sentences.ok());
  const Document document = document_of(*sentences);
  EXPECT_EQ(document.text, "Ministers don't \"talk\". No");
  ASSERT_EQ(document.tokens.size(), 8U);
  EXPECT_EQ(document.text_of(TokenIndex{2}), "n't");
  EXPECT_TRUE(document.tokens[1].joined_to_next);
  EXPECT_FALSE(document.tokens[2].joined_to_next);
  EXPECT_EQ(document.tokens[7].head, kNone);
  EXPECT_EQ(document.text_of(document.sentences[1].span), "No");
}

TEST(Conllu, WritesWhatItReadsAgain) {
  const auto sentences = read_conllu(kSample, "sample");
  ASSERT_TRUE(sentences.ok());
  const std::string written = write_conllu(document_of(*sentences));
  EXPECT_NE(written.find("# text = Ministers don't \"talk\".\n"), std::string::npos);
  EXPECT_NE(written.find("2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n2\tdo\tdo\tAUX\tVBP\t"), std::string::npos);
  EXPECT_NE(written.find("5\ttalk\ttalk\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No\n"),
            std::string::npos);
  const auto again = read_conllu(written, "again");
  ASSERT_TRUE(again.ok()) << again.error().to_string();
  EXPECT_EQ(write_conllu(document_of(*again)), written);
}

TEST(Conllu, TokensWithoutTreesAreInput) {
  const auto sentences =
      read_conllu("1\tBoats\t_\t_\t_\t_\t_\t_\t_\t_\n2\tsank\t_\t_\t_\t_\t_\t_\t_\t_\n", "bare");
  ASSERT_TRUE(sentences.ok());
  EXPECT_FALSE(sentences->front().has_tree);
}

struct BadCase {
  const char* text;
  const char* line;
};

class BadConllu : public ::testing::TestWithParam<BadCase> {};

TEST_P(BadConllu, NamesTheLine) {
  const auto sentences = read_conllu(GetParam().text, "bad");
  ASSERT_FALSE(sentences.ok());
  EXPECT_EQ(sentences.error().code, ErrorCode::bad_conllu);
  EXPECT_EQ(sentences.error().place, std::string{"bad:"} + GetParam().line);
}

INSTANTIATE_TEST_SUITE_P(
    Lines, BadConllu,
    ::testing::Values(BadCase{"1\tA\ta\n", "1"},                                   // columns missing
                      BadCase{"1\tA\ta\tNOUN\tNN\t_\t0\troot\t_\t_\t_\n", "1"},    // one too many
                      BadCase{"# x\n2\tA\ta\tNOUN\tNN\t_\t0\troot\t_\t_\n", "2"},  // starts at 2
                      BadCase{"1\tA\ta\tNOON\tNN\t_\t0\troot\t_\t_\n", "1"},       // no such tag
                      BadCase{"1\tA\ta\tNOUN\tNN\t_\tx\troot\t_\t_\n", "1"},       // head no number
                      BadCase{"1\tA\ta\tNOUN\tNN\t_\t0\trooot\t_\t_\n", "1"},      // no such relation
                      BadCase{"1\tA\ta\tNOUN\tNN\t_\t2\tdep\t_\t_\n\n", "2"},      // head outside
                      BadCase{"1\tA\ta\tNOUN\tNN\t_\t1\tdep\t_\t_\n\n", "2"},      // its own head
                      BadCase{"1-3\tA\t_\t_\t_\t_\t_\t_\t_\t_\n1\tA\ta\tX\t_\t_\t0\troot\t_\t_\n\n", "3"}));

}  // namespace
}  // namespace avow::syntax
