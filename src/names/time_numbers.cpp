#include "names/time_numbers.hpp"

#include <array>
#include <cstdint>

namespace avow::names {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Up to `most` digits at `at`; moves `at` behind them. -1 where there is none.
int take_digits(std::string_view text, std::size_t& at, std::size_t most, std::size_t& count) {
  int value = 0;
  count = 0;
  while (at < text.size() && count < most && is_digit(text[at])) {
    value = value * 10 + (text[at] - '0');
    ++at;
    ++count;
  }
  return count == 0 ? -1 : value;
}

std::optional<Figure> date_figure(int year, int month, int day, std::size_t size) {
  const Date date{year, static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
  if (month < 1 || month > 12 || day < 1 || !date.valid()) return std::nullopt;
  return Figure{mask_of(TimeClass::numdate), 0, date, size};
}

std::optional<Figure> clock_figure(std::string_view text, int hour, std::size_t at) {
  std::size_t count = 0;
  const int minute = take_digits(text, at, 3, count);
  if (count != 2 || hour > 24 || minute > 59) return std::nullopt;
  if (at < text.size() && text[at] == ':') {
    std::size_t after = at + 1;
    if (take_digits(text, after, 2, count) >= 0 && count == 2) at = after;
  }
  return Figure{mask_of(TimeClass::clock), hour * 60.0 + minute, {}, at};
}

int full_year(int year, std::size_t digits) {
  if (digits == 4) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

// "T10:00:00Z" behind an ISO date.
std::size_t skip_iso_clock(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != 'T') return at;
  std::size_t end = at + 1;
  while (end < text.size() && (is_digit(text[end]) || text[end] == ':' || text[end] == '.')) ++end;
  if (end < text.size() && text[end] == 'Z') ++end;
  return end - at >= 6 ? end : at;
}

}  // namespace

std::optional<Figure> read_date_figure(std::string_view text) {
  std::size_t at = 0;
  std::size_t first_count = 0;
  const int first = take_digits(text, at, 5, first_count);
  if (first < 0 || first_count == 5 || at >= text.size()) return std::nullopt;
  const char separator = text[at];
  if (separator == ':' && first_count <= 2) return clock_figure(text, first, at + 1);
  if (separator != '-' && separator != '/' && separator != '.') return std::nullopt;
  ++at;
  std::size_t second_count = 0;
  const int second = take_digits(text, at, 3, second_count);
  if (second < 0 || second_count > 2 || at >= text.size() || text[at] != separator) return std::nullopt;
  ++at;
  std::size_t third_count = 0;
  const int third = take_digits(text, at, 5, third_count);
  if (third < 0 || (at < text.size() && is_digit(text[at]))) return std::nullopt;
  if (first_count == 4 && third_count <= 2 && separator != '.') {
    return date_figure(first, second, third, skip_iso_clock(text, at));
  }
  if (first_count > 2 || (third_count != 2 && third_count != 4)) return std::nullopt;
  const int year = full_year(third, third_count);
  if (separator == '/' && first <= 12) return date_figure(year, first, second, at);
  if (separator == '/') return date_figure(year, second, first, at);
  if (third_count != 4) return std::nullopt;
  if (separator == '.' || first > 12) return date_figure(year, second, first, at);
  return date_figure(year, first, second, at);
}

namespace {

std::optional<Figure> with_suffix(double value, std::size_t digits, std::string_view rest, std::size_t size) {
  static constexpr std::array<std::string_view, 4> kOrdinal = {"st", "nd", "rd", "th"};
  for (const std::string_view suffix : kOrdinal) {
    if (rest != suffix) continue;
    ClassMask mask = mask_of(TimeClass::ord);
    if (value >= 1 && value <= 31) mask |= mask_of(TimeClass::daynum);
    return Figure{mask, value, {}, size};
  }
  const bool decade = rest == "s" || rest == "'s" || rest == "\u2019s";
  if (decade && digits == 4 && value >= 1000 && value < 2100 && static_cast<int>(value) % 10 == 0) {
    return Figure{mask_of(TimeClass::decade), value / 10, {}, size};
  }
  if (decade && digits == 2 && value >= 20 && static_cast<int>(value) % 10 == 0) {
    return Figure{mask_of(TimeClass::decade), 190 + value / 10, {}, size};
  }
  if ((rest == "am" || rest == "pm" || rest == "a.m." || rest == "p.m.") && value >= 1 && value <= 12) {
    const double hour = static_cast<int>(value) % 12 + (rest[0] == 'p' ? 12 : 0);
    return Figure{mask_of(TimeClass::clock), hour * 60, {}, size};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Figure> read_number_figure(std::string_view token) {
  std::size_t at = 0;
  double value = 0;
  std::size_t digits = 0;
  bool comma = false;
  while (at < token.size() && digits < 15) {
    if (is_digit(token[at])) {
      value = value * 10 + (token[at] - '0');
      ++digits;
    } else if (token[at] == ',' && at + 3 < token.size() && digits > 0) {
      comma = true;
    } else {
      break;
    }
    ++at;
  }
  if (digits == 0) return std::nullopt;
  if (at < token.size() && token[at] == '.' && at + 1 < token.size() && is_digit(token[at + 1])) {
    double scale = 0.1;
    for (++at; at < token.size() && is_digit(token[at]); ++at, scale /= 10)
      value += (token[at] - '0') * scale;
    if (at != token.size()) return std::nullopt;
    return Figure{mask_of(TimeClass::num), value, {}, at};
  }
  if (at != token.size()) return with_suffix(value, digits, token.substr(at), token.size());
  ClassMask mask = mask_of(TimeClass::num);
  if (!comma && digits <= 2 && value >= 1 && value <= 31) mask |= mask_of(TimeClass::daynum);
  if (!comma && digits == 4 && value >= 1000 && value <= 2100) mask |= mask_of(TimeClass::year);
  return Figure{mask, value, {}, at};
}

}  // namespace avow::names
