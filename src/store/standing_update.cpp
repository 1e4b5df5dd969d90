#include "store/standing_update.hpp"

#include <algorithm>
#include <utility>

#include "avow/base/hash.hpp"
#include "avow/base/strings.hpp"
#include "store/reader.hpp"
#include "store/reviews.hpp"
#include "store/standing_schema.hpp"

namespace avow::store {
namespace {

constexpr std::size_t kDocumentsAtOnce = 256;
constexpr std::size_t kBlocksAtOnce = 256;

// Sources of the reports of a cluster, then of its denials.
std::vector<ledger::ReportSource> sources_of(const std::vector<KeptReport>& members,
                                             const ledger::Cluster& cluster) {
  std::vector<ledger::ReportSource> out;
  const auto add = [&](std::size_t index) {
    const KeptReport& kept = members[index];
    std::string relayed = kept.act.relayed;
    if (relayed.empty() && !ledger::same_outlet(kept.credit, kept.publisher)) relayed = kept.credit;
    out.push_back({std::to_string(kept.copies), kept.publisher, std::move(relayed)});
  };
  for (const std::size_t index : ledger::members_of(cluster)) add(index);
  return out;
}

void append(std::string& all, const std::optional<ledger::Toll>& toll) {
  if (toll) all += " " + std::to_string(toll->low) + " " + std::to_string(toll->best);
  if (toll && toll->high) all += " " + std::to_string(*toll->high);
  all += "|";
}

// Of everything that a reader sees of it or a word is held against.
std::string digest_of(const KeptIncident& kept) {
  const ledger::Incident& incident = kept.incident;
  std::string all = std::to_string(static_cast<int>(incident.grade)) + " " + to_digits(kept.objects);
  for (const std::string* part :
       {&incident.actor.key, &incident.recipient, &incident.place, &incident.words}) {
    all += "|" + *part;
  }
  all += "|" + std::string{to_string(incident.type)} + " " + std::to_string(day_or_none(incident.start)) +
         " " + std::to_string(day_or_none(incident.end)) + " " + join(kept.frames, " ");
  append(all, incident.killed);
  append(all, incident.injured);
  for (const ledger::Report& report : incident.reports) {
    all += " " + report.id + " " + std::to_string(report.origin) + (report.rejected ? "-" : "+");
  }
  return sha256_hex(all).substr(0, 16);
}

KeptIncident kept_incident(const std::vector<KeptReport>& members,
                           const std::vector<const ledger::ActReport*>& acts, const ledger::Cluster& cluster,
                           const ledger::Decisions& decisions) {
  KeptIncident kept;
  const auto sources = sources_of(members, cluster);
  kept.incident = ledger::incident_of(acts, cluster, sources, decisions);
  const KeptReport& first = members[cluster.reports.front()];
  kept.number = first.number;
  kept.block = first.block;
  std::string objects;
  for (const std::size_t index : cluster.reports) {
    const ledger::ActReport& act = *acts[index];
    if (std::find(kept.frames.begin(), kept.frames.end(), act.frame) == kept.frames.end()) {
      kept.frames.push_back(act.frame);
    }
    objects += act.recipient + " " + act.place + " ";
    kept.surely = kept.surely || act.factuality == Factuality::CT_plus;
  }
  kept.objects = ledger::stems_of(objects);
  kept.digest = digest_of(kept);
  return kept;
}

}  // namespace

StandingUpdater::StandingUpdater(Database& database, const ledger::ConductScope& scope)
    : database_(database),
      scope_(scope),
      todo_(database),
      copies_(database),
      filer_(database, todo_),
      words_(database),
      known_(database, "SELECT copies FROM text_origins WHERE document=?"),
      again_(database, "SELECT 1 FROM standing_todo WHERE what='document' AND item=?"),
      insert_word_(database, kInsertWord),
      members_(database, std::string{"SELECT "} + kReportColumns + kReportTables +
                             "WHERE r.block=? AND r.aggregate=0 ORDER BY r.report"),
      clear_(database,
             "UPDATE act_reports SET incident=?,origin=0,position=0 WHERE block=? AND incident IS NOT NULL"),
      place_(database, "UPDATE act_reports SET incident=?,origin=?,position=? WHERE report=?"),
      incidents_(database, std::string{"SELECT "} + kIncidentColumns + " FROM incidents i WHERE i.block=?"),
      insert_incident_(database, kInsertIncident),
      drop_meetings_(database, "DELETE FROM meetings WHERE incident=?"),
      drop_incident_(database, "DELETE FROM incidents WHERE incident=?") {}

Result<ledger::StandingUpdate> StandingUpdater::run() {
  if (auto done = follow_words(); !done) return done.error();
  Sql list{
      database_,
      "SELECT d.id FROM documents d LEFT JOIN text_origins t ON t.document=d.id WHERE t.document IS NULL "
      "ORDER BY d.id DESC"};
  for (list.with(); list.next();) waiting_.push_back(list.number(0));
  Sql again{database_, "SELECT item FROM standing_todo WHERE what='document'"};
  for (again.with(); again.next();) waiting_.push_back(std::stoll(again.text(0)));
  judged_ = read_judged(database_);
  if (auto failed = database_.take_error()) return *failed;
  for (const Step& step : {Step{[&] { return take_in_documents(); }}, Step{[&] { return cluster_blocks(); }},
                           Step{[&] { return settle_parties(); }}}) {
    if (auto done = each_in_transaction(step); !done) return done.error();
  }
  return done_;
}

Result<void> StandingUpdater::follow_words() {
  if (!has_new_reviews(database_)) return {};
  return each_in_transaction([&] {
    follow_reviews(database_);
    return false;
  });
}

Result<void> StandingUpdater::each_in_transaction(const Step& step) {
  for (bool more = true; more;) {
    if (auto begun = database_.begin_write(); !begun) return begun;
    more = step();
    auto failed = database_.take_error();
    if (!failed) failed = std::exchange(failure_, std::nullopt);
    if (!failed) {
      if (auto done = database_.commit(); !done) failed = done.error();
    }
    if (!failed) continue;
    database_.rollback();
    filer_.forget();
    return *failed;
  }
  return {};
}

bool StandingUpdater::take_in_documents() {
  for (std::size_t i = 0; i < kDocumentsAtOnce && !waiting_.empty() && !database_.failed() && !failure_;
       ++i) {
    take_in(waiting_.back());
    waiting_.pop_back();
  }
  return !waiting_.empty();
}

void StandingUpdater::take_in(std::int64_t document) {
  std::optional<std::int64_t> copies;
  for (known_.with(document); known_.next();) copies = known_.number(0);
  bool is_again = false;
  for (again_.with(std::to_string(document)); again_.next();) is_again = true;
  if (copies && !is_again) return;  // another program was faster
  const auto text = read_document(database_, document);
  if (!text) {
    failure_ = text.error();
    return;
  }
  const ledger::DocumentParts parts = parts_of(*text);
  if (copies) {
    Sql names{database_, "UPDATE text_origins SET names=? WHERE document=?"};
    names.run(to_digits(parts.names), document);
  } else {
    copies = file_text(document, *text, parts.names);
  }
  file_parts(document, *copies, parts);
  todo_.done("document", std::to_string(document));
  ++done_.documents;
}

// As its reviewers see it.
ledger::DocumentParts StandingUpdater::parts_of(const Document& text) {
  const std::string short_id = ledger::short_id(text.id);
  ledger::DocumentParts parts;
  if (judged_.amended.contains(short_id)) {
    const auto reviews = list_reviews(database_, {.document = text.id, .standing_only = true});
    if (!reviews) failure_ = reviews.error();
    if (reviews) parts = ledger::parts_of(ledger::reviewed(text, *reviews).document);
  } else {
    parts = ledger::parts_of(text);
  }
  for (ledger::ActReport& act : parts.reports) {
    act.actor = judged_.parties.party_of(act.actor, text.id);
    if (!act.recipient_key.empty())
      act.recipient_key = judged_.parties.party_of({act.recipient_key, act.recipient}, text.id).key;
  }
  for (ledger::BoundWord& word : parts.words) {
    word.party = judged_.parties.party_of(word.party, text.id);
    word.rejected = judged_.words.contains(short_id + ":" + word.row) ||
                    judged_.words.contains(short_id + ":" + word.statement);
  }
  return parts;
}

// Groups of copies that became one change the origins of their reports.
std::int64_t StandingUpdater::file_text(std::int64_t document, const Document& text,
                                        const ledger::Stems& names) {
  std::vector<std::int64_t> merged;
  const std::int64_t copies = copies_.add(document, text, to_digits(names), merged);
  Sql blocks{database_,
             "SELECT DISTINCT r.block FROM act_reports r JOIN text_origins t ON t.document=r.document "
             "WHERE t.copies=? AND r.aggregate=0"};
  std::vector<std::int64_t> touched;
  for (const std::int64_t group : merged) {
    for (blocks.with(group); blocks.next();) touched.push_back(blocks.number(0));
  }
  for (const std::int64_t block : touched) todo_.add("block", block);
  return copies;
}

void StandingUpdater::file_parts(std::int64_t document, std::int64_t copies,
                                 const ledger::DocumentParts& parts) {
  for (const ledger::ActReport& act : parts.reports) {
    KeptReport kept;
    kept.number = kept.block = report_number(document, act.event);
    kept.document = document;
    kept.copies = copies;
    kept.act = act;
    kept.rejected = judged_.reports.rejected.contains(ledger::report_id(act));
    if (act.aggregate) todo_.add("party", act.actor.key);
    filer_.add(kept, judged_.reports);
    ++done_.reports;
  }
  for (const ledger::BoundWord& word : parts.words) {
    KeptWord kept;
    kept.number = word_number(document, word);
    kept.document = document;
    kept.word = word;
    write_word(insert_word_, kept);
    todo_.add("party", kept.word.party.key);
    todo_.add("word", kept.number);
    ++done_.words;
  }
}

bool StandingUpdater::cluster_blocks() {
  const auto blocks = todo_.list("block", kBlocksAtOnce);
  for (const std::string& block : blocks) {
    cluster_block(std::stoll(block));
    todo_.done("block", block);
  }
  return blocks.size() == kBlocksAtOnce && !database_.failed();
}

void StandingUpdater::cluster_block(std::int64_t block) {
  std::vector<KeptReport> members;
  for (members_.with(block); members_.next();) {
    members.push_back(read_report(members_));
    words_.fill(members.back());
  }
  std::vector<const ledger::ActReport*> acts;
  for (const KeptReport& each : members) acts.push_back(&each.act);
  const auto clusters = ledger::cluster(acts, judged_.reports);
  std::vector<KeptIncident> incidents;
  for (const ledger::Cluster& cluster : clusters) {
    incidents.push_back(kept_incident(members, acts, cluster, judged_.reports));
  }
  replace_incidents(block, incidents);
  clear_.run(Null{}, block);
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    const std::vector<std::size_t> all = ledger::members_of(clusters[i]);
    for (std::size_t j = 0; j < all.size(); ++j) {
      const ledger::Report& report = incidents[i].incident.reports[j];
      const auto origin = static_cast<std::int64_t>(report.origin);
      place_.run(incidents[i].number, report.rejected ? -origin - 1 : origin, j, members[all[j]].number);
    }
  }
}

void StandingUpdater::replace_incidents(std::int64_t block, std::vector<KeptIncident>& incidents) {
  std::map<std::int64_t, KeptIncident> before;
  for (incidents_.with(block); incidents_.next();) {
    KeptIncident old = read_incident(incidents_);
    const std::int64_t number = old.number;
    before.emplace(number, std::move(old));
  }
  for (const KeptIncident& each : incidents) {
    const auto old = before.find(each.number);
    const bool same = old != before.end() && old->second.digest == each.digest;
    if (old != before.end() && !same) drop_incident(old->second);
    if (old != before.end()) before.erase(old);
    if (same) continue;
    write_incident(insert_incident_, each);
    todo_.add("incident", each.number);
    if (!each.incident.actor.key.empty()) todo_.add("party", each.incident.actor.key);
    ++done_.incidents;
  }
  for (const auto& [number, old] : before) drop_incident(old);
}

void StandingUpdater::drop_incident(const KeptIncident& incident) {
  drop_meetings_.run(incident.number);
  drop_incident_.run(incident.number);
  if (!incident.incident.actor.key.empty()) todo_.add("party", incident.incident.actor.key);
}

void forget_standing(Database& database, std::int64_t document_row) {
  Todo todo{database};
  std::vector<std::pair<std::string, std::string>> parties;
  Sql reports{database, "SELECT block,aggregate,actor FROM act_reports WHERE document=?"};
  for (reports.with(document_row); reports.next();) {
    if (reports.number(1) == 0)
      parties.emplace_back("block", std::to_string(reports.number(0)));
    else
      parties.emplace_back("party", reports.text(2));
  }
  Sql words{database, "SELECT party FROM bound_words WHERE document=?"};
  for (words.with(document_row); words.next();) parties.emplace_back("party", words.text(0));
  for (const auto& [what, item] : parties) todo.add(what.c_str(), item);
  for (const char* sql :
       {"DELETE FROM report_keys WHERE report IN (SELECT report FROM act_reports WHERE document=?)",
        "DELETE FROM act_reports WHERE document=?",
        "DELETE FROM meetings WHERE word IN (SELECT word FROM bound_words WHERE document=?)",
        "DELETE FROM bound_words WHERE document=?"}) {
    Sql drop{database, sql};
    drop.run(document_row);
  }
  Sql known{database, "SELECT 1 FROM text_origins WHERE document=?"};
  bool in_already = false;
  for (known.with(document_row); known.next();) in_already = true;
  if (in_already) todo.add("document", document_row);
}

Result<std::size_t> standing_behind(Database& database) {
  const auto documents = database.number(
      "SELECT count(*) FROM documents d LEFT JOIN text_origins t ON t.document=d.id WHERE t.document IS "
      "NULL");
  if (!documents) return documents.error();
  const auto todo = database.number("SELECT count(*) FROM standing_todo");
  if (!todo) return todo.error();
  const bool words = has_new_reviews(database);
  if (auto failed = database.take_error()) return *failed;
  return static_cast<std::size_t>(*documents + *todo + (words ? 1 : 0));
}

}  // namespace avow::store
