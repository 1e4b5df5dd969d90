// Reviewers' words in a ledger: each a row of `reviews` and an entry of the log. Rows of both are never
// changed; where a word went when its document was read again is a row of `review_moves`.
//
// The caller holds the transaction; failures of SQL are remembered in the database.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "avow/ledger/store.hpp"
#include "store/database.hpp"

namespace avow::store {

// Row of `documents` and id there of a row's id in the ledger; the document's part may be shortened.
struct FoundRow {
  std::int64_t document = 0;
  std::string sha256, row;
  // Of a finding across documents: document is its word's, row "o1~7c01d2e4:e3" with the report that it is
  // kept by, and this is the report's incident, 0 when it is in none.
  std::int64_t incident = 0;
};
[[nodiscard]] Result<FoundRow> find_ledger_row(Database& database, std::string_view id);

[[nodiscard]] Result<ledger::Review> write_review(Database& database, const ledger::NewReview& review,
                                                  const ledger::Hand& hand);

[[nodiscard]] Result<std::vector<ledger::Review>> read_reviews(Database& database,
                                                               const ledger::ReviewQuery& query);
// The same, with findings across documents called by word and report ("3f2a9c1b:o1~7c01d2e4:e3"), as they are
// kept, not by the incident of today.
[[nodiscard]] Result<std::vector<ledger::Review>> list_reviews(Database& database,
                                                               const ledger::ReviewQuery& query);

// The latest word on each row that has one.
[[nodiscard]] Result<std::map<std::string, ledger::Judgement>> read_judgements(Database& database);

// After `later` took the place of `earlier` in this row of `documents`: moves the reviews, tells of
// conflicts.
[[nodiscard]] std::vector<ledger::Review> move_reviews(Database& database, const Document& earlier,
                                                       const Document& later,
                                                       const std::map<std::string, std::string>& successors,
                                                       const ledger::Hand& hand);

}  // namespace avow::store
