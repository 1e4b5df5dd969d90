// Reads documents and rows back out of the tables of a ledger.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "avow/ledger/store.hpp"
#include "store/database.hpp"

namespace avow::store {

// The document of this row of `documents`, with every layer that is kept.
[[nodiscard]] Result<Document> read_document(Database& database, std::int64_t document_row);

// The rows that answer a query, sorted by party, kind, date, id.
[[nodiscard]] Result<std::vector<ledger::Row>> read_rows(Database& database, const ledger::Query& query);

}  // namespace avow::store
