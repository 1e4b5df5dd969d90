// The record: one JSON object a document (avow/pipeline/formats.hpp).
#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "avow/ledger/store.hpp"
#include "avow/pipeline/formats.hpp"

namespace avow::pipeline {
namespace {

using Json = nlohmann::ordered_json;

Json span_json(Span span) {
  return Json::array({span.begin, span.end});
}

Json optional_span(Span span) {
  return span.empty() ? Json(nullptr) : span_json(span);
}

Json spans_json(const std::vector<Span>& spans) {
  Json out = Json::array();
  for (const Span span : spans) out.push_back(span_json(span));
  return out;
}

Json text_or_null(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json date_json(const std::optional<Date>& date) {
  return date ? Json(date->to_string()) : Json(nullptr);
}

// Two decimals say all that a rule's confidence holds, and read well.
Json confidence_json(float value) {
  return std::round(static_cast<double>(value) * 1000.0) / 1000.0;
}

template <typename Rows>
Json id_json(const Rows& rows, Index index) {
  return index == kNone ? Json(nullptr) : Json(rows[index].id);
}

Json count_json(const std::optional<Count>& count) {
  if (!count) return nullptr;
  return {{"low", count->low}, {"high", count->high ? Json(*count->high) : Json(nullptr)}};
}

Json document_json(const Document& document) {
  Json diagnostics = Json::array();
  for (const Diagnostic& each : document.diagnostics) {
    diagnostics.push_back(
        {{"code", error_number(each.code)}, {"message", each.message}, {"span", span_json(each.span)}});
  }
  return {{"id", document.id},
          {"uri", document.uri},
          {"title", text_or_null(document.title)},
          {"publisher", text_or_null(document.publisher)},
          {"published", date_json(document.published)},
          {"language", document.language},
          {"text", document.text},
          {"diagnostics", std::move(diagnostics)}};
}

Json actors_json(const Document& document) {
  const std::vector<bool> wanted = ledger::wanted_actors(document);
  Json out = Json::array();
  for (std::size_t i = 0; i < document.actors.size(); ++i) {
    if (!wanted[i]) continue;
    const Actor& actor = document.actors[i];
    Json mentions = Json::array();
    for (const MentionIndex mention : actor.mentions) {
      mentions.push_back(span_json(document.mentions[mention].span));
    }
    Json row = {{"id", actor.id},
                {"name", actor.name},
                {"kind", to_string(actor.kind)},
                {"country", text_or_null(actor.country)},
                {"code", text_or_null(actor.code)},
                {"registry", actor.in_registry},
                {"valid_on", date_json(actor.valid_on)}};
    if (!actor.role.empty()) row["role"] = actor.role;
    if (!actor.side_name.empty()) {
      row["side"] = {{"id", text_or_null(actor.side_id)}, {"name", actor.side_name}};
    }
    if (!actor.members.empty()) {
      Json members = Json::array();
      for (const ActorIndex member : actor.members) members.push_back(document.actors[member].id);
      row["members"] = std::move(members);
    }
    row["mentions"] = std::move(mentions);
    const bool linked = !actor.mentions.empty();
    row["rule"] = linked ? document.mentions[actor.mentions.front()].rule : "";
    row["confidence"] = confidence_json(linked ? document.mentions[actor.mentions.front()].confidence : 0.0F);
    out.push_back(std::move(row));
  }
  return out;
}

Json places_json(const Document& document) {
  Json out = Json::array();
  for (const Place& place : document.places) {
    out.push_back({{"id", place.id},
                   {"name", place.name},
                   {"latitude", place.latitude ? Json(*place.latitude) : Json(nullptr)},
                   {"longitude", place.longitude ? Json(*place.longitude) : Json(nullptr)},
                   {"country", text_or_null(place.country)},
                   {"claims", place.claims},
                   {"admin1", text_or_null(place.admin1)},
                   {"kind", text_or_null(place.kind)},
                   {"precision", to_string(place.precision)},
                   {"geonames", place.geonames == 0 ? Json(nullptr) : Json(place.geonames)},
                   {"mentions", spans_json(place.mentions)},
                   {"rule", place.rule},
                   {"confidence", confidence_json(place.confidence)}});
  }
  return out;
}

Json times_json(const Document& document) {
  Json out = Json::array();
  for (const Time& time : document.times) {
    out.push_back({{"type", time.type},
                   {"value", text_or_null(time.value)},
                   {"start", date_json(time.start)},
                   {"end", date_json(time.end)},
                   {"precision", time.precision},
                   {"mentions", Json::array({span_json(time.span)})},
                   {"rule", time.rule},
                   {"confidence", time.value.empty() ? 0.5 : 0.9}});
  }
  return out;
}

Json statements_json(const Document& document) {
  Json out = Json::array();
  for (const Statement& row : document.statements) {
    const bool named_only = row.on_behalf == kNone && !row.on_behalf_name.empty();
    out.push_back(
        {{"id", row.id},
         {"speaker", id_json(document.actors, row.speaker)},
         {"speaker_span", optional_span(row.speaker_span)},
         {"on_behalf", named_only ? Json(row.on_behalf_name) : id_json(document.actors, row.on_behalf)},
         {"cue", spans_json(row.cue)},
         {"content", spans_json(row.content)},
         {"quote", to_string(row.quote)},
         {"class", to_string(class_of(row.function))},
         {"function", to_string(row.function)},
         {"target", id_json(document.actors, row.target)},
         {"target_span", optional_span(row.target_span)},
         {"denial_type", row.denial_type ? Json(to_string(*row.denial_type)) : Json(nullptr)},
         {"within", id_json(document.statements, row.within)},
         {"own_voice", row.own_voice},
         {"rule", row.rule},
         {"confidence", confidence_json(row.confidence)}});
  }
  return out;
}

Json time_ref(const Document& document, TimeIndex index) {
  if (index == kNone) return nullptr;
  const Time& time = document.times[index];
  return {{"value", text_or_null(time.value)},
          {"start", date_json(time.start)},
          {"end", date_json(time.end)},
          {"span", span_json(time.span)}};
}

Json events_json(const Document& document) {
  Json out = Json::array();
  for (const Event& row : document.events) {
    out.push_back({{"id", row.id},
                   {"trigger", span_json(row.trigger)},
                   {"type", to_string(row.type)},
                   {"mode", text_or_null(row.mode)},
                   {"cameo", text_or_null(row.cameo)},
                   {"contexts", row.contexts},
                   {"actor", id_json(document.actors, row.actor)},
                   {"actor_span", optional_span(row.actor_span)},
                   {"recipient", id_json(document.actors, row.recipient)},
                   {"recipient_span", optional_span(row.recipient_span)},
                   {"place", id_json(document.places, row.place)},
                   {"place_span", optional_span(row.place_span)},
                   {"time", time_ref(document, row.time)},
                   {"factuality", to_string(row.factuality)},
                   {"according_to", id_json(document.statements, row.according_to)},
                   {"aggregate", row.aggregate},
                   {"background", row.background},
                   {"killed", count_json(row.killed)},
                   {"injured", count_json(row.injured)},
                   {"other_mentions", spans_json(row.other_mentions)},
                   {"rule", row.rule},
                   {"confidence", confidence_json(row.confidence)}});
  }
  return out;
}

Json obligations_json(const Document& document) {
  Json out = Json::array();
  for (const Obligation& row : document.obligations) {
    out.push_back({{"id", row.id},
                   {"kind", to_string(row.kind)},
                   {"statement", id_json(document.statements, row.statement)},
                   {"party", id_json(document.actors, row.party)},
                   {"party_span", optional_span(row.party_span)},
                   {"conduct", optional_span(row.conduct)},
                   {"polarity", to_string(row.polarity)},
                   {"type", to_string(row.type)},
                   {"beneficiary", id_json(document.actors, row.beneficiary)},
                   {"beneficiary_span", optional_span(row.beneficiary_span)},
                   {"at_stake", optional_span(row.at_stake)},
                   {"deadline", time_ref(document, row.deadline)},
                   {"rule", row.rule},
                   {"confidence", confidence_json(row.confidence)}});
  }
  return out;
}

Json findings_json(const Document& document) {
  Json out = Json::array();
  for (const Finding& row : document.findings) {
    out.push_back({{"id", row.id},
                   {"word", row.obligation != kNone ? id_json(document.obligations, row.obligation)
                                                    : id_json(document.statements, row.denial)},
                   {"deed", id_json(document.events, row.deed)},
                   {"relation", to_string(row.relation)},
                   {"scope", to_string(row.scope)},
                   {"why", row.why},
                   {"rule", row.rule},
                   {"confidence", confidence_json(row.confidence)}});
  }
  return out;
}

}  // namespace

std::string to_record(const Document& document) {
  const Json record = {{"document", document_json(document)},       {"actors", actors_json(document)},
                       {"places", places_json(document)},           {"times", times_json(document)},
                       {"statements", statements_json(document)},   {"events", events_json(document)},
                       {"obligations", obligations_json(document)}, {"findings", findings_json(document)}};
  return record.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace avow::pipeline
