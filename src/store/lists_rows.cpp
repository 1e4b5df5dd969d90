// Lists of rows: which rows a page holds, and what stands in them.
#include <algorithm>
#include <array>
#include <tuple>

#include "avow/base/strings.hpp"
#include "store/listing.hpp"
#include "store/lists.hpp"
#include "store/privacy.hpp"
#include "store/reader.hpp"

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

// A page of the index, and what narrows it.
struct Select {
  std::string sql;
  bool narrowed = false;  // beyond kind and party, so that the tallies do not count it
};

// The numbers of the values that have these names.
template <typename Enum>
std::vector<int> numbers_of(const std::vector<std::string>& names, int count) {
  std::vector<int> numbers;
  for (int i = 0; i < count; ++i) {
    if (std::find(names.begin(), names.end(), to_string(static_cast<Enum>(i))) != names.end())
      numbers.push_back(i);
  }
  return numbers;
}

// Rows whose marks, so shifted and masked, are one of the numbers.
void narrow(Select& select, int shift, int mask, const std::vector<int>& numbers) {
  select.narrowed = true;
  std::string list;
  for (const int number : numbers) list += (list.empty() ? "" : ",") + std::to_string(number << shift);
  select.sql += " AND (l.marks & " + std::to_string(mask << shift) + ") IN (" +
                (list.empty() ? std::string{"-1"} : list) + ")";
}

void narrow_types(Select& select, const ListQuery& query) {
  if (!query.types.empty()) narrow(select, 0, kTypeMask, numbers_of<EventType>(query.types, 18));
}

void narrow_rows(Select& select, const ListQuery& query) {
  if (query.what == RowKinds::obligations) {
    narrow_types(select, query);
    if (!query.others.empty()) narrow(select, kTypeBits, kOtherMask, numbers_of<Polarity>(query.others, 2));
  } else if (query.what == RowKinds::events) {
    if (!query.others.empty()) narrow(select, kTypeBits, kOtherMask, numbers_of<Factuality>(query.others, 5));
    if (query.aggregate) {
      narrow(select, 0, kAggregateMark, {*query.aggregate ? kAggregateMark : 0});
    }
  } else if (query.what == RowKinds::findings) {
    narrow_types(select, query);
    const std::vector<int> scopes = numbers_of<Scope>(query.others, 5);
    if (!scopes.empty()) narrow(select, kTypeBits, kOtherMask, scopes);
  }
}

Select select_for(const ListQuery& query) {
  Select select;
  select.sql =
      std::string{
          "SELECT l.day, l.document, l.number FROM listing l WHERE l.kind=?1 AND l.party=?2 AND "
          "l.day BETWEEN ?3 AND ?4 AND (l.day, l.document, l.number)"} +
      (query.oldest_first ? ">" : "<") + "(?5,?6,?7)";
  narrow_rows(select, query);
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
    while (list.next()) keys.emplace_back(list.number(0), list.number(1), list.number(2));
  }
  if (auto failed = database.take_error()) return *failed;
  query.oldest_first ? std::sort(keys.begin(), keys.end()) : std::sort(keys.rbegin(), keys.rend());
  return keys;
}

// Reads whole rows, one after another, of one table.
class ListedReader {
 public:
  ListedReader(Database& database, RowTable table, bool withhold)
      : table_(table), withhold_(withhold), documents_(database), maker_(database) {}

  ListedRow read(std::int64_t row, std::size_t number) {
    ListedRow out;
    const Document& document = documents_.document(row);
    if (number >= count_of(document, table_)) return out;
    if (row != row_) load(row, document);
    out.row = maker_.row_of(document, table_, number);
    RowMaker::add_words(document, text_, table_, number, out.row);
    out.title = document.title;
    if (document.published) out.published = document.published->to_string();
    add_extras(document, number, out);
    if (withhold_) take_out(out);
    return out;
  }

 private:
  void load(std::int64_t row, const Document& document) {
    row_ = row;
    text_ = document.text;
    if (!withhold_) return;
    withholder_.load(document);
    withholder_.mask(text_);
  }

  void add_extras(const Document& document, std::size_t number, ListedRow& out) const {
    if (table_ == RowTable::statements) {
      out.function = to_string(document.statements[number].function);
    } else if (table_ == RowTable::obligations) {
      const Obligation& row = document.obligations[number];
      if (row.statement != kNone) out.function = to_string(document.statements[row.statement].function);
      if (row.deadline == kNone) return;
      const Time& deadline = document.times[row.deadline];
      if (deadline.start) out.deadline = deadline.start->to_string();
      if (deadline.end) out.deadline_end = deadline.end->to_string();
    } else if (table_ == RowTable::events) {
      add_event(document, document.events[number], out);
    } else {
      const Finding& row = document.findings[number];
      add_event(document, document.events[row.deed], out);
      out.scope = to_string(row.scope);
      out.deed_text = slice(text_, document.events[row.deed].trigger);
      out.word_text = slice(text_, row.obligation != kNone ? document.obligations[row.obligation].conduct
                                                           : denied(document.statements[row.denial]));
    }
  }

  // From the beginning of what is denied to its end.
  static Span denied(const Statement& statement) {
    Span whole = statement.content.empty() ? Span{} : statement.content.front();
    for (const Span each : statement.content) whole.end = std::max(whole.end, each.end);
    return whole;
  }

  static void add_event(const Document& document, const Event& event, ListedRow& out) {
    out.killed = event.killed;
    out.injured = event.injured;
    out.aggregate = event.aggregate;
    if (event.place == kNone) return;
    const Place& from = document.places[event.place];
    out.place.emplace();
    out.place->name = from.name;
    if (from.latitude && from.longitude) {
      out.place->latitude = from.latitude;
      out.place->longitude = from.longitude;
    }
    out.place->country = from.country;
    out.place->precision = from.precision;
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
  DocumentReader documents_;
  RowMaker maker_;
  Withholder withholder_;
  std::int64_t row_ = 0;  // of the document whose text is at hand
  std::string text_;      // with names covered where they are withheld
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
    out.rows.push_back(reader.read(document, static_cast<std::size_t>(number)));
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
  const auto document = document_row(database_, id.substr(0, colon));
  if (!document) return document.error().code == ErrorCode::row_not_found ? unknown : document.error();
  const auto read = read_document(database_, *document);
  if (!read) return read.error();
  const auto found = row_index(*read, id.substr(colon + 1));
  if (!found) return unknown;
  ListedReader reader{database_, found->table, withhold};
  ListedRow out = reader.read(*document, found->number);
  if (auto failed = database_.take_error()) return *failed;
  return out;
}

}  // namespace avow::store
