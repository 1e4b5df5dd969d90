// How well two reports agree, each of type, actor, recipient, place, time and numbers weighed with its
// uncertainty.
//
//   Agreement how = agreement_of(a, b);
//   if (how.same_act()) ...
//
// Symmetric: agreement_of(a, b) is agreement_of(b, a). Pure functions; thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "ledger/reports.hpp"

namespace avow::ledger {

// What ties two reports to one another: nothing, an actor known by description only, or the actor, place or
// recipient by name, or the sentence itself.
enum class Anchor : std::uint8_t { none, weak, strong };

struct Agreement {
  bool contradicts = false;  // something they say cannot be of one act
  Anchor anchor = Anchor::none;
  int points = 0;  // things that agree
  [[nodiscard]] bool same_act() const;
  [[nodiscard]] bool denies_it() const;  // a denial names less
};
[[nodiscard]] Agreement agreement_of(const ActReport& a, const ActReport& b);

// Where a report is filed, and where those that may tell its act are found: of two reports with an anchor,
// one of a's search keys is one of b's anchor keys, and their days are within kFarthestDays, or neither has a
// day.
inline constexpr std::int64_t kFarthestDays = 14;
[[nodiscard]] std::vector<std::uint64_t> anchor_keys(const ActReport& report);
[[nodiscard]] std::vector<std::uint64_t> search_keys(const ActReport& report);
// Days since 1970 of the act, else of publication; nullopt: no day at all.
[[nodiscard]] std::optional<std::int64_t> day_of(const ActReport& report);

}  // namespace avow::ledger
