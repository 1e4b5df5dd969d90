#include "events/plover_view.hpp"

#include <algorithm>

#include "avow/base/strings.hpp"
#include "avow/base/table.hpp"

namespace avow::events {
namespace {

// Which obligation a statement makes, for the type of what it asks or promises.
const Obligation* obligation_of(const Document& document, StatementIndex statement, ObligationIndex& index) {
  for (std::size_t i = 0; i < document.obligations.size(); ++i) {
    if (document.obligations[i].statement != statement) continue;
    index = static_cast<ObligationIndex>(i);
    return &document.obligations[i];
  }
  return nullptr;
}

// The deed a threat, refusal or accusation speaks of: the first within its content.
const Event* deed_in(const Document& document, const Statement& statement) {
  for (const Event& event : document.events) {
    for (const TokenRange range : statement.content_tokens) {
      if (range.contains(event.trigger_head)) return &event;
    }
  }
  return nullptr;
}

// The code of an actor, or of the last actor with one named within the phrase.
std::string code_within(const Document& document, ActorIndex actor, Span span) {
  if (actor != kNone && !document.actors[actor].code.empty()) return document.actors[actor].code;
  std::string code;
  if (span.empty()) return code;
  const TokenRange range = document.tokens_in(span);
  for (TokenIndex token = range.first; token < range.last; ++token) {
    const ActorIndex inside = document.actor_of(token);
    if (inside != kNone && !document.actors[inside].code.empty()) code = document.actors[inside].code;
  }
  return code;
}

std::string key(std::string_view function, std::string_view conduct) {
  return std::string(function) + " " + std::string(conduct);
}

}  // namespace

Result<PloverView> PloverView::load(const std::filesystem::path& data_folder) {
  PloverView view;
  auto speech =
      Table::load(data_folder / "events" / "speech_cameo.tsv", {"function", "conduct", "type", "cameo"});
  if (!speech) return speech.error();
  for (const TableRow& row : speech->rows()) {
    if (!parse_speech_function(row["function"])) return row.error("unknown function");
    Mapping mapping;
    mapping.cameo = row["cameo"];
    const std::string_view type = row["type"];
    if (type != "-") {
      const auto parsed = parse_event_type(type);
      if (!parsed) return row.error("unknown event type " + std::string(type));
      mapping.type = *parsed;
    }
    view.speech_.insert_or_assign(key(row["function"], row["conduct"]), mapping);
  }
  auto contexts = Table::load(data_folder / "events" / "contexts.tsv", {"word", "context"});
  if (!contexts) return contexts.error();
  for (const TableRow& row : contexts->rows())
    view.contexts_[std::string(row["word"])].emplace_back(row["context"]);
  for (const char* file : {"frames_verbs.tsv", "frames_nouns.tsv"}) {
    auto frames = Table::load(data_folder / "events" / file, {"id", "flags"});
    if (!frames) return frames.error();
    for (const TableRow& row : frames->rows()) {
      if (row["flags"].find("sym") != std::string_view::npos)
        view.reciprocal_.insert_or_assign(std::string(row["id"]), true);
    }
  }
  return view;
}

const PloverView::Mapping* PloverView::mapping(std::string_view function, std::string_view conduct) const {
  auto found = speech_.find(key(function, conduct));
  if (found == speech_.end()) found = speech_.find(key(function, "*"));
  return found == speech_.end() ? nullptr : &found->second;
}

std::vector<PloverRow> PloverView::rows(const Document& document) const {
  std::vector<PloverRow> rows;
  add_events(document, rows);
  add_statements(document, rows);
  std::stable_sort(rows.begin(), rows.end(),
                   [](const PloverRow& a, const PloverRow& b) { return a.sentence < b.sentence; });
  for (PloverRow& row : rows) {
    row.actor_code = code_within(document, row.actor, row.actor_span);
    row.recipient_code = code_within(document, row.recipient, row.recipient_span);
  }
  add_contexts(document, rows);
  return rows;
}

void PloverView::add_events(const Document& document, std::vector<PloverRow>& rows) const {
  for (std::size_t i = 0; i < document.events.size(); ++i) {
    const Event& event = document.events[i];
    if (event.type == EventType::OTHER) continue;
    PloverRow row;
    row.actor = event.actor;
    row.actor_span = event.actor_span;
    row.recipient = event.recipient;
    row.recipient_span = event.recipient_span;
    row.type = event.type;
    row.mode = event.mode;
    row.cameo = event.cameo;
    row.place = event.place;
    row.time = event.time;
    row.factuality = event.factuality;
    row.sentence = document.tokens[event.trigger_head].sentence;
    row.event = static_cast<EventIndex>(i);
    rows.push_back(row);
    if (reciprocal_.contains(event.rule) && event.recipient != kNone) {
      std::swap(row.actor, row.recipient);
      std::swap(row.actor_span, row.recipient_span);
      rows.push_back(std::move(row));
    }
  }
}

void PloverView::add_statements(const Document& document, std::vector<PloverRow>& rows) const {
  for (std::size_t i = 0; i < document.statements.size(); ++i) {
    const Statement& statement = document.statements[i];
    ObligationIndex obligation = kNone;
    const Obligation* bound = obligation_of(document, static_cast<StatementIndex>(i), obligation);
    const Event* deed = deed_in(document, statement);
    std::string_view conduct = "*";
    if (bound != nullptr && bound->polarity == Polarity::to_do)
      conduct = to_string(bound->type);
    else if (bound == nullptr && deed != nullptr)
      conduct = to_string(deed->type);
    const Mapping* found = mapping(to_string(statement.function), conduct);
    if (found == nullptr || found->type == EventType::OTHER) continue;
    PloverRow row;
    row.actor = statement.on_behalf != kNone ? statement.on_behalf : statement.speaker;
    row.actor_span = statement.speaker_span;
    row.recipient = statement.target;
    row.recipient_span = statement.target_span;
    if (row.recipient == kNone && bound != nullptr && bound->kind == ObligationKind::demand) {
      row.recipient = bound->party;
      row.recipient_span = bound->party_span;
    }
    if (row.recipient == kNone && deed != nullptr) {
      const bool against = statement.function == SpeechFunction::accusation ||
                           statement.function == SpeechFunction::condemnation;
      row.recipient = against ? deed->actor : deed->recipient;
      row.recipient_span = against ? deed->actor_span : deed->recipient_span;
    }
    if (row.recipient == row.actor) row.recipient = kNone;
    row.type = found->type;
    row.cameo = found->cameo;
    const TokenIndex at = statement.cue_head != kNone        ? statement.cue_head
                          : statement.content_tokens.empty() ? 0
                                                             : statement.content_tokens.front().first;
    if (document.tokens.empty()) continue;
    row.sentence = document.tokens[at].sentence;
    row.statement = static_cast<StatementIndex>(i);
    row.obligation = obligation;
    rows.push_back(std::move(row));
  }
}

void PloverView::add_contexts(const Document& document, std::vector<PloverRow>& rows) const {
  for (PloverRow& row : rows) {
    const TokenRange range = document.sentences[row.sentence].tokens;
    for (TokenIndex token = range.first; token < range.last; ++token) {
      const auto found = contexts_.find(std::string_view(document.tokens[token].lemma));
      if (found == contexts_.end()) continue;
      for (const std::string& context : found->second) {
        if (std::find(row.contexts.begin(), row.contexts.end(), context) == row.contexts.end()) {
          row.contexts.push_back(context);
        }
      }
    }
  }
}

}  // namespace avow::events
