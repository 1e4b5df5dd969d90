// Lists of parties with what is counted of them, and small helpers of lists.
#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "avow/base/strings.hpp"
#include "avow/ledger/standing.hpp"
#include "store/listing.hpp"
#include "store/lists.hpp"
#include "store/standing_schema.hpp"

namespace avow::store {
namespace {

using ledger::ListedParty;
using ledger::PartyOrder;
using ledger::PartyQuery;

constexpr std::int64_t kFarRow = std::int64_t{1} << 60;
constexpr std::size_t kMonthSize = 7;  // "2021-07"

struct Month {
  std::int64_t number = 0, kind = 0, count = 0;
};

std::string month_text(std::int64_t number) {
  if (number <= 0) return {};
  std::string month = std::to_string(number % 100);
  if (month.size() < 2) month.insert(0, 1, '0');
  std::string year = std::to_string(number / 100);
  while (year.size() < 4) year.insert(0, 1, '0');
  return year + "-" + month;
}

void add_to(ledger::PartyTally& counts, std::int64_t kind, std::int64_t n) {
  if (kind < kFirstObligation) counts.statements += n;
  if (is_timeline_report(kind)) counts.reports += n;
  if (kind >= kFirstAggregateReport && kind < kFirstRelation) counts.allegations += n;
  switch (kind) {
    case kFirstFunction + static_cast<int>(SpeechFunction::denial):
      counts.denials += n;
      break;
    case kFirstObligation:
      counts.commitments += n;
      break;
    case kFirstObligation + 1:
      counts.demands += n;
      break;
    case kFirstObligation + 2:
      counts.conditions += n;
      break;
    case kFirstRelation:
      counts.contradicts += n;
      break;
    case kFirstRelation + 1:
      counts.fulfils += n;
      break;
    default:
      break;
  }
}

void add_to(std::vector<ledger::PartyMonth>& months, const Month& month) {
  const bool word = is_timeline_word(month.kind);
  const bool contradicts = month.kind == kFirstRelation;
  if (month.number <= 0 || (!word && !contradicts && !is_timeline_report(month.kind))) return;
  const std::string name = month_text(month.number);
  if (months.empty() || months.back().month != name) months.push_back({name});
  if (word) months.back().words += month.count;
  if (contradicts) months.back().contradicts += month.count;
  if (is_timeline_report(month.kind)) months.back().reports += month.count;
}

// Counts and months of one party after another.
class TallyReader {
 public:
  explicit TallyReader(Database& database)
      : list_(database, "SELECT month, kind, n FROM tallies WHERE party=? AND n>0"),
        incidents_(database, "SELECT incidents FROM party_counts WHERE party=?"),
        corroborated_(
            database,
            "SELECT first_day, count(*) FROM incidents WHERE actor=? AND grade=? GROUP BY first_day") {}

  void read(std::int64_t party, ledger::PartyTally* counts, std::vector<ledger::PartyMonth>& months) {
    std::vector<Month> all;
    for (list_.with(party); list_.next();) {
      all.push_back({list_.number(0), list_.number(1), list_.number(2)});
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Month& a, const Month& b) { return a.number < b.number; });
    for (const Month& month : all) {
      if (counts != nullptr) add_to(*counts, month.kind, month.count);
      add_to(months, month);
    }
  }

  // What the incidents of a party add.
  void read_incidents(ListedParty& party) {
    for (incidents_.with(party.party.key); incidents_.next();) party.counts.incidents = incidents_.number(0);
    std::map<std::string, std::int64_t> months;
    corroborated_.with(party.party.key, static_cast<std::int64_t>(ledger::Grade::corroborated));
    while (corroborated_.next()) {
      if (corroborated_.number(0) == kNoDay) continue;
      months[Date::from_days(corroborated_.number(0)).to_string().substr(0, kMonthSize)] +=
          corroborated_.number(1);
    }
    for (ledger::PartyMonth& month : party.months) {
      const auto found = months.find(month.month);
      if (found == months.end()) continue;
      month.corroborated = found->second;
      months.erase(found);
    }
    for (const auto& [month, count] : months) party.months.push_back({month, 0, 0, 0, count});
    std::sort(party.months.begin(), party.months.end(),
              [](const auto& a, const auto& b) { return a.month < b.month; });
  }

 private:
  Sql list_, incidents_, corroborated_;
};

// LIKE reads % and _ as anything.
std::string like_part(std::string_view text) {
  std::string out = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += lower_ascii(std::string_view{&c, 1});
  }
  return out + "%";
}

std::string parties_sql(const PartyQuery& query) {
  std::string sql =
      "SELECT p.id, p.key, p.name, t.words, t.reports, t.contradicts FROM party_totals t JOIN parties p ON "
      "p.id=t.party WHERE ";
  static constexpr std::array<std::string_view, 3> kColumns = {"t.words", "t.reports", "t.contradicts"};
  const bool by_name = query.order == PartyOrder::name;
  const std::string column{by_name ? std::string_view{"p.name"}
                                   : kColumns[static_cast<std::size_t>(query.order)]};
  sql += by_name ? "(p.name, p.id) > ((SELECT coalesce(max(name),'') FROM parties WHERE id=?1), ?2)"
                 : "(" + column + ", t.party) < (?1, ?2)";
  sql +=
      " AND (?3='' OR lower(p.name) LIKE ?3 ESCAPE '\\') AND (?4='' OR p.key=?4) AND (?5=0 OR t.private=0)";
  sql += by_name ? " ORDER BY p.name, p.id" : " ORDER BY " + column + " DESC, t.party DESC";
  return sql + " LIMIT ?6";
}

}  // namespace

Result<std::vector<std::int64_t>> parse_cursor(std::string_view text, std::size_t count) {
  std::vector<std::int64_t> numbers;
  if (text.empty()) return numbers;
  for (const std::string_view part : split(text, '.')) {
    std::int64_t number = 0;
    const auto [end, failure] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (failure != std::errc{} || end != part.data() + part.size()) numbers.resize(count + 1);
    numbers.push_back(number);
  }
  if (numbers.size() != count) return Error{ErrorCode::bad_cursor, "", std::string{text.substr(0, 100)}};
  return numbers;
}

std::string to_cursor(std::initializer_list<std::int64_t> numbers) {
  std::string out;
  for (const std::int64_t number : numbers) out += (out.empty() ? "" : ".") + std::to_string(number);
  return out;
}

std::int64_t day_number(Date date) {
  return std::int64_t{date.year} * 10'000 + date.month * 100 + date.day;
}

std::string placeholders(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += i == 0 ? "?" : ",?";
  return out;
}

std::optional<std::int64_t> party_row_of(Database& database, std::string_view key) {
  if (key.empty()) return 0;
  Sql find{database, "SELECT id FROM parties WHERE key=?"};
  if (!find.with(key).next()) return std::nullopt;
  return find.number(0);
}

Result<ledger::ListedParties> SqliteLists::parties(const PartyQuery& query) {
  ledger::ListedParties out;
  const auto cursor = parse_cursor(query.after, 2);
  if (!cursor) return cursor.error();
  const bool by_name = query.order == PartyOrder::name;
  std::int64_t first = by_name ? 0 : kFarRow;
  std::int64_t second = by_name ? 0 : kFarRow;
  if (!cursor->empty()) {
    first = (*cursor)[0];
    second = (*cursor)[1];
  }
  Sql list{database_, parties_sql(query)};
  TallyReader tallies{database_};
  const std::string part = query.name.empty() ? std::string{} : like_part(query.name);
  list.with(first, second, part, query.key, query.withhold, query.limit + 1);
  for (std::int64_t last = 0, value = 0; list.next();) {
    if (out.parties.size() == query.limit) {
      out.next = to_cursor({by_name ? last : value, last});
      break;
    }
    last = list.number(0);
    if (!by_name) value = list.number(3 + static_cast<int>(query.order));
    ListedParty party;
    party.party = {list.text(1), list.text(2)};
    tallies.read(last, &party.counts, party.months);
    tallies.read_incidents(party);
    out.parties.push_back(std::move(party));
  }
  if (query.name.empty() && query.key.empty() && !query.withhold) {
    const auto total = database_.number("SELECT count(*) FROM party_totals");
    if (total) out.total = *total;
  }
  if (auto failed = database_.take_error()) return *failed;
  return out;
}

Result<std::vector<ledger::PartyMonth>> SqliteLists::months(std::string_view party) {
  std::vector<ledger::PartyMonth> months;
  if (const auto row = party_row_of(database_, party)) {
    TallyReader{database_}.read(*row, nullptr, months);
  }
  if (auto failed = database_.take_error()) return *failed;
  return months;
}

Result<ledger::LedgerState> SqliteLists::state() {
  ledger::LedgerState state;
  Sql last{database_, "SELECT entry, hash, at FROM log ORDER BY entry DESC LIMIT 1"};
  if (last.with().next()) state = {last.number(0), last.text(1), last.text(2)};
  if (auto failed = database_.take_error()) return *failed;
  return state;
}

Result<std::int64_t> SqliteLists::change_mark() {
  return database_.connection().change_mark();
}

}  // namespace avow::store
