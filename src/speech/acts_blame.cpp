// Who is blamed and what is judged: wrongs by their name, violence with a doer and a victim, verdicts,
// feelings.
#include <algorithm>

#include "avow/document/xpos.hpp"
#include "speech/acts.hpp"

namespace avow::speech {
namespace {

Deprel relation(const Reading& reading, TokenIndex token) {
  return reading.token(token).deprel;
}

// "made great progress", "a historic deal", "the nurses were courageous": said of somebody or something.
bool praises(const Reading& reading, TokenIndex token) {
  if (reading.tree.has_child(token, {Deprel::cop}) || relation(reading, token) == Deprel::amod) return true;
  for (const TokenIndex child : reading.tree.children(token)) {
    if (relation(reading, child) == Deprel::amod && reading.tree.has_child(child, {Deprel::cop})) return true;
  }
  const TokenIndex verb = reading.token(token).head;
  return relation(reading, token) == Deprel::obj && verb != kNone && reading.lemma(verb) == "make";
}

// "besieged areas", "civilians besieged in the city": a participle that describes, with nobody behind it.
bool describes(const Reading& reading, TokenIndex token) {
  return reading.token(token).upos == Upos::ADJ && relation(reading, token) == Deprel::amod &&
         reading.text(token).ends_with("ed");
}

// "the army targeted civilians" read as one noun phrase: a past form squeezed between two nouns, in words
// that have no other verb.
//   matches: "The mayor said the army wounded children."
//   must not: "The mayor said the wounded children slept." (a determiner before it; another verb)
bool is_squeezed_verb(const Reading& reading, TokenIndex token, TokenRange range) {
  if (token <= range.first || token + 1 >= range.last) return false;
  const Deprel base = base_relation(relation(reading, token));
  if (base != Deprel::amod && base != Deprel::compound) return false;
  const Upos before = reading.token(token - 1).upos;
  if (before != Upos::NOUN && before != Upos::PROPN) return false;
  return !has_finite_verb(reading, range);
}

}  // namespace

bool ActReader::has_victim(TokenIndex token, TokenRange range) const {
  TokenRange below = reading_.tree.subtree(token);
  if (is_squeezed_verb(reading_, token, range)) below = {token + 1, reading_.token(token).head + 1};
  for (TokenIndex at = std::max(below.first, range.first); at < std::min(below.last, range.last); ++at) {
    if (tables_.is(reading_, at, WordClass::victim)) return true;
  }
  return false;
}

TokenIndex ActReader::culprit(TokenIndex token, TokenRange range) const {
  if (is_squeezed_verb(reading_, token, range)) return token - 1;
  // "committed atrocities", "planned genocide"
  if (reading_.token(token).upos == Upos::NOUN && is_squeezed_verb(reading_, token - 1, range))
    return token - 2;
  if (reading_.token(token).upos == Upos::VERB) {
    // "civilians besieged in the city": of a participle behind its noun only the by-phrase does it.
    const bool past = static_cast<Xpos>(reading_.token(token).xpos) == Xpos::VBN;
    if (past && relation(reading_, token) == Deprel::acl) {
      const TokenIndex agent = reading_.tree.child(token, {Deprel::obl_agent});
      return agent != kNone ? agent : after_preposition(reading_, token, "by");
    }
    return doer_of(reading_, token);
  }
  for (const std::string_view preposition : {"by", "from"}) {
    const TokenIndex found = after_preposition(reading_, token, preposition);
    if (found != kNone && is_nominal(reading_, found)) return found;
  }
  const TokenIndex owner = reading_.tree.child(token, {Deprel::nmod_poss});
  if (owner != kNone) return owner;
  for (const TokenIndex child : reading_.tree.children(token)) {
    if (relation(reading_, child) == Deprel::compound && reading_.token(child).upos == Upos::PROPN)
      return child;
  }
  const Deprel deprel = relation(reading_, token);
  const TokenIndex head = reading_.token(token).head;
  if (head != kNone && (deprel == Deprel::obj || deprel == Deprel::obl) && range.contains(head))
    return doer_of(reading_, head);
  // "is a terror group"
  if (head != kNone && deprel == Deprel::compound && reading_.tree.has_child(head, {Deprel::cop}))
    return own_subject(reading_, head);
  if (reading_.tree.has_child(token, {Deprel::cop})) return own_subject(reading_, token);
  return kNone;
}

// "we struck", "it had struck": told as done, not as planned.
bool ActReader::is_done(TokenIndex verb) const {
  if (reading_.token(verb).upos != Upos::VERB || is_passive(reading_, verb)) return false;
  const auto xpos = static_cast<Xpos>(reading_.token(verb).xpos);
  if (xpos != Xpos::VBD && xpos != Xpos::VBN) return false;
  for (const TokenIndex child : reading_.tree.children(verb)) {
    if (static_cast<Xpos>(reading_.token(child).xpos) == Xpos::MD) return false;
  }
  return true;
}

bool ActReader::can_be_blamed(TokenIndex token) const {
  if (token == kNone || is_third_pronoun(reading_, token)) return false;
  if (reading_.token(token).upos == Upos::PROPN) return true;
  const ActorIndex actor = reading_.document.actor_of(token);
  if (actor == kNone) return false;
  const ActorKind kind = reading_.document.actors[static_cast<std::size_t>(actor)].kind;
  return kind != ActorKind::unknown && kind != ActorKind::civilians;
}

// Subject, object or predicate of a verb, not deep in a phrase.
bool ActReader::is_topic(TokenIndex token) const {
  const Deprel base = base_relation(relation(reading_, token));
  if (base == Deprel::root || reading_.tree.has_child(token, {Deprel::cop})) return true;
  const TokenIndex head = reading_.token(token).head;
  if (head == kNone || (base != Deprel::nsubj && base != Deprel::obj)) return false;
  const Deprel above = base_relation(relation(reading_, head));
  return above != Deprel::acl || relation(reading_, head) == Deprel::acl_relcl;
}

// Wrongs by their name; violence with a doer and a victim.
bool ActReader::read_blame(TokenRange range, const Voice& voice, Act& act) const {
  for (TokenIndex at = range.first; at < range.last; ++at) {
    if (masked(at)) continue;
    const std::uint32_t bits = tables_.classes(reading_, at);
    if (bits == 0) continue;
    const bool wrong = (bits >> static_cast<unsigned>(WordClass::wrong) & 1U) != 0;
    const bool harm = (bits >> static_cast<unsigned>(WordClass::harm) & 1U) != 0;
    if (!wrong && !harm) continue;
    if (is_negated(reading_, at)) continue;
    const TokenIndex who = culprit(at, range);
    if (who != kNone && names_speaker(reading_, voice, who)) {
      if (!harm || !is_done(at) || !has_victim(at, range)) continue;
      act = {SpeechFunction::acknowledgement, kNone, word_rule(at, WordClass::harm), 0.6F};
      return true;
    }
    // A wrong that nobody is named for must be what the clause is about.
    const Upos upos = reading_.token(at).upos;
    const bool top = reading_.token(at).head != kNone && !range.contains(reading_.token(at).head);
    const bool aside = upos == Upos::NOUN ? !top && !is_topic(at) : relation(reading_, at) == Deprel::acl;
    if (wrong && who == kNone && (aside || describes(reading_, at))) continue;
    if (harm && !wrong && (!can_be_blamed(who) || !has_victim(at, range))) continue;
    act = {SpeechFunction::accusation, who, word_rule(at, wrong ? WordClass::wrong : WordClass::harm),
           who == kNone ? 0.55F : 0.7F};
    return true;
  }
  return false;
}

bool ActReader::read_feeling(TokenRange range, const Voice& voice, Act& act) const {
  for (TokenIndex at = range.first; at < range.last; ++at) {
    if (masked(at)) continue;
    const std::uint32_t bits = tables_.classes(reading_, at);
    if (bits == 0) continue;
    const auto has = [bits](WordClass kind) { return (bits >> static_cast<unsigned>(kind) & 1U) != 0; };
    if (has(WordClass::harsh)) {
      act = {SpeechFunction::condemnation, kNone, word_rule(at, WordClass::harsh), 0.6F};
      return true;
    }
    if (has(WordClass::fault)) {
      const Deprel deprel = relation(reading_, at);
      const TokenIndex verb =
          deprel == Deprel::obj || base_relation(deprel) == Deprel::obl ? reading_.token(at).head : at;
      if (verb != kNone && names_speaker(reading_, voice, own_subject(reading_, verb))) {
        act = {SpeechFunction::acknowledgement, kNone, word_rule(at, WordClass::fault), 0.6F};
        return true;
      }
    }
    if (has(WordClass::good) && praises(reading_, at)) {
      act = {SpeechFunction::endorsement, kNone, word_rule(at, WordClass::good), 0.5F};
      return true;
    }
  }
  return false;
}

// "This was an indefensible attack": the verdict is the sentence's own predicate.
bool ActReader::read_harsh_verdict(TokenRange range, TokenIndex head, Act& act) const {
  if (head == kNone || !reading_.tree.has_child(head, {Deprel::cop})) return false;
  std::vector<TokenIndex> verdict{head};
  for (const TokenIndex child : reading_.tree.children(head)) {
    const Deprel deprel = relation(reading_, child);
    if (deprel == Deprel::amod || deprel == Deprel::conj || deprel == Deprel::nmod) verdict.push_back(child);
  }
  for (const TokenIndex at : verdict) {
    if (!range.contains(at) || masked(at) || !tables_.is(reading_, at, WordClass::harsh)) continue;
    act = {SpeechFunction::condemnation, kNone, word_rule(at, WordClass::harsh), 0.7F, at};
    return true;
  }
  for (const TokenIndex at : verdict) {
    for (const TokenIndex child : reading_.tree.children(at)) {
      if (relation(reading_, child) != Deprel::amod || !tables_.is(reading_, child, WordClass::harsh))
        continue;
      act = {SpeechFunction::condemnation, kNone, word_rule(child, WordClass::harsh), 0.7F, child};
      return true;
    }
  }
  return false;
}

}  // namespace avow::speech
