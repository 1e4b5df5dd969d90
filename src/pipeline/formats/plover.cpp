// A PLOVER coder's rows (avow/pipeline/formats.hpp). Types and modes: PLOVER v2,
// github.com/openeventdata/PLOVER.
#include <array>
#include <cstdio>
#include <optional>
#include <tuple>
#include <utility>

#include "avow/base/strings.hpp"
#include "avow/pipeline/formats.hpp"
#include "pipeline/formats/highlight.hpp"
#include "pipeline/formats/names.hpp"

namespace avow::pipeline {
namespace {

struct Row {
  Span place_in_text;
  ActorIndex actor = kNone, recipient = kNone;
  Span actor_span, recipient_span;
  std::string_view type, mode, cameo;
  std::string contexts;
  TimeIndex time = kNone;
  PlaceIndex place = kNone;
  std::string_view factuality = "CT+";
  std::string_view according_to;
};

// The PLOVER type and mode of an act done by saying; none for functions that are no PLOVER event.
std::optional<std::pair<std::string_view, std::string_view>> type_of(SpeechFunction function) {
  switch (function) {
    case SpeechFunction::accusation:
      return {{"ACCUSE", "allege"}};
    case SpeechFunction::condemnation:
      return {{"ACCUSE", "disapprove"}};
    case SpeechFunction::demand:
      return {{"REQUEST", ""}};
    case SpeechFunction::refusal:
      return {{"REJECT", ""}};
    case SpeechFunction::threat:
      return {{"THREATEN", ""}};
    case SpeechFunction::endorsement:
      return {{"SUPPORT", ""}};
    case SpeechFunction::commitment:
      return {{"AGREE", ""}};
    default:
      return std::nullopt;
  }
}

std::string cell(std::string_view text) {
  return on_one_line(text) + "\t";
}

std::string code_of(const Document& document, ActorIndex actor) {
  return actor == kNone ? std::string{} : document.actors[actor].code;
}

std::string coordinate(const std::optional<double>& value) {
  if (!value) return {};
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.4f", *value);
  return buffer.data();
}

std::string date_of(const Document& document, TimeIndex index) {
  const std::optional<Date> date =
      index != kNone && document.times[index].start ? document.times[index].start : document.published;
  return date ? date->to_string() : std::string{};
}

std::string line_of(const Document& document, const Row& row) {
  std::string out = cell(document.id) + cell(date_of(document, row.time));
  out += cell(name_of(document, row.actor, row.actor_span)) + cell(code_of(document, row.actor));
  out += cell(name_of(document, row.recipient, row.recipient_span)) + cell(code_of(document, row.recipient));
  out += cell(row.type) + cell(row.mode) + cell(row.cameo) + cell(row.contexts);
  const Place* place = row.place == kNone ? nullptr : &document.places[row.place];
  out += cell(place == nullptr ? std::string{} : place->name);
  out += cell(place == nullptr ? std::string{} : coordinate(place->latitude));
  out += cell(place == nullptr ? std::string{} : coordinate(place->longitude));
  out += cell(row.factuality) + cell(row.according_to);
  return out + on_one_line(document.text_of(sentences_around(document, row.place_in_text))) + "\n";
}

Row row_of(const Document& document, const Event& event) {
  Row row;
  row.place_in_text = event.trigger;
  row.actor = event.actor;
  row.actor_span = event.actor_span;
  row.recipient = event.recipient;
  row.recipient_span = event.recipient_span;
  row.type = to_string(event.type);
  row.mode = event.mode;
  row.cameo = event.cameo;
  row.contexts = join(event.contexts, ";");
  row.time = event.time;
  row.place = event.place;
  row.factuality = to_string(event.factuality);
  if (event.according_to != kNone) row.according_to = document.statements[event.according_to].id;
  return row;
}

Row row_of(const Document& document, const Statement& statement) {
  Row row;
  if (!statement.content.empty()) row.place_in_text = statement.content.front();
  if (!statement.cue.empty()) row.place_in_text = statement.cue.front();
  row.actor = statement.on_behalf != kNone ? statement.on_behalf : statement.speaker;
  row.actor_span = statement.speaker_span;
  row.recipient = statement.target;
  row.recipient_span = statement.target_span;
  std::tie(row.type, row.mode) = *type_of(statement.function);
  if (statement.within != kNone) row.according_to = document.statements[statement.within].id;
  return row;
}

}  // namespace

std::string plover_header() {
  return "document\tdate\tactor\tactor_code\trecipient\trecipient_code\ttype\tmode\tcameo\tcontexts\tplace\t"
         "latitude\tlongitude\tfactuality\taccording_to\tsentence\n";
}

std::string to_plover(const Document& document) {
  std::string out;
  for (const Event& event : document.events) out += line_of(document, row_of(document, event));
  for (const Statement& statement : document.statements) {
    if (type_of(statement.function)) out += line_of(document, row_of(document, statement));
  }
  return out;
}

}  // namespace avow::pipeline
