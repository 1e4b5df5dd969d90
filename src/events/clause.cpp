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

// Verbs whose infinitive belongs to their subject even when they have an object (subject control).
bool subject_control(std::string_view lemma) {
  return one_of(lemma, {"promise", "vow", "pledge", "threaten", "swear", "use", "take", "do", "offer"});
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

bool Clause::passive(TokenIndex verb) const {
  const Token& word = token(verb);
  if (tree_.has_child(verb, {Deprel::aux_pass, Deprel::nsubj_pass, Deprel::csubj_pass})) return true;
  if (word.upos == Upos::ADJ) {
    return tree_.has_child(verb, {Deprel::cop}) || word.deprel == Deprel::acl ||
           (word.deprel == Deprel::amod && !participle_as_verb(verb));
  }
  if (!is_xpos(word, Xpos::VBN) && !(is_xpos(word, Xpos::VBD) && word.deprel == Deprel::acl)) return false;
  if (word.deprel == Deprel::acl || word.deprel == Deprel::amod) return true;
  if (word.deprel == Deprel::conj && word.head != kNone &&
      !tree_.has_child(verb, {Deprel::aux, Deprel::nsubj})) {
    return passive(word.head);
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

TokenIndex Clause::own_subject(TokenIndex verb) const {
  for (const TokenIndex child : tree_.children(verb)) {
    const Deprel deprel = token(child).deprel;
    if (deprel != Deprel::nsubj && deprel != Deprel::nsubj_pass && deprel != Deprel::nsubj_outer) continue;
    if (!temporal(child)) return child;
  }
  return kNone;
}

bool Clause::in_noun_phrase(TokenIndex index) const {
  switch (token(index).upos) {
    case Upos::NOUN:
    case Upos::PROPN:
    case Upos::ADJ:
    case Upos::NUM:
    case Upos::DET:
      return true;
    case Upos::PART:
      return is_xpos(token(index), Xpos::POS);
    case Upos::PRON:
      return is_xpos(token(index), Xpos::PRPS);
    case Upos::PUNCT:
      return form(index) == "-";
    default:
      return false;
  }
}

TokenIndex Clause::nearby_subject(TokenIndex verb) const {
  const Token& word = token(verb);
  const TokenIndex first = document_.sentences[word.sentence].tokens.first;
  const bool past = is_xpos(word, Xpos::VBN) && word.deprel == Deprel::root && !passive(verb);
  bool finite = past || participle_as_verb(verb) || is_xpos(word, Xpos::VBD) || is_xpos(word, Xpos::VBZ) ||
                is_xpos(word, Xpos::VBP);
  TokenIndex at = verb - 1;
  while (at > first && (token(at).upos == Upos::AUX || token(at).upos == Upos::ADV || lemma(at) == "not")) {
    finite = finite || (token(at).upos == Upos::AUX && lemma(at) != "be" && lemma(at) != "get");
    --at;
  }
  if (!finite || at < first) return kNone;
  while (at > first && temporal(at)) --at;
  // "the envoy, a former judge, visited": back over what stands between commas.
  if (at > first && form(at) == ",") {
    TokenIndex comma = at - 1;
    while (comma > first && form(comma) != "," && at - comma < 18) --comma;
    if (form(comma) != ",") return kNone;
    at = comma - 1;
  }
  if (at < first) return kNone;
  if (token(at).upos == Upos::PRON && !is_xpos(token(at), Xpos::PRPS)) return antecedent(at);
  if (token(at).upos != Upos::NOUN && token(at).upos != Upos::PROPN) return kNone;
  // Back over "of the army", "in Orrin" to the phrase the preposition hangs on.
  TokenIndex head = at;
  for (int depth = 0; depth < 3; ++depth) {
    TokenIndex start = head;
    while (start > first && in_noun_phrase(start - 1)) --start;
    const TokenIndex before = start - 1;
    if (before <= first || token(before).upos != Upos::ADP) return head;
    if (token(before - 1).upos != Upos::NOUN && token(before - 1).upos != Upos::PROPN) return kNone;
    head = before - 1;
  }
  return kNone;
}

TokenIndex Clause::nearby_object(TokenIndex verb) const {
  const Token& word = token(verb);
  if (word.upos != Upos::VERB && !participle_as_verb(verb)) return kNone;
  TokenIndex first = verb + 1;
  const auto count = static_cast<TokenIndex>(document_.tokens.size());
  if (first < count && token(first).deprel == Deprel::compound_prt) ++first;
  if (first >= count || token(first).sentence != word.sentence) return kNone;
  return phrase_after(first);
}

// "release of five prisoners" where the tree hangs the prisoners elsewhere.
TokenIndex Clause::nearby_oblique(TokenIndex head, std::string_view wanted) const {
  const auto count = static_cast<TokenIndex>(document_.tokens.size());
  if (wanted.empty() || head + 2 >= count || lemma(head + 1) != wanted) return kNone;
  if (token(head + 1).upos != Upos::ADP || token(head + 2).sentence != token(head).sentence) return kNone;
  return phrase_after(head + 2);
}

// The head of the noun phrase that begins here, unless it is the subject of what follows.
TokenIndex Clause::phrase_after(TokenIndex first) const {
  const TokenIndex last = document_.sentences[token(first).sentence].tokens.last;
  if (token(first).upos == Upos::PRON && is_xpos(token(first), Xpos::PRP)) return first;
  TokenIndex at = first;
  TokenIndex head = kNone;
  for (; at < last && in_noun_phrase(at); ++at) {
    // "the town's school": what is owned is the head.
    if (token(at).upos == Upos::NOUN || token(at).upos == Upos::PROPN) head = at;
  }
  if (head == kNone || head + 1 != at) return kNone;
  const bool before_preposition = first > 0 && token(first - 1).upos == Upos::ADP;
  if (!before_preposition && at < last &&
      (token(at).upos == Upos::AUX ||
       (token(at).upos == Upos::VERB && !is_xpos(token(at), Xpos::VBN) && !is_xpos(token(at), Xpos::VBG)))) {
    return kNone;
  }
  if ((classes(head) & kTimeClass) != 0) return kNone;
  return head;
}

TokenIndex Clause::subject(TokenIndex verb, int depth) const {
  if (depth > 8) return kNone;
  const TokenIndex own = own_subject(verb);
  if (own != kNone) return antecedent(own);
  const Token& word = token(verb);
  if (depth == 0) {
    const TokenIndex near = nearby_subject(verb);
    if (near != kNone) return near;
  }
  if (word.head == kNone) return kNone;
  switch (word.deprel) {
    case Deprel::conj:
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
  if (by != kNone) return antecedent(by);
  const TokenIndex phrase_by = oblique(verb, "by");
  return phrase_by != kNone && (classes(phrase_by) & kTimeClass) == 0 && nominal(phrase_by)
             ? antecedent(phrase_by)
             : kNone;
}

TokenIndex Clause::object(TokenIndex verb) const {
  TokenIndex own = tree_.child(verb, {Deprel::obj});
  for (const TokenIndex child : tree_.children(verb)) {
    // A second object after the verb is the real one ("reports that the militia killed nine").
    if (own != kNone && own < verb && child > verb && token(child).deprel == Deprel::obj) own = child;
  }
  if (own != kNone) return antecedent(own);
  // "killed and injured residents": a shared object stands with either verb.
  for (const TokenIndex child : tree_.children(verb)) {
    if (token(child).deprel != Deprel::conj || !verbal(child)) continue;
    if (tree_.has_child(child, {Deprel::nsubj, Deprel::nsubj_pass})) continue;
    const TokenIndex shared = tree_.child(child, {Deprel::obj});
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
      return token(up).head == kNone ? index : token(up).head;
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

TokenIndex Clause::core(TokenIndex index) const {
  for (int depth = 0; depth < 3 && partitive(lemma(index)); ++depth) {
    const TokenIndex of = oblique(index, "of");
    if (of == kNone || !nominal(of)) break;
    index = of;
  }
  return index;
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
        mask = kPerson;
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

TokenIndex Clause::nearby_teller(TokenIndex noun) const {
  const TokenIndex last = std::min(document_.sentences[token(noun).sentence].tokens.last, noun + 10);
  TokenIndex verb = kNone;
  bool relative = false;
  for (TokenIndex at = noun + 1; at + 1 < last; ++at) {
    const Token& word = token(at);
    if (verb != kNone && (word.lemma == "by" || word.lemma == "between")) {
      const TokenIndex found = phrase_after(at + 1);
      return found != kNone && could_act(found) ? found : kNone;
    }
    // "violence, which is largely driven by the militia"
    relative = relative || (word.upos == Upos::PRON && (word.lemma == "which" || word.lemma == "that"));
    if ((word.upos == Upos::AUX && !(relative && word.lemma == "be")) || word.upos == Upos::SCONJ)
      return kNone;
    // Another act stands nearer ("violations of the truce announced by").
    if (verb == kNone && word.upos == Upos::NOUN && (lexicon_.classes(word.lemma) & kAct) != 0) return kNone;
    if (!form(at).ends_with("ed") && !is_xpos(word, Xpos::VBN) && word.upos != Upos::VERB) continue;
    if (verb != kNone) return kNone;
    std::string stem{form(at)};
    const LightVerb* light = lexicon_.light_verb(word.lemma);
    for (const std::string_view ending : {"d", "ed"}) {
      if (light == nullptr && stem.ends_with(ending)) {
        light = lexicon_.light_verb(std::string_view(stem).substr(0, stem.size() - ending.size()));
      }
    }
    if (light == nullptr || light->subject != LightSubject::actor) return kNone;
    verb = at;
  }
  return kNone;
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
