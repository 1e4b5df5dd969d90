// From what binds or asks down to the words of the conduct.
#include <algorithm>

#include "avow/document/xpos.hpp"
#include "events/obligation_reader.hpp"

namespace avow::events {
namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

void ObligationReader::expand(TokenIndex at, TokenIndex party, Polarity polarity, int depth) {
  if (depth > 10) return;
  // "We insist that we will go on": what the speaker says it will do binds it, whatever the statement asks.
  const bool own_will = kind_ == ObligationKind::demand && clause_.verbal(at) &&
                        (clause_.has_aux(at, "will") || clause_.has_aux(at, "shall")) && speaks_of_itself(at);
  if (own_will) kind_ = ObligationKind::commitment;
  expand_within(at, party, polarity, depth);
  if (own_will) kind_ = ObligationKind::demand;
}

bool ObligationReader::speaks_of_itself(TokenIndex verb) const {
  const TokenIndex subject = clause_.subject(verb);
  return subject != kNone && one_of(clause_.lemma(subject), {"we", "i", "I"});
}

void ObligationReader::expand_within(TokenIndex at, TokenIndex party, Polarity polarity, int depth) {
  const bool clausal = clause_.verbal(at) || clause_.tree().has_child(at, {Deprel::cop, Deprel::nsubj});
  if (clausal && clause_.negated(at)) polarity = flip(polarity);
  if (!through(at, party, polarity, depth)) {
    emit(at, party, polarity);
    asked_within(at, depth);
    further_objects(at, party, polarity);
  }
  for (const TokenIndex child : clause_.tree().children(at)) {
    if (splits(at, child)) expand(child, party_of(child, party), polarity, depth + 1);
  }
}

void ObligationReader::asked_within(TokenIndex at, int depth) {
  if (kind_ != ObligationKind::demand || depth > 6) return;
  for (const TokenIndex child : clause_.tree().children(at)) {
    const Deprel deprel = clause_.token(child).deprel;
    if ((!complement(deprel) && deprel != Deprel::advcl) || !clause_.verbal(child)) continue;
    if (words_.role(clause_.lemma(child)) == ConductRole::asks && deprel != Deprel::csubj) {
      through_asking(child, Polarity::to_do, depth + 1);
    } else {
      asked_within(child, depth + 1);
    }
  }
}

void ObligationReader::further_objects(TokenIndex at, TokenIndex party, Polarity polarity) {
  const TokenIndex object = clause_.verbal(at) ? clause_.tree().child(at, {Deprel::obj}) : kNone;
  if (object == kNone) return;
  for (const TokenIndex child : clause_.tree().children(object)) {
    if (clause_.token(child).deprel == Deprel::conj && draft_at(child) != nullptr && !clause_.verbal(child)) {
      emit(child, party == kNone ? clause_.agent(at) : party, polarity);
    }
  }
}

TokenIndex ObligationReader::party_of(TokenIndex conjunct, TokenIndex party) const {
  const TokenIndex own = clause_.tree().child(conjunct, {Deprel::nsubj});
  return own == kNone ? party : own;
}

bool ObligationReader::splits(TokenIndex first, TokenIndex child) const {
  const Token& word = clause_.token(child);
  if (word.deprel != Deprel::conj && word.deprel != Deprel::parataxis) return false;
  if (!in_content(child)) return false;
  if (word.deprel == Deprel::parataxis) return binding_clause(child);
  if (!clause_.verbal(child))
    return clause_.nominal(child) && clause_.nominal(first) &&
           !clause_.tree().has_child(first, {Deprel::cop});
  // "find them and hold them to account" is one conduct; "to pay and to report", two.
  return clause_.preposition(child) == "to" || clause_.tree().has_child(child, {Deprel::nsubj, Deprel::aux});
}

bool ObligationReader::binding_clause(TokenIndex verb) const {
  const bool promise = kind_ == ObligationKind::commitment;
  for (const std::string_view aux : {"shall", "will", "'ll", "wo"}) {
    if (promise && clause_.has_aux(verb, aux)) return true;
  }
  for (const std::string_view aux : {"must", "should", "shall", "ought"}) {
    if (!promise && clause_.has_aux(verb, aux)) return true;
  }
  return false;
}

bool ObligationReader::complement(Deprel deprel) {
  return deprel == Deprel::xcomp || deprel == Deprel::ccomp || deprel == Deprel::csubj;
}

bool ObligationReader::through(TokenIndex at, TokenIndex party, Polarity polarity, int depth) {
  switch (words_.role(clause_.lemma(at))) {
    case ConductRole::asks:
      if (kind_ == ObligationKind::commitment) return through_calling(at, party, polarity, depth);
      return kind_ == ObligationKind::demand && (clause_.verbal(at) || clause_.nominal(at)) &&
             through_asking(at, polarity, depth);
    case ConductRole::binds:
      return kind_ == ObligationKind::commitment && through_binding(at, party, polarity, depth);
    case ConductRole::needs:
      return through_need(at, party, polarity, depth);
    case ConductRole::ends:
      return through_end(at, party, polarity, depth);
    case ConductRole::refrains:
      return through_refraining(at, party, polarity, depth);
    case ConductRole::goes_on:
      return clause_.verbal(at) &&
             (each_complement(at, party, polarity, depth) ||
              (clause_.lemma(at) == "remain" && through_remain(at, party, polarity, depth)));
    default:
      return false;
  }
}

bool ObligationReader::through_remain(TokenIndex at, TokenIndex party, Polarity polarity, int depth) {
  for (const TokenIndex child : clause_.tree().children(at)) {
    if (words_.role(clause_.lemma(child)) == ConductRole::binds) {
      return through(child, party, polarity, depth + 1);
    }
  }
  return false;
}

bool ObligationReader::each_complement(TokenIndex at, TokenIndex party, Polarity polarity, int depth) {
  bool any = false;
  for (const TokenIndex child : clause_.tree().children(at)) {
    const Deprel deprel = clause_.token(child).deprel;
    const bool infinitive = (deprel == Deprel::advcl || deprel == Deprel::acl) && clause_.verbal(child) &&
                            (clause_.preposition(child) == "to" || clause_.preposition(child) == "for");
    if (!complement(deprel) && !infinitive) continue;
    expand(child, party, polarity, depth + 1);
    any = true;
  }
  return any;
}

TokenIndex ObligationReader::infinitive_right_after(TokenIndex noun) const {
  if (noun == kNone) return kNone;
  const auto count = static_cast<TokenIndex>(document_.tokens.size());
  if (noun + 1 >= count || clause_.form(noun + 1) != "to") return kNone;
  TokenIndex verb = noun + 2;
  while (verb < count && clause_.token(verb).upos == Upos::ADV) ++verb;
  const bool bare = verb < count && static_cast<Xpos>(clause_.token(verb).xpos) == Xpos::VB;
  return bare && clause_.token(verb).sentence == clause_.token(noun).sentence ? verb : kNone;
}

bool ObligationReader::through_asking(TokenIndex at, Polarity polarity, int depth) {
  TokenIndex party = kNone;
  if (clause_.verbal(at)) {
    party = clause_.tree().child(at, {Deprel::iobj});
    if (party == kNone) party = clause_.oblique(at, "on");
    if (party == kNone) party = clause_.oblique(at, "upon");
    if (party == kNone) party = clause_.tree().child(at, {Deprel::obj});
    if (party == kNone && clause_.passive(at)) party = clause_.subject(at);
  } else {
    for (const std::string_view preposition : {"on", "to"}) {
      if (party == kNone) party = clause_.oblique(at, preposition);
    }
  }
  if (party != kNone && !clause_.could_act(party)) party = kNone;
  if (each_complement(at, party, polarity, depth)) return true;
  // A long sentence's tree may hang "to reach a settlement" elsewhere than on "urge all parties".
  if (const TokenIndex verb = infinitive_right_after(party); verb != kNone && in_content(verb)) {
    expand(verb, party, polarity, depth + 1);
    return true;
  }
  // "call for a ceasefire", "demanded the release of the prisoners"
  TokenIndex thing = clause_.oblique(at, "for");
  if (thing == kNone && clause_.verbal(at)) {
    thing = clause_.tree().child(at, {Deprel::obj});
    if (thing == party) thing = kNone;
  }
  if (thing == kNone || !in_content(thing)) return false;
  expand(thing, party, polarity, depth + 1);
  return true;
}

bool ObligationReader::through_calling(TokenIndex at, TokenIndex party, Polarity polarity, int depth) {
  if (one_of(clause_.lemma(at), {"want", "seek", "propose", "expect"})) {
    return each_complement(at, party, polarity, depth);
  }
  if (!clause_.verbal(at)) return false;
  kind_ = ObligationKind::demand;
  const bool asked = through_asking(at, polarity, depth);
  kind_ = ObligationKind::commitment;
  if (!asked) return false;
  // Without "will" or the like it only asks.
  for (TokenIndex up = at; up != kNone && in_content(up); up = clause_.token(up).head) {
    if (binding_clause(up)) return false;
  }
  return said().content_head != at;
}

bool ObligationReader::through_binding(TokenIndex at, TokenIndex party, Polarity polarity, int depth) {
  if (party == kNone) party = clause_.subject(at);
  if (each_complement(at, party, polarity, depth)) return true;
  const TokenIndex thing = clause_.oblique(at, "to");
  if (thing != kNone && in_content(thing) &&
      (clause_.verbal(thing) || (clause_.classes(thing) & kAct) != 0)) {
    expand(thing, party, polarity, depth + 1);
    return true;
  }
  return false;
}

bool ObligationReader::through_need(TokenIndex at, TokenIndex party, Polarity polarity, int depth) {
  if (each_complement(at, party, polarity, depth)) return true;
  const TokenIndex object = clause_.verbal(at) ? clause_.tree().child(at, {Deprel::obj}) : kNone;
  const TokenIndex thing =
      object != kNone ? object : clause_.oblique(at, clause_.lemma(at) == "importance" ? "of" : "for");
  if (thing == kNone || clause_.verbal(at)) return false;
  expand(thing, party, polarity, depth + 1);
  return true;
}

bool ObligationReader::through_end(TokenIndex at, TokenIndex party, Polarity polarity, int depth) {
  if (clause_.verbal(at)) {
    for (const TokenIndex child : clause_.tree().children(at)) {
      if (clause_.token(child).deprel == Deprel::xcomp) {
        expand(child, party == kNone ? clause_.subject(at) : party, flip(polarity), depth + 1);
        return true;
      }
    }
    TokenIndex act = clause_.patient(at);
    TokenIndex who = party != kNone ? party : clause_.agent(at);
    if (act == kNone) {
      const TokenIndex subject = clause_.subject(at);
      if (subject == kNone || clause_.could_act(subject)) return false;
      act = subject;
    }
    if (who == act) who = kNone;
    if (draft_at(act) == nullptr && (clause_.classes(act) & (kAct | kAbstract)) == 0) return false;
    emit(act, who, flip(polarity));
    return true;
  }
  for (const std::string_view preposition : {"to", "of"}) {
    const TokenIndex act = clause_.oblique(at, preposition);
    if (act == kNone) continue;
    emit(act, party, flip(polarity));
    return true;
  }
  return false;
}

bool ObligationReader::through_refraining(TokenIndex at, TokenIndex party, Polarity polarity, int depth) {
  const TokenIndex who = party == kNone ? clause_.subject(at) : party;
  if (each_complement(at, who, flip(polarity), depth)) return true;
  TokenIndex act = clause_.oblique(at, "from");
  if (act == kNone) act = clause_.tree().child(at, {Deprel::obj});
  if (act == kNone) return false;
  expand(act, who, flip(polarity), depth + 1);
  return true;
}

}  // namespace avow::events
