// PloverView: words that speech/ does not read as statements, and the finer code of some cues.
#include <algorithm>

#include "avow/document/tree.hpp"
#include "events/clause.hpp"
#include "events/matcher.hpp"
#include "events/plover_view.hpp"
#include "names/actors_lookup.hpp"
#include "names/place_lookup.hpp"

namespace avow::events {
namespace {

void take_party(const Clause& clause, TokenIndex token, ActorIndex& actor, Span& span) {
  if (token == kNone) return;
  const Document& document = clause.document();
  actor = names::coordinated_actor(document, token);
  if (actor == kNone) actor = document.actor_of(clause.core(token));
  span = clause.phrase(token);
}

// A phrase of several words says more than what speech/ makes of its verb ("expressed sorrow for"); and it
// may name whom the words are aimed at where the statement does not.
void refine(const Clause& clause, const FrameMatch& match, PloverRow& told) {
  const Frame& frame = *match.frame;
  if (told.statement == kNone) return;
  const bool phrase = !match.words.empty() && frame.type != EventType::OTHER;
  if (phrase || (frame.fine && told.type == frame.type)) {
    told.type = frame.type;
    told.cameo = frame.cameo;
    // What the words are aimed at is named beside them, rather than whom the deed behind them would help.
    if (phrase && match.recipient != kNone && clause.could_act(match.recipient))
      take_party(clause, match.recipient, told.recipient, told.recipient_span);
  }
  // "alleged that the army knew": who the content is about, before any deed in it.
  const TokenIndex content = clause.document().statements[told.statement].content_head;
  if (frame.fine && frame.type == EventType::ACCUSE && match.recipient == kNone && content != kNone) {
    const TokenIndex about = clause.subject(content);
    if (clause.could_act(about)) take_party(clause, about, told.recipient, told.recipient_span);
    return;
  }
  if (told.type != frame.type || told.recipient != kNone || !told.recipient_span.empty()) return;
  take_party(clause, match.recipient, told.recipient, told.recipient_span);
}

// "is pressed to withdraw": the deed not yet done that these words are about.
EventIndex deed_below(const Clause& clause, TokenIndex token) {
  const Document& document = clause.document();
  for (std::size_t i = 0; i < document.events.size(); ++i) {
    const Event& event = document.events[i];
    if (event.factuality != Factuality::FUT && event.factuality != Factuality::CT_minus) continue;
    TokenIndex up = event.trigger_head;
    for (int depth = 0; depth < 5 && up != kNone && up != token; ++depth) up = document.tokens[up].head;
    if (up == token) return static_cast<EventIndex>(i);
  }
  return kNone;
}

bool asks_for_negation(const Frame& frame) {
  return std::any_of(frame.conditions.begin(), frame.conditions.end(),
                     [](const FrameCondition& condition) { return condition.slot == "neg"; });
}

}  // namespace

void PloverView::add_words(const Document& document, bool for_cameo, std::vector<PloverRow>& rows) const {
  const Tree tree{document};
  const Clause clause{document, tree, lexicon_};
  const names::PlaceLookup places{document, tree};
  const auto count = static_cast<TokenIndex>(document.tokens.size());
  for (TokenIndex token = 0; token < count; ++token) {
    const Upos upos = document.tokens[token].upos;
    if (upos != Upos::VERB && upos != Upos::NOUN && upos != Upos::ADJ) continue;
    const auto match = match_frame(clause, words_, token);
    if (!match || clause.negated(token) != asks_for_negation(*match->frame)) continue;
    const Frame& frame = *match->frame;
    // A statement or deed told by the same word is a row already.
    PloverRow* const told = row_at(document, token, frame.type, rows);
    if (told != nullptr) {
      refine(clause, *match, *told);
      continue;
    }
    if (frame.type == EventType::OTHER && !for_cameo) continue;
    PloverRow row;
    take_party(clause, match->actor, row.actor, row.actor_span);
    take_party(clause, match->recipient, row.recipient, row.recipient_span);
    const bool both = match->actor != kNone && match->recipient != kNone;
    if (!both && !match->verb) continue;
    row.type = frame.type;
    row.cameo = frame.cameo;
    row.place = places.find(token).place;
    row.deed = deed_below(clause, token);
    row.sentence = document.tokens[token].sentence;
    rows.push_back(std::move(row));
  }
}

PloverRow* PloverView::row_at(const Document& document, TokenIndex token, EventType type,
                              std::vector<PloverRow>& rows) {
  for (PloverRow& row : rows) {
    const Statement* said = row.statement == kNone ? nullptr : &document.statements[row.statement];
    // "said it would not give permission": the words said are those of the row.
    const bool cue =
        said != nullptr && (said->cue_head == token || (said->content_head == token && row.type == type));
    const bool trigger = row.event != kNone && document.events[row.event].trigger_head == token;
    if (cue || trigger) return &row;
  }
  return nullptr;
}

}  // namespace avow::events
