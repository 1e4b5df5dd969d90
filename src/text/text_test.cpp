#include <gtest/gtest.h>

#include "avow/base/limits.hpp"
#include "avow/base/utf8.hpp"
#include "text/headlines.hpp"
#include "text/layout.hpp"
#include "text/segmenter.hpp"
#include "text/stage.hpp"
#include "text/treebank_text.hpp"
#include "text/unicode.hpp"

namespace avow::text {
namespace {

const Stage& stage() {
  static const std::unique_ptr<Stage> made = [] {
    auto result = make_stage(AVOW_SOURCE_DIR "/data");
    EXPECT_TRUE(result) << result.error().to_string();
    return std::move(result).value();
  }();
  return *made;
}

Document read(std::string text) {
  Document document;
  document.text = std::move(text);
  stage().run(document);
  return document;
}

// Tokens parted by spaces; + joins the tokens of one written word; | ends a sentence.
std::string tokens_of(std::string text) {
  const Document document = read(std::move(text));
  std::string out;
  for (const Sentence& sentence : document.sentences) {
    if (!out.empty()) out += " | ";
    for (TokenIndex i = sentence.tokens.first; i < sentence.tokens.last; ++i) {
      if (i > sentence.tokens.first) out += document.tokens[i - 1].joined_to_next ? "+" : " ";
      out += document.text_of(i);
    }
  }
  return out;
}

std::vector<std::string> paragraphs_of(std::string_view text) {
  std::vector<std::string> out;
  for (const Paragraph& paragraph : find_paragraphs(text)) out.emplace_back(paragraph.span.of(text));
  return out;
}

TEST(Unicode, TableAgreesWithIcu) {
  for (char32_t value = 0; value < kTableSize; ++value)
    ASSERT_EQ(char_class(value), slow_char_class(value)) << static_cast<unsigned>(value);
  EXPECT_EQ(char_class('"'), CharClass::quote);
  EXPECT_EQ(char_class(0x201C), CharClass::quote);
  EXPECT_EQ(char_class(0xA0), CharClass::space);
  EXPECT_EQ(char_class(0x2014), CharClass::dash);
  EXPECT_EQ(char_class(0x1F600), CharClass::symbol);
  EXPECT_EQ(char_class(0x2028), CharClass::line_break);
}

TEST(Tokenizer, CutsPunctuationAndClitics) {
  EXPECT_EQ(tokens_of("They don't, we cannot; he's gonna."), "They do+n't , we can+not ; he+'s gon+na .");
  EXPECT_EQ(tokens_of("The Taliban's and the states\u2019 word."),
            "The Taliban+'s and the states+\u2019 word .");
  EXPECT_EQ(tokens_of("I'd've said 'em in the 1990's."), "I+'d+'ve said 'em in the 1990's .");
  EXPECT_EQ(tokens_of("'We won't,' he said."), "' We wo+n't , ' he said .");
  EXPECT_EQ(tokens_of("``Stop,'' she said."), "`` Stop , '' she said .");
}

TEST(Tokenizer, CutsHyphensButForPrefixesAndNumbers) {
  EXPECT_EQ(tokens_of("US-led anti-war e-mail"), "US - led anti-war e-mail");
  EXPECT_EQ(tokens_of("a 20-year-old at 555-1234"), "a 20 - year - old at 555-1234");
  EXPECT_EQ(tokens_of("mid-1990s post-war co-operation"), "mid-1990s post-war co-operation");
  EXPECT_EQ(tokens_of("and/or 9/11 s/he"), "and / or 9/11 s/he");
}

TEST(Tokenizer, ReadsNumbersUnitsAndMoney) {
  EXPECT_EQ(tokens_of("$3.5m or US$40 at 7:30PM"), "$ 3.5 m or US$ 40 at 7:30 PM");
  EXPECT_EQ(tokens_of("50% of 1,200 (35mm)"), "50 % of 1,200 ( 35 mm )");
  EXPECT_EQ(tokens_of("the 4G net of the 20th"), "the 4G net of the 20th");
}

TEST(Tokenizer, KeepsAddressesWhole) {
  EXPECT_EQ(tokens_of("See https://example.org/a?b=1, or (www.example.org)."),
            "See https://example.org/a?b=1 , or ( www.example.org ) .");
  EXPECT_EQ(tokens_of("Write to desk.one@news.example.org."), "Write to desk.one@news.example.org .");
  EXPECT_EQ(tokens_of("The report.pdf of example.com"), "The report.pdf of example.com");
}

TEST(Tokenizer, CutsATokenBeyondTheLimit) {
  const Document document = read(std::string(3 * kMaxTokenSizeBytes, 'a') + " end.");
  for (const Token& token : document.tokens) EXPECT_LE(token.span.size(), kMaxTokenSizeBytes);
  ASSERT_FALSE(document.diagnostics.empty());
  EXPECT_EQ(document.diagnostics[0].code, ErrorCode::token_too_long);
  ASSERT_EQ(document.tokens.size(), 5U);
  EXPECT_FALSE(document.tokens[0].space_after);
  EXPECT_TRUE(document.tokens[2].space_after);
}

TEST(Segmenter, NewsTraps) {
  EXPECT_EQ(tokens_of("Lt. Gen. A. B. Orrin met the U.S. envoy at 9 a.m. on Monday. He left."),
            "Lt. Gen. A. B. Orrin met the U.S. envoy at 9 a.m. on Monday . | He left .");
  EXPECT_EQ(tokens_of("\"We will stay.\" The minister left."), "\" We will stay . \" | The minister left .");
  EXPECT_EQ(tokens_of("\u201CWe will stay.\u201D He left."), "\u201C We will stay . \u201D | He left .");
  EXPECT_EQ(tokens_of("\"Will you stay?\" he asked."), "\" Will you stay ? \" he asked .");
  EXPECT_EQ(tokens_of("TARSK (VNA) - The army left. It rained."),
            "TARSK ( VNA ) - | The army left . | It rained .");
  EXPECT_EQ(tokens_of("It rose 3.5 percent to 1,200. Prices fell."),
            "It rose 3.5 percent to 1,200 . | Prices fell .");
  EXPECT_EQ(tokens_of("They sell arms, fuel, etc. Nobody stops them."),
            "They sell arms , fuel , etc . | Nobody stops them .");
}

TEST(Stage, SpansSliceOrderedTokensInsideTheirSentences) {
  const Document document = read(
      "Talks end\r\n\r\nBy Ana Reporter\r\n\r\nTARSK \u2014 \u201CWe don\u2019t\u00A0know,\u201D he "
      "said\u2026 "
      "It\u2019s over!\r\n\r\nNobody said why.");
  ASSERT_EQ(document.sentences.size(), 6U);
  std::uint32_t end = 0;
  for (const Token& token : document.tokens) {
    EXPECT_GE(token.span.begin, end);
    EXPECT_FALSE(token.span.empty());
    EXPECT_TRUE(document.sentences[token.sentence].span.contains(token.span));
    end = token.span.end;
  }
  EXPECT_TRUE(document.sentences[0].headline);
  EXPECT_TRUE(document.sentences[1].headline);
  EXPECT_TRUE(document.sentences[2].headline);  // the dateline
  EXPECT_FALSE(document.sentences[3].headline);
  EXPECT_EQ(document.sentences[2].paragraph, 2);
  EXPECT_EQ(document.sentences[3].paragraph, 2);
  EXPECT_EQ(document.sentences[4].paragraph, 2);
  EXPECT_EQ(document.sentences[5].paragraph, 3);
}

TEST(Stage, CutsASentenceOfTwentyThousandTokens) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "word ";
  const Document document = read(text);
  EXPECT_EQ(document.tokens.size(), 20000U);
  for (const Sentence& sentence : document.sentences) {
    EXPECT_LE(static_cast<std::size_t>(sentence.tokens.size()), kMaxSentenceTokens);
  }
  EXPECT_EQ(document.sentences.size(), 20000U / kMaxSentenceTokens);
  ASSERT_FALSE(document.diagnostics.empty());
  EXPECT_EQ(document.diagnostics[0].code, ErrorCode::sentence_too_long);
}

TEST(Stage, ReadsNothingOutOfNothing) {
  EXPECT_TRUE(read("").sentences.empty());
  EXPECT_TRUE(read(" \r\n\u00A0\u2029\n").tokens.empty());
}

TEST(Stage, HugeLinesTakeLinearTime) {
  // A quarter of a megabyte each of what could go wrong; a quadratic rule would take minutes.
  for (const char* piece :
       {"a", "'", "\"", "(", "-a", ".", "a.", "a:a", "@", "www.", "a/", "U.S.", "\u201C"}) {
    std::string text;
    while (text.size() < (1U << 18U)) text += piece;
    const Document document = read(std::move(text));
    EXPECT_FALSE(document.tokens.empty());
  }
}

TEST(Layout, BlankLinesPartParagraphs) {
  EXPECT_EQ(paragraphs_of("One.\n\nTwo.\r\n\r\nThree."),
            (std::vector<std::string>{"One.", "Two.", "Three."}));
  EXPECT_EQ(paragraphs_of("  One.  \n \t\u00A0 \n\n\nTwo."), (std::vector<std::string>{"One.", "Two."}));
}

TEST(Layout, LongLinesAreParagraphs) {
  const std::string first(300, 'a');
  const std::string second(200, 'b');
  EXPECT_EQ(paragraphs_of(first + ".\n" + second + "."),
            (std::vector<std::string>{first + ".", second + "."}));
  EXPECT_EQ(paragraphs_of("Talks end in Tarsk\nThe talks ended."),
            (std::vector<std::string>{"Talks end in Tarsk", "The talks ended."}));
}

TEST(Layout, WrappedLinesBelongTogether) {
  const std::string wrapped =
      "The government said on Monday that it would send a delegation to the\n"
      "valley once the guns fall silent, although nobody in the capital could\n"
      "say who would lead it or when it might leave. The front had asked for\n"
      "talks in spring.\n"
      "\n"
      "Nobody answered.";
  ASSERT_EQ(paragraphs_of(wrapped).size(), 2U);
  const Document document = read(wrapped);
  ASSERT_EQ(document.sentences.size(), 3U);
  EXPECT_EQ(document.text_of(document.sentences[1].span), "The front had asked for\ntalks in spring.");
}

TEST(Headlines, TellsHeadingsFromProse) {
  const auto heading = [](std::string_view line, int number = 0) {
    const auto words = static_cast<std::size_t>(std::count(line.begin(), line.end(), ' ') + 1);
    return is_heading(line, {0, static_cast<std::uint32_t>(line.size())}, number, words);
  };
  EXPECT_TRUE(heading("Government and Sarn front agree a ceasefire"));
  EXPECT_TRUE(heading("By Ana Reporter", 5));
  EXPECT_TRUE(heading("https://example.org/a/b", 0));
  EXPECT_TRUE(heading("Looting and abuses", 9));
  EXPECT_FALSE(heading("The army left the town on Monday."));
  EXPECT_FALSE(heading("The foreign secretary said:"));
  EXPECT_FALSE(heading("\u201CWe will stay.\u201D"));
  EXPECT_FALSE(heading("and so it went on"));
}

TEST(SegmenterModel, RefusesTruncatedAlteredAndForeignFiles) {
  std::vector<std::int8_t> weights(std::size_t{1} << kSegmenterBits, 1);
  const std::string good = Segmenter::serialise(weights);
  EXPECT_TRUE(Segmenter::parse(good, "m"));
  EXPECT_EQ(Segmenter::parse(good.substr(0, good.size() - 1), "m").error().code, ErrorCode::model_corrupt);
  EXPECT_EQ(Segmenter::parse("", "m").error().code, ErrorCode::model_corrupt);
  std::string altered = good;
  altered[1000] ^= 1;
  EXPECT_EQ(Segmenter::parse(altered, "m").error().code, ErrorCode::model_corrupt);
  std::string newer = good;
  newer[7] = '9';
  EXPECT_EQ(Segmenter::parse(newer, "m").error().code, ErrorCode::model_version);
  EXPECT_EQ(Segmenter::load("/nowhere/segmenter.bin").error().code, ErrorCode::model_missing);
}

TEST(TreebankText, RebuildsTheTextAsWritten) {
  const std::string conllu =
      "# newdoc id = d1\n# newpar\n"
      "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n1\tdo\t_\t_\t_\t_\t_\t_\t_\t_\n2\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
      "3\tgo\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n4\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
      "1\tYes\t_\t_\t_\t_\t_\t_\t_\t_\n1.1\tx\t_\t_\t_\t_\t_\t_\t_\t_\n\n# "
      "newpar\n1\tNo\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
  const auto texts = read_treebank(conllu, "t.conllu");
  ASSERT_TRUE(texts);
  ASSERT_EQ(texts->size(), 1U);
  const TreebankText& text = texts->front();
  EXPECT_EQ(text.name, "d1");
  EXPECT_EQ(text.text, "don't go. Yes\n\nNo");
  EXPECT_EQ(text.words, (std::vector<std::string>{"do", "n't", "go", ".", "Yes", "No"}));
  EXPECT_EQ(text.sentences, (std::vector<std::uint32_t>{0, 3, 4}));
  const auto broken = read_treebank("1\ttoo\tfew\n", "t.conllu");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().place, "t.conllu:1");
}

}  // namespace
}  // namespace avow::text
