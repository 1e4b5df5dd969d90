#include <algorithm>
#include <array>
#include <tuple>

#include "avow/base/strings.hpp"
#include "store/reader.hpp"
#include "store/row_of.hpp"

namespace avow::store {
namespace {

constexpr std::array<std::string_view, 6> kUsualKinds = {"commitment", "demand",  "condition",
                                                         "denial",     "conduct", "finding"};

// Which rows are wanted, decided once per query.
class Filter {
 public:
  Filter(Database& database, const ledger::Query& query) : query_(query) {
    kinds_ = query.kinds;
    if (kinds_.empty()) kinds_.assign(kUsualKinds.begin(), kUsualKinds.end());
    if (query.since) since_ = query.since->to_string();
    if (query.until) until_ = query.until->to_string();
    if (!query.party.empty()) find_parties(database);
  }

  [[nodiscard]] bool wants(const ledger::Row& row) const {
    if (std::find(kinds_.begin(), kinds_.end(), row.kind) == kinds_.end()) return false;
    if (!since_.empty() && (row.date.empty() || row.date < since_)) return false;
    if (!until_.empty() && (row.date.empty() || row.date > until_)) return false;
    return query_.party.empty() || std::binary_search(parties_.begin(), parties_.end(), row.party_key);
  }

 private:
  // The party of exactly this id or name, or else all whose names hold the words.
  void find_parties(Database& database) {
    const std::string wanted = lower_ascii(query_.party);
    std::vector<std::string> partly;
    Sql list{database, "SELECT key, name FROM parties ORDER BY key"};
    for (list.with(); list.next();) {
      const std::string key = list.text(0);
      const std::string name = lower_ascii(list.text(1));
      if (lower_ascii(key) == wanted || name == wanted) parties_.push_back(key);
      if (name.find(wanted) != std::string::npos) partly.push_back(key);
    }
    if (parties_.empty()) parties_ = std::move(partly);
    std::sort(parties_.begin(), parties_.end());
  }

  const ledger::Query& query_;
  std::vector<std::string> kinds_, parties_;
  std::string since_, until_;
};

// A commitment, demand or condition is listed as the obligation it makes, not as the words around it. Conduct
// is what is said to have happened, surely or maybe; what is planned, demanded or denied is not.
bool is_listed(const Document& document, RowTable table, std::size_t number) {
  if (table == RowTable::events) return document.events[number].factuality <= Factuality::PS_plus;
  if (table != RowTable::statements) return true;
  const SpeechFunction function = document.statements[number].function;
  return function != SpeechFunction::commitment && function != SpeechFunction::demand &&
         function != SpeechFunction::condition;
}

// "s2" before "s10": by length first.
std::tuple<std::size_t, const std::string&> id_order(const std::string& id) {
  return {id.size(), id};
}

}  // namespace

Result<std::vector<ledger::Row>> read_rows(Database& database, const ledger::Query& query) {
  std::vector<ledger::Row> rows;
  const Filter filter{database, query};
  RowMaker maker{database};
  DocumentReader documents{database};
  Sql list{database, "SELECT id FROM documents ORDER BY id"};
  for (list.with(); list.next();) {
    const Document& document = documents.document(list.number(0));
    for (const RowTable table :
         {RowTable::statements, RowTable::obligations, RowTable::events, RowTable::findings}) {
      for (std::size_t i = 0; i < count_of(document, table); ++i) {
        if (!is_listed(document, table, i)) continue;
        ledger::Row row = maker.row_of(document, table, i);
        if (!filter.wants(row)) continue;
        RowMaker::add_words(document, document.text, table, i, row);
        rows.push_back(std::move(row));
      }
    }
  }
  if (auto failed = database.take_error()) return *failed;
  std::sort(rows.begin(), rows.end(), [](const ledger::Row& a, const ledger::Row& b) {
    return std::tuple_cat(std::tie(a.party, a.party_key, a.kind, a.date, a.document), id_order(a.id)) <
           std::tuple_cat(std::tie(b.party, b.party_key, b.kind, b.date, b.document), id_order(b.id));
  });
  return rows;
}

}  // namespace avow::store
