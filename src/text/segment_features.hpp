// What the sentence splitter looks at around a place where a sentence may end. Shared by the splitter and by
// `avow-train segmenter`, so that both see the same numbers.
//
//   SegmentFeatures features(text, tokens);              // the tokens of one paragraph
//   for i: if (features.candidate(i)) features.extract(i, first_of_sentence, buckets);
//
// One paragraph at a time, not shared between threads; keep the object to reuse its memory.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/tokenizer.hpp"

namespace avow::text {

// 2^17 weights of one byte: 128 KiB in data/text/segmenter.bin.
inline constexpr unsigned kSegmenterBits = 17;
inline constexpr std::size_t kSegmentFeatures = 32;
using FeatureBuckets = std::array<std::uint32_t, kSegmentFeatures>;

class SegmentFeatures {
 public:
  void read(std::string_view text, std::span<const RawToken> tokens);

  // May a sentence end between tokens i and i + 1 (i + 1 < size)? Says no where none ever does: inside a
  // word, after a title, before a closing quote, bracket or comma.
  [[nodiscard]] bool candidate(std::size_t i) const;
  // No stop or colon stands before candidate i although the paragraph ends in a stop.
  [[nodiscard]] bool bare(std::size_t i) const {
    return ends_in_stop_ && views_[i].kind != Kind::colon && !stop_before(i);
  }
  // Candidate i follows an abbreviation and a capitalised word follows it: "U.S. The".
  [[nodiscard]] bool capital_after_abbreviation(std::size_t i) const {
    return views_[i].kind == Kind::abbreviation && views_[i + 1].kind == Kind::title;
  }
  // The weights to add up for candidate i when the current sentence began at token `first`; unused places at
  // the end hold the last feature's own bucket once only. Returns how many are set.
  std::size_t extract(std::size_t i, std::size_t first, FeatureBuckets& buckets) const;

 private:
  enum class Kind : std::uint8_t {
    none,
    lower,
    title,
    capitals,
    mixed,
    number,
    number_word,
    abbreviation,
    period,
    question,
    exclamation,
    ellipsis,
    colon,
    semicolon,
    comma,
    dash,
    open_quote,
    close_quote,
    open,
    close,
    sign,
    address
  };
  struct View {
    std::uint32_t hash = 0;    // of the word without case
    std::uint32_t suffix = 0;  // of its last three bytes
    Kind kind = Kind::none;
    std::uint8_t length = 0;  // capped
    bool space_after = true;
    bool joined = false;
    AbbreviationKind abbreviation = AbbreviationKind::none;
    bool in_quote = false;  // a double quote is open after this token
    bool in_bracket = false;
  };

  // Is the last token before closing quotes and brackets at i a final stop?
  [[nodiscard]] bool stop_before(std::size_t i) const;
  [[nodiscard]] View view_of(std::string_view text, const RawToken& token, bool space_before);
  [[nodiscard]] Kind kind_of(std::string_view word, bool space_before, bool space_after) const;
  [[nodiscard]] const View& at(std::size_t i) const { return i < views_.size() ? views_[i] : edge_; }

  std::vector<View> views_;
  View edge_;
  bool ends_in_stop_ = false;  // the paragraph does
  std::uint8_t size_ = 0;      // bucket of its number of tokens
  bool quote_open_ = false;
  int brackets_ = 0;
};

}  // namespace avow::text
