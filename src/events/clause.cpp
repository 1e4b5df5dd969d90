#include "events/clause.hpp"

#include <algorithm>

#include "avow/document/xpos.hpp"

namespace avow::events {
namespace {

bool is_xpos(const Token& token, Xpos xpos) {
  return token.xpos == static_cast<std::uint8_t>(xpos);
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool partitive(std::string_view lemma) {
  return one_of(
      lemma, {"dozen",  "score",  "hundred", "thousand", "million", "number",  "lot",  "majority", "handful",
              "couple", "series", "group",   "some",     "many",    "several", "most", "all",      "member",
              "one",    "two",    "three",   "both",     "either",  "each",    "part", "rest",     "percent",
              "wave",   "kind",   "form",    "type",     "act",     "spate",   "half", "quarter",  "string",
              "any",    "none",   "ton",     "tonne",    "few"});
}

}  // namespace

Clause::Clause(const Document& document, const Tree& tree, const Lexicon& lexicon)
    : document_(document),
      tree_(tree),
      lexicon_(lexicon),
      time_at_(document.tokens.size(), false),
      entity_at_(document.tokens.size(), -1) {
  for (const Time& time : document.times) {
    for (TokenIndex i = time.tokens.first; i < time.tokens.last; ++i)
      time_at_[static_cast<std::size_t>(i)] = true;
  }
  for (const Entity& entity : document.entities) {
    for (TokenIndex i = entity.tokens.first; i < entity.tokens.last; ++i) {
      entity_at_[static_cast<std::size_t>(i)] = static_cast<std::int8_t>(entity.type);
    }
  }
}

bool Clause::verbal(TokenIndex index) const {
  const Upos upos = token(index).upos;
  return upos == Upos::VERB || upos == Upos::AUX;
}

bool Clause::nominal(TokenIndex index) const {
  const Upos upos = token(index).upos;
  return upos == Upos::NOUN || upos == Upos::PROPN || upos == Upos::PRON || upos == Upos::NUM;
}

bool Clause::participle_as_verb(TokenIndex index) const {
  const Token& word = token(index);
  if (word.upos != Upos::ADJ || !form(index).ends_with("ed")) return false;
  if (word.deprel == Deprel::compound || word.deprel == Deprel::flat) return false;
  if (word.deprel == Deprel::amod) {
    const TokenIndex next = index + 1;
    if (static_cast<std::size_t>(next) >= document_.tokens.size() || token(next).sentence != word.sentence)
      return false;
    const Upos before =
        index > 0 && token(index - 1).sentence == word.sentence ? token(index - 1).upos : Upos::X;
    return token(next).upos == Upos::DET || token(next).upos == Upos::NUM ||
           is_xpos(token(next), Xpos::PRPS) || before == Upos::AUX ||
           (before == Upos::ADV && token(next).upos == Upos::PROPN);
  }
  return word.deprel == Deprel::acl ||
         tree_.has_child(index, {Deprel::obj, Deprel::nsubj, Deprel::nsubj_pass, Deprel::obl});
}

bool Clause::verb_after_modal(TokenIndex index) const {
  const Token& word = token(index);
  if (word.upos != Upos::ADJ && word.upos != Upos::AUX && word.upos != Upos::NOUN) return false;
  if (one_of(word.lemma, {"be", "have", "do"}) || is_xpos(word, Xpos::NNS) || is_xpos(word, Xpos::NNP)) {
    return false;
  }
  TokenIndex before = index - 1;
  while (before > 0 && (token(before).upos == Upos::ADV || lemma(before) == "not")) --before;
  return before >= 0 && token(before).sentence == word.sentence && is_xpos(token(before), Xpos::MD);
}

// "have killed": a perfect without "been" is active, whatever the labels of its arguments say.
bool Clause::active_perfect(TokenIndex verb) const {
  bool have = false;
  for (const TokenIndex child : tree_.children(verb)) {
    if (base_relation(token(child).deprel) != Deprel::aux && token(child).deprel != Deprel::cop) continue;
    if (one_of(lemma(child), {"be", "get"})) return false;
    have = have || lemma(child) == "have";
  }
  return have;
}

bool Clause::passive(TokenIndex verb) const {
  const Token& word = token(verb);
  if (active_perfect(verb) || verb_after_modal(verb)) return false;
  if (word.deprel == Deprel::amod && tree_.has_child(verb, {Deprel::nsubj})) return false;
  // A past tense with an object and no auxiliary, whatever its subject is labelled ("aid reached the
  // families").
  if (is_xpos(word, Xpos::VBD) && tree_.has_child(verb, {Deprel::obj}) &&
      !tree_.has_child(verb, {Deprel::aux, Deprel::aux_pass, Deprel::cop})) {
    return false;
  }
  if (tree_.has_child(verb, {Deprel::aux_pass, Deprel::nsubj_pass, Deprel::csubj_pass})) return true;
  if (word.upos == Upos::ADJ) {
    return tree_.has_child(verb, {Deprel::cop}) || word.deprel == Deprel::acl ||
           (word.deprel == Deprel::amod && !participle_as_verb(verb));
  }
  if (!is_xpos(word, Xpos::VBN) && !(is_xpos(word, Xpos::VBD) && word.deprel == Deprel::acl)) return false;
  if (word.deprel == Deprel::acl || word.deprel == Deprel::amod) return true;
  if (word.deprel == Deprel::conj && word.head != kNone &&
      !tree_.has_child(verb, {Deprel::aux, Deprel::nsubj})) {
    return passive(word.head) && !active_perfect(word.head);
  }
  if (word.deprel == Deprel::root || word.deprel == Deprel::parataxis || word.deprel == Deprel::ccomp ||
      word.deprel == Deprel::acl_relcl) {
    // Without an auxiliary more often a past tense that was tagged wrong.
    return tree_.has_child(verb, {Deprel::obl_agent}) && !tree_.has_child(verb, {Deprel::obj});
  }
  if (word.deprel == Deprel::advcl || word.deprel == Deprel::xcomp) {
    return !tree_.has_child(verb, {Deprel::aux, Deprel::obj, Deprel::nsubj}) ||
           tree_.has_child(verb, {Deprel::obl_agent});
  }
  return false;
}

bool Clause::negated(TokenIndex head) const {
  for (const TokenIndex child : tree_.children(head)) {
    const Token& word = token(child);
    const std::string_view text = word.lemma;
    if (word.deprel == Deprel::advmod && one_of(text, {"not", "never", "n't", "hardly", "nowhere"}))
      return true;
    if (word.deprel == Deprel::det && text == "no") return true;
    if (base_relation(word.deprel) == Deprel::nsubj && one_of(text, {"nobody", "none", "nothing"}))
      return true;
    if (base_relation(word.deprel) == Deprel::nsubj && verbal(head)) {
      if (text == "one" && tree_.has_child(child, {Deprel::det}) &&
          lemma(tree_.child(child, {Deprel::det})) == "no") {
        return true;
      }
    }
    if (word.deprel == Deprel::cc_preconj && text == "neither") return true;
  }
  return false;
}

bool Clause::has_aux(TokenIndex verb, std::string_view wanted) const {
  for (const TokenIndex child : tree_.children(verb)) {
    if (base_relation(token(child).deprel) == Deprel::aux && lemma(child) == wanted) return true;
  }
  return false;
}

std::string_view Clause::preposition(TokenIndex dependent) const {
  for (const TokenIndex child : tree_.children(dependent)) {
    const Deprel deprel = token(child).deprel;
    if (deprel == Deprel::case_ || deprel == Deprel::mark) return lemma(child);
  }
  return {};
}

TokenIndex Clause::oblique(TokenIndex head, std::string_view wanted) const {
  TokenIndex below_object = kNone;
  for (const TokenIndex child : tree_.children(head)) {
    const Deprel base = base_relation(token(child).deprel);
    if (base == Deprel::obl || base == Deprel::nmod || base == Deprel::advcl || base == Deprel::advmod) {
      if (token(child).deprel != Deprel::nmod_poss && preposition(child) == wanted) return antecedent(child);
    }
    const bool inner = (base == Deprel::obj && verbal(head)) ||
                       (base == Deprel::nmod && child > head && wanted != "of" && nominal(head));
    if (inner) {
      for (const TokenIndex below : tree_.children(child)) {
        if (base_relation(token(below).deprel) == Deprel::nmod && preposition(below) == wanted &&
            token(below).deprel != Deprel::nmod_poss) {
          below_object = below;
        }
      }
    }
  }
  if (below_object != kNone) return antecedent(below_object);
  return nearby_oblique(head, wanted);
}

TokenIndex Clause::antecedent(TokenIndex index) const {
  const Token& word = token(index);
  if (!is_xpos(word, Xpos::WDT) && !is_xpos(word, Xpos::WP) && !is_xpos(word, Xpos::WPS) &&
      !is_xpos(word, Xpos::WRB) && !(word.lemma == "that" && word.upos == Upos::PRON)) {
    return index;
  }
  for (TokenIndex up = index; up != kNone; up = token(up).head) {
    const Deprel deprel = token(up).deprel;
    if (deprel == Deprel::acl_relcl || deprel == Deprel::advcl_relcl) {
      if (token(up).head == kNone) return index;
      return noun_before_which(index, token(up).head);
    }
    if (verbal(up) && deprel != Deprel::conj && deprel != Deprel::xcomp) break;
  }
  // Outside a clause that the parser took for relative: the noun right before.
  TokenIndex before = index - 1;
  if (before > 0 && form(before) == ",") --before;
  const bool pronoun = !is_xpos(word, Xpos::WRB) && word.lemma != "what" && word.lemma != "who";
  if (pronoun && before >= 0 && token(before).sentence == word.sentence &&
      (token(before).upos == Upos::NOUN || token(before).upos == Upos::PROPN)) {
    return before;
  }
  return index;
}

// "the coalition's support for the militia, which led": the party named right before the comma, not one
// further up.
TokenIndex Clause::noun_before_which(TokenIndex pronoun, TokenIndex parsed) const {
  if (lemma(pronoun) != "which" || pronoun < 2 || form(pronoun - 1) != ",") return parsed;
  const TokenIndex near = pronoun - 2;
  if (near == parsed || token(near).sentence != token(pronoun).sentence || token(near).head == kNone)
    return parsed;
  const ActorIndex actor = document_.actor_of(near);
  if (actor == kNone || token(near).upos != Upos::PROPN || token(near).deprel == Deprel::flat) return parsed;
  const ActorKind kind = document_.actors[actor].kind;
  const bool party = kind == ActorKind::armed_group || kind == ActorKind::military ||
                     kind == ActorKind::party || kind == ActorKind::government ||
                     kind == ActorKind::international_organisation;
  return party && (classes(near) & kPlaceClass) == 0 ? near : parsed;
}

TokenIndex Clause::core(TokenIndex index) const {
  for (int depth = 0; depth < 3 && partitive(lemma(index)); ++depth) {
    const TokenIndex of = oblique(index, "of");
    if (of == kNone || !nominal(of)) break;
    index = of;
  }
  return index;
}

// A president acts for a state as the state does.
bool Clause::speaks_for_side(TokenIndex index) const {
  const ActorIndex actor = document_.actor_of(index);
  return actor != kNone && document_.actors[actor].in_registry && !document_.actors[actor].side_id.empty();
}

// A name of one word that nothing else in the text or the registry makes a person's may as well be a state's
// or a town's.
bool Clause::one_word_stranger(TokenIndex index) const {
  const Mention* mention = document_.mention_of(index);
  if (mention == nullptr || mention->actor == kNone || token(index).upos != Upos::PROPN) return false;
  const Actor& actor = document_.actors[mention->actor];
  return !actor.in_registry && actor.role.empty() && actor.name == form(index);
}

ClassMask Clause::classes(TokenIndex index) const {
  if (temporal(index)) return kTimeClass;
  index = core(index);
  const Token& word = token(index);
  if (word.upos == Upos::PRON) {
    if (one_of(word.lemma, {"it", "this", "that", "which", "what", "these", "those", "something"}))
      return ~0U;
    return kPerson | kGroup | kArmed;
  }
  if (word.upos == Upos::NUM) return kPerson;
  ClassMask mask = 0;
  if (const std::int8_t entity = entity_at_[static_cast<std::size_t>(index)]; entity >= 0) {
    switch (static_cast<EntityType>(entity)) {
      case EntityType::person:
        mask = kPerson | (speaks_for_side(index) ? kGroup : 0U);
        if (one_word_stranger(index)) mask |= kGroup | kPlaceClass;
        break;
      case EntityType::norp:
        mask = kPerson | kGroup | kArmed;
        break;
      case EntityType::organization:
        mask = kGroup | kArmed;
        break;
      case EntityType::location:
        mask = kPlaceClass | kGroup;
        break;
      case EntityType::facility:
        mask = kStructure | kPlaceClass;
        break;
      default:
        break;
    }
  }
  if (mask == 0 || word.upos == Upos::NOUN) mask |= lexicon_.classes(word.lemma);
  if (mask == 0 && word.upos == Upos::PROPN) mask = kPerson | kGroup | kPlaceClass | kArmed;
  return mask;
}

bool Clause::could_act(TokenIndex index) const {
  if (index == kNone || temporal(index)) return false;
  const Mention* mention = document_.mention_of(core(index));
  if (mention != nullptr && mention->actor != kNone) {
    const ActorKind kind = document_.actors[mention->actor].kind;
    if (kind != ActorKind::unknown) return true;
  }
  return (classes(index) & (kPerson | kGroup | kArmed)) != 0;
}

bool Clause::could_be_party(ActorIndex actor) const {
  if (actor == kNone) return false;
  if (document_.actors[actor].kind != ActorKind::unknown) return true;
  for (const MentionIndex mention : document_.actors[actor].mentions) {
    const TokenIndex head = document_.mentions[mention].head;
    if (head == kNone) continue;
    const ClassMask mask = classes(head);
    if (mask == 0 || (mask & kPlaceClass) != 0 || could_act(head)) return true;
  }
  return false;
}

bool Clause::names_party(TokenIndex index) const {
  if (one_of(lemma(index), {"terrorist", "terror", "military", "suicide", "mob", "guerrilla", "gang", "armed",
                            "other", "air", "naval"})) {
    return false;
  }
  const ActorIndex actor = document_.actor_of(index);
  if (actor != kNone) {
    const Actor& who = document_.actors[actor];
    if (who.in_registry && who.kind != ActorKind::unknown) return true;
  }
  const ClassMask mask = classes(index);
  if (token(index).upos == Upos::ADJ) return (mask & kGroup) != 0;
  if (token(index).upos == Upos::PROPN) return (mask & (kPerson | kGroup)) != 0 && (mask & kPlaceClass) == 0;
  return (mask & (kArmed | kGroup)) != 0 && (mask & (kVehicle | kWeapon)) == 0;
}

Span Clause::phrase(TokenIndex head, bool alone) const {
  const auto one = [&](TokenIndex noun) {
    const Mention* mention = document_.mention_of(noun);
    if (mention != nullptr && !mention->span.empty()) return mention->span;
    return document_.span_of(
        tree_.trimmed(noun, {Deprel::acl, Deprel::conj, Deprel::appos, Deprel::cc, Deprel::punct,
                             Deprel::case_, Deprel::mark, Deprel::parataxis}));
  };
  Span span = one(head);
  if (alone) return span;
  for (const TokenIndex other : tree_.coordination(head)) {
    if (other == head || !nominal(other)) continue;
    const Span more = one(other);
    span.begin = std::min(span.begin, more.begin);
    span.end = std::max(span.end, more.end);
  }
  return span;
}

}  // namespace avow::events
