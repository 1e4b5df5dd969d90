#include "events/coder.hpp"

#include <algorithm>

#include "avow/document/xpos.hpp"
#include "events/counts.hpp"
#include "events/joins.hpp"
#include "names/actors_lookup.hpp"

namespace avow::events {
namespace {

std::size_t at(TokenIndex token) {
  return static_cast<std::size_t>(token);
}

bool plural(const Token& token) {
  return token.xpos == static_cast<std::uint8_t>(Xpos::NNS) ||
         token.xpos == static_cast<std::uint8_t>(Xpos::NNPS);
}

}  // namespace

void Coder::read() {
  find_statement_heads();
  const auto count = static_cast<TokenIndex>(clause_.document().tokens.size());
  for (TokenIndex token = 0; token < count; ++token) read_token(token);
  join_drafts(clause_, drafts_);
}

// Innermost: the statement whose content is shortest; ties go to the later (nested) one.
void Coder::find_statement_heads() {
  const Document& document = clause_.document();
  own_voice_ = names::publisher_actor(document);
  innermost_.assign(document.tokens.size(), kNone);
  cue_.assign(document.tokens.size(), false);
  std::vector<Index> length(document.tokens.size(), 0);
  for (std::size_t i = 0; i < document.statements.size(); ++i) {
    const Statement& statement = document.statements[i];
    if (statement.cue_head != kNone) cue_[at(statement.cue_head)] = true;
    if (statement.own_voice && own_voice_ == kNone) {
      own_voice_ = statement.on_behalf != kNone ? statement.on_behalf : statement.speaker;
    }
    Index total = 0;
    for (const TokenRange range : statement.content_tokens) total += range.size();
    for (const TokenRange range : statement.content_tokens) {
      for (TokenIndex token = range.first; token < range.last; ++token) {
        if (innermost_[at(token)] != kNone && length[at(token)] < total) continue;
        innermost_[at(token)] = static_cast<StatementIndex>(i);
        length[at(token)] = total;
      }
    }
  }
}

StatementIndex Coder::innermost_statement(TokenIndex token) const {
  return innermost_[at(token)];
}

void Coder::read_token(TokenIndex token) {
  const Upos upos = clause_.token(token).upos;
  if (upos != Upos::VERB && upos != Upos::NOUN && upos != Upos::PROPN && upos != Upos::ADJ &&
      !clause_.verb_after_modal(token)) {
    return;
  }
  auto match = match_frame(clause_, frames_, token);
  if (!match) return;
  if (cue_[at(token)]) {
    // A statement's cue is a word, not a deed; but who "attacked" a convoy did so with more than words.
    const EventType type = match->frame->type;
    const bool deed = type == EventType::ASSAULT || type == EventType::COERCE || type == EventType::MOBILIZE;
    const bool thing =
        match->recipient != kNone &&
        (clause_.classes(match->recipient) & (kStructure | kVehicle | kArmed | kPlaceClass | kPerson)) != 0;
    const bool protest = type == EventType::PROTEST && match->recipient != kNone &&
                         (clause_.classes(match->recipient) & (kAbstract | kCommunication)) == 0;
    if (!match->verb || !((deed && thing) || protest)) return;
  }
  Draft draft;
  draft.match = std::move(*match);
  complete(draft);
  drafts_.push_back(std::move(draft));
}

void Coder::complete(Draft& draft) const {
  const TokenIndex head = draft.head();
  draft.trigger = {head, head + 1};
  if (draft.match.verb) {
    for (const TokenIndex word : draft.match.words) {
      // Words far off or before the verb stay out of the stretch that is shown.
      if (word > head && word - head <= 5) draft.trigger.last = std::max(draft.trigger.last, word + 1);
    }
  } else {
    for (const TokenIndex child : clause_.tree().children(head)) {
      const Deprel deprel = clause_.token(child).deprel;
      if (child < draft.trigger.first && (deprel == Deprel::compound) && head - child <= 3 &&
          child != draft.match.actor && child != draft.match.recipient &&
          clause_.token(child).upos != Upos::PROPN) {
        draft.trigger.first = child;
      }
    }
    for (const TokenIndex word : draft.match.words) {
      if (word < head && head - word <= 3) draft.trigger.first = std::min(draft.trigger.first, word);
    }
  }
  draft.statement = innermost_statement(head);
  draft.own_words_of_article = draft.statement == kNone;
  const Statement* statement =
      draft.statement == kNone ? nullptr : &clause_.document().statements[draft.statement];
  draft.factuality = read_factuality(clause_, head, statement);
  second_opinion(draft);
  parties(draft);
  const Frame& frame = *draft.match.frame;
  if (frame.kills) draft.killed = read_count(clause_, draft.match.recipient);
  if (frame.wounds) draft.injured = read_count(clause_, draft.match.recipient);
  draft.aggregate = aggregate(draft);
  place_and_time(draft);
}

Party Coder::party(TokenIndex token, const std::string& from, bool alone) const {
  Party party;
  if (token == kNone) return party;
  const Document& document = clause_.document();
  party.token = token;
  party.from = from;
  party.span = clause_.phrase(token, alone);
  party.actor = alone ? document.actor_of(token) : names::coordinated_actor(document, token);
  if (party.actor == kNone) party.actor = document.actor_of(clause_.core(token));
  if (party.actor == kNone && clause_.token(token).upos == Upos::PROPN) {
    // "Ana Doru": the tree's head may be the word of the name that the mention leaves out.
    for (const TokenIndex part : clause_.tree().children(token)) {
      if (clause_.token(part).deprel == Deprel::flat && party.actor == kNone)
        party.actor = document.actor_of(part);
    }
  }
  const std::string_view lemma = clause_.lemma(token);
  const StatementIndex within = innermost_statement(token);
  if (within == kNone) {
    // An organisation's own text speaks of itself.
    const bool we = lemma == "we" || lemma == "us" || lemma == "our";
    const ActorIndex own = we ? own_voice_ : kNone;
    if (own != kNone) {
      party.actor = own;
      party.span = {};
      party.from += " (the text's own voice)";
    }
    return party;
  }
  const Statement& statement = document.statements[within];
  if (lemma == "we" || lemma == "I" || lemma == "i" || lemma == "us" || lemma == "our" || lemma == "my") {
    party.actor = statement.on_behalf != kNone && lemma != "I" && lemma != "my"
                      ? statement.on_behalf
                      : names::first_person_actor(document, token, statement.speaker);
    party.span = statement.speaker_span;
    party.from += " (first person)";
  } else if (lemma == "you" && (statement.target != kNone || !statement.target_span.empty())) {
    party.actor = statement.target;
    party.span = statement.target_span;
    party.from += " (second person)";
  }
  return party;
}

void Coder::parties(Draft& draft) const {
  const TokenIndex actor = draft.match.actor;
  const TokenIndex recipient = draft.match.recipient;
  // "talks between A and B": one of the pair each.
  const bool pair = recipient != kNone && clause_.token(recipient).deprel == Deprel::conj &&
                    clause_.token(recipient).head == actor;
  if (acts(draft)) draft.actor = party(actor, draft.match.actor_slot, pair);
  draft.recipient = party(recipient, draft.match.recipient_slot, pair);
  if (actor == kNone && !draft.match.verb && draft.type() == EventType::ASSAULT) {
    const TokenIndex shown = shown_to_be(draft.head());
    if (shown != kNone && shown != recipient) draft.actor = party(shown, "shown by the act", false);
  }
  // Nobody does these things to themselves: what a preposition brought in is some other party's, else the
  // subject is read wrong.
  const bool reflexive = recipient != kNone && (clause_.lemma(recipient).ends_with("self") ||
                                                clause_.form(recipient).ends_with("selves"));
  if (draft.actor.actor != kNone && draft.actor.actor == draft.recipient.actor && !pair && !reflexive) {
    if (draft.recipient.from == "obj") {
      draft.actor = {};
    } else {
      draft.recipient = {};
    }
  }
  if (!draft.actor.known()) actor_by_statement(draft);
}

// Acts, reports and weapons do nothing by themselves: who was behind them may be told elsewhere. An act keeps
// its place until the joins have asked who did it.
bool Coder::acts(const Draft& draft) const {
  const TokenIndex actor = draft.match.actor;
  if (actor == kNone) return false;
  if (clause_.could_act(actor)) return true;
  const ClassMask classes = clause_.classes(actor);
  return classes == 0 || (classes & (kPlaceClass | kAct | kVehicle)) != 0;
}

// "Reports of attacks show the army has no regard for ...": the text lays the act at the army's door.
TokenIndex Coder::shown_to_be(TokenIndex act) const {
  const TokenRange sentence = clause_.document().sentences[clause_.token(act).sentence].tokens;
  TokenIndex shows = kNone;
  for (TokenIndex token = act + 1; token < sentence.last && shows == kNone; ++token) {
    const Token& word = clause_.token(token);
    if (word.upos != Upos::VERB) continue;
    const std::string_view lemma = word.lemma;
    if (lemma != "indicate" && lemma != "show" && lemma != "suggest" && lemma != "prove" &&
        lemma != "demonstrate" && lemma != "confirm" && lemma != "mean") {
      return kNone;
    }
    shows = token;
  }
  if (shows == kNone) return kNone;
  TokenIndex clause_head = clause_.tree().child(shows, {Deprel::ccomp});
  for (TokenIndex token = shows + 1; token < sentence.last && clause_head == kNone; ++token) {
    if (clause_.token(token).upos == Upos::VERB) clause_head = token;
  }
  if (clause_head == kNone) return kNone;
  for (TokenIndex token = shows; token < clause_head; ++token) {
    if (clause_.form(token) == ",") return kNone;  // "..., the envoy said" is no more what it shows
  }
  const TokenIndex subject = clause_.subject(clause_head);
  return subject != kNone && subject > shows && clause_.could_act(subject) ? subject : kNone;
}

// Whose act it is by the statement it stands in: the accused's, or the speaker's where it owns up to it,
// denies it or binds itself to it, or the one's who is asked for it.
void Coder::actor_by_statement(Draft& draft) const {
  if (draft.statement == kNone) return;
  const Statement& statement = clause_.document().statements[draft.statement];
  const EventType type = draft.type();
  const bool harm = type == EventType::ASSAULT || type == EventType::COERCE || type == EventType::MOBILIZE;
  const bool own_act = draft.head() == statement.content_head;
  const bool open = draft.factuality.value == Factuality::FUT;
  Party by;
  switch (statement.function) {
    case SpeechFunction::accusation:
    case SpeechFunction::condemnation:
      if (!harm) return;
      by = {kNone, statement.target, statement.target_span, "the accused"};
      break;
    case SpeechFunction::denial:
    case SpeechFunction::acknowledgement:
      if (!harm || !(own_act || !draft.match.verb)) return;
      by = {kNone, statement.speaker, statement.speaker_span, "the speaker"};
      break;
    case SpeechFunction::commitment:
      if (!own_act && !(draft.match.verb && open)) return;
      by = {kNone, statement.speaker, statement.speaker_span, "the speaker"};
      break;
    case SpeechFunction::demand:
      if ((!own_act && !open) || harm) return;
      by = {kNone, statement.target, statement.target_span, "the one asked"};
      break;
    default:
      return;
  }
  if (!by.known() || (by.actor != kNone && !clause_.could_be_party(by.actor))) return;
  if (draft.recipient.known() && same_party(clause_, by, draft.recipient)) return;
  draft.actor = by;
}

bool Coder::aggregate(const Draft& draft) const {
  const Token& word = clause_.token(draft.head());
  if (!draft.match.verb) {
    if (draft.match.frame->mass) return true;
    return plural(word) && !clause_.tree().has_child(draft.head(), {Deprel::nummod});
  }
  for (const TokenIndex child : clause_.tree().children(draft.head())) {
    const std::string_view lemma = clause_.lemma(child);
    if (lemma == "repeatedly" || lemma == "often" || lemma == "regularly" || lemma == "systematically" ||
        lemma == "routinely" || lemma == "frequently" || lemma == "occasionally" || lemma == "continually") {
      return true;
    }
  }
  const TokenIndex recipient = draft.match.recipient;
  if (recipient == kNone) return false;
  const bool counted = clause_.tree().has_child(recipient, {Deprel::nummod});
  const bool ongoing = clause_.has_aux(draft.head(), "have") || clause_.has_aux(draft.head(), "be") ||
                       word.xpos == static_cast<std::uint8_t>(Xpos::VBG);
  return plural(clause_.token(recipient)) && !counted && ongoing;
}

// From the act's own clause, else its sentence, else what the text was speaking of.
void Coder::place_and_time(Draft& draft) const {
  const names::FoundPlace where = places_.find(draft.head());
  draft.place = where.place;
  draft.place_span = where.span;
  draft.place_why = where.reason;
  const names::FoundTimeOf when = times_.find(draft.head());
  draft.time = when.time;
  draft.time_why = when.reason;
}

std::vector<Event> Coder::events() const {
  std::vector<Event> rows;
  std::vector<const Draft*> kept;
  for (const Draft& draft : drafts_) {
    if (draft.into < 0) kept.push_back(&draft);
  }
  std::stable_sort(kept.begin(), kept.end(),
                   [](const Draft* a, const Draft* b) { return a->trigger.first < b->trigger.first; });
  for (const Draft* draft : kept) {
    rows.push_back(row(*draft));
    rows.back().id = "e" + std::to_string(rows.size());
  }
  return rows;
}

Event Coder::row(const Draft& draft) const {
  const Document& document = clause_.document();
  const Frame& frame = *draft.match.frame;
  Event event;
  event.trigger = document.span_of(draft.trigger);
  event.trigger_head = draft.head();
  event.type = frame.type;
  event.mode = frame.mode;
  event.cameo = frame.cameo;
  event.actor = draft.actor.actor;
  event.actor_span = draft.actor.span;
  event.recipient = draft.recipient.actor;
  event.recipient_span = draft.recipient.span;
  event.place = draft.place;
  event.place_span = draft.place_span;
  event.time = draft.time;
  event.factuality = draft.factuality.value;
  event.according_to = draft.own_words_of_article ? kNone : draft.statement;
  event.aggregate = draft.aggregate;
  if (draft.time != kNone && document.published) {
    const Time& time = document.times[draft.time];
    event.background =
        time.end && time.end->days_since_epoch() + 365 < document.published->days_since_epoch();
  }
  event.killed = draft.killed;
  event.injured = draft.injured;
  for (const TokenRange other : draft.others) event.other_mentions.push_back(document.span_of(other));
  event.rule = frame.id;
  event.confidence = confidence(draft);
  event.trace = trace(draft);
  return event;
}

// The learned reading knows nothing of whose words these are, but it sees what no rule names. Where the rules
// find an act told flat and it holds the contrary, the act is mostly one not done yet ("could set the stage
// for a clash"). On texts coded by hand it is right in two cases of three below this line.
void Coder::second_opinion(Draft& draft) const {
  constexpr float kNotTold = -0.15F;
  FactualityReading& reading = draft.factuality;
  if (reading.value != Factuality::CT_plus || !reading.trace.empty()) return;
  if (second_opinion_.score(clause_.document(), clause_.tree(), draft.head()) >= kNotTold) return;
  reading.value = Factuality::FUT;
  reading.trace = "learned: not told as done";
}

float Coder::confidence(const Draft& draft) const {
  float value = draft.match.verb ? 0.75F : 0.7F;
  if (draft.actor.known()) value += 0.08F;
  if (draft.recipient.known()) value += 0.08F;
  if (!draft.match.words.empty()) value += 0.05F;
  if (draft.match.frame->weak) value -= 0.2F;
  if (draft.factuality.trace.starts_with("learned")) value -= 0.15F;
  return value;
}

std::string Coder::trace(const Draft& draft) const {
  const auto word = [&](TokenIndex token) { return "\"" + std::string(clause_.form(token)) + "\""; };
  std::string out = "frame " + draft.match.frame->id + " by " + word(draft.head());
  for (const TokenIndex part : draft.match.words) out += " " + word(part);
  const auto name = [&](const Party& party) {
    return party.token != kNone ? word(party.token)
                                : "\"" + std::string(clause_.document().text_of(party.span)) + "\"";
  };
  if (draft.actor.known()) {
    out += "; actor " + name(draft.actor) + " from " + draft.actor.from;
  } else {
    out += "; no actor told";
  }
  if (draft.recipient.known()) {
    out += "; recipient " + name(draft.recipient) + " from " + draft.recipient.from;
  } else {
    out += "; no recipient told";
  }
  out += "; factuality " + std::string(to_string(draft.factuality.value));
  if (!draft.factuality.trace.empty()) out += " (" + draft.factuality.trace + ")";
  if (draft.statement != kNone) {
    out += draft.own_words_of_article
               ? "; the article tells it too"
               : "; in the words of " + clause_.document().statements[draft.statement].id;
  }
  if (draft.place != kNone) out += "; place by " + draft.place_why;
  if (draft.time != kNone) out += "; time by " + draft.time_why;
  if (!draft.joined.empty()) out += "; one act with " + draft.joined;
  return out;
}

}  // namespace avow::events
