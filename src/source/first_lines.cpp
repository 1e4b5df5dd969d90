#include "source/first_lines.hpp"

#include <algorithm>

#include "avow/base/strings.hpp"

namespace avow::source {
namespace {

// The longest line that is taken for a title.
constexpr std::size_t kMaxTitleBytes = 200;
constexpr std::size_t kMaxTitleWords = 25;

struct Line {
  std::string_view text;
  bool blank_after = false;
};

// The first `count` lines that are not blank.
std::vector<Line> first_lines(std::string_view text, std::size_t count) {
  std::vector<Line> lines;
  while (!text.empty() && lines.size() < count) {
    const auto end = text.find_first_of("\r\n");
    const std::string_view line = trim(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end);
    // One line break is the line's end; white space with another in it makes a blank line.
    const std::size_t next = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    const std::string_view gap = text.substr(0, next);
    const bool blank =
        std::count(gap.begin(), gap.end(), '\n') > 1 ||
        (gap.find('\n') == std::string_view::npos && std::count(gap.begin(), gap.end(), '\r') > 1);
    text.remove_prefix(next);
    if (!line.empty()) lines.push_back({line, blank});
  }
  return lines;
}

bool is_address(std::string_view line) {
  return (line.starts_with("http://") || line.starts_with("https://")) &&
         line.find_first_of(" \t") == std::string_view::npos;
}

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

// Clearly a heading: one short line without a stop, and prose below it that ends in one.
bool is_title(const Line& line, const Line& below) {
  if (line.text.size() > kMaxTitleBytes || split_words(line.text).size() > kMaxTitleWords) return false;
  const char first = line.text.front();
  if (!is_word_byte(first) || (first >= 'a' && first <= 'z')) return false;
  if (!is_word_byte(line.text.back()) || line.text.ends_with("\xE2\x80\xA6")) return false;
  const std::string start = lower_ascii(line.text.substr(0, 3));
  if (start == "by " || is_address(line.text)) return false;
  if (!line.blank_after && below.text.size() < line.text.size()) return false;
  return below.text.find_first_of(".?!") != std::string_view::npos;
}

// Exactly `count` digits at `at`, with none after them; -1 otherwise.
int number_at(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  const bool longer = at + count < text.size() && text[at + count] >= '0' && text[at + count] <= '9';
  return longer ? -1 : value;
}

}  // namespace

std::string_view host_of(std::string_view address) {
  const auto scheme = address.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view host = address.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#:"));
  if (host.starts_with("www.")) host.remove_prefix(4);
  return host;
}

std::optional<Date> date_in_address(std::string_view address) {
  for (std::size_t at = 1; at + 8 < address.size(); ++at) {
    const char before = address[at - 1];
    if (before != '/' && before != '-' && before != '_') continue;
    const int year = number_at(address, at, 4);
    if (year < 1990 || year > 2100) continue;
    const char separator = address[at + 4];
    if (separator != '/' && separator != '-') continue;
    const std::size_t month_size = number_at(address, at + 5, 2) >= 0 ? 2 : 1;
    const int month = number_at(address, at + 5, month_size);
    const std::size_t day_at = at + 5 + month_size + 1;
    if (month < 1 || day_at >= address.size() || address[day_at - 1] != separator) continue;
    const int day = number_at(address, day_at, number_at(address, day_at, 2) >= 0 ? 2 : 1);
    if (day < 1 || month > 12) continue;
    const Date date{year, static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
    if (date.valid()) return date;
  }
  return std::nullopt;
}

Metadata metadata_of_first_lines(std::string_view text) {
  Metadata metadata;
  const std::vector<Line> lines = first_lines(text, 3);
  std::size_t next = 0;
  if (!lines.empty() && is_address(lines[0].text)) {
    metadata.uri = lines[0].text;
    metadata.publisher = host_of(lines[0].text);
    metadata.published = date_in_address(lines[0].text);
    next = 1;
  }
  if (lines.size() > next + 1 && is_title(lines[next], lines[next + 1])) metadata.title = lines[next].text;
  return metadata;
}

}  // namespace avow::source
