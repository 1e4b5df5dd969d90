// Bytes of any encoding into UTF-8.
//
//   const DecodedText decoded = decode_text(bytes, "");      // or a declared charset, "windows-1252"
//
// A byte order mark decides first, then valid UTF-8, then the declared charset, then ICU's detector; UTF-8
// with a few bad bytes is repaired rather than guessed at. Free functions: any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace avow::source {

struct DecodedText {
  std::string text;                  // valid UTF-8 without a byte order mark
  std::string encoding;              // "UTF-8", or what it was converted from
  std::vector<std::size_t> repairs;  // where in `text` the first U+FFFD stand for bad bytes
  std::size_t repair_count = 0;
};

[[nodiscard]] DecodedText decode_text(std::string_view bytes, std::string_view declared);
// What a page declares in its first bytes: <meta charset=...> or <?xml encoding=...?>; "" when nothing.
[[nodiscard]] std::string declared_charset(std::string_view html);

}  // namespace avow::source
