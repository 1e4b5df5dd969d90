#include "events/matcher.hpp"

#include <algorithm>

#include "avow/base/strings.hpp"
#include "avow/document/xpos.hpp"
#include "events/slots.hpp"

namespace avow::events {
namespace {

bool capitalised(std::string_view text) {
  return !text.empty() && text[0] >= 'A' && text[0] <= 'Z';
}

// Where a word of a phrase may stand below its verb: not in a clause of its own, nor as an active subject.
bool phrase_relation(Deprel deprel) {
  switch (base_relation(deprel)) {
    case Deprel::nsubj:
      return deprel == Deprel::nsubj_pass;
    case Deprel::advcl:
    case Deprel::ccomp:
    case Deprel::parataxis:
    case Deprel::acl:
    case Deprel::csubj:
    case Deprel::punct:
      return false;
    default:
      return true;
  }
}

// Two below: a preposition or modifier of what hangs on the head; a phrase of its own only inside a word of
// the phrase
// ("take part in talks").
bool close_relation(Deprel deprel, bool inside_phrase) {
  switch (base_relation(deprel)) {
    case Deprel::case_:
    case Deprel::compound:
    case Deprel::amod:
    case Deprel::mark:
    case Deprel::advmod:
    case Deprel::fixed:
      return true;
    case Deprel::nmod:
    case Deprel::obl:
      return inside_phrase;
    default:
      return false;
  }
}

TokenIndex word_below(const Clause& clause, TokenIndex head, std::string_view word,
                      const std::vector<TokenIndex>& found) {
  const Tree& tree = clause.tree();
  for (const TokenIndex child : tree.children(head)) {
    const Token& token = clause.token(child);
    if (!phrase_relation(token.deprel) || token.deprel == Deprel::conj) continue;
    if (same_word(token.lemma, word)) return child;
    for (const TokenIndex below : tree.children(child)) {
      const Token& grandchild = clause.token(below);
      const bool inside = std::find(found.begin(), found.end(), child) != found.end();
      if (same_word(grandchild.lemma, word) && close_relation(grandchild.deprel, inside)) return below;
    }
  }
  const Token& token = clause.token(head);
  // The next word of the phrase right behind, wherever the tree hangs it ("opened fire", "stood by").
  const TokenIndex next = (found.empty() ? head : found.back()) + 1;
  if (next > head && static_cast<std::size_t>(next) < clause.document().tokens.size() &&
      clause.token(next).sentence == token.sentence && same_word(clause.lemma(next), word)) {
    return next;
  }
  // "bombs dropped on the town": the noun above a participle or relative clause.
  if (token.head != kNone && base_relation(token.deprel) == Deprel::acl && clause.lemma(token.head) == word) {
    return token.head;
  }
  return kNone;
}

// For nouns the word before will do too, where the parser went astray.
TokenIndex modifier(const Clause& clause, TokenIndex noun, std::string_view word,
                    const std::vector<TokenIndex>& found) {
  const TokenIndex below = word_below(clause, noun, word, found);
  if (below != kNone) return below;
  if (noun > 0 && clause.token(noun - 1).sentence == clause.token(noun).sentence &&
      same_word(clause.lemma(noun - 1), word)) {
    return noun - 1;
  }
  return kNone;
}

// Nouns within names ("Human Rights Watch", "Operation Olive Branch") and before other nouns tell no act.
bool noun_may_tell(const Clause& clause, TokenIndex token) {
  const Token& word = clause.token(token);
  // A compound stands before its noun; "a truce agreed between them" has a participle that passes for one,
  // and before anything else the parser erred.
  const bool before_noun =
      word.head > token && clause.nominal(token + 1) && !clause.form(token + 1).ends_with("ed");
  if ((word.deprel == Deprel::compound && before_noun) || word.deprel == Deprel::flat) return false;
  if (word.upos == Upos::PROPN && capitalised(clause.form(token))) {
    return clause.document().sentences[word.sentence].tokens.first == token;
  }
  return word.upos == Upos::NOUN || word.upos == Upos::PROPN;
}

bool verb_may_tell(const Clause& clause, TokenIndex token) {
  const Token& word = clause.token(token);
  if (clause.verb_after_modal(token)) return true;
  if (word.upos == Upos::ADJ) {
    // A past participle that heads a clause is a verb, whatever the tagger says.
    return clause.participle_as_verb(token);
  }
  if (word.upos != Upos::VERB) return false;
  // A finite form is never a modifier, whatever the tree says.
  if (word.xpos == static_cast<std::uint8_t>(Xpos::VBD) || word.xpos == static_cast<std::uint8_t>(Xpos::VBZ))
    return word.deprel != Deprel::case_ && word.deprel != Deprel::mark;
  // Nor is what has a subject of its own.
  if (word.deprel == Deprel::amod && clause.tree().has_child(token, {Deprel::nsubj})) return true;
  return word.deprel != Deprel::amod && word.deprel != Deprel::compound && word.deprel != Deprel::case_ &&
         word.deprel != Deprel::mark;
}

// The frames of a verb by its lemma; where the lemmatizer slipped ("killed", "expell"), by the form without
// ending.
std::span<const FrameMember> verb_members(const Clause& clause, const FrameTable& frames, TokenIndex token) {
  const auto direct = frames.verbs(clause.lemma(token));
  if (!direct.empty()) return direct;
  const std::string form = lower_ascii(clause.form(token));
  if (const auto bare = frames.verbs(form); !bare.empty()) return bare;
  if (const std::string_view verb = frames.verb_of_form(form); !verb.empty()) return frames.verbs(verb);
  for (const std::string_view ending : {"ed", "ing", "es", "s"}) {
    if (!std::string_view(form).ends_with(ending) || form.size() < ending.size() + 3) continue;
    std::string stem = form.substr(0, form.size() - ending.size());
    if (const auto found = frames.verbs(stem); !found.empty()) return found;
    if (const auto found = frames.verbs(stem + "e"); !found.empty()) return found;
    if (stem.back() == 'i') {
      stem.back() = 'y';
      if (const auto found = frames.verbs(stem); !found.empty()) return found;
    } else if (stem[stem.size() - 1] == stem[stem.size() - 2]) {
      stem.pop_back();
      if (const auto found = frames.verbs(stem); !found.empty()) return found;
    }
  }
  return {};
}

std::span<const FrameMember> noun_members(const Clause& clause, const FrameTable& frames, TokenIndex token) {
  const std::string_view lemma = clause.lemma(token);
  const auto direct = frames.nouns(lemma);
  if (!direct.empty() || !lemma.ends_with('s')) return direct;
  return frames.nouns(lemma.substr(0, lemma.size() - 1));
}

bool words_stand(const Clause& clause, const FrameMember& member, TokenIndex token, bool verb,
                 std::vector<TokenIndex>& found) {
  found.clear();
  for (const std::string& word : member.words) {
    const TokenIndex at =
        verb ? word_below(clause, token, word, found) : modifier(clause, token, word, found);
    if (at == kNone) return false;
    found.push_back(at);
  }
  return true;
}

bool one_of_slots(const std::vector<std::string>& slots, std::string_view wanted) {
  return std::find(slots.begin(), slots.end(), wanted) != slots.end();
}

void fill_slots(const Clause& clause, FrameMatch& match) {
  const Slots slots{clause, match.head, match.verb, match.words};
  if (match.frame->reciprocal && !match.verb) {
    const TokenIndex pair = slots.fill("between", true);
    if (pair != kNone) {
      match.actor = pair;
      match.actor_slot = "between";
      return;
    }
  }
  for (const std::string& slot : match.frame->recipient_slots) {
    const TokenIndex found = slots.fill(slot, false);
    if (found == kNone) continue;
    match.recipient = found;
    match.recipient_slot = slot;
    break;
  }
  for (const std::string& slot : match.frame->actor_slots) {
    const TokenIndex found = slots.fill(slot, true);
    if (found == kNone || found == match.recipient) continue;
    match.actor = found;
    match.actor_slot = slot;
    break;
  }
  // "found the perpetrators", "used child soldiers": somebody in the phrase itself.
  const auto& wanted = match.frame->recipient_slots;
  if (match.recipient == kNone && match.verb && one_of_slots(wanted, "obj")) {
    const TokenIndex patient = clause.patient(match.head);
    const bool word = std::find(match.words.begin(), match.words.end(), patient) != match.words.end();
    if (word && patient != match.actor && (clause.classes(patient) & (kPerson | kArmed)) != 0 &&
        (clause.classes(patient) & (kAct | kAbstract | kCommunication)) == 0) {
      match.recipient = patient;
      match.recipient_slot = "obj";
    }
  }
  // "served as a partner of", "acted as mediator between"
  if (match.actor == kNone && !match.verb && clause.preposition(match.head) == "as") {
    const TokenIndex governor = clause.token(match.head).head;
    const TokenIndex who = governor != kNone && clause.verbal(governor) ? clause.agent(governor) : kNone;
    if (who != kNone && who != match.recipient && clause.could_act(who)) {
      match.actor = who;
      match.actor_slot = "as";
    }
  }
  if (match.recipient == kNone) {
    // "came under attack", "suffered torture": the carrying verb's subject.
    const TokenIndex suffering = match.verb ? kNone : slots.fill("light", false);
    if (suffering != kNone && suffering != match.actor) {
      match.recipient = suffering;
      match.recipient_slot = "light";
    }
  }
}

// "A and B met", "talks between A and B": the second of a pair is the other side.
void split_pair(const Clause& clause, FrameMatch& match) {
  if (match.recipient != kNone || match.actor == kNone || !match.frame->reciprocal) return;
  for (const TokenIndex child : clause.tree().children(match.actor)) {
    if (clause.token(child).deprel != Deprel::conj || !clause.nominal(child)) continue;
    match.recipient = child;
    match.recipient_slot = match.actor_slot + " (the other)";
    return;
  }
}

}  // namespace

std::optional<FrameMatch> match_frame(const Clause& clause, const FrameTable& frames, TokenIndex token) {
  const bool verb = verb_may_tell(clause, token);
  if (!verb && !noun_may_tell(clause, token)) return std::nullopt;
  const auto members = verb ? verb_members(clause, frames, token) : noun_members(clause, frames, token);
  FrameMatch match;
  match.head = token;
  match.verb = verb;
  for (const FrameMember& member : members) {
    if (!words_stand(clause, member, token, verb, match.words)) continue;
    const Frame& frame = frames.frame(member.frame);
    const Slots slots{clause, token, verb, match.words};
    const bool fits = std::all_of(frame.conditions.begin(), frame.conditions.end(),
                                  [&](const FrameCondition& condition) { return slots.holds(condition); });
    if (!fits) continue;
    if (!frame.event) return std::nullopt;
    match.frame = &frame;
    fill_slots(clause, match);
    split_pair(clause, match);
    if (frame.weak && !clause.could_act(match.actor) && match.recipient == kNone) return std::nullopt;
    return match;
  }
  return std::nullopt;
}

}  // namespace avow::events
