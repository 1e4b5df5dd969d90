#include "text/stage.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "avow/base/limits.hpp"
#include "avow/base/utf8.hpp"
#include "text/dateline.hpp"
#include "text/headlines.hpp"
#include "text/layout.hpp"
#include "text/segmenter.hpp"
#include "text/tokenizer.hpp"

namespace avow::text {
namespace {

// Memory that lives through one document.
struct Scratch {
  std::vector<RawToken> tokens;
  std::vector<std::uint8_t> ends;
  SegmentFeatures features;
};

// etc. / p.m. / Inc. at the end of a sentence: the stop is the sentence's own token. U.S. and initials keep
// theirs.
bool gives_up_stop(const RawToken& token, std::string_view text) {
  const std::string_view word = token.span.of(text);
  if (word.size() < 3 || word.back() != '.') return false;
  if (token.abbreviation == AbbreviationKind::after) return true;
  return token.abbreviation == AbbreviationKind::dotted && word.front() >= 'a' && word.front() <= 'z';
}

class TextStage final : public Stage {
 public:
  TextStage(Lexicon lexicon, Segmenter segmenter)
      : lexicon_(std::move(lexicon)), segmenter_(std::move(segmenter)), tokenizer_(lexicon_) {}

  [[nodiscard]] std::string_view name() const override { return "text"; }
  [[nodiscard]] Layers needs() const override { return {Layer::text}; }
  [[nodiscard]] Layers adds() const override { return {Layer::sentences}; }

  void run(Document& document) const override {
    document.sentences.clear();
    document.tokens.clear();
    if (document.text.size() > kMaxDocumentSizeBytes || !valid_utf8(document.text)) {
      document.diagnose(ErrorCode::internal, "the text is too long or not UTF-8", {});
      return;
    }
    document.tokens.reserve(document.text.size() / 5);
    Scratch scratch;
    int number = 0;
    for (const Paragraph& paragraph : find_paragraphs(document.text)) {
      read_paragraph(document, paragraph, number++, scratch);
    }
  }

 private:
  void read_paragraph(Document& document, const Paragraph& paragraph, int number, Scratch& scratch) const {
    scratch.tokens.clear();
    tokenizer_.paragraph(document.text, paragraph.span, scratch.tokens);
    segmenter_.ends(document.text, scratch.tokens, lexicon_, scratch.features, scratch.ends);
    const bool heading =
        paragraph.lines <= 2 && is_heading(document.text, paragraph.span, number, scratch.tokens.size());
    std::size_t first = heading ? 0 : dateline_tokens(document.text, scratch.tokens);
    if (first > 0) add_sentence(document, {scratch.tokens.data(), first}, number, true);
    for (std::size_t i = first; i < scratch.tokens.size(); ++i) {
      const RawToken& token = scratch.tokens[i];
      if (token.cut) report_cut(document, token);
      if (scratch.ends[i] == 0 && i + 1 - first < kMaxSentenceTokens) continue;
      if (scratch.ends[i] == 0) report_long_sentence(document, scratch.tokens[first].span);
      add_sentence(document, {&scratch.tokens[first], i + 1 - first}, number, heading);
      first = i + 1;
    }
  }

  static void report_cut(Document& document, const RawToken& token) {
    document.diagnose(ErrorCode::token_too_long,
                      fmt::format("a stretch without spaces was cut after {} bytes", kMaxTokenSizeBytes),
                      token.span);
  }

  static void report_long_sentence(Document& document, Span start) {
    document.diagnose(ErrorCode::sentence_too_long,
                      fmt::format("a sentence was cut after {} tokens", kMaxSentenceTokens), start);
  }

  static void add_sentence(Document& document, std::span<const RawToken> raw, int paragraph, bool heading) {
    Sentence sentence;
    sentence.paragraph = paragraph;
    sentence.headline = heading;
    sentence.tokens.first = static_cast<TokenIndex>(document.tokens.size());
    const auto index = static_cast<SentenceIndex>(document.sentences.size());
    for (const RawToken& token : raw) add_token(document, token.span, token, index);
    const RawToken& last = raw.back();
    if (gives_up_stop(last, document.text)) {
      document.tokens.back().span.end -= 1;
      document.tokens.back().space_after = false;
      add_token(document, {last.span.end - 1, last.span.end}, last, index);
    }
    sentence.tokens.last = static_cast<TokenIndex>(document.tokens.size());
    sentence.span = {raw.front().span.begin, last.span.end};
    document.sentences.push_back(sentence);
  }

  static void add_token(Document& document, Span span, const RawToken& raw, SentenceIndex sentence) {
    Token token;
    token.span = span;
    token.sentence = sentence;
    token.space_after = raw.space_after;
    token.joined_to_next = raw.joined_to_next;
    document.tokens.push_back(std::move(token));
  }

  Lexicon lexicon_;
  Segmenter segmenter_;
  Tokenizer tokenizer_;
};

}  // namespace

Result<std::unique_ptr<Stage>> make_stage(const std::filesystem::path& data_folder) {
  auto lexicon = Lexicon::load(data_folder);
  if (!lexicon) return lexicon.error();
  auto segmenter = Segmenter::load(data_folder / "text" / "segmenter.bin");
  if (!segmenter) return segmenter.error();
  std::unique_ptr<Stage> stage =
      std::make_unique<TextStage>(std::move(lexicon).value(), std::move(segmenter).value());
  return stage;
}

}  // namespace avow::text
