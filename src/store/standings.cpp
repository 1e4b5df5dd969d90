#include "store/standings.hpp"

#include <algorithm>

#include "avow/base/strings.hpp"
#include "ledger/findings_scope.hpp"
#include "store/party_words.hpp"
#include "store/standing_read.hpp"
#include "store/standing_rows.hpp"
#include "store/standing_schema.hpp"
#include "store/standing_update.hpp"

namespace avow::store {
namespace {

using ledger::Incident;
using ledger::WordStanding;

Error not_found(std::string_view id) {
  return {ErrorCode::row_not_found, "", std::string{id}};
}

// Why a party was not found: a failure of the database comes first.
Error none_or_error(Database& database, std::string_view party) {
  auto failed = database.take_error();
  return failed ? *failed : not_found(party);
}

std::string limit_of(std::size_t most) {
  return most == 0 ? std::string{} : " LIMIT " + std::to_string(most);
}

// By day, then id; both ways the same order, so that a page can go on after the last row of the one before.
std::string order_of(const std::string& day, const std::string& row, bool latest_first, std::size_t most) {
  const std::string way = latest_first ? " DESC" : "";
  return " ORDER BY " + day + way + "," + row + way + limit_of(most);
}

void add_days(Conditions& conditions, const std::string& column, const std::optional<Date>& since,
              const std::optional<Date>& until) {
  if (since) conditions.add(column + ">=?", {since->days_since_epoch()});
  if (!until) return;
  conditions.add(column + "<=?", {until->days_since_epoch()});
  conditions.add(column + ">?", {kNoDay});
}

void add_after(Conditions& conditions, const std::string& day, const std::string& row, bool latest_first,
               std::int64_t last_day, const std::string& last_row) {
  const std::string than = latest_first ? "<" : ">";
  conditions.add("(" + day + than + "? OR (" + day + "=? AND " + row + than + "?))",
                 {last_day, last_day, last_row});
}

// Where a row stands in lists.
struct Place {
  std::int64_t number = 0, day = 0;
  std::string row;
};

std::optional<Place> incident_place(Database& database, std::string_view id) {
  std::optional<Place> out;
  Sql find{database, "SELECT incident,first_day,row FROM incidents WHERE row=?"};
  for (find.with(id); find.next();) out = Place{find.number(0), find.number(1), find.text(2)};
  if (out) return out;
  // The id of a report, or of an incident that has another first report now.
  const std::size_t colon = id.find(':');
  if (colon == std::string_view::npos || colon + 2 > id.size()) return out;
  const std::string document{id.substr(0, colon)};
  Sql report{database,
             "SELECT i.incident,i.first_day,i.row FROM documents d JOIN act_reports r ON r.document=d.id "
             "JOIN incidents i ON i.incident=r.incident WHERE d.sha256>=? AND d.sha256<? AND r.row=?"};
  for (report.with(document, document + "g", "e" + std::string{id.substr(colon + 2)}); report.next();) {
    out = Place{report.number(0), report.number(1), report.text(2)};
  }
  return out;
}

std::optional<Place> word_place(Database& database, std::string_view id) {
  std::optional<Place> out;
  Sql find{database, "SELECT word,day,row FROM bound_words WHERE row=?"};
  for (find.with(id); find.next();) out = Place{find.number(0), find.number(1), find.text(2)};
  return out;
}

void add_query(Conditions& conditions, const ledger::IncidentQuery& query, const std::string& party) {
  if (!query.party.empty()) conditions.add("i.actor=?", {party});
  if (query.type) conditions.add("i.type=?", {std::string{to_string(*query.type)}});
  if (query.grade) conditions.add("i.grade=?", {static_cast<std::int64_t>(*query.grade)});
  add_days(conditions, "i.first_day", query.since, query.until);
}

// No later than the last allegation that the page has room for: found in the index, so that the others need
// not be read and sorted.
void cut_days(Database& database, Conditions& conditions, std::size_t most) {
  std::optional<std::int64_t> last;
  Sql find{database, "SELECT r.told_day FROM act_reports r" + conditions.where() +
                         " ORDER BY r.told_day LIMIT 1 OFFSET " + std::to_string(most - 1)};
  for (conditions.bind(find); find.next();) last = find.number(0);
  if (last) conditions.add("r.told_day<=?", {*last});
}

ledger::PartyCounts read_counts(const Sql& sql) {
  ledger::PartyCounts out;
  out.party = {sql.text(0), sql.text(1)};
  int at = 1;
  for (std::int64_t* each : {&out.commitments, &out.demands, &out.conditions, &out.denials, &out.incidents,
                             &out.allegations, &out.contradicts, &out.fulfils, &out.unclear}) {
    *each = sql.number(++at);
  }
  return out;
}

constexpr const char* kCounts =
    "SELECT "
    "party,name,commitments,demands,conditions,denials,incidents,allegations,contradicts,fulfils,unclear "
    "FROM party_counts ";

}  // namespace

Result<ledger::StandingUpdate> StoreStandings::bring_up_to_date(const std::filesystem::path& data_folder) {
  const auto scope = ledger::ConductScope::load(data_folder);
  if (!scope) return scope.error();
  return StandingUpdater{database_, *scope}.run();
}

Result<std::size_t> StoreStandings::behind() {
  return standing_behind(database_);
}

Result<std::vector<ledger::PartyCounts>> StoreStandings::parties() {
  std::vector<ledger::PartyCounts> out;
  Sql list{database_, std::string{kCounts} + "ORDER BY name,party"};
  for (list.with(); list.next();) out.push_back(read_counts(list));
  if (auto failed = database_.take_error()) return *failed;
  return out;
}

std::string StoreStandings::party_key(std::string_view party) {
  const std::string folded = lower_ascii(party);
  std::string key;
  for (const char* sql : {"SELECT party FROM party_counts WHERE folded_party=? ORDER BY party LIMIT 1",
                          "SELECT party FROM party_counts WHERE folded_name=? ORDER BY party LIMIT 1"}) {
    Sql find{database_, sql};
    for (find.with(folded); find.next();) key = find.text(0);
    if (!key.empty()) return key;
  }
  // A party that is another by a reviewer's word.
  const ledger::PartyNames names = standing_parties(database_);
  for (const auto& [from, to] : names.moved()) {
    if (lower_ascii(from) == folded || names.name_of(from) == folded) return to;
  }
  return key;
}

Result<ledger::PartyPage> StoreStandings::party_page(std::string_view party, const ledger::PageQuery& query) {
  const std::string key = party_key(party);
  if (auto failed = database_.take_error()) return *failed;
  if (key.empty()) return not_found(party);
  ledger::PartyPage page;
  Sql counts{database_, std::string{kCounts} + "WHERE party=?"};
  for (counts.with(key); counts.next();) page.counts = read_counts(counts);
  Conditions of_words, of_incidents, of_allegations;
  of_words.add("w.party=?", {key});
  add_days(of_words, "w.day", query.since, query.until);
  page.words = read_words(database_, of_words, " ORDER BY w.day,w.row" + limit_of(query.most));
  of_incidents.add("i.actor=?", {key});
  add_days(of_incidents, "i.first_day", query.since, query.until);
  page.incidents =
      read_incidents(database_, of_incidents, order_of("i.first_day", "i.row", false, query.most));
  of_allegations.add("r.actor=?", {key});
  of_allegations.add("r.aggregate=1");
  add_days(of_allegations, "r.told_day", query.since, query.until);
  if (query.most > 0) cut_days(database_, of_allegations, query.most);
  page.allegations = read_allegations(database_, of_allegations,
                                      " ORDER BY r.told_day,d.sha256,r.event" + limit_of(query.most));
  if (auto failed = database_.take_error()) return *failed;
  return page;
}

Result<std::vector<Incident>> StoreStandings::incidents(const ledger::IncidentQuery& query) {
  const std::string party = query.party.empty() ? std::string{} : party_key(query.party);
  if (!query.party.empty() && party.empty()) return none_or_error(database_, query.party);
  Conditions conditions;
  add_query(conditions, query, party);
  if (!query.after.empty()) {
    const auto place = incident_place(database_, query.after);
    if (auto failed = database_.take_error()) return *failed;
    if (!place) return not_found(query.after);
    add_after(conditions, "i.first_day", "i.row", query.latest_first, place->day, place->row);
  }
  auto out =
      read_incidents(database_, conditions, order_of("i.first_day", "i.row", query.latest_first, query.most));
  if (auto failed = database_.take_error()) return *failed;
  return out;
}

Result<std::int64_t> StoreStandings::count_incidents(const ledger::IncidentQuery& query) {
  const std::string party = query.party.empty() ? std::string{} : party_key(query.party);
  if (!query.party.empty() && party.empty()) return none_or_error(database_, query.party);
  Conditions conditions;
  add_query(conditions, query, party);
  std::int64_t count = 0;
  Sql list{database_, "SELECT count(*) FROM incidents i" + conditions.where()};
  for (conditions.bind(list); list.next();) count = list.number(0);
  if (auto failed = database_.take_error()) return *failed;
  return count;
}

Result<Incident> StoreStandings::incident(std::string_view id) {
  const auto place = incident_place(database_, id);
  if (auto failed = database_.take_error()) return *failed;
  if (!place) return not_found(id);
  Conditions conditions;
  conditions.add("i.incident=?", {place->number});
  auto found = read_incidents(database_, conditions, "");
  if (!found.empty()) read_incident_reports(database_, place->number, found.front());
  if (auto failed = database_.take_error()) return *failed;
  if (found.empty()) return not_found(id);
  return std::move(found.front());
}

Result<std::vector<WordStanding>> StoreStandings::words(const ledger::WordQuery& query) {
  const std::string party = query.party.empty() ? std::string{} : party_key(query.party);
  if (!query.party.empty() && party.empty()) return none_or_error(database_, query.party);
  Conditions conditions;
  if (!party.empty()) conditions.add("w.party=?", {party});
  if (query.kind) conditions.add("w.form=?", {static_cast<std::int64_t>(*query.kind)});
  if (query.status) conditions.add("w.status=?", {static_cast<std::int64_t>(*query.status)});
  if (query.only_met) conditions.add("w.meetings>0");
  add_days(conditions, "w.day", query.since, query.until);
  if (!query.after.empty()) {
    const auto place = word_place(database_, query.after);
    if (auto failed = database_.take_error()) return *failed;
    if (!place) return not_found(query.after);
    add_after(conditions, "w.day", "w.row", query.latest_first, place->day, place->row);
  }
  auto out = read_words(database_, conditions, order_of("w.day", "w.row", query.latest_first, query.most));
  if (auto failed = database_.take_error()) return *failed;
  return out;
}

Result<WordStanding> StoreStandings::word(std::string_view id) {
  const auto place = word_place(database_, id);
  if (auto failed = database_.take_error()) return *failed;
  if (!place) return not_found(id);
  Conditions conditions;
  conditions.add("w.word=?", {place->number});
  auto found = read_words(database_, conditions, "");
  if (auto failed = database_.take_error()) return *failed;
  if (found.empty()) return not_found(id);
  return std::move(found.front());
}

Result<std::vector<WordStanding>> StoreStandings::words_met_by(std::string_view incident) {
  const auto place = incident_place(database_, incident);
  if (auto failed = database_.take_error()) return *failed;
  if (!place) return not_found(incident);
  Conditions conditions;
  conditions.add("w.word IN (SELECT word FROM meetings WHERE incident=?)", {place->number});
  auto out = read_words(database_, conditions, " ORDER BY w.day,w.row");
  if (auto failed = database_.take_error()) return *failed;
  return out;
}

Result<std::vector<ledger::Origin>> StoreStandings::copies_of(std::string_view document) {
  std::string_view sha = document;
  if (sha.starts_with("sha256:")) sha.remove_prefix(7);
  std::vector<ledger::Origin> out;
  Sql list{database_,
           "SELECT d.sha256,d.uri,d.title,d.publisher,d.published,f.sha256,t.credit FROM documents o "
           "JOIN text_origins m ON m.document=o.id JOIN text_origins t ON t.copies=m.copies "
           "JOIN documents d ON d.id=t.document JOIN text_groups g ON g.copies=t.copies "
           "JOIN documents f ON f.id=g.first WHERE o.sha256=? "
           "ORDER BY d.published IS NULL,d.published,d.sha256"};
  for (list.with(sha); list.next();) {
    out.push_back({"sha256:" + list.text(0), list.text(1), list.text(2), list.text(3), list.text(4),
                   "sha256:" + list.text(5), list.text(6)});
  }
  if (auto failed = database_.take_error()) return *failed;
  if (out.empty()) return not_found(document);
  std::stable_partition(out.begin(), out.end(),
                        [&](const ledger::Origin& each) { return each.document.ends_with(sha); });
  return out;
}

}  // namespace avow::store
