// The codebook's form: what a person writes down who codes a text by hand (avow/pipeline/formats.hpp).
#include <algorithm>

#include <nlohmann/json.hpp>

#include "avow/base/strings.hpp"
#include "avow/pipeline/formats.hpp"
#include "pipeline/formats/names.hpp"

namespace avow::pipeline {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Span longest(const std::vector<Span>& spans) {
  const auto found =
      std::max_element(spans.begin(), spans.end(), [](Span a, Span b) { return a.size() < b.size(); });
  return found == spans.end() ? Span{} : *found;
}

template <typename Rows>
Json id_json(const Rows& rows, Index index) {
  return index == kNone ? Json(nullptr) : Json(rows[index].id);
}

Json count_json(const std::optional<Count>& count) {
  if (!count || !count->high) return nullptr;
  return Json::array({count->low, *count->high});
}

Json statement_json(const Document& document, const Statement& row) {
  const std::string behalf = !row.on_behalf_name.empty() ? row.on_behalf_name
                             : row.on_behalf == kNone    ? std::string{}
                                                         : document.actors[row.on_behalf].name;
  return {{"id", row.id},
          {"speaker", names_of(document, row.speaker, row.speaker_span)},
          {"on_behalf", text_or_null(behalf)},
          {"cue_text", text_or_null(document.text_of(longest(row.cue)))},
          {"content_text", document.text_of(without_quote_marks(document.text, longest(row.content)))},
          {"quote", to_string(row.quote)},
          {"function", to_string(row.function)},
          {"target", names_of(document, row.target, row.target_span)},
          {"within", id_json(document.statements, row.within)}};
}

// Names of who acts: an official's or a force's include the party it acts for.
std::vector<std::string> acting_names(const Document& document, ActorIndex actor, Span span) {
  std::vector<std::string> names = names_of(document, actor, span);
  if (actor != kNone && !document.actors[actor].side_name.empty()) {
    const std::string& side = document.actors[actor].side_name;
    if (std::find(names.begin(), names.end(), side) == names.end()) names.push_back(side);
  }
  return names;
}

Json event_json(const Document& document, const Event& row) {
  Json place = nullptr;
  if (!row.place_span.empty()) {
    place = document.text_of(row.place_span);
  } else if (row.place != kNone) {
    place = document.places[row.place].name;
  }
  return {{"id", row.id},
          {"trigger_text", document.text_of(row.trigger)},
          {"type", to_string(row.type)},
          {"actor", acting_names(document, row.actor, row.actor_span)},
          {"recipient", acting_names(document, row.recipient, row.recipient_span)},
          {"place", std::move(place)},
          {"date_text",
           row.time == kNone ? Json(nullptr) : Json(document.text_of(document.times[row.time].span))},
          {"factuality", to_string(row.factuality)},
          {"according_to", id_json(document.statements, row.according_to)},
          {"aggregate", row.aggregate},
          {"killed", count_json(row.killed)},
          {"injured", count_json(row.injured)}};
}

Json obligation_json(const Document& document, const Obligation& row) {
  std::vector<std::string> party = acting_names(document, row.party, row.party_span);
  // Who speaks for another binds the other ("we will" of a minister).
  if (row.kind == ObligationKind::commitment && row.statement != kNone) {
    const Statement& statement = document.statements[row.statement];
    const bool own = row.party != kNone && row.party == statement.speaker;
    if (own && !statement.on_behalf_name.empty() &&
        std::find(party.begin(), party.end(), statement.on_behalf_name) == party.end()) {
      party.push_back(statement.on_behalf_name);
    }
  }
  return {{"id", row.id},
          {"kind", to_string(row.kind)},
          {"statement", id_json(document.statements, row.statement)},
          {"party", std::move(party)},
          {"conduct_text", document.text_of(row.conduct)},
          {"polarity", to_string(row.polarity)},
          {"type", to_string(row.type)},
          {"beneficiary", names_of(document, row.beneficiary, row.beneficiary_span)},
          {"at_stake_text", text_or_null(document.text_of(row.at_stake))}};
}

Json finding_json(const Document& document, const Finding& row) {
  return {{"id", row.id},
          {"word", row.obligation != kNone ? id_json(document.obligations, row.obligation)
                                           : id_json(document.statements, row.denial)},
          {"deed", id_json(document.events, row.deed)},
          {"relation", to_string(row.relation)},
          {"why", row.why}};
}

template <typename Rows, typename Write>
Json rows_json(const Document& document, const Rows& rows, Write write) {
  Json out = Json::array();
  for (const auto& row : rows) out.push_back(write(document, row));
  return out;
}

}  // namespace

std::string to_codebook(const Document& document, std::string_view doc_name) {
  const Json coded = {
      {"doc", doc_name},
      {"title", text_or_null(document.title)},
      {"published", document.published ? Json(document.published->to_string()) : Json(nullptr)},
      {"publisher", text_or_null(document.publisher)},
      {"statements", rows_json(document, document.statements, statement_json)},
      {"events", rows_json(document, document.events, event_json)},
      {"obligations", rows_json(document, document.obligations, obligation_json)},
      {"findings", rows_json(document, document.findings, finding_json)}};
  return coded.dump(1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace avow::pipeline
