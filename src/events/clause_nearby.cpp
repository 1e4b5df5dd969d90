// Clause where the tree loses an argument: what stands right beside the word.
#include <algorithm>

#include "avow/document/xpos.hpp"
#include "events/clause.hpp"

namespace avow::events {
namespace {

bool is_xpos(const Token& token, Xpos xpos) {
  return token.xpos == static_cast<std::uint8_t>(xpos);
}

}  // namespace

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
  const TokenIndex told = at;
  while (at > first && temporal(at)) --at;
  if (at < told && at > first && token(at).upos == Upos::ADP) --at;  // "on Wednesday"
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
  if (word.upos != Upos::VERB && !participle_as_verb(verb) && !verb_after_modal(verb)) return kNone;
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

}  // namespace avow::events
