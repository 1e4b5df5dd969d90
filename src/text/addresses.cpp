// Web and mail addresses, host and file names: one token each (the other half of chunk_splitter.cpp).
#include <algorithm>

#include "text/chunk_splitter.hpp"

namespace avow::text {
namespace {

bool is_host_char(char32_t value) {
  return (value >= 'a' && value <= 'z') || (value >= 'A' && value <= 'Z') || (value >= '0' && value <= '9') ||
         value == '-' || value == '_' || value == '.';
}

bool starts_with_folded(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(), [](char a, char b) {
           return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b);
         });
}

// A last label is written in the case of the name before it: example.com, REPORT.DOC, but not "end.In".
bool same_case(std::string_view label, char before) {
  const bool lower = std::all_of(label.begin(), label.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return lower || (before >= 'A' && before <= 'Z');
}

}  // namespace

std::size_t ChunkSplitter::address_end(Range range) const {
  const std::string_view text = text_of(range);
  const std::size_t scheme = text.substr(0, 12).find("://");
  if ((scheme != std::string_view::npos && scheme > 1) || starts_with_folded(text, "www.") ||
      starts_with_folded(text, "mailto:")) {
    return trim_address(range);
  }
  std::size_t end = range.lo;
  bool mail = false;
  std::size_t last_dot = 0;
  bool ellipsis = false;
  while (end < range.hi &&
         (is_host_char(value(end)) || value(end) == '@' || value(end) == '%' || value(end) == '+')) {
    mail |= value(end) == '@' && end > range.lo && end + 1 < range.hi && is_host_char(value(end + 1));
    if (value(end) == '.' && end + 1 < range.hi && is_host_char(value(end + 1))) {
      ellipsis |= value(end + 1) == '.';
      last_dot = end;
    }
    ++end;
  }
  if (mail) return trim_address({range.lo, end});
  if (ellipsis || last_dot <= range.lo + 1) return range.lo;
  std::size_t label_end = last_dot + 1;
  while (label_end < range.hi && is_letter(kind(label_end))) ++label_end;
  const std::string_view label = text_of({last_dot + 1, label_end});
  const bool ends = label_end == range.hi || !is_host_char(value(label_end)) || value(label_end) == '.' ||
                    value(label_end) == '-';
  if (!ends || !lexicon_.domain(label)) return range.lo;
  if (!same_case(label, static_cast<char>(value(last_dot - 1) & 0x7FU))) return range.lo;
  if (label_end < range.hi && value(label_end) == '/') return trim_address(range);
  return label_end;
}

// Without the punctuation of the sentence around it; a closing bracket stays when it was opened inside.
std::size_t ChunkSplitter::trim_address(Range range) const {
  std::size_t hi = range.hi;
  while (hi > range.lo + 1) {
    const char32_t last = value(hi - 1);
    const CharClass last_kind = kind(hi - 1);
    if (last == ')') {
      const auto opened = std::any_of(chars_.begin() + static_cast<std::ptrdiff_t>(range.lo),
                                      chars_.begin() + static_cast<std::ptrdiff_t>(hi),
                                      [](const Char& c) { return c.value == '('; });
      if (opened) break;
    } else if (last_kind != CharClass::final_stop && last_kind != CharClass::quote &&
               last_kind != CharClass::close && last != ',' && last != ';' && last != ':' && last != '>') {
      break;
    }
    --hi;
  }
  return hi;
}

}  // namespace avow::text
