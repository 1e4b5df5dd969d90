// The ledger's log: append-only, each entry holding the hash of the entry before it and of the rows it speaks
// of, so that nothing can be changed later without it showing.
//
//   append_entry(database, {.action = "document added", .document = sha, .digest = rows_digest(database,
//   row)}, hand); verify_log(database);
//
// Failures of appending are remembered in the database (Database::note).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/ledger/store.hpp"
#include "store/database.hpp"

namespace avow::store {

// Actions of entries.
inline constexpr const char* kAdded = "document added";
inline constexpr const char* kAddedWithOriginal = "document added with its original";

// Appends every row the select gives, each value with its length.
void append_rows(Sql& rows, std::string& all);
// SHA-256 over what the ledger keeps of this row of `documents`, unpacked; "" when it cannot be unpacked.
[[nodiscard]] std::string rows_digest(Database& database, std::int64_t document_row);
// The same where the packed bytes are at hand.
[[nodiscard]] std::string rows_digest(Database& database, std::int64_t document_row, std::string_view packed);
// SHA-256 over the row of `table` that entry wrote.
[[nodiscard]] std::string entry_digest(Database& database, std::string_view table, std::int64_t entry);

// What is new about an entry; the rest of it the log knows.
struct NewEntry {
  std::string_view action;
  std::string_view document{};  // 64 digits, or "" when it is about none
  std::string_view digest{};    // of the rows it speaks of; "" when there are none
  std::string_view content{};
};
// The number of the next entry, so that rows can name it before it is written.
[[nodiscard]] std::int64_t next_entry(Database& database);
// Returns its number.
std::int64_t append_entry(Database& database, const NewEntry& entry, const ledger::Hand& hand);
// "2031-05-06T10:11:12Z".
[[nodiscard]] std::string time_now();

[[nodiscard]] Result<std::vector<ledger::LogEntry>> read_log(Database& database,
                                                             const ledger::LogQuery& query);

// Entries for documents that came in before there was a log.
void log_older_documents(Database& database);

[[nodiscard]] Result<ledger::Verification> verify_log(Database& database);

}  // namespace avow::store
