// Lists of a ledger out of SQLite (avow/ledger/listing.hpp).
#pragma once

#include "avow/ledger/listing.hpp"
#include "store/database.hpp"
#include "store/row_of.hpp"

namespace avow::store {

class SqliteLists final : public ledger::Lists {
 public:
  explicit SqliteLists(Database& database) : database_(database) {}

  [[nodiscard]] Result<ledger::ListedRows> rows(const ledger::ListQuery& query) override;
  [[nodiscard]] Result<ledger::ListedRow> row(std::string_view id, bool withhold) override;
  [[nodiscard]] Result<ledger::ListedDocuments> documents(const ledger::DocumentQuery& query) override;
  [[nodiscard]] Result<ledger::ListedDocument> document(std::string_view id) override;
  [[nodiscard]] Result<ledger::ListedParties> parties(const ledger::PartyQuery& query) override;
  [[nodiscard]] Result<std::vector<ledger::PartyMonth>> months(std::string_view party) override;
  [[nodiscard]] Result<std::vector<ledger::PartyDay>> days(std::string_view party, Date since,
                                                           Date until) override;
  [[nodiscard]] Result<ledger::Passages> passages(const ledger::PassageQuery& query) override;
  [[nodiscard]] Result<ledger::LedgerState> state() override;
  [[nodiscard]] Result<std::int64_t> change_mark() override;

 private:
  Database& database_;
};

// The row of `documents` of an id ("sha256:..." or at least eight of its digits); row_not_found.
[[nodiscard]] Result<std::int64_t> document_row(Database& database, std::string_view id);
// The row of `parties` of a key; 0 for none, nullopt for an unknown key.
[[nodiscard]] std::optional<std::int64_t> party_row_of(Database& database, std::string_view key);

// Which number of `listing` counts as what on a timeline.
[[nodiscard]] bool is_timeline_word(std::int64_t kind);
[[nodiscard]] bool is_timeline_report(std::int64_t kind);

// A cursor: numbers with dots between. Empty text gives no numbers; bad_cursor when it is not `count` of
// them.
[[nodiscard]] Result<std::vector<std::int64_t>> parse_cursor(std::string_view text, std::size_t count);
[[nodiscard]] std::string to_cursor(std::initializer_list<std::int64_t> numbers);
// 20210723.
[[nodiscard]] std::int64_t day_number(Date date);
// "?,?,?" for so many values.
[[nodiscard]] std::string placeholders(std::size_t count);

}  // namespace avow::store
