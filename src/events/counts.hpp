// Numbers of people in a noun phrase: "at least 13 women", "dozens of villagers", "Up to 24 civilians".
#pragma once

#include <optional>

#include "events/clause.hpp"

namespace avow::events {

// nullopt where the phrase gives no number. "At least 13" is 13 to 13 (codebook, section 5); "dozens" has a
// low end only.
[[nodiscard]] std::optional<Count> read_count(const Clause& clause, TokenIndex noun);

}  // namespace avow::events
