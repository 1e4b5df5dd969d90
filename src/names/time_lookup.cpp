#include "names/time_lookup.hpp"

#include <fmt/format.h>

namespace avow::names {
namespace {

// Days beat weeks beat years; fuzzy words come last.
int fineness_of(const Time& time) {
  if (time.precision == "day" || time.precision == "minute") return 6;
  if (time.precision == "week" || time.precision == "weekend") return 5;
  if (time.precision == "month") return 4;
  if (time.precision == "unresolved") return 3;
  if (time.precision == "fuzzy") return 0;
  return 2;
}

bool says_when(const Time& time) {
  if (time.type == "SET") return false;
  return time.type != "DURATION" || time.start.has_value();
}

}  // namespace

TimeLookup::TimeLookup(const Document& document, const Tree& tree) : document_(document), tree_(tree) {
  for (std::size_t i = 0; i < document.times.size(); ++i) {
    const Time& time = document.times[i];
    if (!says_when(time)) continue;
    Marked marked;
    marked.tokens = time.tokens;
    marked.head = head_of(document, time.tokens);
    marked.row = static_cast<Index>(i);
    marked.fineness = fineness_of(time);
    marked_.push_back(marked);
  }
}

FoundTimeOf TimeLookup::find(TokenIndex trigger) const {
  const auto near = find_in_clause(document_, tree_, trigger, marked_);
  if (!near) return {};
  const Time& time = document_.times[near->marked->row];
  const char* why = near->closeness == Closeness::dependent ? "said of the act itself"
                    : near->closeness == Closeness::clause  ? "own clause"
                                                            : "own sentence";
  return {near->marked->row, time.span, fmt::format("{}: {}", why, document_.text_of(time.span))};
}

}  // namespace avow::names
