#include "text/layout.hpp"

#include <algorithm>

#include "avow/base/utf8.hpp"
#include "text/unicode.hpp"

namespace avow::text {
namespace {

// Nobody wraps wider by hand or by mail program; longer lines are paragraphs.
constexpr std::size_t kMaxWrapColumns = 120;
// A shorter line that breaks off is a heading or an item, not a wrapped line.
constexpr std::size_t kMinBrokenLineColumns = 40;

struct Line {
  Span span;                   // trimmed; empty for a blank line
  std::size_t columns = 0;     // code points
  std::size_t first_word = 0;  // columns of its first word
  bool starts_lower = false;
  bool ends_open = false;  // its last character is a letter, digit, comma or hyphen: the sentence may go on
};

// The size of the line break at `at`, or 0: CRLF, LF, CR, VT, FF, NEL, U+2028, U+2029.
std::size_t break_size(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned first = byte(at);
  if (first == '\r') return byte(at + 1) == '\n' ? 2 : 1;
  if (first >= 0x0A && first <= 0x0C) return 1;
  if (first == 0xC2) return byte(at + 1) == 0x85 ? 2 : 0;
  if (first == 0xE2) return byte(at + 1) == 0x80 && (byte(at + 2) == 0xA8 || byte(at + 2) == 0xA9) ? 3 : 0;
  return 0;
}

Line read_line(std::string_view text, std::size_t begin, std::size_t end) {
  Line line;
  bool word_open = true;
  std::size_t columns = 0;
  CharClass last = CharClass::space;
  char32_t last_value = 0;
  for (std::size_t at = begin; at < end;) {
    const CodePoint cp = decode_utf8(text, at);
    const CharClass kind = char_class(cp.value);
    if (!is_space(kind)) {
      if (line.span.empty()) {
        line.span.begin = static_cast<std::uint32_t>(at);
        line.starts_lower = kind == CharClass::lower;
        columns = 0;
      }
      line.span.end = static_cast<std::uint32_t>(at + cp.size);
      last = kind;
      last_value = cp.value;
      line.columns = columns + 1;
      if (word_open) line.first_word = columns + 1;
    } else if (!line.span.empty()) {
      word_open = false;
    }
    ++columns;
    at += cp.size;
  }
  line.ends_open = is_letter(last) || is_number(last) || last == CharClass::dash || last_value == ',';
  return line;
}

std::vector<Line> read_lines(std::string_view text) {
  std::vector<Line> lines;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = break_size(text, at);
    if (size == 0) {
      ++at;
      continue;
    }
    lines.push_back(read_line(text, begin, at));
    at += size;
    begin = at;
  }
  if (begin < text.size()) lines.push_back(read_line(text, begin, text.size()));
  return lines;
}

// The column a text is wrapped at, or 0 when its line breaks are paragraphs' ends. A wrapped line was broken
// because the next word had no room: line + space + next word is wider than the widest line.
std::size_t wrap_columns(const std::vector<Line>& lines) {
  std::size_t widest = 0;
  std::size_t pairs = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i].span.empty()) continue;
    widest = std::max(widest, lines[i].columns);
    if (!lines[i + 1].span.empty()) ++pairs;
  }
  if (!lines.empty()) widest = std::max(widest, lines.back().columns);
  if (pairs == 0 || widest > kMaxWrapColumns || widest < kMinBrokenLineColumns) return 0;
  std::size_t full = 0;
  std::size_t open = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i].span.empty() || lines[i + 1].span.empty()) continue;
    if (lines[i].columns + 1 + lines[i + 1].first_word > widest) ++full;
    if (lines[i].ends_open) ++open;
  }
  // Most lines are full, and sentences run over line ends: prose that was wrapped.
  return full * 10 >= pairs * 7 && open * 2 >= pairs ? widest : 0;
}

bool goes_on(const Line& line, const Line& next, std::size_t wrap) {
  if (wrap > 0 && line.columns + 1 + next.first_word > wrap) return true;
  return line.ends_open && next.starts_lower && line.columns >= kMinBrokenLineColumns;
}

}  // namespace

std::vector<Paragraph> find_paragraphs(std::string_view text) {
  const std::vector<Line> lines = read_lines(text);
  const std::size_t wrap = wrap_columns(lines);
  std::vector<Paragraph> paragraphs;
  const Line* before = nullptr;
  for (const Line& line : lines) {
    if (line.span.empty()) {
      before = nullptr;
      continue;
    }
    if (before != nullptr && goes_on(*before, line, wrap)) {
      paragraphs.back().span.end = line.span.end;
      ++paragraphs.back().lines;
    } else {
      paragraphs.push_back({line.span, 1});
    }
    before = &line;
  }
  return paragraphs;
}

}  // namespace avow::text
