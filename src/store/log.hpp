// The ledger's log: append-only, each entry holding the hash of the entry before it and of the rows it speaks
// of, so that nothing can be changed later without it showing.
//
//   append_entry(database, "document added", sha256, rows_digest(database, row));
//   verify_log(database);
//
// Failures of appending are remembered in the database (Database::note).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "avow/base/result.hpp"
#include "avow/ledger/store.hpp"
#include "store/sqlite.hpp"

namespace avow::store {

// Actions of entries.
inline constexpr const char* kAdded = "document added";
inline constexpr const char* kAddedWithOriginal = "document added with its original";

// SHA-256 over every row of every table that belongs to this row of `documents`.
[[nodiscard]] std::string rows_digest(Database& database, std::int64_t document_row);

void append_entry(Database& database, std::string_view action, std::string_view sha256,
                  std::string_view digest);

// Entries for documents that came in before there was a log.
void log_older_documents(Database& database);

[[nodiscard]] Result<ledger::Verification> verify_log(Database& database);

}  // namespace avow::store
