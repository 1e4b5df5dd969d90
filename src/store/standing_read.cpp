#include "store/standing_read.hpp"

#include <map>

#include "ledger/meetings.hpp"
#include "store/standing_rows.hpp"
#include "store/standing_schema.hpp"

namespace avow::store {
namespace {

constexpr std::int64_t kAccepted = 1, kRejected = 2;  // meetings.judged

std::optional<ledger::Verdict> verdict_of(std::int64_t judged) {
  if (judged == kAccepted) return ledger::Verdict::accept;
  if (judged == kRejected) return ledger::Verdict::reject;
  return std::nullopt;
}

ledger::WordStanding standing_of(const KeptWord& kept) {
  const ledger::BoundWord& word = kept.word;
  ledger::WordStanding out;
  out.id = ledger::short_id(word.document) + ":" + word.row;
  out.document = {word.document,
                  kept.uri,
                  kept.title,
                  kept.publisher,
                  word.date ? word.date->to_string() : std::string{},
                  "",
                  ""};
  out.kind = word.kind;
  out.polarity = word.polarity;
  out.type = word.conduct.type;
  out.party = word.party;
  out.said_by = word.said_by;
  out.beneficiary = word.beneficiary;
  out.words = word.words;
  out.sentence = word.sentence;
  out.date = word.date;
  out.deadline = word.deadline;
  out.conditional = word.conditional;
  out.rejected = word.rejected;
  out.status = kept.status;
  return out;
}

ledger::Report report_of(const KeptReport& kept, bool rejected) {
  const ledger::ActReport& act = kept.act;
  ledger::Report out;
  out.id = ledger::report_id(act);
  out.document.document = act.document;
  out.document.publisher = kept.publisher;
  out.document.published = act.published ? act.published->to_string() : std::string{};
  out.document.credit = kept.credit;
  out.stance = act.stance;
  out.said_by = act.said_by;
  out.relayed = act.relayed;
  out.words = act.words;
  out.sentence = act.sentence;
  out.killed = act.killed;
  out.injured = act.injured;
  out.rejected = rejected;
  return out;
}

}  // namespace

void Conditions::add(std::string sql, std::vector<Value> values) {
  parts_.push_back(std::move(sql));
  for (Value& value : values) values_.push_back(std::move(value));
}

std::string Conditions::where() const {
  std::string out;
  for (const std::string& part : parts_) out += (out.empty() ? " WHERE " : " AND ") + part;
  return out;
}

void Conditions::bind(Sql& sql) const {
  sql.with();
  int at = 0;
  for (const Value& value : values_) {
    std::visit([&](const auto& each) { sql.bind(++at, each); }, value);
  }
}

std::vector<ledger::WordStanding> read_words(Database& database, const Conditions& conditions,
                                             const std::string& tail) {
  std::vector<KeptWord> kept;
  {
    Sql list{database, std::string{"SELECT "} + kWordColumns +
                           " FROM bound_words w JOIN documents d ON d.id=w.document" + conditions.where() +
                           tail};
    StandingWords words{database};
    for (conditions.bind(list); list.next();) {
      kept.push_back(read_word(list));
      words.fill(kept.back());
    }
  }
  Sql meetings{
      database,
      "SELECT relation,scope,row,day,grade,surely,judged FROM meetings WHERE word=? ORDER BY day,row"};
  std::vector<ledger::WordStanding> out;
  for (const KeptWord& each : kept) {
    ledger::WordStanding word = standing_of(each);
    std::vector<ledger::MetMeeting> met;
    for (meetings.with(each.number); meetings.next();) {
      met.push_back({{static_cast<Relation>(meetings.number(0)), static_cast<Scope>(meetings.number(1))},
                     meetings.text(2),
                     date_of_day(meetings.number(3)),
                     static_cast<ledger::Grade>(meetings.number(4)),
                     meetings.number(5) != 0,
                     meetings.number(6) == kRejected});
      word.meetings.push_back({word.id, met.back().id, met.back().how.relation, met.back().how.scope,
                               verdict_of(meetings.number(6))});
    }
    word.history = ledger::history_of(each.word, met);
    out.push_back(std::move(word));
  }
  return out;
}

std::vector<ledger::Incident> read_incidents(Database& database, const Conditions& conditions,
                                             const std::string& tail) {
  std::vector<ledger::Incident> out;
  Sql list{database,
           std::string{"SELECT "} + kIncidentColumns + " FROM incidents i" + conditions.where() + tail};
  StandingWords words{database};
  for (conditions.bind(list); list.next();) {
    KeptIncident kept = read_incident(list);
    words.fill(kept);
    out.push_back(std::move(kept.incident));
  }
  return out;
}

void read_incident_reports(Database& database, std::int64_t number, ledger::Incident& incident) {
  Sql list{database,
           std::string{"SELECT "} + kReportColumns +
               ",r.origin,d.uri,d.title,f.sha256 FROM act_reports r JOIN text_origins t ON "
               "t.document=r.document JOIN documents d ON d.id=r.document JOIN text_groups g ON "
               "g.copies=t.copies JOIN documents f ON f.id=g.first WHERE r.incident=? ORDER BY r.position"};
  constexpr int kAfterReport = kReportColumnCount;
  StandingWords words{database};
  for (list.with(number); list.next();) {
    KeptReport kept = read_report(list);
    words.fill(kept);
    ledger::Report report = report_of(kept, list.number(kAfterReport) < 0);
    const std::int64_t origin = list.number(kAfterReport);
    report.origin = static_cast<std::size_t>(origin < 0 ? -origin - 1 : origin);
    report.document.uri = list.text(kAfterReport + 1);
    report.document.title = list.text(kAfterReport + 2);
    report.document.origin = "sha256:" + list.text(kAfterReport + 3);
    if (!report.rejected && report.stance == ledger::Stance::denied) incident.denials.push_back(report.id);
    if (!report.rejected && report.stance == ledger::Stance::admitted)
      incident.admissions.push_back(report.id);
    incident.reports.push_back(std::move(report));
  }
}

std::vector<ledger::Allegation> read_allegations(Database& database, const Conditions& conditions,
                                                 const std::string& tail) {
  std::vector<ledger::Allegation> out;
  Sql list{database, std::string{"SELECT "} + kReportColumns + ",d.uri,d.title,r.origin" + kReportTables +
                         conditions.where() + tail};
  constexpr int kAfterReport = kReportColumnCount;
  StandingWords words{database};
  for (conditions.bind(list); list.next();) {
    KeptReport kept = read_report(list);
    words.fill(kept);
    ledger::Allegation each;
    each.report = report_of(kept, list.number(kAfterReport + 2) < 0);
    each.report.document.uri = list.text(kAfterReport);
    each.report.document.title = list.text(kAfterReport + 1);
    each.type = kept.act.type;
    each.actor = kept.act.actor;
    each.recipient = kept.act.recipient;
    each.place = kept.act.place;
    each.date = kept.act.start ? kept.act.start : kept.act.published;
    out.push_back(std::move(each));
  }
  return out;
}

}  // namespace avow::store
