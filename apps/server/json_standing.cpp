// Incidents, words and their meetings as the API shows them.
#include <algorithm>

#include "json_rows.hpp"

namespace avow::server {
namespace {

Json toll_json(const std::optional<ledger::Toll>& toll) {
  if (!toll) return nullptr;
  return {{"low", toll->low}, {"high", toll->high ? Json(*toll->high) : Json(nullptr)}};
}

Json place_json(const ledger::Incident& incident) {
  if (incident.place.empty() && incident.country.empty()) return nullptr;
  const bool point = incident.latitude && incident.longitude && incident.precision != PlacePrecision::country;
  return {{"name", incident.place.empty() ? incident.country : incident.place},
          {"latitude", point ? Json(*incident.latitude) : Json(nullptr)},
          {"longitude", point ? Json(*incident.longitude) : Json(nullptr)},
          {"country", text_or_null(incident.country)},
          {"precision", to_string(incident.precision)}};
}

std::size_t stance_count(const ledger::Incident& incident, ledger::Stance stance) {
  std::size_t count = 0;
  for (const ledger::Report& report : incident.reports) count += report.stance == stance ? 1 : 0;
  return count;
}

Json word_kind(const ledger::WordStanding& word) {
  return to_string(word.kind);
}

bool is_denial(const ledger::WordStanding& word) {
  return word.kind == ledger::WordForm::denial;
}

Json status_json(const ledger::WordStanding& word) {
  return word.status == ledger::Status::none ? Json(nullptr) : Json(to_string(word.status));
}

// The same text as the reader may see it.
void take(std::string& to, const std::string& from) {
  if (!to.empty()) to = from;
}

// "1 report", "2 reports".
std::string counted(std::size_t count, std::string_view one) {
  return std::to_string(count) + " " + std::string{one} + (count == 1 ? "" : "s");
}

}  // namespace

void withhold(ledger::Store& store, ledger::Report& report) {
  if (const auto row = store.lists().row(report.id, true)) {
    take(report.words, row->row.text);
    take(report.sentence, row->row.sentence);
    take(report.said_by, row->row.said_by);
  }
}

void withhold(ledger::Store& store, ledger::Incident& incident) {
  for (ledger::Report& report : incident.reports) withhold(store, report);
  // An incident is called after the event that tells it first.
  std::string first = incident.id;
  if (const auto at = first.find(":i"); at != std::string::npos) first[at + 1] = 'e';
  const auto row = store.lists().row(first, true);
  if (!row) return;
  take(incident.words, row->row.text);
  take(incident.sentence, row->row.sentence);
  take(incident.recipient, row->row.other);
  if (row->row.party == ledger::kWithheldName) incident.actor = {};
}

void withhold(ledger::Store& store, ledger::WordStanding& word) {
  const auto row = store.lists().row(word.id, true);
  if (!row) return;
  take(word.words, row->row.text);
  take(word.sentence, row->row.sentence);
  take(word.beneficiary, row->row.other);
  take(word.said_by, row->row.said_by);
  if (row->row.party == ledger::kWithheldName) word.party = {};
}

std::string meeting_id(const std::string& word, const std::string& incident) {
  return word + "~" + incident;
}

Json incident_json(const ledger::Incident& incident, const View& view) {
  const std::size_t denials =
      incident.reports.empty() ? incident.denials.size() : stance_count(incident, ledger::Stance::denied);
  const std::size_t admissions = incident.reports.empty() ? incident.admissions.size()
                                                          : stance_count(incident, ledger::Stance::admitted);
  return {{"id", incident.id},
          {"type", to_string(incident.type)},
          {"actor", party_json(incident.actor.key, incident.actor.name)},
          {"recipient", text_or_null(incident.recipient)},
          {"place", place_json(incident)},
          {"start", date_or_null(incident.start)},
          {"end", date_or_null(incident.end)},
          {"killed", toll_json(incident.killed)},
          {"injured", toll_json(incident.injured)},
          {"grade", to_string(incident.grade)},
          {"origins", incident.origins},
          {"reports", incident.reports_count},
          {"denials", denials},
          {"admissions", admissions},
          {"words", incident.words},
          {"decision", decision_json(reviews_of(view, incident.id))},
          {"redacted", false}};
}

Json report_json(const ledger::Report& report, const View& view) {
  return {{"id", report.id},
          {"stance", to_string(report.stance)},
          {"document", document_ref(report.document, view.withhold)},
          {"origin", report.document.origin.empty() ? report.document.document : report.document.origin},
          {"said_by", text_or_null(report.said_by)},
          {"words", report.words},
          {"sentence", report.sentence},
          {"killed", count_json(report.killed)},
          {"injured", count_json(report.injured)},
          {"factuality", nullptr}};
}

Json origins_json(const ledger::Incident& incident, const View& view) {
  struct Group {
    std::string origin;
    Json documents = Json::array(), reports = Json::array();
    std::vector<std::string> ids;
  };
  std::vector<std::pair<std::size_t, Group>> groups;
  for (const ledger::Report& report : incident.reports) {
    auto found = std::find_if(groups.begin(), groups.end(),
                              [&](const auto& each) { return each.first == report.origin; });
    if (found == groups.end()) {
      groups.emplace_back(report.origin, Group{});
      found = std::prev(groups.end());
      found->second.origin =
          report.document.origin.empty() ? report.document.document : report.document.origin;
    }
    Group& group = found->second;
    if (std::find(group.ids.begin(), group.ids.end(), report.document.document) == group.ids.end()) {
      group.ids.push_back(report.document.document);
      group.documents.push_back(document_ref(report.document, view.withhold));
    }
    group.reports.push_back(report_json(report, view));
  }
  Json out = Json::array();
  for (auto& [number, group] : groups) {
    out.push_back({{"origin", group.origin},
                   {"documents", std::move(group.documents)},
                   {"reports", std::move(group.reports)}});
  }
  return out;
}

Json word_json(const ledger::WordStanding& word, const View& view) {
  Json meets = Json::array();
  for (const ledger::Meeting& meeting : word.meetings) {
    meets.push_back({{"finding", meeting_id(word.id, meeting.incident)},
                     {"incident", meeting.incident},
                     {"event", nullptr},
                     {"relation", to_string(meeting.relation)},
                     {"scope", to_string(meeting.scope)}});
  }
  const bool denial = is_denial(word);
  return {{"id", word.id},
          {"kind", word_kind(word)},
          {"party", party_json(word.party.key, word.party.name)},
          {"date", date_or_null(word.date)},
          {"deadline", date_or_null(word.deadline)},
          {"function", word_kind(word)},
          {"polarity", denial ? Json(nullptr) : Json(to_string(word.polarity))},
          {"type", denial ? Json(nullptr) : Json(to_string(word.type))},
          {"to", text_or_null(word.beneficiary)},
          {"said_by", text_or_null(word.said_by)},
          {"text", word.words},
          {"sentence", word.sentence},
          {"status", status_json(word)},
          {"document", document_ref(word.document, view.withhold)},
          {"meets", std::move(meets)},
          {"decision", decision_json(reviews_of(view, word.id))},
          {"redacted", false}};
}

Json meeting_json(const ledger::WordStanding& word, const ledger::Incident& incident,
                  const ledger::Meeting& meeting, double confidence, const View& view) {
  const std::string id = meeting_id(word.id, incident.id);
  const std::string why =
      std::string{word.party.name.empty() ? "The party" : word.party.name} +
      (is_denial(word) ? " denied it; " : "'s words bind it; ") + counted(incident.reports_count, "report") +
      " of " + counted(incident.origins, "origin") + (incident.reports_count == 1 ? " tells" : " tell") +
      " of an act that " +
      (meeting.relation == Relation::contradicts ? "goes against that." : "is what was to be done.");
  return {{"id", id},
          {"party", party_json(word.party.key, word.party.name)},
          {"date", date_or_null(incident.start)},
          {"relation", to_string(meeting.relation)},
          {"scope", to_string(meeting.scope)},
          {"why", why},
          {"word", word.id},
          {"deed", nullptr},
          {"incident", incident.id},
          {"word_text", word.words},
          {"deed_text", incident.words},
          {"type", to_string(incident.type)},
          {"grade", to_string(incident.grade)},
          {"origins", incident.origins},
          {"rule", "across-documents"},
          {"confidence", confidence},
          {"document", document_ref(word.document, view.withhold)},
          {"decision", decision_json(reviews_of(view, id))},
          {"redacted", false}};
}

}  // namespace avow::server
