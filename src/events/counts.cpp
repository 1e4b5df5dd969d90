#include "events/counts.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "avow/base/strings.hpp"

namespace avow::events {
namespace {

constexpr std::array<std::pair<std::string_view, std::int64_t>, 30> kNumbers{
    {{"one", 1},      {"two", 2},        {"three", 3},     {"four", 4},        {"five", 5},
     {"six", 6},      {"seven", 7},      {"eight", 8},     {"nine", 9},        {"ten", 10},
     {"eleven", 11},  {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14},   {"fifteen", 15},
     {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},   {"twenty", 20},
     {"thirty", 30},  {"forty", 40},     {"fifty", 50},    {"sixty", 60},      {"seventy", 70},
     {"eighty", 80},  {"ninety", 90},    {"hundred", 100}, {"thousand", 1000}, {"million", 1000000}}};

std::optional<std::int64_t> number_word(std::string_view word) {
  for (const auto& [name, value] : kNumbers) {
    if (name == word) return value;
  }
  return std::nullopt;
}

std::optional<std::int64_t> digits(std::string_view text) {
  std::int64_t value = 0;
  bool any = false;
  for (const char c : text) {
    if (c == ',') continue;
    if (c < '0' || c > '9' || value > 100000000) return std::nullopt;
    value = value * 10 + (c - '0');
    any = true;
  }
  return any ? std::optional(value) : std::nullopt;
}

std::optional<std::int64_t> number(std::string_view text) {
  const std::string lower = lower_ascii(text);
  if (const auto value = digits(lower)) return value;
  if (const auto value = number_word(lower)) return value;
  // "twenty-five"
  const auto hyphen = lower.find('-');
  if (hyphen == std::string::npos) return std::nullopt;
  const auto tens = number_word(std::string_view(lower).substr(0, hyphen));
  const auto ones = number_word(std::string_view(lower).substr(hyphen + 1));
  if (!tens || !ones || *tens < 20 || *ones > 9) return std::nullopt;
  return *tens + *ones;
}

// "2,000", "two hundred": the number and the numbers below it.
std::optional<std::int64_t> value_of(const Clause& clause, TokenIndex token) {
  auto value = number(clause.form(token));
  if (!value) return std::nullopt;
  for (const TokenIndex child : clause.tree().children(token)) {
    const Deprel base = base_relation(clause.token(child).deprel);
    if (base != Deprel::compound && base != Deprel::nummod) continue;
    if (const auto below = number(clause.form(child)); below && *value >= 100) value = *value * *below;
  }
  return value;
}

std::optional<std::int64_t> open_ended(std::string_view lemma) {
  if (lemma == "dozen") return 24;
  if (lemma == "score") return 40;
  if (lemma == "hundred") return 200;
  if (lemma == "thousand") return 2000;
  return std::nullopt;
}

}  // namespace

std::optional<Count> read_count(const Clause& clause, TokenIndex noun) {
  if (noun == kNone) return std::nullopt;
  const Token& word = clause.token(noun);
  if (word.upos == Upos::NUM || number_word(word.lemma)) {
    if (const auto value = value_of(clause, noun)) return Count{*value, *value};
  }
  if (word.upos == Upos::NOUN) {
    if (const auto low = open_ended(word.lemma)) return Count{*low, std::nullopt};
  }
  for (const TokenIndex child : clause.tree().children(noun)) {
    if (clause.token(child).deprel != Deprel::nummod) continue;
    if (const auto value = value_of(clause, child)) return Count{*value, *value};
  }
  const TokenIndex determiner = clause.tree().child(noun, {Deprel::det});
  const bool singular = word.feats.find("Number=Sing") != std::string::npos;
  if (determiner != kNone && singular &&
      (clause.lemma(determiner) == "a" || clause.lemma(determiner) == "an") &&
      (clause.classes(noun) & kPerson) != 0 && (clause.lexicon().classes(word.lemma) & kGroup) == 0) {
    return Count{1, 1};
  }
  return std::nullopt;
}

}  // namespace avow::events
