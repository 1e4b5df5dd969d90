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
using ledger::PartyPage;
using ledger::WordStanding;
using Json = nlohmann::ordered_json;

std::string status_words(ledger::Status status) {
  std::string out{to_string(status)};
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

std::string grade_words(const Incident& incident) {
  std::string out{to_string(incident.grade)};
  std::replace(out.begin(), out.end(), '_', ' ');
  out += ", " + std::to_string(incident.reports_count) +
         (incident.reports_count == 1 ? " report" : " reports") + " of " + std::to_string(incident.origins) +
         (incident.origins == 1 ? " origin" : " origins");
  return out;
}

std::string number_words(std::int64_t low, const std::optional<std::int64_t>& high) {
  std::string out = std::to_string(low);
  if (high && *high != low) out += " to " + std::to_string(*high);
  if (!high) out += " or more";
  return out;
}

std::string toll_words(const std::optional<ledger::Toll>& toll, std::string_view what) {
  if (!toll) return {};
  std::string out = ", " + number_words(toll->low, toll->high);
  const bool range = !toll->high || *toll->high != toll->low;
  out += " ";
  out += what;
  if (range && toll->best != toll->low) out += " (best " + std::to_string(toll->best) + ")";
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
  out += " \"" + on_one_line(incident.words) +
         "\": " + (incident.actor.name.empty() ? "somebody" : on_one_line(incident.actor.name));
  if (!incident.recipient.empty()) out += " -> " + on_one_line(incident.recipient);
  if (!incident.place.empty()) out += ", " + on_one_line(incident.place);
  return out + toll_words(incident.killed, "killed") + toll_words(incident.injured, "injured") + " (" +
         grade_words(incident) + ")";
}

std::string list_of(const std::vector<std::string>& ids) {
  return join(ids, " ");
}

std::string reports_of(const Incident& incident) {
  std::vector<std::string> ids, rejected;
  for (const ledger::Report& report : incident.reports)
    (report.rejected ? rejected : ids).push_back(report.id);
  std::string out = "reported in " + list_of(ids);
  if (!rejected.empty()) out += "; rejected by a reviewer: " + list_of(rejected);
  if (!incident.denials.empty()) out += "; denied in " + list_of(incident.denials);
  if (!incident.admissions.empty()) out += "; owned up to in " + list_of(incident.admissions);
  return out;
}

std::string word_words(const WordStanding& word) {
  if (word.kind == ledger::WordForm::denial)
    return "denial: " + on_one_line(word.words) + (word.rejected ? " [rejected by a reviewer]" : "");
  std::string out = word.kind == ledger::WordForm::commitment ? "commitment"
                    : word.kind == ledger::WordForm::demand   ? "demand on it"
                                                              : "condition set to it";
  if (word.kind == ledger::WordForm::demand && !word.said_by.empty())
    out += " by " + on_one_line(word.said_by);
  out += word.polarity == Polarity::refrain ? " to refrain from " : " to do ";
  out += to_string(word.type);
  out += ": " + on_one_line(word.words);
  if (word.deadline) out += " (by " + word.deadline->to_string() + ")";
  if (word.rejected) out += " [rejected by a reviewer]";
  return out;
}

void append_incident(std::string& out, const Incident& incident, const std::string& indent,
                     const AccountStyle& style) {
  out += indent + bold(incident.id, style) + "  " +
         wrapped(incident_words(incident), indent + "    ", style) + "\n";
  out += indent + "    " + dim(wrapped(reports_of(incident), indent + "    ", style), style) + "\n";
}

using IncidentsById = std::map<std::string, const Incident*>;

IncidentsById by_id(const std::vector<Incident>& incidents) {
  IncidentsById out;
  for (const Incident& each : incidents) out.emplace(each.id, &each);
  return out;
}

std::string status_line(const WordStanding& word) {
  std::string out = status_words(word.status);
  if (word.history.size() < 2) return out;
  out += " (";
  for (std::size_t i = 0; i < word.history.size(); ++i) {
    const ledger::StatusStep& step = word.history[i];
    if (i > 0) out += "; ";
    out += (step.day.empty() ? std::string{"undated"} : step.day) + " " + status_words(step.status);
  }
  return out + ")";
}

void append_word(std::string& out, const WordStanding& word, const IncidentsById& incidents,
                 const AccountStyle& style) {
  const std::string indent = "      ";
  out += "  " + bold(word.id, style) + "  " + (word.date ? word.date->to_string() : "undated") + "  " +
         wrapped(word_words(word), indent, style) + "\n";
  if (word.status != ledger::Status::none) {
    out += indent + "status: " + wrapped(status_line(word), indent + "    ", style) + "\n";
  }
  for (const ledger::Meeting& meeting : word.meetings) {
    const bool unclear = meeting.scope == Scope::unclear;
    out += indent +
           (meeting.rejected()                          ? "rejected by a reviewer:"
            : unclear                                   ? "may be meant:"
            : meeting.relation == Relation::contradicts ? "against it:"
                                                        : "met by:") +
           "\n";
    const auto incident = incidents.find(meeting.incident);
    if (incident == incidents.end()) {
      out += indent + "  " + meeting.incident + "\n";
    } else {
      append_incident(out, *incident->second, indent + "  ", style);
    }
  }
}

std::string heading(const PartyPage& page, const AccountStyle& style) {
  return "\n" + bold(on_one_line(page.counts.party.name), style) + dim("  " + page.counts.party.key, style) +
         "\n";
}

void append_allegation(std::string& out, const ledger::Allegation& each, const AccountStyle& style) {
  std::string words = each.date ? each.date->to_string() : "undated";
  words += "  " + std::string{to_string(each.type)} + " \"" + on_one_line(each.report.words) + "\"";
  if (!each.recipient.empty()) words += " -> " + on_one_line(each.recipient);
  if (!each.report.said_by.empty()) words += ", says " + on_one_line(each.report.said_by);
  out += "    " + bold(each.report.id, style) + "  " + wrapped(words, "        ", style) + "\n";
}

Json date_json(const std::optional<Date>& date) {
  return date ? Json(date->to_string()) : Json(nullptr);
}

Json count_json(const std::optional<Count>& count) {
  if (!count) return nullptr;
  return {{"low", count->low}, {"high", count->high ? Json(*count->high) : Json(nullptr)}};
}

Json toll_json(const std::optional<ledger::Toll>& toll) {
  if (!toll) return nullptr;
  return {{"low", toll->low}, {"best", toll->best}, {"high", toll->high ? Json(*toll->high) : Json(nullptr)}};
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json report_json(const ledger::Report& report) {
  return {{"id", report.id},
          {"document", report.document.document},
          {"uri", report.document.uri},
          {"publisher", report.document.publisher},
          {"published", text_or_null(report.document.published)},
          {"first_copy", text_or_null(report.document.origin)},
          {"origin", report.origin},
          {"stance", to_string(report.stance)},
          {"said_by", report.said_by},
          {"relays", report.relayed},
          {"killed", count_json(report.killed)},
          {"injured", count_json(report.injured)},
          {"rejected", report.rejected},
          {"words", report.words},
          {"sentence", report.sentence}};
}

Json incident_json(const Incident& incident) {
  Json reports = Json::array();
  for (const ledger::Report& report : incident.reports) reports.push_back(report_json(report));
  return {{"id", incident.id},
          {"type", to_string(incident.type)},
          {"actor", incident.actor.key},
          {"actor_name", incident.actor.name},
          {"recipient", incident.recipient},
          {"place", incident.place},
          {"latitude", incident.latitude ? Json(*incident.latitude) : Json(nullptr)},
          {"longitude", incident.longitude ? Json(*incident.longitude) : Json(nullptr)},
          {"precision", to_string(incident.precision)},
          {"country", text_or_null(incident.country)},
          {"start", date_json(incident.start)},
          {"end", date_json(incident.end)},
          {"dated", incident.dated},
          {"killed", toll_json(incident.killed)},
          {"injured", toll_json(incident.injured)},
          {"grade", to_string(incident.grade)},
          {"origins", incident.origins},
          {"reports", std::move(reports)},
          {"denials", incident.denials},
          {"admissions", incident.admissions}};
}

Json word_json(const WordStanding& word) {
  Json meetings = Json::array(), history = Json::array();
  for (const ledger::Meeting& meeting : word.meetings) {
    meetings.push_back({{"incident", meeting.incident},
                        {"relation", to_string(meeting.relation)},
                        {"scope", to_string(meeting.scope)},
                        {"finding", ledger::finding_id(word.id, meeting.incident)},
                        {"verdict", meeting.verdict ? Json(to_string(*meeting.verdict)) : Json(nullptr)}});
  }
  for (const ledger::StatusStep& step : word.history) {
    history.push_back({{"day", text_or_null(step.day)},
                       {"status", to_string(step.status)},
                       {"incident", text_or_null(step.incident)}});
  }
  const bool has_status = word.status != ledger::Status::none;
  return {{"id", word.id},
          {"kind", to_string(word.kind)},
          {"party", word.party.key},
          {"party_name", word.party.name},
          {"said_by", word.said_by},
          {"polarity", to_string(word.polarity)},
          {"type", to_string(word.type)},
          {"words", word.words},
          {"sentence", word.sentence},
          {"beneficiary", word.beneficiary},
          {"date", date_json(word.date)},
          {"deadline", date_json(word.deadline)},
          {"conditional", word.conditional},
          {"rejected", word.rejected},
          {"document", word.document.document},
          {"publisher", word.document.publisher},
          {"status", has_status ? Json(to_string(word.status)) : Json(nullptr)},
          {"history", has_status ? std::move(history) : Json::array()},
          {"meetings", std::move(meetings)}};
}

Json counts_json(const ledger::PartyCounts& counts) {
  return {{"party", counts.party.key},         {"name", counts.party.name},
          {"commitments", counts.commitments}, {"demands", counts.demands},
          {"conditions", counts.conditions},   {"denials", counts.denials},
          {"incidents", counts.incidents},     {"allegations", counts.allegations},
          {"contradicts", counts.contradicts}, {"fulfils", counts.fulfils},
          {"unclear", counts.unclear}};
}

std::string dump(const Json& all) {
  return all.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string standing_to_text(const std::vector<PartyPage>& pages, const AccountStyle& style) {
  std::string out;
  for (const PartyPage& page : pages) {
    const IncidentsById incidents = by_id(page.incidents);
    out += heading(page, style);
    for (const WordStanding& word : page.words) append_word(out, word, incidents, style);
    if (!page.incidents.empty()) out += "  reported acts\n";
    for (const Incident& incident : page.incidents) append_incident(out, incident, "    ", style);
    if (!page.allegations.empty()) out += "  alleged in sum\n";
    for (const ledger::Allegation& each : page.allegations) append_allegation(out, each, style);
  }
  return out.empty() ? "No party of that name, or no words of it.\n" : out;
}

std::string meetings_to_text(const std::vector<PartyPage>& pages, const AccountStyle& style) {
  std::string out;
  for (const PartyPage& page : pages) {
    const IncidentsById incidents = by_id(page.incidents);
    bool shown = false;
    for (const WordStanding& word : page.words) {
      if (word.meetings.empty()) continue;
      if (!std::exchange(shown, true)) out += heading(page, style);
      append_word(out, word, incidents, style);
    }
  }
  return out.empty() ? "No word and deed meet across these documents.\n" : out;
}

std::string standing_to_json(const std::vector<PartyPage>& pages) {
  Json parties = Json::array(), incidents = Json::array(), words = Json::array(), allegations = Json::array();
  for (const PartyPage& page : pages) {
    parties.push_back(counts_json(page.counts));
    for (const Incident& each : page.incidents) incidents.push_back(incident_json(each));
    for (const WordStanding& each : page.words) words.push_back(word_json(each));
    for (const ledger::Allegation& each : page.allegations) {
      Json row = report_json(each.report);
      row["type"] = to_string(each.type);
      row["actor"] = each.actor.key;
      row["actor_name"] = each.actor.name;
      row["recipient"] = each.recipient;
      row["place"] = each.place;
      row["date"] = date_json(each.date);
      allegations.push_back(std::move(row));
    }
  }
  return dump({{"parties", std::move(parties)},
               {"words", std::move(words)},
               {"incidents", std::move(incidents)},
               {"allegations", std::move(allegations)}});
}

std::string incident_to_text(const Incident& incident, const std::vector<WordStanding>& words,
                             const AccountStyle& style) {
  std::string out = bold(incident.id, style) + "  " + wrapped(incident_words(incident), "    ", style) + "\n";
  for (const ledger::Report& report : incident.reports) {
    std::string line = report.document.published.empty() ? std::string{"undated"} : report.document.published;
    line += "  " +
            on_one_line(report.document.publisher.empty() ? report.document.uri : report.document.publisher);
    line += ", origin " + std::to_string(report.origin + 1);
    if (report.stance != ledger::Stance::told) line += ", " + std::string{to_string(report.stance)};
    if (!report.relayed.empty()) line += ", relays " + on_one_line(report.relayed);
    if (!report.said_by.empty()) line += ", says " + on_one_line(report.said_by);
    if (report.killed) line += ", " + number_words(report.killed->low, report.killed->high) + " killed";
    if (report.injured) line += ", " + number_words(report.injured->low, report.injured->high) + " injured";
    if (report.rejected) line += ", rejected by a reviewer";
    out += "  " + bold(report.id, style) + "  " + wrapped(line, "      ", style) + "\n";
    out += "      " + dim(wrapped(on_one_line(report.sentence), "      ", style), style) + "\n";
  }
  if (!words.empty()) out += "words that it meets\n";
  for (const WordStanding& word : words) append_word(out, word, {}, style);
  return out;
}

std::string incident_to_json(const Incident& incident, const std::vector<WordStanding>& words) {
  Json list = Json::array();
  for (const WordStanding& each : words) list.push_back(word_json(each));
  Json all = incident_json(incident);
  all["words_met"] = std::move(list);
  return dump(all);
}

}  // namespace avow::pipeline
