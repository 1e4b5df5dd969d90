// The portable SQL that the ledger is written in, and what PostgreSQL makes of it. SQLite takes it as it is.
//
// Portable SQL is what both understand, with these words of SQLite's, which are rewritten:
//   ? and ?2                         parameters
//   INTEGER, REAL, TEXT, BLOB        types, in capitals (bigint, double precision, text COLLATE "C", bytea)
//   id INTEGER PRIMARY KEY           a row without an id gets the greatest one plus 1 (Database::last_row())
//   STRICT, WITHOUT ROWID            after a table's columns
//   APPEND ONLY t;                   not SQL at all: nobody may change or delete rows of t
//   TEXT INDEX t;                    nor this: the table behind a TextIndex (store/text_index.hpp)
// Write "end" in quotes, ON CONFLICT DO NOTHING rather than INSERT OR IGNORE, and ORDER BY wherever order
// matters. Text is compared by its bytes in both.
#pragma once

#include <string>
#include <string_view>

namespace avow::store {

[[nodiscard]] std::string postgres_sql(std::string_view portable);
[[nodiscard]] std::string sqlite_sql(std::string_view portable);

}  // namespace avow::store
