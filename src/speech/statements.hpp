// Statements: the rows made of attributions. One attribution gives one row, or, over a long quote, one row
// for each stretch of sentences that does one thing (codebook, sections 1 and 5).
//
//   std::vector<Statement> rows = make_statements(reading, attributions, act_tables, cues, act_model);
//
// Values; any thread.
#pragma once

#include <vector>

#include "speech/acts.hpp"

namespace avow::speech {

[[nodiscard]] std::vector<Statement> make_statements(const Reading& reading,
                                                     const std::vector<Attribution>& attributions,
                                                     const ActTables& tables, const CueTable& cues,
                                                     const ActModel& model);

// Of the five kinds of denial, the one the words around it tell: denies the act where nothing says otherwise.
[[nodiscard]] DenialType denial_type(const Reading& reading, const Statement& row);

}  // namespace avow::speech
