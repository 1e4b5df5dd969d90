// Unicode character classes for the tokenizer: ICU's general categories folded to a dozen, cached in a table.
//
//   if (char_class(cp) == CharClass::upper) ...
//
// The table is built once, on first use (under a millisecond), and is read-only after: any thread.
#pragma once

#include <array>
#include <cstdint>

namespace avow::text {

enum class CharClass : std::uint8_t {
  upper,        // Lu, Lt
  lower,        // Ll
  letter,       // Lm, Lo: letters without case
  mark,         // Mn, Mc, Me and joiners: part of the word before
  digit,        // Nd
  number,       // Nl, No: fractions, superscripts
  space,        // white space, no-break and zero-width spaces included
  line_break,   // LF, VT, FF, CR, NEL, U+2028, U+2029
  quote,        // " ' and their curly, low, angle and primed forms
  open,         // Ps: ( [ {
  close,        // Pe: ) ] }
  dash,         // Pd
  final_stop,   // . ? ! and the ellipsis
  punctuation,  // other punctuation
  symbol,       // Sm, Sc, Sk, So
  control       // the rest: controls, unassigned, private use
};

inline constexpr char32_t kTableSize = 0x10000;
[[nodiscard]] const std::array<CharClass, kTableSize>& char_class_table();
// The slow definition, straight from ICU; the table is tested against it.
[[nodiscard]] CharClass slow_char_class(char32_t value);

[[nodiscard]] inline CharClass char_class(char32_t value) {
  return value < kTableSize ? char_class_table()[value] : slow_char_class(value);
}
[[nodiscard]] inline bool is_letter(CharClass c) {
  return c <= CharClass::mark;
}
[[nodiscard]] inline bool is_number(CharClass c) {
  return c == CharClass::digit || c == CharClass::number;
}
[[nodiscard]] inline bool is_space(CharClass c) {
  return c == CharClass::space || c == CharClass::line_break;
}
// Upper or title case of a simple pair folded down; other code points as they are.
[[nodiscard]] char32_t fold_case(char32_t value);

}  // namespace avow::text
