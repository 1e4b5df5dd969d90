#include <fstream>

#include <unistd.h>

#include <gtest/gtest.h>

#include "avow/base/file.hpp"
#include "avow/document/tree.hpp"
#include "avow/document/xpos.hpp"
#include "syntax/conllu.hpp"
#include "syntax/lexeme.hpp"
#include "syntax/morphology.hpp"
#include "syntax/reader.hpp"
#include "syntax/stage.hpp"

namespace avow::syntax {
namespace {

namespace fs = std::filesystem;

const fs::path kData = fs::path{AVOW_SOURCE_DIR} / "data";

const Stage& stage() {
  static const auto kStage = make_stage(kData);
  EXPECT_TRUE(kStage.ok());
  return **kStage;
}

// Words as one document of one sentence.
Document document_of_words(const std::vector<std::string>& words) {
  ConlluSentence sentence;
  for (const auto& word : words) sentence.words.emplace_back().form = word;
  return document_of({sentence});
}

Document read_words(const std::vector<std::string>& words) {
  Document document = document_of_words(words);
  stage().run(document);
  return document;
}

// One root, and every word reaches it.
void expect_tree(const Document& document) {
  for (const Sentence& sentence : document.sentences) {
    std::size_t roots = 0;
    for (TokenIndex i = sentence.tokens.first; i < sentence.tokens.last; ++i) {
      const TokenIndex head = document.tokens[i].head;
      roots += head == kNone ? 1U : 0U;
      EXPECT_EQ(head == kNone, document.tokens[i].deprel == Deprel::root);
      TokenIndex up = i;
      for (Index steps = 0; up != kNone && steps <= sentence.tokens.size(); ++steps)
        up = document.tokens[up].head;
      EXPECT_EQ(up, kNone) << "a circle at token " << i;
      EXPECT_TRUE(head == kNone || sentence.tokens.contains(head));
    }
    EXPECT_EQ(roots, 1U);
  }
}

TEST(Syntax, ReadsASimpleSentence) {
  const Document document = read_words({"The", "rebels", "attacked", "two", "villages", "on", "Monday", "."});
  expect_tree(document);
  const Token* tokens = document.tokens.data();
  EXPECT_EQ(tokens[2].head, kNone);
  EXPECT_EQ(tokens[1].deprel, Deprel::nsubj);
  EXPECT_EQ(tokens[1].head, 2);
  EXPECT_EQ(tokens[4].deprel, Deprel::obj);
  EXPECT_EQ(tokens[2].lemma, "attack");
  EXPECT_EQ(tokens[4].lemma, "village");
  EXPECT_EQ(tokens[2].upos, Upos::VERB);
  EXPECT_EQ(xpos_name(tokens[2].xpos), "VBD");
  EXPECT_EQ(tokens[4].feats, "Number=Plur");
}

TEST(Syntax, CurlyQuotesReadLikeStraightOnes) {
  const Document straight = read_words({"\"", "We", "will", "not", "leave", ",", "\"", "he", "said", "."});
  const Document curly = read_words({"“", "We", "will", "not", "leave", ",", "”", "he", "said", "."});
  for (std::size_t i = 0; i < straight.tokens.size(); ++i) {
    EXPECT_EQ(straight.tokens[i].head, curly.tokens[i].head);
    EXPECT_EQ(straight.tokens[i].upos, curly.tokens[i].upos);
    EXPECT_EQ(straight.tokens[i].deprel, curly.tokens[i].deprel);
  }
}

TEST(Syntax, AnyWordsGiveATree) {
  const std::vector<std::string> kWords = {"the", "said",     ",",     ".",    "\"", "and",   "Kabul",
                                           "not", "\xC3\xA9", "1,000", "of",   "(",  ")",     "-",
                                           "is",  "who",      "NATO",  "\xFF", "$",  "killed"};
  std::uint64_t state = 7;
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> words;
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    const std::size_t size = 1 + (state >> 33U) % 40;
    for (std::size_t i = 0; i < size; ++i) {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      words.push_back(kWords[(state >> 33U) % kWords.size()]);
    }
    expect_tree(read_words(words));
  }
}

TEST(Syntax, LongSentence) {
  std::vector<std::string> words;
  words.reserve(2000);
  for (int i = 0; i < 2000; ++i) words.push_back(i % 3 == 0 ? "and" : "peace");
  expect_tree(read_words(words));
}

TEST(Syntax, SameInputSameOutput) {
  const std::vector<std::string> words = {"He",      "denied", "that", "troops", "had",
                                          "shelled", "the",    "town", "."};
  EXPECT_EQ(write_conllu(read_words(words)), write_conllu(read_words(words)));
}

TEST(Syntax, EmptyDocument) {
  Document document;
  stage().run(document);
  EXPECT_TRUE(document.tokens.empty());
}

class DamagedModel : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("avow_syntax_test_" + std::to_string(::getpid()));
    fs::create_directories(folder_ / "models");
    const auto bytes = system_files().read(kData / "models" / "syntax.model", std::size_t{1} << 28U);
    ASSERT_TRUE(bytes.ok());
    bytes_ = *bytes;
  }
  void TearDown() override { fs::remove_all(folder_); }
  [[nodiscard]] ErrorCode code_with(const std::string& bytes) const {
    std::ofstream{folder_ / "models" / "syntax.model", std::ios::binary} << bytes;
    const auto made = make_stage(folder_);
    EXPECT_FALSE(made.ok());
    return made.ok() ? ErrorCode::internal : made.error().code;
  }
  fs::path folder_;
  std::string bytes_;
};

TEST_F(DamagedModel, IsACodedError) {
  EXPECT_EQ(make_stage(folder_).error().code, ErrorCode::model_missing);
  EXPECT_EQ(code_with(bytes_.substr(0, bytes_.size() / 2)), ErrorCode::model_corrupt);
  EXPECT_EQ(code_with(""), ErrorCode::model_corrupt);
  std::string altered = bytes_;
  altered[altered.size() / 3] = static_cast<char>(altered[altered.size() / 3] + 1);
  EXPECT_EQ(code_with(altered), ErrorCode::model_corrupt);
  std::string newer = bytes_;
  newer[8] = 99;
  EXPECT_EQ(code_with(newer), ErrorCode::model_version);
}

TEST_F(DamagedModel, MissingOrWrongSectionsAreCodedErrors) {
  const auto sections = model::read_sections(bytes_, "model");
  ASSERT_TRUE(sections.ok());
  for (const auto& left_out : *sections) {
    model::ModelWriter without;
    model::ModelWriter shorter;
    for (const auto& section : *sections) {
      std::string bytes{section.bytes};
      if (section.name != left_out.name) without.add_section(std::string{section.name}, bytes);
      if (section.name == left_out.name) bytes.pop_back();
      shorter.add_section(std::string{section.name}, bytes);
    }
    EXPECT_EQ(code_with(without.to_bytes()), ErrorCode::model_corrupt) << left_out.name;
    EXPECT_EQ(code_with(shorter.to_bytes()), ErrorCode::model_corrupt) << left_out.name;
  }
}

TEST(LemmaScript, UndoesItself) {
  const std::pair<const char*, const char*> kCases[] = {
      {"attacked", "attack"}, {"The", "the"},   {"Syrians", "Syrian"}, {"IRAQ", "Iraq"}, {"went", "go"},
      {"n’t", "not"},         {"NATO", "NATO"}, {"Cities", "city"},    {"U.S.", "U.S."}};
  for (const auto& [form, lemma] : kCases) {
    std::string out;
    apply_script(script_of(form, lemma), form, out);
    EXPECT_EQ(out, lemma);
  }
}

TEST(Lexeme, TypographyAndDigitsAreMadeAlike) {
  const Lexicon nothing;
  EXPECT_EQ(make_lexeme("’s", nothing).form, make_lexeme("'s", nothing).form);
  EXPECT_EQ(make_lexeme("1998", nothing).form, make_lexeme("2021", nothing).form);
  EXPECT_EQ(make_lexeme("–", nothing).form, make_lexeme("--", nothing).form);
  EXPECT_NE(make_lexeme("Us", nothing).form, make_lexeme("us", nothing).form);
  EXPECT_EQ(make_lexeme("Us", nothing).lower, make_lexeme("us", nothing).lower);
}

TEST(Lexicon, FindsItsWordsAndNoOthers) {
  const std::string section = Lexicon::to_section({{17, 3, 2, 1}, {33, 4, 2, 1}, {0xFFFFFFFF, 5, 1, 0}});
  alignas(64) char aligned[1024];
  ASSERT_LE(section.size(), sizeof(aligned));
  std::copy(section.begin(), section.end(), aligned);
  const auto lexicon = Lexicon::read({aligned, section.size()});
  ASSERT_TRUE(lexicon.ok());
  EXPECT_EQ(lexicon->find(17).cluster, 3);
  EXPECT_EQ(lexicon->find(33).cluster, 4);
  EXPECT_EQ(lexicon->find(0xFFFFFFFF).cluster, 5);
  EXPECT_EQ(lexicon->find(49).cluster, 0);
  EXPECT_EQ(lexicon->find(0).cluster, 0);
}

}  // namespace
}  // namespace avow::syntax
