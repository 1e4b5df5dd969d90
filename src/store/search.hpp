// Full-text search over the sentences of a ledger.
#pragma once

#include <string_view>
#include <vector>

#include "avow/ledger/store.hpp"
#include "store/database.hpp"

namespace avow::store {

// Sentences that hold all the words, each in the order given where one is several ("U.S."); those in which
// they make up most come first. Of more than kMaxSearchCandidates, the latest ones are looked at.
[[nodiscard]] Result<std::vector<ledger::Hit>> search_sentences(Database& database, std::string_view words,
                                                                std::size_t most);

}  // namespace avow::store
