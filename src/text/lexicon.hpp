// Lexicon: the word lists of data/text/ that tokenizer and sentence splitter ask about.
//
//   Result<Lexicon> lexicon = Lexicon::load(data_folder);
//   lexicon->abbreviation("Gen")     -> its kind, or nullptr
//
// Words are looked up without case. Owns its data; const access from any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"

namespace avow::text {

// When a word followed by a stop is an abbreviation: the stop is then part of the token.
enum class AbbreviationWhen : std::uint8_t {
  always,       // "Sept.", "Mr.": never a word of its own
  capitalised,  // "Gen.", "Rep.": only with a capital
  number        // "No.", "Sun.": only capitalised and before a number
};

enum class AbbreviationKind : std::uint8_t {
  none,
  title,   // stands before a name: no sentence ends after it ("Lt.")
  before,  // stands before something else ("No. 5", "vs."): hardly ever the end
  month,   // "Sept.", "Mon.": before a number as a rule
  after,   // stands after a word and may end a sentence ("Inc.", "etc.", "p.m.")
  dotted   // letters with stops: "U.S.", "a.m."; may end a sentence
};

struct Abbreviation {
  AbbreviationKind kind = AbbreviationKind::none;
  AbbreviationWhen when = AbbreviationWhen::always;
};

// A word that is several tokens: "cannot" is cut after 3 bytes; "dunno" after 2 and 3.
struct Split {
  std::uint8_t first = 0;
  std::uint8_t second = 0;  // 0: two parts only
};

// An open-addressing table from the 64-bit hash of a lower-cased word to a small value.
class WordTable {
 public:
  void add(std::string_view lower_word, std::uint32_t value);
  // 0 when the word is not there. `word` may have capitals (ASCII ones are folded).
  [[nodiscard]] std::uint32_t find(std::string_view word) const;

 private:
  void grow();
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t value = 0;  // 0: free
  };
  std::vector<Slot> slots_;
  std::size_t count_ = 0;
};

class Lexicon {
 public:
  [[nodiscard]] static Result<Lexicon> load(const std::filesystem::path& data_folder);

  // `word` is without its last stop. kind none: not an abbreviation.
  [[nodiscard]] Abbreviation abbreviation(std::string_view word) const;
  // first 0: not a word of several tokens.
  [[nodiscard]] Split split(std::string_view word) const;
  // A first part that keeps its hyphen: "anti", "non".
  [[nodiscard]] bool prefix(std::string_view word) const { return affixes_.find(word) == 1; }
  // A last part that keeps its hyphen: "wise", "esque".
  [[nodiscard]] bool suffix(std::string_view word) const { return affixes_.find(word) == 2; }
  // A word whole with its hyphens or other signs: "uh-huh", "yahoo!".
  [[nodiscard]] bool whole(std::string_view word) const { return affixes_.find(word) == 3; }
  [[nodiscard]] bool emoticon(std::string_view word) const { return emoticons_.find(word) != 0; }
  // A unit that follows a number: 1 any number, 2 only a sum of money ("$3M").
  [[nodiscard]] std::uint32_t unit(std::string_view word) const { return units_.find(word); }
  // The last part of a host or file name: "com", "uk", "pdf".
  [[nodiscard]] bool domain(std::string_view word) const { return domains_.find(word) != 0; }
  // A word that begins with an apostrophe: "'em", "'tis"; `word` without the apostrophe.
  [[nodiscard]] bool after_apostrophe(std::string_view word) const { return apostrophes_.find(word) != 0; }
  // No part of a name: "The" after "U.S." begins a sentence.
  [[nodiscard]] bool starter(std::string_view word) const { return starters_.find(word) != 0; }

 private:
  WordTable abbreviations_, splits_, affixes_, emoticons_, units_, domains_, apostrophes_, starters_;
};

}  // namespace avow::text
