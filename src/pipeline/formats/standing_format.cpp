// The standing of words and incidents (avow/pipeline/standing_format.hpp).
#include "avow/pipeline/standing_format.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <nlohmann/json.hpp>

#include "avow/base/strings.hpp"
#include "pipeline/formats/highlight.hpp"
#include "pipeline/formats/names.hpp"

namespace avow::pipeline {
namespace {

using ledger::Incident;
using ledger::Standing;
using ledger::WordStanding;
using Json = nlohmann::ordered_json;

bool wanted(const ledger::Party& each, const std::string& party) {
  if (party.empty()) return !each.key.empty();
  const std::string low = lower_ascii(party);
  return lower_ascii(each.key) == low || lower_ascii(each.name) == low;
}

std::string status_words(ledger::Status status) {
  std::string out{to_string(status)};
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

std::string grade_words(const Incident& incident) {
  std::string out{to_string(incident.grade)};
  std::replace(out.begin(), out.end(), '_', ' ');
  out += ", " + std::to_string(incident.reports.size()) +
         (incident.reports.size() == 1 ? " report" : " reports") + " of " + std::to_string(incident.origins) +
         (incident.origins == 1 ? " origin" : " origins");
  return out;
}

std::string count_words(const std::optional<Count>& count, std::string_view what) {
  if (!count) return {};
  std::string out = ", " + std::to_string(count->low);
  if (count->high && *count->high != count->low) out += " to " + std::to_string(*count->high);
  if (!count->high) out += " or more";
  out += " ";
  out += what;
  return out;
}

std::string days_of(const Incident& incident) {
  if (!incident.start) return "undated";
  std::string out = incident.start->to_string();
  if (incident.end && *incident.end != *incident.start) out += " to " + incident.end->to_string();
  return out;
}

std::string incident_words(const Incident& incident) {
  std::string out = days_of(incident) + "  ";
  out += to_string(incident.type);
  out += " \"" + on_one_line(incident.reports.front().words) +
         "\": " + (incident.actor.name.empty() ? "somebody" : on_one_line(incident.actor.name));
  if (!incident.recipient.empty()) out += " -> " + on_one_line(incident.recipient);
  if (!incident.place.empty()) out += ", " + on_one_line(incident.place);
  return out + count_words(incident.killed, "killed") + count_words(incident.injured, "injured") + " (" +
         grade_words(incident) + ")";
}

std::string list_of(const std::vector<std::string>& ids) {
  return join(ids, " ");
}

std::string reports_of(const Incident& incident) {
  std::vector<std::string> ids;
  for (const ledger::Report& report : incident.reports) ids.push_back(report.id);
  std::string out = "reported in " + list_of(ids);
  if (!incident.denials.empty()) out += "; denied in " + list_of(incident.denials);
  if (!incident.admissions.empty()) out += "; owned up to in " + list_of(incident.admissions);
  return out;
}

std::string word_words(const WordStanding& word) {
  std::string out = word.kind == ObligationKind::commitment ? "commitment" : "demand on it";
  out += word.polarity == Polarity::refrain ? " to refrain from " : " to do ";
  out += to_string(word.type);
  return out + ": " + on_one_line(word.words);
}

void append_incident(std::string& out, const Incident& incident, const std::string& indent,
                     const AccountStyle& style) {
  out += indent + bold(incident.id, style) + "  " +
         wrapped(incident_words(incident), indent + "    ", style) + "\n";
  out += indent + "    " + dim(wrapped(reports_of(incident), indent + "    ", style), style) + "\n";
}

void append_word(std::string& out, const Standing& standing, const WordStanding& word,
                 const AccountStyle& style) {
  const std::string indent = "      ";
  out += "  " + bold(word.id, style) + "  " + (word.date ? word.date->to_string() : "undated") + "  " +
         wrapped(word_words(word), indent, style) + "\n";
  out += indent + "status: " + bold(status_words(word.status), style) + "\n";
  for (const ledger::Meeting& meeting : word.meetings) {
    const bool unclear = meeting.scope == Scope::unclear;
    out += indent +
           (unclear                                     ? "may be meant:"
            : meeting.relation == Relation::contradicts ? "against it:"
                                                        : "met by:") +
           "\n";
    append_incident(out, standing.incidents[meeting.incident], indent + "  ", style);
  }
}

struct PartyPage {
  std::string name;
  std::vector<const WordStanding*> words;
  std::vector<const Incident*> incidents;
};

// By name, then key.
std::map<std::pair<std::string, std::string>, PartyPage> pages_of(const Standing& standing,
                                                                  const std::string& party) {
  std::map<std::string, PartyPage> by_key;
  const auto page = [&](const ledger::Party& each) -> PartyPage& {
    PartyPage& out = by_key[each.key];
    if (out.name.empty()) out.name = each.name;
    return out;
  };
  for (const WordStanding& word : standing.words) {
    if (wanted(word.party, party)) page(word.party).words.push_back(&word);
  }
  for (const Incident& incident : standing.incidents) {
    if (wanted(incident.actor, party)) page(incident.actor).incidents.push_back(&incident);
  }
  std::map<std::pair<std::string, std::string>, PartyPage> out;
  for (auto& [key, each] : by_key) out.emplace(std::pair{each.name, key}, std::move(each));
  return out;
}

Json meeting_json(const Standing& standing, const ledger::Meeting& meeting) {
  return {{"incident", standing.incidents[meeting.incident].id},
          {"relation", to_string(meeting.relation)},
          {"scope", to_string(meeting.scope)}};
}

Json date_json(const std::optional<Date>& date) {
  return date ? Json(date->to_string()) : Json(nullptr);
}

Json count_json(const std::optional<Count>& count) {
  if (!count) return nullptr;
  return {{"low", count->low}, {"high", count->high ? Json(*count->high) : Json(nullptr)}};
}

Json incident_json(const Incident& incident) {
  Json reports = Json::array();
  for (const ledger::Report& report : incident.reports) {
    reports.push_back({{"id", report.id},
                       {"said_by", report.said_by},
                       {"killed", count_json(report.killed)},
                       {"sentence", report.sentence}});
  }
  return {{"id", incident.id},
          {"type", to_string(incident.type)},
          {"actor", incident.actor.key},
          {"actor_name", incident.actor.name},
          {"recipient", incident.recipient},
          {"place", incident.place},
          {"start", date_json(incident.start)},
          {"end", date_json(incident.end)},
          {"killed", count_json(incident.killed)},
          {"injured", count_json(incident.injured)},
          {"grade", to_string(incident.grade)},
          {"origins", incident.origins},
          {"reports", std::move(reports)},
          {"denials", incident.denials},
          {"admissions", incident.admissions}};
}

Json word_json(const Standing& standing, const WordStanding& word) {
  Json meetings = Json::array();
  for (const ledger::Meeting& meeting : word.meetings) meetings.push_back(meeting_json(standing, meeting));
  return {{"id", word.id},
          {"kind", to_string(word.kind)},
          {"party", word.party.key},
          {"party_name", word.party.name},
          {"polarity", to_string(word.polarity)},
          {"type", to_string(word.type)},
          {"words", word.words},
          {"beneficiary", word.beneficiary},
          {"date", date_json(word.date)},
          {"status", to_string(word.status)},
          {"meetings", std::move(meetings)}};
}

}  // namespace

std::string standing_to_text(const Standing& standing, const std::string& party, const AccountStyle& style) {
  std::string out;
  for (const auto& [key, page] : pages_of(standing, party)) {
    // Of those who are only said to have done something, the reader is told when asking for them.
    if (page.words.empty() && party.empty()) continue;
    out += "\n" + bold(on_one_line(page.name), style) + dim("  " + key.second, style) + "\n";
    for (const WordStanding* word : page.words) append_word(out, standing, *word, style);
    if (!page.incidents.empty()) out += "  reported acts\n";
    for (const Incident* incident : page.incidents) append_incident(out, *incident, "    ", style);
  }
  return out.empty() ? "No party of that name, or no words of it.\n" : out;
}

std::string meetings_to_text(const Standing& standing, const std::string& party, const AccountStyle& style) {
  std::string out, shown;
  for (const WordStanding& word : standing.words) {
    if (!wanted(word.party, party) || word.meetings.empty()) continue;
    if (shown != word.party.key) out += "\n" + bold(on_one_line(word.party.name), style) + "\n";
    shown = word.party.key;
    append_word(out, standing, word, style);
  }
  return out.empty() ? "No word and deed meet across these documents.\n" : out;
}

std::string standing_to_json(const Standing& standing, const std::string& party) {
  Json documents = Json::array(), incidents = Json::array(), words = Json::array();
  for (const ledger::Origin& each : standing.documents) {
    documents.push_back({{"id", each.document},
                         {"uri", each.uri},
                         {"publisher", each.publisher},
                         {"published", each.published.empty() ? Json(nullptr) : Json(each.published)},
                         {"origin", standing.documents[each.origin].document}});
  }
  for (const Incident& each : standing.incidents) {
    if (party.empty() || wanted(each.actor, party)) incidents.push_back(incident_json(each));
  }
  for (const WordStanding& each : standing.words) {
    if (party.empty() || wanted(each.party, party)) words.push_back(word_json(standing, each));
  }
  const Json all = {
      {"documents", std::move(documents)}, {"incidents", std::move(incidents)}, {"words", std::move(words)}};
  return all.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace avow::pipeline
