// Rows of the four kinds, as ledger::Row.
//
//   RowMaker rows{database};
//   ledger::Row row = rows.row_of(document, RowTable::events, 0);
//   rows.add_words(document, document.text, RowTable::events, 0, row);
//
// Must not outlive its database.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "avow/ledger/store.hpp"
#include "store/database.hpp"

namespace avow::store {

enum class RowTable : std::uint8_t { statements, obligations, events, findings };

[[nodiscard]] std::size_t count_of(const Document& document, RowTable table);
// The index of the row of this id ("o1") in its table; none when there is no such row.
struct RowIndex {
  RowTable table = RowTable::statements;
  std::size_t number = 0;
};
[[nodiscard]] std::optional<RowIndex> row_index(const Document& document, std::string_view id);

// The party a row is about.
[[nodiscard]] ledger::Party party_of_row(const Document& document, RowTable table, std::size_t number);
// The sentence a row stands in; kNone when its place is in none.
[[nodiscard]] SentenceIndex sentence_of_row(const Document& document, RowTable table, std::size_t number);
// The day of the act, or else the day of publication.
[[nodiscard]] std::optional<Date> day_of_row(const Document& document, RowTable table, std::size_t number);
[[nodiscard]] std::string_view slice(std::string_view text, Span span);

class RowMaker {
 public:
  explicit RowMaker(Database& database);
  // All but the parts that need the document's text. `number` must be one of the table's.
  [[nodiscard]] ledger::Row row_of(const Document& document, RowTable table, std::size_t number);
  // Those, out of `text`: the document's own, or one in which names are covered.
  static void add_words(const Document& document, std::string_view text, RowTable table, std::size_t number,
                        ledger::Row& row);

 private:
  const std::string& party_name(const std::string& key);
  Sql find_party_;
  std::map<std::string, std::string> names_;
};

}  // namespace avow::store
