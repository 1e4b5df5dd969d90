// The words of parties held against the incidents laid to them (standing_update.hpp).
#include <algorithm>
#include <set>

#include "avow/base/strings.hpp"
#include "store/standing_schema.hpp"
#include "store/standing_update.hpp"

namespace avow::store {
namespace {

constexpr std::size_t kPartiesAtOnce = 16;
constexpr int kRejected = 2;  // meetings.judged

// One party: its words and incidents, and which of them are new.
class PartySettler {
 public:
  PartySettler(Database& database, Todo& todo, const ledger::ConductScope& scope, const Judged& judged,
               std::string party)
      : database_(database), todo_(todo), scope_(scope), judged_(judged), party_(std::move(party)) {}

  void run() {
    load();
    meet_new();
    set_statuses();
    count();
  }

 private:
  void load() {
    Sql words{database_, std::string{"SELECT "} + kWordColumns +
                             " FROM bound_words w JOIN documents d ON d.id=w.document WHERE w.party=? "
                             "ORDER BY w.word"};
    StandingWords texts{database_};
    for (words.with(party_); words.next();) {
      words_.push_back(read_word(words));
      texts.fill(words_.back());
    }
    Sql incidents{database_, std::string{"SELECT "} + kIncidentColumns +
                                 " FROM incidents i WHERE i.actor=? ORDER BY i.first_day,i.row"};
    for (incidents.with(party_); incidents.next();) incidents_.push_back(read_incident(incidents));
    load_new("word",
             "SELECT w.word FROM bound_words w WHERE w.party=? AND EXISTS(SELECT 1 FROM standing_todo t "
             "WHERE t.what='word' AND t.item=CAST(w.word AS TEXT))",
             new_words_);
    load_new("incident",
             "SELECT i.incident FROM incidents i WHERE i.actor=? AND EXISTS(SELECT 1 FROM standing_todo t "
             "WHERE t.what='incident' AND t.item=CAST(i.incident AS TEXT))",
             new_incidents_);
  }

  void load_new(const char* what, const char* select, std::set<std::int64_t>& into) {
    Sql list{database_, select};
    for (list.with(party_); list.next();) into.insert(list.number(0));
    for (const std::int64_t item : into) todo_.done(what, std::to_string(item));
  }

  [[nodiscard]] ledger::MetAct act_of(const KeptIncident& kept) const {
    const ledger::Incident& incident = kept.incident;
    return {incident.id,    incident.actor.key, incident.type,
            incident.start, incident.grade,     incident.recipient,
            kept.frames,    kept.objects,       {},
            kept.surely};
  }

  void meet_new() {
    Sql drop{database_, "DELETE FROM meetings WHERE word=?"};
    Sql insert{database_, "INSERT INTO meetings VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING"};
    Sql documents{
        database_,
        "SELECT d.sha256 FROM act_reports r JOIN documents d ON d.id=r.document WHERE r.incident=?"};
    for (const std::int64_t word : new_words_) drop.run(word);
    for (const KeptIncident& incident : incidents_) {
      const bool is_new = new_incidents_.contains(incident.number);
      if (!is_new && new_words_.empty()) continue;
      ledger::MetAct act = act_of(incident);
      bool have_documents = false;
      for (const KeptWord& word : words_) {
        if (!is_new && !new_words_.contains(word.number)) continue;
        // Which documents report it matters on the word's own day only.
        if (!have_documents && word.word.date == incident.incident.start) {
          for (documents.with(incident.number); documents.next();) {
            act.documents.push_back("sha256:" + documents.text(0));
          }
          have_documents = true;
        }
        const auto how = ledger::meet(word.word, act, scope_);
        if (!how) continue;
        const JudgedFinding said = judged(word, incident);
        insert.run(word.number, incident.number, static_cast<int>(said.relation.value_or(how->relation)),
                   static_cast<int>(said.scope.value_or(how->scope)), number_of(said.verdict),
                   day_or_none(incident.incident.start), incident.incident.id,
                   static_cast<int>(incident.incident.grade), incident.surely);
      }
    }
  }

  // What reviewers say of the two, whichever of its reports they named; of two words the later one holds.
  JudgedFinding judged(const KeptWord& word, const KeptIncident& incident) {
    JudgedFinding out;
    const auto said = judged_.findings.find(ledger::short_id(word.word.document) + ":" + word.word.row);
    if (said == judged_.findings.end()) return out;
    std::set<std::string> reports;
    Sql list{
        database_,
        "SELECT d.sha256,r.row FROM act_reports r JOIN documents d ON d.id=r.document WHERE r.incident=?"};
    for (list.with(incident.number); list.next();)
      reports.insert(ledger::short_id("sha256:" + list.text(0)) + ":" + list.text(1));
    for (const JudgedFinding& each : said->second) {
      if (!reports.contains(each.report)) continue;
      if (each.verdict) out.verdict = each.verdict;
      if (each.relation) out.relation = each.relation;
      if (each.scope) out.scope = each.scope;
    }
    return out;
  }

  static int number_of(const std::optional<ledger::Verdict>& verdict) {
    return !verdict ? 0 : *verdict == ledger::Verdict::reject ? kRejected : 1;
  }

  void set_statuses() {
    std::map<std::int64_t, std::vector<ledger::MetMeeting>> met;
    Sql list{database_,
             "SELECT m.word,m.relation,m.scope,m.row,m.day,m.grade,m.surely,m.judged FROM bound_words w "
             "JOIN meetings m ON m.word=w.word WHERE w.party=? ORDER BY m.word,m.day,m.row"};
    for (list.with(party_); list.next();) {
      met[list.number(0)].push_back(
          {{static_cast<Relation>(list.number(1)), static_cast<Scope>(list.number(2))},
           list.text(3),
           date_of_day(list.number(4)),
           static_cast<ledger::Grade>(list.number(5)),
           list.number(6) != 0,
           list.number(7) == kRejected});
    }
    Sql set{database_, "UPDATE bound_words SET status=?,meetings=? WHERE word=?"};
    for (const KeptWord& word : words_) {
      const auto& meetings = met[word.number];
      for (const ledger::MetMeeting& each : meetings) {
        if (each.rejected || each.grade == ledger::Grade::discounted) continue;
        ++(each.how.scope == Scope::unclear             ? unclear_
           : each.how.relation == Relation::contradicts ? contradicts_
                                                        : fulfils_);
      }
      const ledger::Status status = ledger::history_of(word.word, meetings).back().status;
      if (status == word.status && meetings.size() == word.meetings) continue;
      set.run(static_cast<int>(status), meetings.size(), word.number);
    }
  }

  void count() {
    std::int64_t forms[4] = {0, 0, 0, 0};
    // The name of the lowest spelling, whatever came in first.
    std::string name;
    const auto consider = [&](const std::string& each) {
      if (!each.empty() && (name.empty() || each < name)) name = each;
    };
    for (const KeptWord& word : words_) {
      if (!word.word.rejected) ++forms[static_cast<std::size_t>(word.word.kind)];
      consider(word.word.party.name);
    }
    std::int64_t acts = 0, allegations = 0;
    for (const KeptIncident& incident : incidents_) {
      if (incident.incident.grade != ledger::Grade::discounted) ++acts;
      consider(incident.incident.actor.name);
    }
    bool any_sum = false;
    Sql sums{database_, "SELECT actor_name,origin FROM act_reports WHERE actor=? AND aggregate=1"};
    for (sums.with(party_); sums.next(); any_sum = true) {
      consider(sums.text(0));
      if (sums.number(1) >= 0) ++allegations;
    }
    Sql drop{database_, "DELETE FROM party_counts WHERE party=?"};
    drop.run(party_);
    if (words_.empty() && incidents_.empty() && !any_sum) return;
    Sql insert{database_, "INSERT INTO party_counts VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)"};
    insert.run(party_, name, lower_ascii(party_), lower_ascii(name), forms[0], forms[1], forms[2], forms[3],
               acts, allegations, contradicts_, fulfils_, unclear_);
  }

  Database& database_;
  Todo& todo_;
  const ledger::ConductScope& scope_;
  const Judged& judged_;
  std::string party_;
  std::vector<KeptWord> words_;
  std::vector<KeptIncident> incidents_;
  std::set<std::int64_t> new_words_, new_incidents_;
  std::int64_t contradicts_ = 0, fulfils_ = 0, unclear_ = 0;
};

}  // namespace

bool StandingUpdater::settle_parties() {
  const auto parties = todo_.list("party", kPartiesAtOnce);
  for (const std::string& party : parties) {
    if (!party.empty()) PartySettler{database_, todo_, scope_, judged_, party}.run();
    todo_.done("party", party);
  }
  const bool more = parties.size() == kPartiesAtOnce && !database_.failed();
  // Incidents of nobody named meet no word.
  if (!more) static_cast<void>(database_.execute("DELETE FROM standing_todo WHERE what='incident'"));
  return more;
}

}  // namespace avow::store
