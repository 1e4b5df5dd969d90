#include "text/dateline.hpp"

#include <algorithm>

namespace avow::text {
namespace {

constexpr std::size_t kLongestDateline = 14;  // "SAN JOSE, Costa Rica, March 16 (Agency) -"
constexpr std::size_t kShortestTown = 3;      // letters; "US - ..." is no dateline

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

bool is_dash(std::string_view word) {
  return word == "-" || word == "--" || word == "–" || word == "—";
}

// Written all in capitals: "KABUL".
bool is_capitals(std::string_view word) {
  return word.size() >= kShortestTown && std::none_of(word.begin(), word.end(), is_lower) &&
         std::any_of(word.begin(), word.end(), is_upper);
}

}  // namespace

std::size_t dateline_tokens(std::string_view text, std::span<const RawToken> tokens) {
  if (tokens.empty() || !is_upper(text[tokens.front().span.begin])) return 0;
  const bool town = is_capitals(tokens.front().span.of(text));
  bool agency = false;
  const std::size_t last = std::min(tokens.size(), kLongestDateline);
  for (std::size_t i = 1; i < last; ++i) {
    const std::string_view word = tokens[i].span.of(text);
    if (is_dash(word)) {
      const bool apart = tokens[i].space_after && tokens[i - 1].space_after;
      return apart && (town || agency) && i + 1 < tokens.size() ? i + 1 : 0;
    }
    agency = agency || word == "(";
    if (is_lower(word.front()) && word != "de" && word != "la" && word != "of") return 0;
  }
  return 0;
}

}  // namespace avow::text
