#include "source/loose_date.hpp"

#include <array>
#include <vector>

#include "avow/base/strings.hpp"

namespace avow::source {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Runs of digits and runs of letters, at most `count` of them.
std::vector<std::string_view> pieces_of(std::string_view text, std::size_t count) {
  std::vector<std::string_view> pieces;
  for (std::size_t at = 0; at < text.size() && pieces.size() < count;) {
    const bool digits = is_digit(text[at]);
    if (!digits && !is_letter(text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && (digits ? is_digit(text[at]) : is_letter(text[at]))) ++at;
    pieces.push_back(text.substr(begin, at - begin));
  }
  return pieces;
}

// At most four digits; 0 when it is no number.
int number_of(std::string_view piece) {
  if (piece.empty() || piece.size() > 4 || !is_digit(piece[0])) return 0;
  int value = 0;
  for (const char c : piece) value = value * 10 + (c - '0');
  return value;
}

int month_of(std::string_view piece) {
  if (piece.size() < 3) return 0;
  const std::string start = lower_ascii(piece.substr(0, 3));
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (kMonths[i] == start) return static_cast<int>(i) + 1;
  }
  return 0;
}

std::optional<Date> date_of(int year, int month, int day) {
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const Date date{year, static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
  return date.valid() ? std::optional{date} : std::nullopt;
}

}  // namespace

std::optional<Date> parse_loose_date(std::string_view text) {
  constexpr std::size_t kMaxPieces = 8;
  const auto pieces = pieces_of(text.substr(0, 64), kMaxPieces);
  if (pieces.empty()) return std::nullopt;
  if (pieces[0].size() == 8 && is_digit(pieces[0][0])) {
    return date_of(number_of(pieces[0].substr(0, 4)), number_of(pieces[0].substr(4, 2)),
                   number_of(pieces[0].substr(6, 2)));
  }
  if (pieces.size() >= 3 && pieces[0].size() == 4 && is_digit(pieces[0][0])) {
    return date_of(number_of(pieces[0]), number_of(pieces[1]), number_of(pieces[2]));
  }
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const int month = month_of(pieces[i]);
    if (month == 0) continue;
    // 3 March 2025; March 3, 2025; March 3rd, 2025.
    const int before = i > 0 ? number_of(pieces[i - 1]) : 0;
    if (before > 0 && i + 1 < pieces.size()) return date_of(number_of(pieces[i + 1]), month, before);
    std::size_t year = i + 2;
    if (year < pieces.size() && is_letter(pieces[year][0])) ++year;
    if (year < pieces.size()) return date_of(number_of(pieces[year]), month, number_of(pieces[i + 1]));
  }
  return std::nullopt;
}

}  // namespace avow::source
