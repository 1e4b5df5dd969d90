// The tables of versions 1 to 8, in which every mention and row of a document was a row of a table; read once
// more when such a ledger is brought up to date.
#pragma once

#include <string>

#include "avow/document/document.hpp"
#include "store/database.hpp"

namespace avow::store {

[[nodiscard]] Document read_old_document(Database& database, std::int64_t document_row);
// SHA-256 over every row of every table that belongs to this row of `documents`, as the log has it.
[[nodiscard]] std::string old_rows_digest(Database& database, std::int64_t document_row);

// The work of version 9: packs every document (store/packing.hpp) and drops those tables. A document that the
// log proves gets an entry with the digest of the new form; one that was altered gets none, so that verifying
// still shows it.
void pack_older_documents(Database& database);

}  // namespace avow::store
