// ChunkSplitter: what stands between two spaces, into tokens. Rules of UD English (EWT, GUM), each with an
// example in chunk_splitter.cpp and cases in tests/golden/text/.
//
// Works on at most kMaxTokenSizeBytes at a time, so that no rule can become quadratic. One object reads one
// paragraph, front to back (it remembers whether a single quote is open). Not for sharing between threads.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/lexicon.hpp"
#include "text/unicode.hpp"

namespace avow::text {

struct RawToken;

enum class NextChunk : std::uint8_t { none, upper, digit, other };

class ChunkSplitter {
 public:
  struct Input {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool first = false;  // of the paragraph
    NextChunk next = NextChunk::none;
  };

  ChunkSplitter(std::string_view text, const Lexicon& lexicon, std::vector<RawToken>& tokens)
      : text_(text), lexicon_(lexicon), tokens_(tokens) {}
  void split(const Input& input);

 private:
  struct Char {
    std::uint32_t begin = 0;
    char32_t value = 0;
    CharClass kind = CharClass::control;
  };
  // A stretch of chars_: [lo, hi).
  struct Range {
    std::size_t lo = 0;
    std::size_t hi = 0;
    [[nodiscard]] bool empty() const { return lo >= hi; }
    [[nodiscard]] std::size_t size() const { return hi - lo; }
  };

  void decode(const Input& input);
  [[nodiscard]] std::string_view text_of(Range range) const;
  [[nodiscard]] CharClass kind(std::size_t at) const { return chars_[at].kind; }
  [[nodiscard]] char32_t value(std::size_t at) const { return chars_[at].value; }
  [[nodiscard]] bool letters(Range range) const;
  [[nodiscard]] bool digits(Range range) const;
  // The end of the run of the character at `at`, and its start when it ends before `hi`.
  [[nodiscard]] std::size_t run_end(std::size_t at, std::size_t hi) const;
  [[nodiscard]] std::size_t run_begin(std::size_t lo, std::size_t hi) const;
  void put(Range range);

  // From the left: how many characters make a token of their own there; 0 when a word begins.
  [[nodiscard]] std::size_t left_piece(Range range);
  [[nodiscard]] std::size_t left_quote(Range range);
  [[nodiscard]] std::size_t left_sign(Range range);
  // The same from the right.
  [[nodiscard]] std::size_t right_piece(Range range);
  [[nodiscard]] std::size_t right_quote(Range range);
  [[nodiscard]] std::size_t right_stops(Range range);
  [[nodiscard]] std::size_t right_sign(Range range) const;
  [[nodiscard]] AbbreviationKind abbreviation_of(Range word) const;

  // Where a web or mail address, host or file name that begins the range ends; range.lo when none does.
  [[nodiscard]] std::size_t address_end(Range range) const;
  [[nodiscard]] std::size_t trim_address(Range range) const;

  // The first sign inside the range that parts it; empty when there is none.
  [[nodiscard]] Range inner_sign(Range range) const;
  [[nodiscard]] Range sign_at(Range range, std::size_t at) const;

  // What is left when nothing more comes off its ends.
  void word(Range range);
  void hyphenated(Range range);
  [[nodiscard]] bool keeps_hyphens(Range range) const;
  void simple(Range range);
  [[nodiscard]] std::size_t clitic(Range range) const;
  [[nodiscard]] std::size_t unit_begin(Range range) const;

  std::string_view text_;
  const Lexicon& lexicon_;
  std::vector<RawToken>& tokens_;
  std::vector<Char> chars_;
  std::vector<Range> tail_;   // what came off the right, last first
  std::vector<Range> parts_;  // between hyphens
  Input input_;
  AbbreviationKind abbreviation_ = AbbreviationKind::none;
  std::size_t abbreviation_end_ = 0;  // in chars_: the token that ends there is the abbreviation
  bool address_signs_ = false;        // the chunk holds a sign that addresses have
  bool single_quote_open_ = false;
  bool after_money_ = false;
};

}  // namespace avow::text
