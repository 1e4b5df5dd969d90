// Reviewers' words about parties: each a row of party_reviews and an entry of the log, neither ever changed.
//
// The caller holds the transaction; failures of SQL are remembered in the database.
#pragma once

#include <vector>

#include "ledger/party_names.hpp"
#include "store/database.hpp"

namespace avow::store {

inline constexpr const char* kPartyWord = "word on parties";  // the log's action

[[nodiscard]] Result<ledger::PartyWord> write_party_word(Database& database, const ledger::PartyWord& given,
                                                         const ledger::Hand& hand);
[[nodiscard]] Result<std::vector<ledger::PartyWord>> read_party_words(Database& database, bool standing_only);
// What follows from those that stand.
[[nodiscard]] ledger::PartyNames standing_parties(Database& database);

}  // namespace avow::store
