// Finds where a rule of data/times/rules.tsv fits the items of a document.
//
//   TimeMatches matches;
//   find_matches(lexicon, items, at, matches);          // longest first
//   const TimeItem* month = matches[0].get(TimeClass::month);
#pragma once

#include <array>
#include <vector>

#include "names/time_items.hpp"

namespace avow::names {

inline constexpr std::size_t kMaxTimeMatchItems = 12;

struct TimeMatch {
  const TimeRule* rule = nullptr;
  const std::vector<TimeItem>* items = nullptr;
  std::size_t first = 0;
  std::size_t size = 0;
  std::array<std::uint8_t, kMaxTimeMatchItems> element{};  // of the rule, that each item matched

  [[nodiscard]] std::size_t last() const { return first + size; }  // behind it
  [[nodiscard]] const TimeItem& item(std::size_t i) const { return (*items)[first + i]; }
  // The nth item that fills a class of the pattern, or nullptr.
  [[nodiscard]] const TimeItem* get(TimeClass c, std::size_t nth = 0) const;
  [[nodiscard]] bool has(TimeClass c) const { return get(c) != nullptr; }
  // Is this literal among the matched words?
  [[nodiscard]] bool has_word(std::string_view word) const;
};

using TimeMatches = std::vector<TimeMatch>;

// Replaces `matches` by all rules that fit at item `at`, longest first, then in the order of the table.
void find_matches(const TimeLexicon& lexicon, const std::vector<TimeItem>& items, std::size_t at,
                  TimeMatches& matches);

}  // namespace avow::names
