// Reads documents and rows back out of a ledger.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "avow/ledger/store.hpp"
#include "store/database.hpp"

namespace avow::store {

// What was packed of this row of `documents` (store/packing.hpp); ledger_corrupt when it is damaged.
[[nodiscard]] Result<std::string> packed_bytes(Database& database, std::int64_t document_row);

// The document of this row of `documents`, with every layer that is kept.
[[nodiscard]] Result<Document> read_document(Database& database, std::int64_t document_row);

// Reads one document after another and keeps the last ones at hand. Failures are remembered in the database,
// and what is given back is then an empty document. Must not outlive the database.
class DocumentReader {
 public:
  explicit DocumentReader(Database& database);
  // Good until the next call.
  [[nodiscard]] const Document& document(std::int64_t row);
  // Only its text: quicker, and not kept.
  [[nodiscard]] std::string text(std::int64_t row);

 private:
  [[nodiscard]] std::string bytes(std::int64_t row);
  Document read(std::int64_t row);
  void damaged(std::int64_t row);

  Database& database_;
  Sql head_, packed_, diagnostics_;
  std::map<std::int64_t, Document> at_hand_;
};

// The rows that answer a query, sorted by party, kind, date, id.
[[nodiscard]] Result<std::vector<ledger::Row>> read_rows(Database& database, const ledger::Query& query);

}  // namespace avow::store
