// Rows of the four tables of rows, as ledger::Row.
//
//   Sql list{database, std::string{select_of(RowTable::events)} + " WHERE x.document=? AND x.number=?"};
//   RowReader reader{database};
//   for (list.with(7, 0); list.next();) { ledger::Row row = reader.read(list); reader.add_words(list, row); }
//
// A reader must not outlive its database.
#pragma once

#include <cstdint>
#include <string>

#include "avow/ledger/store.hpp"
#include "store/database.hpp"

namespace avow::store {

enum class RowTable : std::uint8_t { statements, obligations, events, findings };

// A select of documents d and the table x, without WHERE and ORDER BY.
[[nodiscard]] const char* select_of(RowTable table);

// Fills rows from a select; keeps the text of the document at hand.
class RowReader {
 public:
  explicit RowReader(Database& database);
  // All but the parts that need the document's text.
  [[nodiscard]] ledger::Row read(const Sql& sql) const;
  // Those: only for rows that are wanted.
  void add_words(const Sql& sql, ledger::Row& row);
  // The text that add_words() slices; the document of `row` once it ran.
  [[nodiscard]] std::string& text_of(std::int64_t document);
  // [first, last) of the text at hand, "" when it is not in it.
  [[nodiscard]] std::string slice(std::int64_t first, std::int64_t last) const;

 private:
  [[nodiscard]] std::string slice(const Sql& sql, int at) const;
  Sql text_query_;
  std::int64_t document_ = 0;
  std::string text_;
};

}  // namespace avow::store
