// Clause: who acts and who is acted upon, through control, raising, coordination and participles.
#include <algorithm>

#include "avow/document/xpos.hpp"
#include "events/clause.hpp"

namespace avow::events {
namespace {

bool is_xpos(const Token& token, Xpos xpos) {
  return token.xpos == static_cast<std::uint8_t>(xpos);
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Verbs whose infinitive belongs to their subject even when they have an object (subject control).
bool subject_control(std::string_view lemma) {
  return one_of(lemma, {"promise", "vow", "pledge", "threaten", "swear", "use", "take", "do", "offer"});
}

}  // namespace

TokenIndex Clause::own_subject(TokenIndex verb) const {
  for (const TokenIndex child : tree_.children(verb)) {
    const Deprel deprel = token(child).deprel;
    if (deprel != Deprel::nsubj && deprel != Deprel::nsubj_pass && deprel != Deprel::nsubj_outer) continue;
    if (!temporal(child)) return child;
  }
  return kNone;
}

TokenIndex Clause::subject(TokenIndex verb, int depth) const {
  if (depth > 8) return kNone;
  const TokenIndex own = own_subject(verb);
  if (own != kNone) return antecedent(own);
  const Token& word = token(verb);
  if (const TokenIndex named = infinitive_subject(verb); named != kNone) return named;
  if (const TokenIndex whose = owner_of_attempt(verb); whose != kNone) return whose;
  if (depth == 0) {
    const TokenIndex near = nearby_subject(verb);
    if (near != kNone) return near;
  }
  if (word.head == kNone) return kNone;
  switch (word.deprel) {
    case Deprel::conj:
      // "the troops, which were there to train and were attacked": a second relative clause.
      if (nominal(word.head) && tree_.has_child(word.head, {Deprel::acl_relcl}) && verbal(verb))
        return word.head;
      return verbal(word.head) || !nominal(word.head) || tree_.has_child(word.head, {Deprel::cop})
                 ? subject(word.head, depth + 1)
                 : kNone;
    case Deprel::xcomp:
    case Deprel::ccomp:
    case Deprel::advcl:
      return controlled_subject(verb, depth);
    case Deprel::acl:
    case Deprel::acl_relcl:
      return subject_of_adnominal(verb, depth);
    case Deprel::amod:
      return word.head;
    default:
      return kNone;
  }
}

// Who stands right before a to-infinitive as the one asked or meant: "called on the government of Velmar to
// act", "the need for both sides to talk", "begged Velmar to open the road". Long sentences' trees hang the
// infinitive elsewhere.
TokenIndex Clause::infinitive_subject(TokenIndex verb) const {
  const TokenIndex to = tree_.child(verb, {Deprel::mark});
  if (to == kNone || lemma(to) != "to" || to == 0) return kNone;
  if (token(to - 1).sentence != token(verb).sentence) return kNone;
  TokenIndex at = to - 1;
  for (int depth = 0; depth < 6 && at != kNone && at < to && !verbal(at); ++depth, at = token(at).head) {
    if (!nominal(at)) continue;
    const std::string_view before = preposition(at);
    const TokenIndex governor = token(at).head;
    if (governor == kNone || governor > at) continue;
    const FactualityWord* asking = lexicon_.factuality(lemma(governor), verbal(governor) ? 'v' : 'n');
    const bool asks = asking != nullptr && asking->source;
    const Deprel base = base_relation(token(at).deprel);
    const bool object = verbal(governor) && (base == Deprel::obj || base == Deprel::iobj);
    if (object && asks && !subject_control(lemma(governor)) && could_act(at)) return antecedent(at);
    if (one_of(before, {"on", "upon"}) && (asks || one_of(lemma(governor), {"call", "prevail"})) &&
        could_act(at)) {
      return antecedent(at);
    }
    if (before == "for" && could_act(at) &&
        !one_of(lemma(governor), {"leave", "depart", "head", "set", "fly", "work", "fight", "vote", "act"})) {
      return antecedent(at);
    }
  }
  return kNone;
}

// "its attempts at seizing the town", "accused of plans of attacking": whose attempt, wherever the tree hangs
// the gerund.
TokenIndex Clause::owner_of_attempt(TokenIndex verb) const {
  if (!is_xpos(token(verb), Xpos::VBG) || verb < 2) return kNone;
  const TokenIndex noun = verb - 2;
  if (lemma(verb - 1) != "at" || token(noun).upos != Upos::NOUN ||
      token(noun).sentence != token(verb).sentence) {
    return kNone;
  }
  return owner(noun);
}

TokenIndex Clause::controlled_subject(TokenIndex verb, int depth) const {
  const Token& word = token(verb);
  const TokenIndex governor = word.head;
  if (word.deprel == Deprel::ccomp && !is_xpos(word, Xpos::VBG) && preposition(verb) != "to") return kNone;
  const std::string_view mark = preposition(verb);
  // "accused the army of shelling", "prevent forces from carrying out", "urged them to stop": the object
  // acts.
  const FactualityWord* asking = lexicon_.factuality(lemma(governor), 'v');
  const bool by_object = word.deprel == Deprel::xcomp || one_of(mark, {"from", "of", "into", "for"}) ||
                         (asking != nullptr && asking->source);
  if (by_object && verbal(governor) && !subject_control(lemma(governor))) {
    const TokenIndex patient_of_governor =
        passive(governor) ? subject(governor, depth + 1) : tree_.child(governor, {Deprel::obj, Deprel::iobj});
    // A place or thing does nothing: "visited the town to gather evidence" has the visitor gather.
    if (patient_of_governor != kNone && (could_act(patient_of_governor) || own_subject(governor) == kNone)) {
      return antecedent(patient_of_governor);
    }
    // "called on the army to stop", "appealed to both sides to talk"
    if (one_of(lemma(governor), {"call", "appeal", "plead", "press", "prevail"})) {
      for (const std::string_view preposition_of_party : {"on", "upon", "to", "for", "with"}) {
        const TokenIndex party = oblique(governor, preposition_of_party);
        if (party != kNone && party != verb && nominal(party)) return antecedent(party);
      }
    }
  }
  if (nominal(governor) && token(governor).deprel != Deprel::root &&
      !tree_.has_child(governor, {Deprel::cop})) {
    return subject_of_adnominal(verb, depth);
  }
  return subject(governor, depth + 1);
}

TokenIndex Clause::subject_of_adnominal(TokenIndex verb, int depth) const {
  const Token& word = token(verb);
  const TokenIndex noun = word.head;
  if (noun == kNone) return kNone;
  const bool gerund = is_xpos(word, Xpos::VBG) && one_of(preposition(verb), {"at", "of", "for", "in"});
  if ((preposition(verb) == "to" || gerund) && word.deprel != Deprel::acl_relcl) {
    // "faces pressure from the council to withdraw": who is asked, not who asks.
    if (const FactualityWord* asking = lexicon_.factuality(lemma(noun), 'n'); asking && asking->source) {
      const TokenIndex above = token(noun).head;
      const bool bears = above != kNone && verbal(above) &&
                         one_of(lemma(above), {"face", "be", "come", "receive", "feel", "get", "resist"});
      if (bears) return subject(above, depth + 1);
    }
    // "efforts to deliver", "its plan to withdraw", "attempts at seizing": whose effort or plan.
    const TokenIndex whose = owner(noun);
    if (whose != kNone) return whose;
    const TokenIndex governor = token(noun).head;
    // "made efforts to deliver", not "discussed the campaign to free".
    if (governor != kNone && verbal(governor) && token(noun).deprel == Deprel::obj &&
        (lexicon_.light_verb(lemma(governor)) != nullptr || lemma(governor) == "have")) {
      return subject(governor, depth + 1);
    }
    return kNone;
  }
  return noun;
}

TokenIndex Clause::agent(TokenIndex verb) const {
  if (!passive(verb)) return subject(verb);
  const TokenIndex by = tree_.child(verb, {Deprel::obl_agent});
  if (by != kNone && preposition(by) == "by") return antecedent(by);
  const TokenIndex phrase_by = oblique(verb, "by");
  return phrase_by != kNone && (classes(phrase_by) & kTimeClass) == 0 && nominal(phrase_by)
             ? antecedent(phrase_by)
             : kNone;
}

// An object that the parser took for a phrase with a preposition, though none stands before it.
TokenIndex Clause::bare_object(TokenIndex verb) const {
  for (const TokenIndex child : tree_.children(verb)) {
    const Deprel deprel = token(child).deprel;
    if (child < verb || (deprel != Deprel::obl && deprel != Deprel::obl_agent)) continue;
    if (nominal(child) && preposition(child).empty() && !temporal(child) &&
        (classes(child) & kTimeClass) == 0 && token(child).upos != Upos::NUM) {
      return child;
    }
  }
  return kNone;
}

TokenIndex Clause::object(TokenIndex verb) const {
  TokenIndex own = tree_.child(verb, {Deprel::obj});
  for (const TokenIndex child : tree_.children(verb)) {
    // A second object after the verb is the real one ("reports that the militia killed nine").
    if (own != kNone && own < verb && child > verb && token(child).deprel == Deprel::obj) own = child;
  }
  if (own == kNone) own = bare_object(verb);
  if (own != kNone) return antecedent(own);
  // "killed and injured residents": a shared object stands with either verb.
  for (const TokenIndex child : tree_.children(verb)) {
    if (token(child).deprel != Deprel::conj || !verbal(child)) continue;
    if (tree_.has_child(child, {Deprel::nsubj, Deprel::nsubj_pass})) continue;
    TokenIndex shared = tree_.child(child, {Deprel::obj});
    if (shared == kNone && token(child).deprel == Deprel::conj) shared = bare_object(child);
    if (shared != kNone && token(child).upos == Upos::VERB) return antecedent(shared);
  }
  const Token& word = token(verb);
  if (word.deprel == Deprel::conj && word.head != kNone && verbal(word.head) && !passive(word.head)) {
    const TokenIndex shared = tree_.child(word.head, {Deprel::obj});
    if (shared != kNone && shared > verb) return antecedent(shared);
  }
  if (word.deprel == Deprel::acl_relcl && word.head != kNone) {
    // "the towns (that) the army shelled": a subject of its own, and no other use of the relative pronoun.
    const TokenIndex own_subj = own_subject(verb);
    if (own_subj != kNone && antecedent(own_subj) == own_subj) return word.head;
  }
  return nearby_object(verb);
}

TokenIndex Clause::patient(TokenIndex verb) const {
  if (!passive(verb)) return object(verb);
  const TokenIndex found = subject(verb);
  if (found != kNone) return found;
  const TokenIndex retained = tree_.child(verb, {Deprel::obj});
  return retained == kNone ? kNone : antecedent(retained);
}

TokenIndex Clause::owner(TokenIndex noun) const {
  const TokenIndex possessor = tree_.child(noun, {Deprel::nmod_poss});
  if (possessor != kNone && could_act(possessor)) return antecedent(possessor);
  for (const std::string_view preposition : {"by", "of", "from"}) {
    const TokenIndex giver = oblique(noun, preposition);
    if (giver != kNone && nominal(giver) && could_act(giver)) return giver;
  }
  for (const TokenIndex child : tree_.children(noun)) {
    const Deprel base = base_relation(token(child).deprel);
    if (child < noun && (base == Deprel::amod || base == Deprel::compound) && names_party(child))
      return child;
  }
  return kNone;
}

}  // namespace avow::events
