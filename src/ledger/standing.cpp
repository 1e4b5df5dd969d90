#include "avow/ledger/standing.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "ledger/corpus.hpp"
#include "ledger/incidents.hpp"
#include "ledger/near_duplicates.hpp"

namespace avow::ledger {
namespace {

// Documents by day of publication, then id, whatever order the ledger was filled in.
Result<std::vector<Document>> documents_in_order(Store& store) {
  const auto ids = store.document_ids();
  if (!ids) return ids.error();
  std::vector<Document> documents;
  for (const std::string& id : *ids) {
    auto document = store.document(id);
    if (!document) return document.error();
    documents.push_back(std::move(*document));
  }
  std::stable_sort(documents.begin(), documents.end(), [](const Document& a, const Document& b) {
    const auto day = [](const Document& each) { return each.published.value_or(Date{9999, 12, 31}); };
    return day(a) < day(b);
  });
  return documents;
}

// Stems beyond the deed's own that make a word one about something: "attack convoys", not "attack".
constexpr std::size_t kStemsWithObject = 2;

// How what the word covers lies to what the act hit. An act against a promise to do something ("a ceasefire")
// goes against it wherever it falls.
Scope scope_between(const BoundWord& word, Relation relation, const Incident& incident,
                    const IncidentDetail& detail) {
  const bool shares = std::any_of(word.objects.begin(), word.objects.end(),
                                  [&](const std::string& stem) { return detail.objects.contains(stem); });
  if (shares) return Scope::same;
  const bool against_doing = word.conduct.kind == WordKind::to_do && relation == Relation::contradicts;
  if (against_doing || word.objects.size() < kStemsWithObject || incident.recipient.empty()) {
    return Scope::overlapping;
  }
  return Scope::unclear;
}

std::optional<Relation> relation_between(const ConductScope& scope, const BoundWord& word,
                                         const Incident& incident, const IncidentDetail& detail) {
  for (const std::string& frame : detail.frames) {
    if (auto relation = scope.relation(word.conduct, incident.type, frame)) return relation;
  }
  return std::nullopt;
}

// Only what is reported of days on or after the word meets it; days unknown meet nothing.
bool after(const Incident& incident, const WordStanding& word) {
  if (!word.date || !incident.start) return false;
  const bool same_text = std::any_of(incident.reports.begin(), incident.reports.end(),
                                     [&](const Report& report) { return report.document == word.document; });
  return *incident.start > *word.date || (*incident.start == *word.date && !same_text);
}

void meet(BoundWord& word, const Incidents& incidents, const ConductScope& scope) {
  WordStanding& standing = word.standing;
  if (word.conditional || standing.party.key.empty()) return;
  for (std::size_t i = 0; i < incidents.list.size(); ++i) {
    const Incident& incident = incidents.list[i];
    if (incident.actor.key != standing.party.key || !after(incident, standing)) continue;
    const auto relation = relation_between(scope, word, incident, incidents.details[i]);
    if (!relation) continue;
    standing.meetings.push_back(
        {i, *relation, scope_between(word, *relation, incident, incidents.details[i])});
  }
}

Status status_of(const BoundWord& word, const Incidents& incidents) {
  bool against = false, admitted = false, contested = false, fulfilled = false, partly = false;
  for (const Meeting& meeting : word.standing.meetings) {
    if (meeting.scope == Scope::unclear) continue;
    const Incident& incident = incidents.list[meeting.incident];
    if (meeting.relation == Relation::contradicts) {
      against = true;
      admitted = admitted || incident.grade == Grade::acknowledged;
      contested = contested || incident.grade == Grade::contested;
    } else {
      (incidents.details[meeting.incident].surely ? fulfilled : partly) = true;
    }
  }
  if (word.standing.polarity == Polarity::refrain) {
    if (!against) return Status::no_reported_breach;
    if (admitted) return Status::breach_acknowledged;
    return contested ? Status::contested : Status::reported_breach;
  }
  if (against) return Status::contested;
  if (fulfilled) return Status::reported_fulfilled;
  return partly ? Status::partly_reported : Status::not_reported;
}

}  // namespace

std::string_view to_string(Grade value) {
  static constexpr std::array<std::string_view, 4> kNames = {"single_source", "corroborated", "contested",
                                                             "acknowledged"};
  return kNames[static_cast<std::size_t>(value)];
}

std::string_view to_string(Status value) {
  static constexpr std::array<std::string_view, 7> kNames = {
      "no_reported_breach", "reported_breach", "breach_acknowledged", "contested",
      "not_reported",       "partly_reported", "reported_fulfilled"};
  return kNames[static_cast<std::size_t>(value)];
}

Result<Standing> standing_of(Store& store, const std::filesystem::path& data_folder) {
  const auto scope = ConductScope::load(data_folder);
  if (!scope) return scope.error();
  const auto documents = documents_in_order(store);
  if (!documents) return documents.error();
  Corpus corpus;
  NearDuplicates texts;
  for (const Document& document : *documents) {
    corpus.add(document);
    texts.add(document.text);
  }
  const auto groups = texts.groups();
  for (std::size_t i = 0; i < groups.size(); ++i) corpus.documents[i].origin = groups[i];
  Incidents incidents = find_incidents(corpus);
  Standing out;
  for (BoundWord& word : corpus.words) {
    meet(word, incidents, *scope);
    word.standing.status = status_of(word, incidents);
    out.words.push_back(std::move(word.standing));
  }
  std::stable_sort(out.words.begin(), out.words.end(), [](const WordStanding& a, const WordStanding& b) {
    return std::tie(a.party.name, a.party.key) < std::tie(b.party.name, b.party.key);
  });
  out.documents = std::move(corpus.documents);
  out.incidents = std::move(incidents.list);
  return out;
}

}  // namespace avow::ledger
