// Factuality of an act, read from its word upwards through negation, auxiliaries, adverbs, light,
// implicative, factive and modal words and the cue and function of the statement it stands in (codebook,
// sections 2 and 5).
//
//   FactualityReading reading = read_factuality(clause, trigger, statement);
//   reading.value;  reading.trace;  // "fail: not; may: possible"
//
// Pure function of its arguments.
#pragma once

#include <string>

#include "events/clause.hpp"

namespace avow::events {

struct FactualityReading {
  Factuality value = Factuality::CT_plus;
  std::string trace;
  bool demanded = false;  // read through another's demand
};

[[nodiscard]] FactualityReading read_factuality(const Clause& clause, TokenIndex trigger,
                                                const Statement* statement);

}  // namespace avow::events
