// UTF-8: validation, decoding and repair. Every text inside avow is valid UTF-8; source/ makes it so.
//
//   RepairedText repaired = repair_utf8(bytes, 10);   // each ill-formed piece becomes U+FFFD
//   for (std::size_t at = 0; at < text.size();) { const CodePoint cp = decode_utf8(text, at); at += cp.size;
//   }
//
// Ill-formed input is cut as the Unicode Standard recommends (section 3.9, "maximal subparts"): one U+FFFD
// for each longest prefix of a well-formed sequence. Free functions without state: any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace avow {

struct CodePoint {
  char32_t value = 0;
  std::uint8_t size = 0;  // bytes it takes; 1..4
  bool valid = true;      // false: an ill-formed piece of `size` bytes, value is U+FFFD
};

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

// The code point at byte `at` (at < text.size()).
[[nodiscard]] CodePoint decode_utf8(std::string_view text, std::size_t at);
// The first byte that begins an ill-formed piece, or text.size(). Fast: eight ASCII bytes a step.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view text);
[[nodiscard]] inline bool valid_utf8(std::string_view text) {
  return find_invalid_utf8(text) == text.size();
}
struct RepairedText {
  std::string text;
  std::vector<std::size_t> places;  // byte offsets in `text` of the first replacements
  std::size_t count = 0;            // of all replacements
};
// The bytes with each ill-formed piece replaced by U+FFFD.
[[nodiscard]] RepairedText repair_utf8(std::string_view bytes, std::size_t max_places);
void append_utf8(std::string& text, char32_t value);
// The largest offset <= at that begins a code point of valid UTF-8.
[[nodiscard]] std::size_t floor_code_point(std::string_view text, std::size_t at);

}  // namespace avow
