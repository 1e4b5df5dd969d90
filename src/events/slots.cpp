#include "events/slots.hpp"

#include <algorithm>
#include <string>

#include "avow/document/xpos.hpp"

namespace avow::events {
namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

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

bool same_word(std::string_view lemma, std::string_view word) {
  if (lemma == word) return true;
  // Names keep their capital ("the Olympics"), rare plurals their ending ("refineries").
  if (lemma.empty() || word.empty() || ((lemma[0] | 0x20) != word[0])) return false;
  const std::string_view rest = lemma.substr(1), wanted = word.substr(1);
  if (rest == wanted) return true;
  if (rest.ends_with("ies") && wanted.ends_with('y'))
    return rest.substr(0, rest.size() - 3) == wanted.substr(0, wanted.size() - 1);
  return rest.size() == wanted.size() + 1 && rest.back() == 's' && rest.starts_with(wanted);
}

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

TokenIndex Slots::fill(std::string_view slot, bool for_actor) const {
  const TokenIndex found = verb_ ? verb_slot(slot, for_actor) : noun_slot(slot, for_actor);
  if (found == kNone || found == head_ || clause_.temporal(found)) return kNone;
  if (std::find(words_.begin(), words_.end(), found) != words_.end()) return kNone;
  return found;
}

bool Slots::holds(const FrameCondition& condition) const {
  if (condition.slot == "neg") return clause_.negated(head_);
  if (condition.slot == "self") {
    const std::string_view own = clause_.preposition(head_);
    return std::find(condition.lemmas.begin(), condition.lemmas.end(), own) != condition.lemmas.end();
  }
  if (condition.slot == "counted") {
    const TokenIndex subject = clause_.subject(head_);
    return subject != kNone &&
           (clause_.token(subject).upos == Upos::NUM || clause_.tree().has_child(subject, {Deprel::nummod}));
  }
  if (condition.slot == "any") return any_below(condition) != condition.unequal;
  const TokenIndex filler = condition_filler(condition.slot);
  if (condition.absent) return filler == kNone;
  if (filler == kNone) return condition.unequal;
  bool fits = condition.classes == 0 && condition.lemmas.empty();
  // "it", "which": they may be anything, so nothing speaks against them.
  if (condition.unequal && clause_.classes(filler) == ~0U) return true;
  if (!fits) fits = (clause_.classes(filler) & condition.classes) != 0 || has_lemma(filler, condition);
  return fits != condition.unequal;
}

bool Slots::has_lemma(TokenIndex filler, const FrameCondition& condition) const {
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

bool Slots::any_below(const FrameCondition& condition) const {
  for (const TokenIndex child : clause_.tree().children(head_)) {
    if (has_lemma(child, condition)) return true;
    if (condition.classes != 0 && clause_.nominal(child) &&
        (clause_.classes(child) & condition.classes) != 0) {
      return true;
    }
  }
  return false;
}

TokenIndex Slots::condition_filler(std::string_view slot) const {
  return verb_ ? verb_slot(slot, slot == "subj") : noun_slot(slot, false);
}

TokenIndex Slots::verb_slot(std::string_view slot, bool for_actor) const {
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

TokenIndex Slots::noun_slot(std::string_view slot, bool for_actor) const {
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
  if (for_actor && found != kNone && slot == "by" && (!clause_.could_act(found) || by_force(found)))
    return kNone;
  // "the imposition by force of a government"
  if (found == kNone && slot == "of") {
    const TokenIndex means = clause_.oblique(head_, "by");
    if (means != kNone && by_force(means)) return clause_.oblique(means, "of");
  }
  return found;
}

bool Slots::by_force(TokenIndex found) const {
  return one_of(clause_.lemma(found), {"force", "violence"}) &&
         !clause_.tree().has_child(found, {Deprel::det, Deprel::nmod_poss, Deprel::amod, Deprel::compound});
}

TokenIndex Slots::by_below() const {
  for (const TokenIndex child : clause_.tree().children(head_)) {
    if (base_relation(clause_.token(child).deprel) != Deprel::nmod || child < head_) continue;
    const TokenIndex by = clause_.oblique(child, "by");
    if (by != kNone) return by;
  }
  // The tree may hang the whole phrase elsewhere: right behind the recipient it still belongs to the act.
  for (const std::string_view preposition : {"on", "of", "against"}) {
    const TokenIndex hit = clause_.oblique(head_, preposition);
    if (hit == kNone || hit < head_ || hit - head_ > 6) continue;
    const TokenIndex by = clause_.oblique(hit, "by");
    if (by != kNone && by > hit) return by;
  }
  return kNone;
}

TokenIndex Slots::compound(bool for_actor) const {
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

bool Slots::names_target(TokenIndex child) const {
  const Upos upos = clause_.token(child).upos;
  if (upos != Upos::NOUN && upos != Upos::PROPN) return false;
  const ClassMask classes = clause_.classes(child);
  // "tank shelling", "helicopter attack": what it was done with.
  if (one_of(clause_.lemma(child), {"tank", "drone", "helicopter", "jet", "warplane", "aircraft", "plane",
                                    "gunship", "gunboat", "artillery"})) {
    return false;
  }
  return (classes & (kPerson | kPlaceClass | kStructure | kVehicle)) != 0 &&
         (classes & (kWeapon | kArmed)) == 0;
}

TokenIndex Slots::light(bool for_actor) const {
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

TokenIndex Slots::actor_of_clause(TokenIndex noun) const {
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

TokenIndex Slots::blamed(bool for_actor) const {
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
    const TokenIndex who =
        clause_.subject(mark == "behind" && !clause_.verbal(noun.head) ? head_ : noun.head);
    return who != kNone && clause_.nominal(who) ? who : kNone;
  }
  if (mark == "behind") return clause_.subject(head_);
  return kNone;
}

const LightVerb* Slots::light_verb(TokenIndex verb) const {
  const TokenIndex particle = clause_.tree().child(verb, {Deprel::compound_prt});
  if (particle != kNone) {
    const std::string both = std::string(clause_.lemma(verb)) + "_" + std::string(clause_.lemma(particle));
    if (const LightVerb* found = clause_.lexicon().light_verb(both)) return found;
  }
  return clause_.lexicon().light_verb(clause_.lemma(verb));
}

}  // namespace avow::events
