// Documents made by hand about the Hill Front and the villages it is said to attack, for tests of standing.
#pragma once

#include <string>

#include "avow/base/hash.hpp"
#include "avow/document/document.hpp"

namespace avow::store {

// A document of one sentence about the Hill Front (actor 0), others (actor 1) being "villagers", by "Post".
inline Document told_document(std::string text, Date published, std::string publisher = "Post") {
  Document document;
  document.text = std::move(text);
  document.id = "sha256:" + sha256_hex(document.text);
  document.published = published;
  document.publisher = std::move(publisher);
  document.sentences.resize(1);
  document.sentences[0].span = {0, static_cast<std::uint32_t>(document.text.size())};
  document.actors.resize(2);
  document.actors[0].id = "HILL";
  document.actors[0].name = "Hill Front";
  document.actors[0].in_registry = true;
  document.actors[1].id = "new:1";
  document.actors[1].name = "villagers";
  return document;
}

inline Span told_span(const Document& document, std::string_view words) {
  const auto at = document.text.find(words);
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
}

inline Document promise_document(Date published, ObligationKind kind = ObligationKind::commitment) {
  Document document = told_document("The Hill Front promised not to attack villagers.", published);
  Statement said;
  said.id = "s1";
  said.speaker = 0;
  said.function = SpeechFunction::commitment;
  document.statements = {said};
  Obligation duty;
  duty.id = "o1";
  duty.kind = kind;
  duty.statement = 0;
  duty.party = 0;
  duty.conduct = told_span(document, "attack villagers");
  duty.type = EventType::ASSAULT;
  duty.polarity = Polarity::refrain;
  duty.beneficiary = 1;
  document.obligations = {duty};
  return document;
}

// The text must hold "killed".
inline Document attack_document(std::string text, Date published, Date day, std::string publisher = "Post",
                                Factuality factuality = Factuality::CT_plus) {
  Document document = told_document(std::move(text), published, std::move(publisher));
  document.times.resize(1);
  document.times[0].start = document.times[0].end = day;
  Event deed;
  deed.id = "e1";
  deed.trigger = told_span(document, "killed");
  deed.type = EventType::ASSAULT;
  deed.rule = "kill";
  deed.actor = 0;
  deed.recipient = 1;
  deed.time = 0;
  deed.factuality = factuality;
  document.events = {deed};
  return document;
}

inline void put_at(Document& document, std::string name, double latitude, double longitude) {
  Place place;
  place.id = "p1";
  place.name = std::move(name);
  place.latitude = latitude;
  place.longitude = longitude;
  place.country = "ORD";
  place.precision = PlacePrecision::city;
  document.places = {place};
  document.events[0].place = 0;
}

inline Document denial_document(Date published, Date day) {
  Document document = attack_document("The Hill Front denied that it killed villagers.", published, day,
                                      "Post", Factuality::CT_minus);
  Statement said;
  said.id = "s1";
  said.speaker = 0;
  said.function = SpeechFunction::denial;
  said.cue = {told_span(document, "denied")};
  said.content = {told_span(document, "that it killed villagers")};
  document.statements = {said};
  document.events[0].according_to = 0;
  return document;
}

}  // namespace avow::store
