#include "events/plover_view.hpp"

#include <algorithm>

#include "avow/base/strings.hpp"
#include "avow/base/table.hpp"
#include "events/actor_codes.hpp"

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

// The deed a threat, refusal or accusation speaks of: the head of its content, else the first within.
const Event* deed_in(const Document& document, const Statement& statement) {
  for (const Event& event : document.events) {
    if (statement.content_head != kNone && event.trigger_head == statement.content_head) return &event;
  }
  for (const Event& event : document.events) {
    for (const TokenRange range : statement.content_tokens) {
      if (range.contains(event.trigger_head)) return &event;
    }
  }
  return nullptr;
}

// The statement's speaker where its code says more of the side it speaks for (a ministry, a parliament), else
// whom it is spoken for.
ActorIndex speaks(const Document& document, const Statement& statement) {
  if (statement.on_behalf != kNone && statement.speaker != kNone) {
    const std::string& side = document.actors[statement.on_behalf].code;
    const std::string& own = document.actors[statement.speaker].code;
    if (!side.empty() && own.size() > side.size() && own.starts_with(side)) return statement.speaker;
  }
  return statement.on_behalf != kNone ? statement.on_behalf : statement.speaker;
}

bool helpful(EventType type) {
  return type == EventType::AID || type == EventType::SUPPORT || type == EventType::COOPERATE ||
         type == EventType::RETREAT || type == EventType::CONSULT || type == EventType::CONCEDE;
}

// What a statement does, seen from what it binds to: "wants Dorva to pay" asks, "will not pay" refuses.
SpeechFunction function_of(const Statement& statement, const Obligation* bound) {
  if (statement.function != SpeechFunction::commitment || bound == nullptr) return statement.function;
  const bool other =
      bound->party != kNone && bound->party != statement.speaker && bound->party != statement.on_behalf;
  if (other) return SpeechFunction::demand;
  if (bound->polarity == Polarity::refrain && helpful(bound->type)) return SpeechFunction::refusal;
  return statement.function;
}

std::string key(std::string_view function, std::string_view conduct) {
  return std::string(function) + " " + std::string(conduct);
}

}  // namespace

Result<PloverView> PloverView::load(const std::filesystem::path& data_folder) {
  PloverView view;
  auto lexicon = Lexicon::load(data_folder);
  if (!lexicon) return lexicon.error();
  view.lexicon_ = std::move(*lexicon);
  auto words = FrameTable::load_words(data_folder);
  if (!words) return words.error();
  view.words_ = std::move(*words);
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
  auto codes = Table::load(data_folder / "registry" / "codes.tsv", {"code", "level"});
  if (!codes) return codes.error();
  for (const TableRow& row : codes->rows()) {
    if (row["level"] == "sector") view.sectors_.insert_or_assign(std::string(row["code"]), true);
  }
  return view;
}

const PloverView::Mapping* PloverView::mapping(std::string_view function, std::string_view conduct) const {
  auto found = speech_.find(key(function, conduct));
  // "RETREAT:release" where the mode has a code of its own, else the type's.
  if (found == speech_.end()) found = speech_.find(key(function, conduct.substr(0, conduct.find(':'))));
  if (found == speech_.end()) found = speech_.find(key(function, "*"));
  return found == speech_.end() ? nullptr : &found->second;
}

std::vector<PloverRow> PloverView::rows(const Document& document, bool for_cameo) const {
  std::vector<PloverRow> rows;
  std::vector<bool> worded(document.events.size(), false);
  add_statements(document, rows, worded);
  if (for_cameo) worded.assign(document.events.size(), false);
  add_events(document, worded, rows);
  add_words(document, for_cameo, rows);
  std::stable_sort(rows.begin(), rows.end(),
                   [](const PloverRow& a, const PloverRow& b) { return a.sentence < b.sentence; });
  const ActorCodes codes{document};
  for (PloverRow& row : rows) {
    row.actor_code = codes.of(row.actor, row.actor_span);
    row.recipient_code = codes.of(row.recipient, row.recipient_span);
  }
  add_contexts(document, rows);
  return rows;
}

void PloverView::add_events(const Document& document, const std::vector<bool>& worded,
                            std::vector<PloverRow>& rows) const {
  for (std::size_t i = 0; i < document.events.size(); ++i) {
    const Event& event = document.events[i];
    if (event.type == EventType::OTHER || worded[i]) continue;
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

void PloverView::add_statements(const Document& document, std::vector<PloverRow>& rows,
                                std::vector<bool>& worded) const {
  if (document.tokens.empty()) return;
  for (std::size_t i = 0; i < document.statements.size(); ++i) {
    const Statement& statement = document.statements[i];
    PloverRow row;
    const Obligation* bound = obligation_of(document, static_cast<StatementIndex>(i), row.obligation);
    const Event* deed = deed_in(document, statement);
    std::string conduct = "*";
    if (bound != nullptr) {
      conduct = to_string(bound->type);
      if (deed != nullptr && deed->type == bound->type && !deed->mode.empty()) conduct += ":" + deed->mode;
    } else if (deed != nullptr) {
      conduct = to_string(deed->type);
    }
    const SpeechFunction function = function_of(statement, bound);
    const Mapping* found = mapping(to_string(function), conduct);
    if (found == nullptr || found->type == EventType::OTHER) continue;
    row.actor = speaks(document, statement);
    row.actor_span = statement.speaker_span;
    set_recipient(statement, function, bound, deed, row);
    row.type = found->type;
    row.cameo = found->cameo;
    const TokenIndex at = statement.cue_head != kNone        ? statement.cue_head
                          : statement.content_tokens.empty() ? 0
                                                             : statement.content_tokens.front().first;
    row.sentence = document.tokens[at].sentence;
    row.statement = static_cast<StatementIndex>(i);
    // One row for one act: what is only promised or asked is told by the statement's row.
    const bool open =
        deed != nullptr && (deed->factuality == Factuality::FUT || deed->factuality == Factuality::CT_minus);
    const bool binds = function == SpeechFunction::commitment || function == SpeechFunction::threat;
    if (open && (bound != nullptr || binds)) {
      row.deed = static_cast<EventIndex>(deed - document.events.data());
      worded[static_cast<std::size_t>(row.deed)] = true;
    }
    rows.push_back(std::move(row));
  }
}

void PloverView::set_recipient(const Statement& statement, SpeechFunction function, const Obligation* bound,
                               const Event* deed, PloverRow& row) {
  const auto take = [&](ActorIndex actor, Span span) {
    const bool nobody = actor == kNone && span.empty();
    if (nobody || actor == row.actor || (actor != kNone && actor == statement.speaker)) return false;
    row.recipient = actor;
    row.recipient_span = span;
    return true;
  };
  if (statement.target != kNone && take(statement.target, statement.target_span)) return;
  if (function == SpeechFunction::demand && bound != nullptr && take(bound->party, bound->party_span)) return;
  if (bound != nullptr && bound->beneficiary != kNone && take(bound->beneficiary, bound->beneficiary_span))
    return;
  if (deed != nullptr) {
    const bool against = function == SpeechFunction::accusation || function == SpeechFunction::condemnation;
    const bool taken =
        against ? take(deed->actor, deed->actor_span) : take(deed->recipient, deed->recipient_span);
    if (taken) return;
  }
  take(statement.target, statement.target_span);
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
