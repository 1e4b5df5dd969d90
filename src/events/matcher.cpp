#include "events/matcher.hpp"

#include <algorithm>

#include "avow/base/strings.hpp"
#include "avow/document/xpos.hpp"

namespace avow::events {
namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool capitalised(std::string_view text) {
  return !text.empty() && text[0] >= 'A' && text[0] <= 'Z';
}

// The same word, a plural ending aside ("troops" for "troop").
bool same_word(std::string_view lemma, std::string_view word) {
  if (lemma == word) return true;
  return lemma.size() == word.size() + 1 && lemma.back() == 's' && lemma.starts_with(word);
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

class Slots {
 public:
  Slots(const Clause& clause, TokenIndex head, bool verb, const std::vector<TokenIndex>& words)
      : clause_(clause), head_(head), verb_(verb), words_(words) {}

  [[nodiscard]] TokenIndex fill(std::string_view slot, bool for_actor) const {
    const TokenIndex found = verb_ ? verb_slot(slot, for_actor) : noun_slot(slot, for_actor);
    if (found == kNone || found == head_ || clause_.temporal(found)) return kNone;
    if (std::find(words_.begin(), words_.end(), found) != words_.end()) return kNone;
    return found;
  }

  [[nodiscard]] bool holds(const FrameCondition& condition) const {
    if (condition.slot == "neg") return clause_.negated(head_);
    if (condition.slot == "counted") {
      const TokenIndex subject = clause_.subject(head_);
      return subject != kNone && (clause_.token(subject).upos == Upos::NUM ||
                                  clause_.tree().has_child(subject, {Deprel::nummod}));
    }
    if (condition.slot == "any") return any_below(condition) != condition.unequal;
    const TokenIndex filler = condition_filler(condition.slot);
    if (condition.absent) return filler == kNone;
    if (filler == kNone) return condition.unequal;
    bool fits = condition.classes == 0 && condition.lemmas.empty();
    if (!fits) fits = (clause_.classes(filler) & condition.classes) != 0 || has_lemma(filler, condition);
    return fits != condition.unequal;
  }

 private:
  [[nodiscard]] bool has_lemma(TokenIndex filler, const FrameCondition& condition) const {
    const auto listed = [&](TokenIndex index) {
      return std::any_of(condition.lemmas.begin(), condition.lemmas.end(),
                         [&](const std::string& word) { return same_word(clause_.lemma(index), word); });
    };
    if (condition.lemmas.empty()) return false;
    if (listed(filler) || listed(clause_.core(filler))) return true;
    for (const TokenIndex other : clause_.tree().children(filler)) {
      const Deprel deprel = clause_.token(other).deprel;
      if ((deprel == Deprel::conj || deprel == Deprel::compound) && listed(other)) return true;
    }
    return false;
  }

  [[nodiscard]] bool any_below(const FrameCondition& condition) const {
    for (const TokenIndex child : clause_.tree().children(head_)) {
      if (has_lemma(child, condition)) return true;
      if (condition.classes != 0 && clause_.nominal(child) &&
          (clause_.classes(child) & condition.classes) != 0) {
        return true;
      }
    }
    return false;
  }

  // A condition sees what stands there even where a phrase word stands ("fire" in "opened fire").
  [[nodiscard]] TokenIndex condition_filler(std::string_view slot) const {
    return verb_ ? verb_slot(slot, slot == "subj") : noun_slot(slot, false);
  }

  [[nodiscard]] TokenIndex verb_slot(std::string_view slot, bool for_actor) const {
    if (slot == "subj") return for_actor ? clause_.agent(head_) : clause_.subject(head_);
    if (slot == "obj") {
      const TokenIndex patient = clause_.patient(head_);
      if (patient != kNone) return patient;
      return clause_.token(head_).xpos == static_cast<std::uint8_t>(Xpos::VBG) ? clause_.oblique(head_, "of")
                                                                               : kNone;
    }
    if (slot == "iobj") {
      const TokenIndex own = clause_.tree().child(head_, {Deprel::iobj});
      if (own != kNone) return clause_.antecedent(own);
      const bool retained = clause_.passive(head_) && clause_.tree().has_child(head_, {Deprel::obj});
      return retained ? clause_.subject(head_) : kNone;
    }
    const TokenIndex found = clause_.oblique(head_, slot);
    if (found != kNone) return found;
    for (const TokenIndex word : words_) {
      const TokenIndex below = clause_.oblique(word, slot);
      if (below != kNone) return below;
    }
    return kNone;
  }

  [[nodiscard]] TokenIndex noun_slot(std::string_view slot, bool for_actor) const {
    if (slot == "light") return light(for_actor);
    if (slot == "poss") {
      const TokenIndex owner = clause_.tree().child(head_, {Deprel::nmod_poss});
      if (owner == kNone || (clause_.classes(owner) & kTimeClass) != 0) return kNone;
      // "today's attack", "last week's raid"
      if (for_actor && !clause_.could_act(owner) && (clause_.classes(owner) & kPlaceClass) == 0) return kNone;
      return clause_.antecedent(owner);
    }
    if (slot == "comp") return compound(for_actor);
    TokenIndex found = clause_.oblique(head_, slot);
    if (found == kNone && slot == "by") found = by_below();
    if (found != kNone && !clause_.nominal(found)) return kNone;
    if (found != kNone && (clause_.classes(found) == kTimeClass)) return kNone;
    if (for_actor && found != kNone && slot == "by" && !clause_.could_act(found)) return kNone;
    return found;
  }

  // "attacks on villagers by the army": the by-phrase may hang on the recipient.
  [[nodiscard]] TokenIndex by_below() const {
    for (const TokenIndex child : clause_.tree().children(head_)) {
      if (base_relation(clause_.token(child).deprel) != Deprel::nmod || child < head_) continue;
      const TokenIndex by = clause_.oblique(child, "by");
      if (by != kNone) return by;
    }
    return kNone;
  }

  [[nodiscard]] TokenIndex compound(bool for_actor) const {
    TokenIndex best = kNone;
    for (const TokenIndex child : clause_.tree().children(head_)) {
      if (child > head_) break;
      const Deprel base = base_relation(clause_.token(child).deprel);
      if (base != Deprel::compound && base != Deprel::amod && base != Deprel::nmod) continue;
      if (clause_.token(child).deprel == Deprel::nmod_poss || !clause_.preposition(child).empty()) continue;
      if (for_actor ? clause_.names_party(child) : names_target(child)) best = child;
    }
    return best;
  }

  [[nodiscard]] bool names_target(TokenIndex child) const {
    const Upos upos = clause_.token(child).upos;
    if (upos != Upos::NOUN && upos != Upos::PROPN) return false;
    const ClassMask classes = clause_.classes(child);
    return (classes & (kPerson | kPlaceClass | kStructure | kVehicle)) != 0 &&
           (classes & (kWeapon | kArmed)) == 0;
  }

  [[nodiscard]] TokenIndex light(bool for_actor) const {
    const TokenIndex told = for_actor ? actor_of_clause(head_) : kNone;
    if (told != kNone) return told;
    for (const TokenIndex child : clause_.tree().children(head_)) {
      // "the ceasefire in the north announced by both sides": the clause may hang on the place.
      if (!for_actor || base_relation(clause_.token(child).deprel) != Deprel::nmod || child < head_) continue;
      const TokenIndex below = actor_of_clause(child);
      if (below != kNone) return below;
    }
    if (for_actor) {
      const TokenIndex teller = clause_.nearby_teller(head_);
      if (teller != kNone) return teller;
    }
    const TokenIndex governor = carrier(clause_, head_);
    if (governor == kNone) return blamed(for_actor);
    const LightVerb* verb = light_verb(governor);
    const LightSubject wanted = for_actor ? LightSubject::actor : LightSubject::recipient;
    if (verb == nullptr || verb->subject != wanted) return kNone;
    const TokenIndex agent = clause_.agent(governor);
    return agent == head_ ? kNone : agent;
  }

  // "an attack launched by the army", "violence that the militia unleashed"
  [[nodiscard]] TokenIndex actor_of_clause(TokenIndex noun) const {
    for (const TokenIndex child : clause_.tree().children(noun)) {
      if (base_relation(clause_.token(child).deprel) != Deprel::acl || !clause_.verbal(child)) continue;
      const LightVerb* verb = light_verb(child);
      const bool carries = verb != nullptr && verb->subject == LightSubject::actor;
      if (!carries && !one_of(clause_.lemma(child), {"drive", "fuel", "cause", "instigate", "sponsor"}))
        continue;
      const TokenIndex agent = clause_.agent(child);
      if (agent != kNone && agent != noun && agent != head_) return agent;
    }
    return kNone;
  }

  // "blamed the army for the attack", "accused them of torture", "was behind the blast".
  [[nodiscard]] TokenIndex blamed(bool for_actor) const {
    if (!for_actor) return kNone;
    const Token& noun = clause_.token(head_);
    if (noun.head == kNone) return kNone;
    const std::string_view above = clause_.lemma(noun.head);
    const std::string_view mark = clause_.preposition(head_);
    if (clause_.verbal(noun.head) && one_of(mark, {"for", "of", "over"}) &&
        one_of(above, {"blame", "accuse", "suspect", "convict", "charge"})) {
      return clause_.patient(noun.head);
    }
    if (mark == "behind" || (mark == "for" && one_of(above, {"responsible", "responsibility"}))) {
      return clause_.subject(mark == "behind" && !clause_.verbal(noun.head) ? head_ : noun.head);
    }
    if (mark == "behind") return clause_.subject(head_);
    return kNone;
  }

  [[nodiscard]] const LightVerb* light_verb(TokenIndex verb) const {
    const TokenIndex particle = clause_.tree().child(verb, {Deprel::compound_prt});
    if (particle != kNone) {
      const std::string both = std::string(clause_.lemma(verb)) + "_" + std::string(clause_.lemma(particle));
      if (const LightVerb* found = clause_.lexicon().light_verb(both)) return found;
    }
    return clause_.lexicon().light_verb(clause_.lemma(verb));
  }

  const Clause& clause_;
  TokenIndex head_;
  bool verb_;
  const std::vector<TokenIndex>& words_;
};

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
  if (word.upos == Upos::ADJ) {
    // A past participle that heads a clause is a verb, whatever the tagger says.
    return clause.participle_as_verb(token);
  }
  if (word.upos != Upos::VERB) return false;
  return word.deprel != Deprel::amod && word.deprel != Deprel::compound && word.deprel != Deprel::case_ &&
         word.deprel != Deprel::mark;
}

// The frames of a verb by its lemma; where the lemmatizer slipped ("killed", "expell"), by the form without
// ending.
std::span<const FrameMember> verb_members(const Clause& clause, const FrameTable& frames, TokenIndex token) {
  const auto direct = frames.verbs(clause.lemma(token));
  if (!direct.empty()) return direct;
  const std::string form = lower_ascii(clause.form(token));
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

namespace {

// Where the tree loses it: the verb right before the noun phrase ("launched almost 80 strikes").
TokenIndex nearby_carrier(const Clause& clause, TokenIndex noun) {
  const TokenIndex first = clause.document().sentences[clause.token(noun).sentence].tokens.first;
  for (TokenIndex at = noun - 1; at >= first && noun - at < 7; --at) {
    const Upos upos = clause.token(at).upos;
    if (upos == Upos::VERB) return clause.lexicon().light_verb(clause.lemma(at)) != nullptr ? at : kNone;
    const bool inside = upos == Upos::ADJ || upos == Upos::NUM || upos == Upos::DET || upos == Upos::ADV ||
                        upos == Upos::NOUN;
    if (!inside) return kNone;
  }
  return kNone;
}

}  // namespace

TokenIndex carrier(const Clause& clause, TokenIndex noun) {
  TokenIndex at = noun;
  // A conjunct is carried by what carries the first ("shelling and airstrikes").
  for (int depth = 0; depth < 4 && clause.token(at).deprel == Deprel::conj; ++depth)
    at = clause.token(at).head;
  const Token& word = clause.token(at);
  if (word.head == kNone || !clause.verbal(word.head)) return nearby_carrier(clause, noun);
  switch (word.deprel) {
    case Deprel::obj:
    case Deprel::nsubj_pass:
      return word.head;
    case Deprel::obl:
    case Deprel::xcomp: {
      const std::string_view preposition = clause.preposition(at);
      const bool carries =
          one_of(preposition, {"in", "to", "with", "from", "for", "under"}) &&
          one_of(clause.lemma(word.head), {"engage", "participate", "resort", "continue", "press", "take",
                                           "proceed", "come", "suffer", "be"});
      if (carries) return word.head;
      return preposition.empty() ? nearby_carrier(clause, noun) : kNone;
    }
    case Deprel::compound:
      return nearby_carrier(clause, noun);
    default:
      return kNone;
  }
}

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
