// What the models see of a word: hashes of its form, affixes and shape, with the accidents of typography
// (curly quotes, dashes, the digits of a number) made alike.
//
//   Lexeme lexeme = make_lexeme("‘Kabul", lexicon);
//
// A value; any thread. Part of every trained model: a change here means training again.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "avow/document/document.hpp"
#include "model/feature_hash.hpp"
#include "syntax/lexicon.hpp"

namespace avow::syntax {

using model::Atom;

// The parser's and labeler's word of a lexeme that is not known.
inline constexpr Atom kUnknownWord = 1;

struct Lexeme {
  Atom form = 0;                 // as written, digits as 0, quotes and dashes as ASCII
  Atom lower = 0;                // in lower case
  std::array<Atom, 3> prefix{};  // first 1..3 bytes in lower case
  std::array<Atom, 4> suffix{};  // last 1..4 bytes in lower case
  Atom shape = 0;                // "Xx", "XX", "0-0" ...: runs of letter kinds, one letter a run
  Atom cluster = 0;              // of the lexicon
  Atom coarse = 0;
  Atom kind = 0;
  bool known = false;         // the treebanks hold it more than once
  bool capital = false;       // begins with a capital letter
  bool all_capitals = false;  // two letters or more, all capitals
  bool has_small = false;     // some letter is small
};

[[nodiscard]] Lexeme make_lexeme(std::string_view form, const Lexicon& lexicon = Lexicon{});

// The typographic variants of quotes and dashes as ASCII, the rest as it is: “ ” `` '' -> ", ’ -> ', – -> -.
// Writes into `buffer` only where something changes; the view is into `form` or `buffer`.
[[nodiscard]] std::string_view plain_form(std::string_view form, std::string& buffer);

// One sentence as the models read and fill it; vectors are reused from sentence to sentence.
struct Words {
  std::vector<Lexeme> lexemes;
  std::vector<std::uint8_t> tags;    // index into the tagger's TagSet
  std::vector<std::int32_t> heads;   // in the sentence; kNone for the root
  std::vector<std::uint8_t> labels;  // Deprel
  bool shouting = false;             // most words in capitals: a headline; case says nothing

  [[nodiscard]] std::size_t size() const { return lexemes.size(); }
  void clear();
  void add(std::string_view form, const Lexicon& lexicon);
  // To be called after the last add(): looks at the sentence as a whole and makes room for annotation.
  void finish();
};

}  // namespace avow::syntax
