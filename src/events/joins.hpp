// Joins: drafts that tell one act become one. Within a sentence by the tree ("an attack that killed nine",
// "killed and wounded"), across sentences by type, parties and definiteness (codebook: mentions of one act in
// one text are one row; rows stay apart where the scope differs).
//
//   join_drafts(clause, drafts);   // drafts in text order; a joined one has `into` set
#pragma once

#include <vector>

#include "events/draft.hpp"

namespace avow::events {

void join_drafts(const Clause& clause, std::vector<Draft>& drafts);

// Are two parties one: one chain, one side, one a member of the other, or the same word?
[[nodiscard]] bool same_party(const Clause& clause, const Party& a, const Party& b);

}  // namespace avow::events
