// Lists of rows: which rows a page holds, and what stands in them.
#include <algorithm>
#include <array>
#include <tuple>

#include "avow/base/strings.hpp"
#include "store/listing.hpp"
#include "store/lists.hpp"
#include "store/privacy.hpp"

namespace avow::store {
namespace {

using ledger::ListedRow;
using ledger::ListQuery;
using ledger::RowKinds;

// Where a row stands in its lists: day, document, number.
using Key = std::tuple<std::int64_t, std::int64_t, std::int64_t>;

RowTable table_of(RowKinds what) {
  return static_cast<RowTable>(what);
}

template <typename Enum>
void add_kinds(std::vector<int>& kinds, int first, int count, const std::vector<std::string>& wanted) {
  for (int i = 0; i < count; ++i) {
    const std::string_view name = to_string(static_cast<Enum>(i));
    if (wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end()) {
      kinds.push_back(first + i);
    }
  }
}

bool any_of(const std::vector<std::string>& values, std::initializer_list<std::string_view> wanted) {
  return std::any_of(values.begin(), values.end(), [&](const std::string& value) {
    return std::find(wanted.begin(), wanted.end(), value) != wanted.end();
  });
}

// The kinds of the table `listing` that hold the rows.
std::vector<int> kinds_of(const ListQuery& query) {
  std::vector<int> kinds;
  switch (query.what) {
    case RowKinds::statements:
      add_kinds<SpeechFunction>(kinds, kFirstFunction, 12, query.kinds);
      break;
    case RowKinds::obligations:
      add_kinds<ObligationKind>(kinds, kFirstObligation, 3, query.kinds);
      break;
    case RowKinds::findings:
      add_kinds<Relation>(kinds, kFirstRelation, 2, query.kinds);
      break;
    case RowKinds::events: {
      const bool reported = query.others.empty() || any_of(query.others, {"CT+", "PR+", "PS+"});
      const bool single = !query.aggregate || !*query.aggregate;
      const bool sums = !query.aggregate || *query.aggregate;
      if (reported && single) add_kinds<EventType>(kinds, kFirstSingleReport, 13, query.types);
      if (reported && sums) add_kinds<EventType>(kinds, kFirstAggregateReport, 13, query.types);
      if (any_of(query.others, {"CT-", "FUT"})) {
        add_kinds<EventType>(kinds, kFirstNotReported, 13, query.types);
      }
      break;
    }
  }
  return kinds;
}

// A page of the index, and what narrows it: SQL with the values to bind.
struct Select {
  std::string sql;
  std::vector<std::string> values;
  bool narrowed = false;  // beyond kind and party, so that the tallies do not count it
};

void narrow(Select& select, std::string_view column, const std::vector<std::string>& values) {
  if (values.empty()) return;
  select.narrowed = true;
  select.sql += " AND " + std::string{column} + " IN (" + placeholders(values.size()) + ")";
  select.values.insert(select.values.end(), values.begin(), values.end());
}

std::vector<std::string> scope_numbers(const std::vector<std::string>& scopes) {
  std::vector<std::string> numbers;
  for (int i = 0; i < 5; ++i) {
    if (std::find(scopes.begin(), scopes.end(), to_string(static_cast<Scope>(i))) != scopes.end()) {
      numbers.push_back(std::to_string(i));
    }
  }
  return numbers;
}

Select select_for(const ListQuery& query) {
  static constexpr std::array<const char*, 4> kTables = {"statements", "obligations", "events", "findings"};
  Select select;
  select.sql =
      "SELECT l.day, l.document, l.number FROM listing l JOIN " +
      std::string{kTables[static_cast<std::size_t>(query.what)]} +
      " x ON x.document=l.document AND x.number=l.number " +
      (query.what == RowKinds::findings ? "JOIN events e ON e.document=x.document AND e.number=x.deed "
                                        : "") +
      "WHERE l.kind=?1 AND l.party=?2 AND l.day BETWEEN ?3 AND ?4 AND (l.day, l.document, l.number)" +
      (query.oldest_first ? ">" : "<") + "(?5,?6,?7)";
  if (query.what == RowKinds::obligations) {
    narrow(select, "x.type", query.types);
    narrow(select, "x.polarity", query.others);
  } else if (query.what == RowKinds::events) {
    narrow(select, "x.factuality", query.others);
    if (query.aggregate) {
      select.narrowed = true;
      select.sql += *query.aggregate ? " AND x.aggregate<>0" : " AND x.aggregate=0";
    }
  } else if (query.what == RowKinds::findings) {
    narrow(select, "e.type", query.types);
    narrow(select, "CAST(x.scope AS TEXT)", scope_numbers(query.others));
  }
  const std::string order = query.oldest_first ? " ASC" : " DESC";
  select.sql += " ORDER BY l.day" + order + ", l.document" + order + ", l.number" + order + " LIMIT ";
  return select;
}

constexpr std::int64_t kLastDay = 99'999'999;
constexpr std::int64_t kFarRow = std::int64_t{1} << 60;

// The first limit + 1 rows after the cursor, of all kinds together.
Result<std::vector<Key>> keys_of(Database& database, const ListQuery& query, std::int64_t party,
                                 const std::vector<int>& kinds, const Select& select) {
  const auto cursor = parse_cursor(query.after, 3);
  if (!cursor) return cursor.error();
  Key after = query.oldest_first ? Key{-1, -1, -1} : Key{kFarRow, kFarRow, kFarRow};
  if (!cursor->empty()) after = {(*cursor)[0], (*cursor)[1], (*cursor)[2]};
  const std::int64_t since = query.since ? day_number(*query.since) : query.until ? 1 : 0;
  const std::int64_t until = query.until ? day_number(*query.until) : kLastDay;
  std::vector<Key> keys;
  Sql list{database, select.sql + std::to_string(query.limit + 1)};
  for (const int kind : kinds) {
    list.with(kind, party, since, until, std::get<0>(after), std::get<1>(after), std::get<2>(after));
    int at = 7;
    for (const std::string& value : select.values) list.bind(++at, value);
    while (list.next()) keys.emplace_back(list.number(0), list.number(1), list.number(2));
  }
  if (auto failed = database.take_error()) return *failed;
  query.oldest_first ? std::sort(keys.begin(), keys.end()) : std::sort(keys.rbegin(), keys.rend());
  return keys;
}

std::optional<Count> count_at(const Sql& sql, int column) {
  if (sql.is_null(column)) return std::nullopt;
  Count count{sql.number(column), std::nullopt};
  if (!sql.is_null(column + 1)) count.high = sql.number(column + 1);
  return count;
}

constexpr const char* kStatementExtras =
    "SELECT d.title, coalesce(d.published,''), x.function FROM statements x JOIN documents d ON "
    "d.id=x.document WHERE x.document=? AND x.number=?";
constexpr const char* kObligationExtras =
    "SELECT d.title, coalesce(d.published,''), coalesce(m.function,''), coalesce(t.start,''), "
    "coalesce(t.end,'') FROM obligations x JOIN documents d ON d.id=x.document "
    "LEFT JOIN statements m ON m.document=x.document AND m.number=x.statement "
    "LEFT JOIN times t ON t.document=x.document AND t.number=x.deadline WHERE x.document=? AND x.number=?";
constexpr const char* kEventExtras =
    "SELECT d.title, coalesce(d.published,''), '', e.killed_low, e.killed_high, e.injured_low, "
    "e.injured_high, e.aggregate, p.name, p.latitude, p.longitude, p.country, p.precision "
    "FROM events e JOIN documents d ON d.id=e.document "
    "LEFT JOIN places p ON p.document=e.document AND p.number=e.place WHERE e.document=? AND e.number=?";
constexpr const char* kFindingExtras =
    "SELECT d.title, coalesce(d.published,''), '', e.killed_low, e.killed_high, e.injured_low, "
    "e.injured_high, e.aggregate, p.name, p.latitude, p.longitude, p.country, p.precision, "
    "x.scope, e.first, e.last, coalesce(o.first,(SELECT min(first) FROM statement_spans c WHERE "
    "c.document=x.document AND c.statement=x.denial AND c.part='content')), coalesce(o.last,(SELECT "
    "max(last) "
    "FROM statement_spans c WHERE c.document=x.document AND c.statement=x.denial AND c.part='content')) "
    "FROM findings x JOIN documents d ON d.id=x.document "
    "JOIN events e ON e.document=x.document AND e.number=x.deed "
    "LEFT JOIN obligations o ON o.document=x.document AND o.number=x.obligation "
    "LEFT JOIN places p ON p.document=e.document AND p.number=e.place WHERE x.document=? AND x.number=?";

// Reads whole rows, one after another, of one table.
class ListedReader {
 public:
  ListedReader(Database& database, RowTable table, bool withhold)
      : table_(table),
        withhold_(withhold),
        row_(database, std::string{select_of(table)} + " WHERE x.document=? AND x.number=?"),
        extras_(database, extras_of(table)),
        reader_(database),
        withholder_(database) {}

  ListedRow read(std::int64_t document, std::int64_t number) {
    ListedRow out;
    if (withhold_) {
      withholder_.load(document);
      withholder_.mask(reader_.text_of(document));
    }
    if (!row_.with(document, number).next()) return out;
    out.row = reader_.read(row_);
    reader_.add_words(row_, out.row);
    static_cast<void>(row_.next());
    if (extras_.with(document, number).next()) add_extras(out);
    static_cast<void>(extras_.next());
    if (withhold_) take_out(out);
    return out;
  }

 private:
  static const char* extras_of(RowTable table) {
    static constexpr std::array<const char*, 4> kExtras = {kStatementExtras, kObligationExtras, kEventExtras,
                                                           kFindingExtras};
    return kExtras[static_cast<std::size_t>(table)];
  }

  void add_extras(ListedRow& out) {
    out.title = extras_.text(0);
    out.published = extras_.text(1);
    out.function = extras_.text(2);
    if (table_ == RowTable::obligations) {
      out.deadline = extras_.text(3);
      out.deadline_end = extras_.text(4);
    }
    if (table_ != RowTable::events && table_ != RowTable::findings) return;
    out.killed = count_at(extras_, 3);
    out.injured = count_at(extras_, 5);
    out.aggregate = extras_.number(7) != 0;
    if (!extras_.is_null(8)) out.place = place();
    if (table_ != RowTable::findings) return;
    out.scope = to_string(static_cast<Scope>(extras_.number(13)));
    out.deed_text = reader_.slice(extras_.number(14), extras_.number(15));
    out.word_text = reader_.slice(extras_.number(16), extras_.number(17));
  }

  [[nodiscard]] Place place() const {
    Place place;
    place.name = extras_.text(8);
    if (!extras_.is_null(9) && !extras_.is_null(10)) {
      place.latitude = extras_.real(9);
      place.longitude = extras_.real(10);
    }
    place.country = extras_.text(11);
    place.precision = static_cast<PlacePrecision>(extras_.number(12));
    return place;
  }

  void take_out(ListedRow& out) {
    ledger::Row& row = out.row;
    const bool party = withholder_.withhold(row.party);
    if (party) row.party_key.clear();
    bool some = party;
    for (std::string* name : {&row.actor, &row.other, &row.said_by}) {
      some = withholder_.withhold(*name) || some;
    }
    // What the program says in its own words names people too.
    if (table_ == RowTable::findings && withholder_.withhold_inside(row.text)) some = true;
    out.withheld = some || row.sentence.find("**") != std::string::npos;
    if (some) row.uri.clear();
  }

  RowTable table_;
  bool withhold_;
  Sql row_, extras_;
  RowReader reader_;
  Withholder withholder_;
};

}  // namespace

Result<ledger::ListedRows> SqliteLists::rows(const ListQuery& query) {
  ledger::ListedRows out;
  const auto party = party_row_of(database_, query.party);
  if (auto failed = database_.take_error()) return *failed;
  if (!party) {
    out.total = 0;
    return out;
  }
  const std::vector<int> kinds = kinds_of(query);
  const Select select = select_for(query);
  auto keys = keys_of(database_, query, *party, kinds, select);
  if (!keys) return keys.error();
  ListedReader reader{database_, table_of(query.what), query.withhold};
  for (std::size_t i = 0; i < std::min(keys->size(), query.limit); ++i) {
    const auto [day, document, number] = (*keys)[i];
    out.rows.push_back(reader.read(document, number));
    if (i + 1 == query.limit && keys->size() > query.limit) out.next = to_cursor({day, document, number});
  }
  if (!select.narrowed && !query.since && !query.until) {
    std::int64_t total = 0;
    Sql count{database_, "SELECT coalesce(sum(n),0) FROM tallies WHERE party=? AND kind=?"};
    for (const int kind : kinds) {
      if (count.with(*party, kind).next()) total += count.number(0);
      static_cast<void>(count.next());
    }
    out.total = total;
  }
  if (auto failed = database_.take_error()) return *failed;
  return out;
}

Result<ListedRow> SqliteLists::row(std::string_view id, bool withhold) {
  const auto colon = id.find(':');
  const Error unknown{ErrorCode::row_not_found, "", std::string{id}};
  if (colon == std::string_view::npos || colon + 1 >= id.size()) return unknown;
  static constexpr std::string_view kLetters = "soef";
  static constexpr std::array<const char*, 4> kTables = {"statements", "obligations", "events", "findings"};
  const auto table = kLetters.find(id[colon + 1]);
  if (table == std::string_view::npos) return unknown;
  const auto document = document_row(database_, id.substr(0, colon));
  if (!document) return document.error().code == ErrorCode::row_not_found ? unknown : document.error();
  Sql find{database_, std::string{"SELECT number FROM "} + kTables[table] + " WHERE document=? AND row=?"};
  const bool found = find.with(*document, id.substr(colon + 1)).next();
  if (auto failed = database_.take_error()) return *failed;
  if (!found) return unknown;
  ListedReader reader{database_, static_cast<RowTable>(table), withhold};
  ListedRow out = reader.read(*document, find.number(0));
  if (auto failed = database_.take_error()) return *failed;
  return out;
}

}  // namespace avow::store
