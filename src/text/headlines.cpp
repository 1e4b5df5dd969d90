#include "text/headlines.hpp"

#include <algorithm>

#include "avow/base/strings.hpp"
#include "avow/base/utf8.hpp"
#include "text/unicode.hpp"

namespace avow::text {
namespace {

// Titles of news texts; a line further down without a stop is a heading only when it is shorter.
constexpr std::size_t kMaxTitleTokens = 30;
constexpr std::size_t kMaxHeadingTokens = 12;
constexpr int kTitleParagraphs = 3;

bool is_address(std::string_view line) {
  const std::string start = lower_ascii(line.substr(0, 8));
  const bool address =
      start.starts_with("http://") || start.starts_with("https://") || start.starts_with("www.");
  return address && line.find(' ') == std::string_view::npos;
}

// "By A. Writer", "From our correspondent": short, and no sentence.
bool is_byline(std::string_view line, std::size_t tokens) {
  const std::string start = lower_ascii(line.substr(0, 3));
  return start == "by " && tokens <= 12 && line.size() > 3 && line[3] >= 'A' && line[3] <= 'Z';
}

// The last character that is no closing quote or bracket.
char32_t last_sign(std::string_view line) {
  for (std::size_t end = line.size(); end > 0;) {
    const std::size_t at = floor_code_point(line, end - 1);
    const char32_t value = decode_utf8(line, at).value;
    const CharClass kind = char_class(value);
    if (kind != CharClass::quote && kind != CharClass::close) return value;
    end = at;
  }
  return 0;
}

bool starts_like_a_title(std::string_view line) {
  const CharClass kind = char_class(decode_utf8(line, 0).value);
  return kind == CharClass::upper || kind == CharClass::digit || kind == CharClass::quote ||
         kind == CharClass::letter || kind == CharClass::symbol;
}

}  // namespace

bool is_heading(std::string_view text, Span paragraph, int number, std::size_t tokens) {
  const std::string_view line = paragraph.of(text);
  if (line.empty()) return false;
  if (is_address(line) || is_byline(line, tokens)) return true;
  const CharClass last = char_class(last_sign(line));
  const bool stop = last == CharClass::final_stop;
  // A line that ends in a stop is a sentence; one that ends in a colon, comma or dash announces what follows.
  if (stop || !starts_like_a_title(line)) return false;
  if (!is_letter(last) && !is_number(last)) return tokens <= 2 && last != CharClass::punctuation;
  return tokens <= (number < kTitleParagraphs ? kMaxTitleTokens : kMaxHeadingTokens);
}

}  // namespace avow::text
