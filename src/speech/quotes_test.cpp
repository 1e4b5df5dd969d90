#include "speech/quotes.hpp"

#include <gtest/gtest.h>

#include "avow/base/limits.hpp"
#include "text/stage.hpp"

namespace avow::speech {
namespace {

struct Found {
  Document document;
  std::vector<Quote> quotes;
  std::vector<Diagnostic> notes;
  [[nodiscard]] std::string inner(std::size_t index) const {
    return std::string(document.text_of(quotes.at(index).inner));
  }
};

const Stage& segmenter() {
  static const auto stage = text::make_stage(std::filesystem::path(AVOW_SOURCE_DIR) / "data");
  return **stage;
}

Found read(std::string text) {
  Found out;
  out.document.text = std::move(text);
  segmenter().run(out.document);
  out.quotes = read_quotes(out.document, out.notes);
  return out;
}

TEST(Quotes, PairsEverySpellingOfTheMarks) {
  for (const char* text :
       {"\"We go,\" she said.", "“We go,” she said.", "‘We go,’ she said.", "«We go,» she said.",
        "``We go,'' she said.", "''We go,'' she said.", "'We go,' she said.", "`We go,' she said."}) {
    const Found found = read(text);
    ASSERT_EQ(found.quotes.size(), 1U) << text;
    EXPECT_EQ(found.inner(0), "We go,") << text;
    EXPECT_TRUE(found.quotes[0].closed) << text;
    EXPECT_TRUE(found.notes.empty()) << text;
  }
}

TEST(Quotes, ApostrophesAndMeasuresAreNoMarks) {
  EXPECT_TRUE(read("The rebels' base didn't fall in the '90s, the town's mayor's men say.").quotes.empty());
  EXPECT_TRUE(read("The rebels’ base didn’t fall, the town’s mayor says.").quotes.empty());
  EXPECT_TRUE(read("He is 5'10\" tall and went home.").quotes.empty());
}

TEST(Quotes, NestOneInAnother) {
  const Found found = read("“He told us ‘leave now’ and left,” she said.");
  ASSERT_EQ(found.quotes.size(), 2U);
  EXPECT_EQ(found.inner(1), "leave now");
  EXPECT_EQ(found.quotes[1].parent, 0);
  EXPECT_EQ(found.inner(0), "He told us ‘leave now’ and left,");
}

TEST(Quotes, ReopenedAtEachParagraphIsOneQuote) {
  const Found found =
      read("He said: “The road is open.\n\n“The bridge is closed.\n\n“We wait.”\n\nThe town slept.");
  ASSERT_EQ(found.quotes.size(), 3U);
  EXPECT_FALSE(found.quotes[0].closed);
  EXPECT_EQ(found.quotes[1].continues, 0);
  EXPECT_EQ(found.quotes[2].continues, 1);
  EXPECT_EQ(found.inner(1), "The bridge is closed.");
  EXPECT_TRUE(found.notes.empty());
}

// Empty marks are dropped, and the quotes after them still name the right ones.
TEST(Quotes, EmptyQuotesLeaveTheOthersTheirNumbers) {
  const Found found = read(
      "The form has “” and “” in it.\n\nHe said: “The road is open.\n\n“The bridge is ‘as good as’ closed.”");
  ASSERT_EQ(found.quotes.size(), 3U);
  EXPECT_EQ(found.inner(0), "The road is open.");
  EXPECT_EQ(found.quotes[1].continues, 0);
  EXPECT_EQ(found.inner(2), "as good as");
  EXPECT_EQ(found.quotes[2].parent, 1);
}

TEST(Quotes, OneBadMarkCostsOneSentence) {
  const Found found = read("“The road is open, she said. The town slept. “We wait,” he said.");
  ASSERT_EQ(found.quotes.size(), 2U);
  EXPECT_FALSE(found.quotes[0].closed);
  EXPECT_EQ(found.inner(0), "The road is open, she said.");
  EXPECT_EQ(found.inner(1), "We wait,");
  ASSERT_EQ(found.notes.size(), 1U);
  EXPECT_EQ(found.notes[0].code, ErrorCode::quote_unbalanced);
}

TEST(Quotes, AStrayClosingMarkIsNoted) {
  const Found found = read("The road is open,” she said. “We wait,” he said.");
  ASSERT_EQ(found.quotes.size(), 1U);
  EXPECT_EQ(found.inner(0), "We wait,");
  EXPECT_EQ(found.notes.size(), 1U);
}

TEST(Quotes, DoubledMarksOfASpreadsheetCell) {
  const Found found = read("\"The army said it was \"\"not responsible\"\" for the raid.\"");
  ASSERT_EQ(found.quotes.size(), 1U);
  EXPECT_EQ(found.inner(0), "not responsible");
}

TEST(Quotes, DeeperThanTheLimitAreReadFlatAndNoted) {
  std::string text;
  for (std::size_t i = 0; i < kMaxQuoteDepth; ++i) text += i % 2 == 0 ? "«" : "“";
  text += "‘We go’ home";
  for (std::size_t i = kMaxQuoteDepth; i-- > 0;) text += i % 2 == 0 ? "»" : "”";
  const Found found = read(text + " she said.");
  EXPECT_LE(found.quotes.size(), kMaxQuoteDepth);
  EXPECT_FALSE(found.notes.empty());
}

TEST(Quotes, EveryQuoteSlicesTheText) {
  const Found found = read("“A «b» c.” She said “d ‘e’ f”, and \"g\" left.\n\n“H i j.\n\nK l m.");
  for (const Quote& quote : found.quotes) {
    EXPECT_LE(quote.span.begin, quote.inner.begin);
    EXPECT_LE(quote.inner.end, quote.span.end);
    EXPECT_LE(quote.span.end, found.document.text.size());
    EXPECT_FALSE(quote.inner.empty());
    if (quote.parent < 0) continue;
    EXPECT_TRUE(found.quotes[static_cast<std::size_t>(quote.parent)].span.contains(quote.inner));
  }
}

// That time grows no faster than the text is measured by bench/speed/hostile.
TEST(Quotes, ThousandsOfOpeningMarksLoseNoWord) {
  std::string text;
  for (int i = 0; i < 10000; ++i) text += "\"We go ";
  const Found found = read(text + ".");
  EXPECT_EQ(quote_of_tokens(found.document, found.quotes).size(), found.document.tokens.size());
  EXPECT_FALSE(found.notes.empty());
}

TEST(Quotes, AClosedQuoteOverABookIsOneQuote) {
  std::string book = "“";
  for (int i = 0; i < 20000; ++i) book += "The road is long and the town is far away. ";
  book.back() = '.';
  const Found found = read(book + "”");
  ASSERT_EQ(found.quotes.size(), 1U);
  EXPECT_GT(found.quotes[0].inner.size(), book.size() - 10);
}

}  // namespace
}  // namespace avow::speech
