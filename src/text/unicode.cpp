#include "text/unicode.hpp"

#include <unicode/uchar.h>

namespace avow::text {
namespace {

bool is_quote(char32_t value) {
  switch (value) {
    case '"':
    case '\'':
    case '`':
    case 0x00AB:
    case 0x00B4:
    case 0x00BB:
    case 0x2039:
    case 0x203A:
    case 0x2032:
    case 0x2033:
    case 0x300C:
    case 0x300D:
    case 0xFF02:
    case 0xFF07:
      return true;
    default:
      return value >= 0x2018 && value <= 0x201F;
  }
}

bool is_final_stop(char32_t value) {
  return value == '.' || value == '?' || value == '!' || value == 0x2026 || value == 0x203C ||
         value == 0x2047 || value == 0x2048 || value == 0x2049 || value == 0x3002;
}

CharClass of_category(char32_t value) {
  switch (u_charType(static_cast<UChar32>(value))) {
    case U_UPPERCASE_LETTER:
    case U_TITLECASE_LETTER:
      return CharClass::upper;
    case U_LOWERCASE_LETTER:
      return CharClass::lower;
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
      return CharClass::letter;
    case U_NON_SPACING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_ENCLOSING_MARK:
      return CharClass::mark;
    case U_DECIMAL_DIGIT_NUMBER:
      return CharClass::digit;
    case U_LETTER_NUMBER:
    case U_OTHER_NUMBER:
      return CharClass::number;
    case U_START_PUNCTUATION:
      return CharClass::open;
    case U_END_PUNCTUATION:
      return CharClass::close;
    case U_DASH_PUNCTUATION:
      return CharClass::dash;
    case U_CONNECTOR_PUNCTUATION:
    case U_OTHER_PUNCTUATION:
    case U_INITIAL_PUNCTUATION:
    case U_FINAL_PUNCTUATION:
      return CharClass::punctuation;
    case U_MATH_SYMBOL:
    case U_CURRENCY_SYMBOL:
    case U_MODIFIER_SYMBOL:
    case U_OTHER_SYMBOL:
      return CharClass::symbol;
    default:
      return CharClass::control;
  }
}

}  // namespace

CharClass slow_char_class(char32_t value) {
  if ((value >= 0x0A && value <= 0x0D) || value == 0x85 || value == 0x2028 || value == 0x2029) {
    return CharClass::line_break;
  }
  // Zero-width space, word joiner and a byte order mark inside the text part words and are no part of one.
  if (value == 0x200B || value == 0x2060 || value == 0xFEFF) return CharClass::space;
  // Soft hyphen and the (non-)joiners lie inside words.
  if (value == 0xAD || value == 0x200C || value == 0x200D) return CharClass::mark;
  if (value > 0x10FFFF) return CharClass::control;
  if (u_isUWhiteSpace(static_cast<UChar32>(value))) return CharClass::space;
  if (is_quote(value)) return CharClass::quote;
  if (is_final_stop(value)) return CharClass::final_stop;
  return of_category(value);
}

const std::array<CharClass, kTableSize>& char_class_table() {
  static const std::array<CharClass, kTableSize> table = [] {
    std::array<CharClass, kTableSize> classes{};
    for (char32_t value = 0; value < kTableSize; ++value) classes[value] = slow_char_class(value);
    return classes;
  }();
  return table;
}

char32_t fold_case(char32_t value) {
  if (value < 0x80) return value >= 'A' && value <= 'Z' ? value + 32 : value;
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(value)));
}

}  // namespace avow::text
