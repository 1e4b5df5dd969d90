// A small document with one row of every layer, made by hand, for tests of the store.
#pragma once

#include <string>

#include "avow/base/hash.hpp"
#include "avow/document/document.hpp"

namespace avow::store {

inline Span span_in(const Document& document, std::string_view words) {
  const auto at = document.text.find(words);
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
}

inline void add_test_actor(Document& document, std::string id, std::string name, std::string_view words) {
  Actor actor;
  actor.in_registry = !id.starts_with("new:");
  actor.id = std::move(id);
  actor.name = std::move(name);
  Mention mention;
  mention.span = span_in(document, words);
  mention.kind = MentionKind::name;
  mention.actor = static_cast<ActorIndex>(document.actors.size());
  mention.rule = "test";
  actor.mentions = {static_cast<MentionIndex>(document.mentions.size())};
  document.mentions.push_back(mention);
  document.actors.push_back(actor);
}

inline void add_test_statements(Document& document) {
  Statement promise;
  promise.id = "s1";
  promise.speaker = 0;
  promise.speaker_span = span_in(document, "The Hill Front");
  promise.cue = {span_in(document, "promised")};
  promise.content = {span_in(document, "not to shell Port Vale on Monday")};
  promise.function = SpeechFunction::commitment;
  promise.confidence = 0.5F;
  Statement said = promise;
  said.id = "s2";
  said.speaker = 2;
  said.function = SpeechFunction::assertion;
  said.cue = {span_in(document, "said")};
  said.content = {span_in(document, "Hill Front gunners shelled Port Vale")};
  document.statements = {promise, said};
}

// `number` makes documents differ.
inline Document test_document(int number) {
  Document document;
  document.text =
      "The Hill Front promised not to shell Port Vale on Monday. Hill Front gunners shelled Port Vale, "
      "the mayor said. Number " +
      std::to_string(number) + ".";
  document.id = "sha256:" + sha256_hex(document.text);
  document.uri = "test/" + std::to_string(number) + ".txt";
  document.published = Date{2031, 5, 6};
  document.sentences.resize(2);
  document.sentences[0].span = span_in(document, "The Hill Front promised not to shell Port Vale on Monday.");
  document.sentences[1].span = span_in(document, "Hill Front gunners shelled Port Vale, the mayor said.");
  add_test_actor(document, "HILL", "Hill Front", "The Hill Front");
  add_test_actor(document, "new:1", "Port Vale", "Port Vale");
  add_test_actor(document, "new:2", "the mayor", "the mayor");
  document.times.resize(1);
  document.times[0].type = "DATE";
  document.times[0].value = "2031-05-05";
  document.times[0].start = document.times[0].end = Date{2031, 5, 5};
  document.times[0].span = span_in(document, "on Monday");
  document.places.resize(1);
  document.places[0].id = "p1";
  document.places[0].name = "Port Vale";
  document.places[0].latitude = 1.5;
  document.places[0].longitude = -2.25;
  document.places[0].mentions = {span_in(document, "Port Vale")};
  add_test_statements(document);
  Obligation duty;
  duty.id = "o1";
  duty.statement = 0;
  duty.party = 0;
  duty.conduct = span_in(document, "shell Port Vale");
  duty.polarity = Polarity::refrain;
  duty.type = EventType::ASSAULT;
  duty.deadline = 0;
  document.obligations = {duty};
  Event deed;
  deed.id = "e1";
  deed.trigger = span_in(document, "shelled");
  deed.type = EventType::ASSAULT;
  deed.contexts = {"military"};
  deed.actor = 0;
  deed.recipient = 1;
  deed.place = 0;
  deed.according_to = 1;
  deed.killed = Count{3, std::nullopt};
  document.events = {deed};
  Finding finding;
  finding.id = "f1";
  finding.obligation = 0;
  finding.deed = 0;
  finding.scope = Scope::same;
  finding.why = "It promised not to shell the town, and the mayor says that it did.";
  document.findings = {finding};
  document.diagnostics = {{ErrorCode::invalid_utf8, "one byte", {}}};
  return document;
}

}  // namespace avow::store
