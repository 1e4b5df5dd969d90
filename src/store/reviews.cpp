#include "store/reviews.hpp"

#include <algorithm>

#include "avow/base/strings.hpp"
#include "avow/ledger/standing.hpp"
#include "store/log.hpp"
#include "store/reader.hpp"
#include "store/row_of.hpp"

namespace avow::store {
namespace {

constexpr std::size_t kShortestIdDigits = 4;

Error not_found(std::string_view id) {
  return {ErrorCode::row_not_found, "", std::string{id}};
}

std::map<std::string, std::string> parties_of(Database& database) {
  std::map<std::string, std::string> out;
  Sql list{database, "SELECT key,name FROM parties"};
  for (list.with(); list.next();) out.emplace(list.text(0), list.text(1));
  return out;
}

bool points_to_row(std::string_view field) {
  return field == "same_as" || field == "not_same_as";
}

// same_as and not_same_as: the other row by its full id; it must be conduct, and another row.
Result<std::string> settle_other_row(Database& database, const FoundRow& own, const std::string& given) {
  const auto other = find_ledger_row(database, given);
  if (!other) return other.error();
  const auto document = read_document(database, other->document);
  if (!document) return document.error();
  const auto kind = ledger::kind_of_row(*document, other->row);
  if (kind != ledger::RowKind::conduct) {
    return Error{ErrorCode::review_refused, given + " is no row of conduct", ""};
  }
  if (other->document == own.document && other->row == own.row)
    return Error{ErrorCode::review_refused, "the other row is the row itself", ""};
  return ledger::short_id(other->sha256) + ":" + other->row;
}

constexpr std::string_view kReviewColumns =
    "SELECT r.entry,d.sha256,r.first_row,r.kind,r.verdict,r.field,r.value,r.value_name,r.machine,r.reason,"
    "r.reviewer,r.at,r.withdraws,m.row,m.conflict,m.value,w.entry FROM reviews r "
    "JOIN documents d ON d.id=r.document "
    "LEFT JOIN review_moves m ON m.entry=(SELECT max(n.entry) FROM review_moves n WHERE n.review=r.entry) "
    "LEFT JOIN reviews w ON w.verdict='withdraw' AND w.withdraws=r.entry ";

ledger::Review review_at(const Sql& sql) {
  ledger::Review out;
  const std::string prefix = ledger::short_id(sql.text(1)) + ":";
  out.entry = sql.number(0);
  out.first_row = prefix + sql.text(2);
  out.row = out.first_row;
  out.kind = ledger::parse_row_kind(sql.text(3)).value_or(ledger::RowKind::statement);
  out.verdict = ledger::parse_verdict(sql.text(4)).value_or(ledger::Verdict::note);
  out.field = sql.text(5);
  out.value = sql.text(6);
  out.value_name = sql.text(7);
  out.machine = sql.text(8);
  out.reason = sql.text(9);
  out.reviewer = sql.text(10);
  out.at = sql.text(11);
  out.withdraws = sql.number(12);
  if (!sql.is_null(13)) {
    const std::string moved = sql.text(13);
    out.row = moved.empty() ? std::string{} : prefix + moved;
    out.conflict = sql.text(14);
    if (points_to_row(out.field)) out.value = out.value_name = sql.text(15);
  }
  out.withdrawn = !sql.is_null(16);
  return out;
}

// The entry that a withdrawal takes back: the one named, or the reviewer's last standing word on the row.
Result<std::int64_t> entry_to_withdraw(Database& database, const ledger::NewReview& review,
                                       const std::string& row) {
  ledger::ReviewQuery query;
  query.row = row;
  query.standing_only = true;
  const auto standing = read_reviews(database, query);
  if (!standing) return standing.error();
  for (auto each = standing->rbegin(); each != standing->rend(); ++each) {
    const bool wanted =
        review.withdraws != 0 ? each->entry == review.withdraws : each->reviewer == review.reviewer;
    if (wanted) return each->entry;
  }
  return Error{ErrorCode::entry_not_found,
               review.withdraws != 0
                   ? "entry " + std::to_string(review.withdraws) + " is no standing review of the row"
                   : review.reviewer + " has no standing review of the row",
               row};
}

std::string words_of(const ledger::Review& review) {
  std::string out{to_string(review.verdict)};
  out += " " + review.row;
  if (!review.field.empty()) out += " " + review.field + "=" + review.value;
  if (!review.machine.empty()) out += " (machine: " + review.machine + ")";
  if (review.withdraws != 0) out += " entry " + std::to_string(review.withdraws);
  if (!review.reason.empty()) out += ": " + review.reason;
  return out;
}

bool wants(const ledger::ReviewQuery& query, const ledger::Review& review) {
  if (query.verdict && review.verdict != *query.verdict) return false;
  if (query.standing_only && (review.withdrawn || review.verdict == ledger::Verdict::withdraw)) return false;
  return !query.conflicts_only || (!review.conflict.empty() && !review.withdrawn);
}

bool across_documents(std::string_view row) {
  return row.find('~') != std::string_view::npos;
}

// ---- moving

std::string local_id(const std::string& row) {
  return row.substr(row.find(':') + 1);
}

// What the newer reading says against a word.
std::string conflict_of(const ledger::Review& review, const Document& earlier, const std::string& before,
                        const Document& later, const std::string& after) {
  if (after.empty()) return "no row of the newer reading stands for it";
  std::string out;
  const ledger::RowKind kind = ledger::kind_of_row(earlier, before).value_or(review.kind);
  for (const std::string_view field : ledger::amendable_fields(kind)) {
    if (field == "span" || points_to_row(field)) continue;
    const std::string was = ledger::field_value(earlier, before, field);
    const std::string is = ledger::field_value(later, after, field);
    if (was == is) continue;
    if (review.verdict == ledger::Verdict::amend) {
      if (field != review.field || is == review.value || is == review.machine) continue;
    }
    out += (out.empty() ? "the machine now says " : ", ") + std::string{field} + " " +
           (is.empty() ? "none" : is) + ", was " + (was.empty() ? "none" : was);
  }
  return out;
}

void write_move(Database& database, const ledger::Review& review, const std::string& sha,
                const ledger::Hand& hand) {
  const std::int64_t entry = next_entry(database);
  const std::string row = review.row.empty() ? std::string{} : local_id(review.row);
  Sql insert{database, "INSERT INTO review_moves(entry,review,row,value,conflict) VALUES(?,?,?,?,?)"};
  insert.run(entry, review.entry, row, review.value, review.conflict);
  std::string content = "review " + std::to_string(review.entry) + " of " + review.first_row;
  content += review.row.empty() ? " has no row any more" : " is of " + review.row;
  if (points_to_row(review.field)) content += ", " + review.field + " " + review.value;
  if (!review.conflict.empty()) content += ": " + review.conflict;
  append_entry(database, {"review moved", sha, entry_digest(database, "review_moves", entry), content}, hand);
}

// Words about other rows that name a row of this document: same_as and not_same_as by their value, findings
// across documents by their report.
void move_pointers(Database& database, const std::string& sha,
                   const std::map<std::string, std::string>& successors, const ledger::Hand& hand) {
  std::vector<ledger::Review> pointing;
  {
    Sql list{database,
             std::string{kReviewColumns} +
                 "WHERE r.field IN ('same_as','not_same_as') OR r.first_row LIKE '%~%' ORDER BY r.entry"};
    for (list.with(); list.next();) pointing.push_back(review_at(list));
  }
  const std::string prefix = ledger::short_id(sha) + ":";
  for (ledger::Review& review : pointing) {
    const bool finding = across_documents(review.row);
    const std::string named = finding ? review.row.substr(review.row.find('~') + 1) : review.value;
    if (review.row.empty() || !named.starts_with(prefix)) continue;
    const auto found = successors.find(local_id(named));
    const std::string now = found == successors.end() ? std::string{} : prefix + found->second;
    if (now == named) continue;
    if (now.empty()) review.conflict = "no row of the newer reading stands for " + named;
    if (finding)
      review.row =
          now.empty() ? std::string{} : ledger::finding_id(review.row.substr(0, review.row.find('~')), now);
    else
      review.value = now;
    write_move(database, review, sha, hand);
  }
}

// A word and the incident, or a report of it, that meets it.
Result<FoundRow> find_finding(Database& database, std::string_view id) {
  const std::size_t tilde = id.find('~');
  auto out = find_ledger_row(database, id.substr(0, tilde));
  if (!out) return out;
  std::string deed{id.substr(tilde + 1)};
  const std::size_t colon = deed.find(':');
  if (colon == std::string::npos || across_documents(deed)) return not_found(id);
  if (deed.compare(colon, 2, ":i") == 0) deed[colon + 1] = 'e';  // called after its first report
  const auto report = find_ledger_row(database, deed);
  if (!report) return not_found(id);
  Sql incident{database, "SELECT incident FROM act_reports WHERE document=? AND row=?"};
  for (incident.with(report->document, report->row); incident.next();)
    out->incident = incident.is_null(0) ? 0 : incident.number(0);
  if (auto failed = database.take_error()) return *failed;
  out->row += "~" + ledger::short_id(report->sha256) + ":" + report->row;
  return out;
}

// What the machine makes of a finding across documents: as a document of that finding alone, "f1".
Result<Document> machine_finding(Database& database, const FoundRow& found) {
  const std::string word = ledger::short_id(found.sha256) + ":" + found.row.substr(0, found.row.find('~'));
  Document out;
  Sql find{
      database,
      "SELECT m.relation,m.scope FROM meetings m JOIN bound_words w ON w.word=m.word WHERE w.document=? AND "
      "w.row=? AND m.incident=?"};
  for (find.with(found.document, word, found.incident); find.next();) {
    Finding finding;
    finding.id = "f1";
    finding.relation = static_cast<Relation>(find.number(0));
    finding.scope = static_cast<Scope>(find.number(1));
    out.findings = {finding};
  }
  if (auto failed = database.take_error()) return *failed;
  if (out.findings.empty()) return Error{ErrorCode::row_not_found, "the two do not meet", word};
  return out;
}

// What the machine said before reviewers amended it.
void restore_machine(Database& database, const std::string& row, ledger::SettledValue& settled,
                     const std::string& field) {
  ledger::ReviewQuery query;
  query.row = row;
  query.standing_only = true;
  const auto standing = read_reviews(database, query);
  if (!standing) return;
  for (auto each = standing->rbegin(); each != standing->rend(); ++each) {
    if (each->field == field) settled.machine = each->machine;
  }
}

Result<ledger::SettledValue> settle_finding(Database& database, const FoundRow& found,
                                            const ledger::NewReview& given) {
  const auto machine = machine_finding(database, found);
  const bool withdraws = given.verdict == ledger::Verdict::withdraw;
  if (!machine && !withdraws) return machine.error();
  Document none;
  none.findings.resize(1);
  none.findings[0].id = "f1";
  auto settled = ledger::settle_review(machine ? *machine : none, "f1", given, {});
  if (settled && given.verdict == ledger::Verdict::amend)
    restore_machine(database, ledger::short_id(found.sha256) + ":" + found.row, *settled, given.field);
  return settled;
}

Result<ledger::SettledValue> settle(Database& database, const FoundRow& place,
                                    const ledger::NewReview& given) {
  if (across_documents(place.row)) return settle_finding(database, place, given);
  const auto document = read_document(database, place.document);
  if (!document) return document.error();
  const bool amends = given.verdict == ledger::Verdict::amend;
  auto settled = ledger::settle_review(*document, place.row, given,
                                       amends ? parties_of(database) : std::map<std::string, std::string>{});
  if (!settled || !amends || !points_to_row(given.field)) return settled;
  auto other = settle_other_row(database, place, given.value);
  if (!other) return other.error();
  settled->value = settled->value_name = std::move(*other);
  return settled;
}

// Findings across documents by the incidents of today.
class FindingNames {
 public:
  explicit FindingNames(Database& database)
      : find_(database,
              "SELECT r.incident,i.row FROM documents d JOIN act_reports r ON r.document=d.id JOIN incidents "
              "i ON "
              "i.incident=r.incident WHERE d.sha256>=? AND d.sha256<? AND r.row=?") {}

  // Whether the finding is of this incident, where one is asked for.
  bool name(std::string& row, std::int64_t wanted_incident) {
    const std::size_t tilde = row.find('~'), colon = row.find(':', tilde);
    const std::string document = row.substr(tilde + 1, colon - tilde - 1), report = row.substr(colon + 1);
    std::int64_t incident = 0;
    for (find_.with(document, document + "g", report); find_.next();) {
      incident = find_.number(0);
      row = ledger::finding_id(row.substr(0, tilde), find_.text(1));
    }
    return wanted_incident == 0 || incident == wanted_incident;
  }

 private:
  Sql find_;
};

}  // namespace

Result<FoundRow> find_ledger_row(Database& database, std::string_view id) {
  if (across_documents(id)) return find_finding(database, id);
  const auto colon = id.find(':');
  if (colon == std::string_view::npos || colon < kShortestIdDigits) return not_found(id);
  const std::string from = lower_ascii(id.substr(0, colon));
  const std::string row{id.substr(colon + 1)};
  std::vector<FoundRow> found;
  DocumentReader documents{database};
  Sql list{database, "SELECT id,sha256 FROM documents WHERE sha256>=? AND sha256<? ORDER BY id"};
  for (list.with(from, from + "g"); list.next();) {
    const Document& document = documents.document(list.number(0));
    if (row_index(document, row)) found.push_back({list.number(0), list.text(1), row});
  }
  if (auto failed = database.take_error()) return *failed;
  if (found.empty()) return not_found(id);
  if (found.size() > 1) {
    return Error{ErrorCode::row_not_found,
                 "several documents begin like that; give more digits of the document", std::string{id}};
  }
  return found.front();
}

Result<ledger::Review> write_review(Database& database, const ledger::NewReview& given,
                                    const ledger::Hand& hand) {
  const auto place = find_ledger_row(database, given.row);
  if (!place) return place.error();
  const auto settled = settle(database, *place, given);
  if (!settled) return Error{settled.error().code, settled.error().message, given.row};
  ledger::Review review;
  review.row = review.first_row = ledger::short_id(place->sha256) + ":" + place->row;
  review.kind = settled->kind;
  review.verdict = given.verdict;
  review.field = given.field;
  review.value = settled->value;
  review.value_name = settled->value_name;
  review.machine = settled->machine;
  review.reason = given.reason;
  review.reviewer = given.reviewer;
  if (given.verdict == ledger::Verdict::withdraw) {
    const auto entry = entry_to_withdraw(database, given, review.row);
    if (!entry) return entry.error();
    review.withdraws = *entry;
  }
  review.entry = next_entry(database);
  review.at = time_now();
  Sql insert{
      database,
      "INSERT INTO reviews(entry,document,first_row,kind,verdict,field,value,value_name,machine,reason,"
      "reviewer,at,withdraws) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)"};
  insert.run(review.entry, place->document, place->row, to_string(review.kind), to_string(review.verdict),
             review.field, review.value, review.value_name, review.machine, review.reason, review.reviewer,
             review.at, review.withdraws);
  append_entry(database,
               {"review", place->sha256, entry_digest(database, "reviews", review.entry), words_of(review)},
               {review.reviewer, hand.versions});
  if (across_documents(review.row)) static_cast<void>(FindingNames{database}.name(review.row, 0));
  if (auto failed = database.take_error()) return *failed;
  return review;
}

Result<std::vector<ledger::Review>> list_reviews(Database& database, const ledger::ReviewQuery& query) {
  std::string row, sha = query.document;
  if (sha.starts_with("sha256:")) sha.erase(0, 7);
  if (!query.row.empty()) {
    const auto found = find_ledger_row(database, query.row);
    if (!found) return found.error();
    sha = found->sha256;
    row = ledger::short_id(sha) + ":" + found->row;
    // Any report of the incident may have been named.
    if (found->incident != 0) row.erase(row.find('~') + 1);
  }
  std::string conditions = "WHERE r.entry>?";
  if (!sha.empty()) conditions += " AND r.document=(SELECT id FROM documents WHERE sha256=?)";
  if (!query.reviewer.empty()) conditions += " AND r.reviewer=?";
  Sql list{database, std::string{kReviewColumns} + conditions + " ORDER BY r.entry"};
  int at = 1;
  list.with(query.after);
  if (!sha.empty()) list.bind(++at, sha);
  if (!query.reviewer.empty()) list.bind(++at, query.reviewer);
  std::vector<ledger::Review> out;
  while (list.next()) {
    ledger::Review review = review_at(list);
    const bool whole = !row.ends_with('~');
    const bool of_row = row.empty() || (whole ? review.row == row : review.row.starts_with(row));
    if (of_row && wants(query, review)) out.push_back(std::move(review));
    if (whole && query.most > 0 && out.size() == query.most) break;
  }
  if (auto failed = database.take_error()) return *failed;
  return out;
}

Result<std::vector<ledger::Review>> read_reviews(Database& database, const ledger::ReviewQuery& query) {
  auto reviews = list_reviews(database, query);
  if (!reviews) return reviews;
  std::int64_t incident = 0;
  if (across_documents(query.row)) {
    const auto found = find_ledger_row(database, query.row);
    if (!found) return found.error();
    incident = found->incident;
  }
  FindingNames names{database};
  std::vector<ledger::Review> out;
  for (ledger::Review& each : *reviews) {
    if (across_documents(each.row) && !names.name(each.row, incident)) continue;
    out.push_back(std::move(each));
    if (query.most > 0 && out.size() == query.most) break;
  }
  if (auto failed = database.take_error()) return *failed;
  return out;
}

Result<std::map<std::string, ledger::Judgement>> read_judgements(Database& database) {
  const auto reviews = read_reviews(database, {});
  if (!reviews) return reviews.error();
  std::map<std::string, std::vector<ledger::Review>> by_row;
  for (const ledger::Review& each : *reviews) {
    if (!each.row.empty()) by_row[each.row].push_back(each);
  }
  std::map<std::string, ledger::Judgement> out;
  for (const auto& [row, words] : by_row) {
    if (auto judgement = ledger::judgement_of(words); !judgement.empty())
      out.emplace(row, std::move(judgement));
  }
  return out;
}

std::vector<ledger::Review> move_reviews(Database& database, const Document& earlier, const Document& later,
                                         const std::map<std::string, std::string>& successors,
                                         const ledger::Hand& hand) {
  std::vector<ledger::Review> conflicts;
  ledger::ReviewQuery query;
  query.document = earlier.id;
  auto reviews = list_reviews(database, query);
  if (!reviews) return conflicts;  // the failure stays with the statements that run next
  const std::string sha = earlier.id.substr(earlier.id.find(':') + 1);
  const std::string prefix = ledger::short_id(sha) + ":";
  for (ledger::Review& review : *reviews) {
    if (review.row.empty()) continue;
    // Of a finding across documents the word; its report may be of any document (move_pointers).
    const std::string whole = local_id(review.row);
    const std::string before = whole.substr(0, whole.find('~')), deed = whole.substr(before.size());
    const auto found = successors.find(before);
    const std::string after = found == successors.end() ? std::string{} : found->second;
    std::string conflict = conflict_of(review, earlier, before, later, after);
    const std::string row = after.empty() ? std::string{} : prefix + after + deed;
    if (review.withdrawn || review.verdict == ledger::Verdict::withdraw) conflict.clear();
    if (row == review.row && conflict == review.conflict) continue;
    review.row = row;
    review.conflict = conflict;
    write_move(database, review, sha, hand);
    if (!conflict.empty()) conflicts.push_back(review);
  }
  move_pointers(database, sha, successors, hand);
  return conflicts;
}

}  // namespace avow::store
