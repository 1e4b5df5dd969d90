#include "speech/acts.hpp"

#include <algorithm>
#include <array>

#include "avow/document/xpos.hpp"
#include "speech/learned_acts.hpp"

namespace avow::speech {
namespace {

constexpr int kMaxClimb = 24;
constexpr float kSureGuess = 0.85F;  // a learned guess less probable is none

Deprel relation(const Reading& reading, TokenIndex token) {
  return reading.token(token).deprel;
}

// Does the clause of `verb` stand at the level of `head`, not inside a relative or adverbial clause?
bool main_level(const Reading& reading, TokenIndex verb, TokenIndex head) {
  TokenIndex at = verb;
  for (int step = 0; step < kMaxClimb && at != kNone && at != head; ++step) {
    const Deprel base = base_relation(relation(reading, at));
    if (base == Deprel::acl || base == Deprel::advcl || base == Deprel::nmod || base == Deprel::csubj) {
      const TokenIndex mark = reading.tree.child(at, {Deprel::mark});
      // A relative clause that begins with "and" is a clause of its own that the parser hung wrong.
      const bool joined = base == Deprel::acl && reading.tree.has_child(at, {Deprel::cc});
      if (!joined && (mark == kNone || !is_word(reading, mark, "that"))) return false;
    }
    at = reading.token(at).head;
  }
  return true;
}

// The verb a modal belongs to: its head for an auxiliary, itself for "have to" and "need to".
TokenIndex verb_of_modal(const Reading& reading, TokenIndex modal) {
  return reading.token(modal).upos == Upos::AUX && reading.token(modal).head != kNone
             ? reading.token(modal).head
             : modal;
}

// Of the classes that may be denied, the one whose row is named.
WordClass decisive(std::uint32_t bits) {
  for (const WordClass kind : {WordClass::blame, WordClass::harm}) {
    if ((bits >> static_cast<unsigned>(kind) & 1U) != 0) return kind;
  }
  return WordClass::wrong;
}

}  // namespace

bool is_third_pronoun(const Reading& reading, TokenIndex token) {
  return is_word(reading, token, "it") || is_word(reading, token, "they") || is_word(reading, token, "he") ||
         is_word(reading, token, "she");
}

bool is_first_person(const Reading& reading, TokenIndex token) {
  for (const std::string_view word : {"we", "i", "us", "our", "my", "me", "ourselves"}) {
    // "US" is a country.
    if (is_word(reading, token, word)) return reading.text(token) != "US";
  }
  return false;
}

bool names_speaker(const Reading& reading, const Voice& voice, TokenIndex token) {
  if (token == kNone) return false;
  if (is_first_person(reading, token)) return voice.direct;
  const ActorIndex actor = reading.document.actor_of(token);
  if (actor != kNone) {
    if (actor == voice.speaker) return true;
    const Actor& found = reading.document.actors[static_cast<std::size_t>(actor)];
    if (!voice.side.empty() && found.name == voice.side) return true;
  }
  // A pronoun the chains could not settle is most likely the speaker in reported speech.
  return !voice.direct && is_third_pronoun(reading, token) && voice.source != kNone &&
         (actor == kNone || reading.document.actors[static_cast<std::size_t>(actor)].mentions.size() <= 1);
}

bool names_owner(const Reading& reading, const Voice& voice, TokenIndex token) {
  if (names_speaker(reading, voice, token)) return true;
  return !voice.direct && voice.source != kNone &&
         (is_word(reading, token, "his") || is_word(reading, token, "her") || is_word(reading, token, "its"));
}

bool is_somebody(const Reading& reading, TokenIndex token) {
  if (token == kNone) return false;
  const Upos upos = reading.token(token).upos;
  if (upos == Upos::PROPN) return true;
  if (upos == Upos::PRON)
    return !is_word(reading, token, "this") && !is_word(reading, token, "that") &&
           !is_word(reading, token, "which") && !is_word(reading, token, "these");
  const ActorIndex actor = reading.document.actor_of(token);
  return actor != kNone &&
         reading.document.actors[static_cast<std::size_t>(actor)].kind != ActorKind::unknown;
}

std::int32_t ActReader::performative(TokenIndex verb, const Voice& voice) const {
  const std::int32_t index = by_cue_[static_cast<std::size_t>(verb)];
  if (index < 0) return -1;
  const Attribution& found = attributions_[static_cast<std::size_t>(index)];
  if (found.entry == nullptr || found.frame == nullptr) return -1;
  if (found.source == kNone || !names_speaker(reading_, voice, found.source)) return -1;
  return index;
}

// "We strongly condemn", "I want to thank", "we believe that the army must": through wrappers and conjuncts.
bool ActReader::read_performatives(TokenIndex head, const Voice& voice, int depth, Act& act) const {
  if (head == kNone || depth > 4) return false;
  const std::int32_t index = performative(head, voice);
  if (index >= 0 && !is_negated(reading_, head)) {
    const Attribution& found = attributions_[static_cast<std::size_t>(index)];
    if (found.entry->function && found.entry->kind != CueClass::noun) {
      act = {*found.entry->function, found.target, "cue:" + found.entry->id, 0.8F, head};
      return true;
    }
  }
  for (const TokenIndex child : reading_.tree.children(head)) {
    const Deprel base = base_relation(relation(reading_, child));
    if (base != Deprel::xcomp && base != Deprel::conj && base != Deprel::parataxis) continue;
    if (base != Deprel::xcomp && !is_predicate(reading_, child)) continue;
    if (read_performatives(child, voice, depth + 1, act)) return true;
  }
  return false;
}

// "X can only come if Y", "we will not talk unless Y".
bool ActReader::read_condition(TokenRange range, const Voice& voice, Act& act) const {
  for (TokenIndex at = range.first; at < range.last; ++at) {
    if (masked(at)) continue;
    const ConditionWord* word = tables_.condition_at(reading_, at);
    if (word == nullptr) continue;
    const std::string& text = word->text;
    bool limited = text != "if" && text != "until" && text != "as long as";
    for (TokenIndex before = range.first; before < range.last && !limited; ++before) {
      if (before > at && text == "if" && !is_word(reading_, before, "then")) continue;
      const std::string& lemma = reading_.lemma(before);
      limited = lemma == "only" || ((text == "until" || text == "as long as") &&
                                    (lemma == "not" || lemma == "n't" || lemma == "never"));
    }
    if (!limited) continue;
    // Something must be made to depend: a clause with a modal or a future beside it.
    bool modal = word->words.size() > 1 || text == "unless";
    for (TokenIndex other = range.first; other < range.last && !modal; ++other)
      modal = static_cast<Xpos>(reading_.token(other).xpos) == Xpos::MD;
    if (!modal) continue;
    // "We fight on until we win" depends on nobody else.
    const TokenIndex clause = reading_.token(at).head;
    if (clause != kNone && range.contains(clause) && text != "only if" &&
        names_speaker(reading_, voice, doer_of(reading_, clause)))
      continue;
    act.function = SpeechFunction::condition;
    act.why = "condition:" + text;
    act.confidence = 0.75F;
    act.at = at;
    if (clause != kNone && range.contains(clause)) act.target = doer_of(reading_, clause);
    return true;
  }
  return false;
}

// will, shall, going to: with the speaker as subject a commitment, threat or refusal.
bool ActReader::read_binding(TokenRange range, TokenIndex head, const Voice& voice, Act& act) const {
  for (TokenIndex at = range.first; at < range.last; ++at) {
    if (masked(at)) continue;
    const ActTables::Modal* modal = tables_.modal_at(reading_, at);
    if (modal == nullptr || modal->kind != ModalClass::bind) continue;
    if (voice.direct && modal->text == "would") continue;
    TokenIndex verb = verb_of_modal(reading_, at);
    if (modal->words.size() > 1) verb = infinitive(reading_, at) != kNone ? infinitive(reading_, at) : verb;
    if (!main_level(reading_, verb, head)) continue;
    const TokenIndex subject = doer_of(reading_, verb);
    const bool negated = is_negated(reading_, verb);
    bool accepts = false;
    bool harms = false;
    TokenIndex victim = reading_.tree.child(verb, {Deprel::obj});
    for (TokenIndex word = verb; word < range.last && word < verb + 4; ++word) {
      if (word != verb && reading_.token(word).head != verb && relation(reading_, word) != Deprel::xcomp)
        continue;
      if (reading_.token(word).upos != Upos::VERB && word != verb) continue;
      accepts = accepts || tables_.is(reading_, word, WordClass::accept);
      harms = harms || tables_.is(reading_, word, WordClass::harm);
    }
    const bool hesitates = negated && reading_.lemma(verb) == "hesitate";
    const bool own = names_speaker(reading_, voice, subject);
    const bool everybody =
        subject != kNone && (reading_.lemma(subject) == "world" || is_word(reading_, subject, "nobody"));
    // "his army would retaliate": the threat is the owner's.
    const TokenIndex owner = subject == kNone ? kNone : reading_.tree.child(subject, {Deprel::nmod_poss});
    const bool owned = owner != kNone && harms && !negated && names_owner(reading_, voice, owner);
    if (!own && !owned && !(everybody && negated && accepts)) continue;
    if (is_word(reading_, subject, "it") && voice.direct) continue;
    if (tables_.is(reading_, verb, WordClass::befall)) {
      act = {SpeechFunction::assertion, kNone, word_rule(verb, WordClass::befall), 0.6F, at};
      return true;
    }
    act.target = victim;
    act.at = at;
    act.why = "modal:" + modal->text;
    act.confidence = 0.7F;
    if (hesitates) {
      act.function = SpeechFunction::threat;
    } else if (negated && accepts) {
      act.function = SpeechFunction::refusal;
      for (TokenIndex word = verb; word < std::min(verb + 4, range.last); ++word) {
        if (tables_.is(reading_, word, WordClass::accept)) act.why = word_rule(word, WordClass::accept);
      }
    } else if (!negated && harms) {
      act.function = SpeechFunction::threat;
      act.why = word_rule(verb, WordClass::harm);
    } else {
      act.function = SpeechFunction::commitment;
      if (negated && harms) act.why = word_rule(verb, WordClass::harm);
    }
    return true;
  }
  return false;
}

// "will face trial", "shall pay a heavy price": somebody else's penalty.
bool ActReader::read_penalty(TokenRange range, Act& act) const {
  for (TokenIndex at = range.first; at < range.last; ++at) {
    if (masked(at) || !tables_.is(reading_, at, WordClass::penalty)) continue;
    TokenIndex verb = reading_.token(at).head;
    if (verb == kNone ||
        (reading_.lemma(verb) != "face" && reading_.lemma(verb) != "pay" && reading_.lemma(verb) != "bring"))
      continue;
    for (const TokenIndex child : reading_.tree.children(verb)) {
      if (static_cast<Xpos>(reading_.token(child).xpos) != Xpos::MD) continue;
      act = {SpeechFunction::threat, own_subject(reading_, verb), word_rule(at, WordClass::penalty), 0.7F,
             at};
      return true;
    }
  }
  return false;
}

// "was not responsible", "the report is false", "we did not".
bool ActReader::read_denial(TokenRange range, const Voice& voice, Act& act) const {
  for (TokenIndex at = range.first; at < range.last; ++at) {
    if (masked(at)) continue;
    const std::uint32_t bits = tables_.classes(reading_, at);
    const auto has = [bits](WordClass kind) { return (bits >> static_cast<unsigned>(kind) & 1U) != 0; };
    if (has(WordClass::untrue) && reading_.tree.has_child(at, {Deprel::cop})) {
      act = {SpeechFunction::denial, kNone, word_rule(at, WordClass::untrue), 0.7F};
      return true;
    }
    if (!has(WordClass::blame) && !has(WordClass::harm) && !has(WordClass::wrong)) continue;
    const TokenIndex verb = reading_.token(at).upos == Upos::NOUN && reading_.token(at).head != kNone &&
                                    relation(reading_, at) == Deprel::obj
                                ? reading_.token(at).head
                                : at;
    const bool negated = is_negated(reading_, at) || is_negated(reading_, verb) ||
                         (reading_.tree.child(at, {Deprel::det}) != kNone &&
                          is_word(reading_, reading_.tree.child(at, {Deprel::det}), "no"));
    if (!negated) continue;
    bool future = false;
    for (const TokenIndex child : reading_.tree.children(verb))
      future = future || static_cast<Xpos>(reading_.token(child).xpos) == Xpos::MD;
    const TokenIndex subject =
        is_passive(reading_, verb) ? own_subject(reading_, verb) : doer_of(reading_, verb);
    if (future || !names_speaker(reading_, voice, subject)) continue;
    act = {SpeechFunction::denial, kNone, word_rule(at, decisive(bits)), 0.7F};
    return true;
  }
  return false;
}

// Where the tree is of no use: no relative or conditional word governs the modal ("those who have seized
// power must": the relative clause has its own verb).
bool ActReader::stands_free(TokenIndex modal, TokenRange range) const {
  bool verb = false;
  for (TokenIndex at = modal; at-- > std::max(range.first, modal - 10);) {
    if (reading_.text(at) == "," || reading_.text(at) == ";") return true;
    if (reading_.token(at).upos == Upos::VERB || reading_.token(at).upos == Upos::AUX) verb = true;
    if (is_word(reading_, at, "i")) return false;
    for (const std::string_view word :
         {"who", "which", "if", "when", "what", "where", "how", "why", "because", "whether", "unless"}) {
      if (is_word(reading_, at, word)) return verb && (word == "who" || word == "which");
    }
  }
  return true;
}

// must, should, ought to, has to: a demand on the subject.
bool ActReader::read_demand(TokenRange range, TokenIndex head, const Voice& voice, Act& act) const {
  for (TokenIndex at = range.first; at < range.last; ++at) {
    if (masked(at)) continue;
    const ActTables::Modal* modal = tables_.modal_at(reading_, at);
    if (modal == nullptr || modal->kind != ModalClass::oblige) continue;
    const TokenIndex verb = verb_of_modal(reading_, at);
    if (verb == at && infinitive(reading_, at) == kNone) continue;
    if (verb == at && tables_.is(reading_, at, WordClass::need) && reading_.token(at).upos == Upos::NOUN)
      continue;
    if (!main_level(reading_, verb, head)) continue;
    // "should have gone" looks back: a reproach.
    bool past = false;
    for (const TokenIndex child : reading_.tree.children(verb))
      past = past || (verb != at && reading_.lemma(child) == "have" && child > at);
    const TokenIndex subject =
        is_passive(reading_, verb) ? own_subject(reading_, verb) : doer_of(reading_, verb);
    if (subject != kNone && is_word(reading_, subject, "i")) continue;
    // "Why should I?" asks.
    if (subject != kNone && at < subject && reading_.token(at).upos == Upos::AUX) continue;
    if (verb == at && names_speaker(reading_, voice, subject) && !is_word(reading_, subject, "we")) continue;
    act = {past ? SpeechFunction::accusation : SpeechFunction::demand, subject, "modal:" + modal->text,
           0.75F};
    return true;
  }
  for (TokenIndex at = range.first; at < range.last; ++at) {
    if (masked(at)) continue;
    const ActTables::Modal* modal = tables_.modal_at(reading_, at);
    if (modal == nullptr || modal->kind != ModalClass::oblige || reading_.token(at).upos != Upos::AUX)
      continue;
    if (!stands_free(at, range)) continue;
    act = {SpeechFunction::demand, own_subject(reading_, verb_of_modal(reading_, at)), "modal:" + modal->text,
           0.6F, at};
    return true;
  }
  // An imperative in direct words.
  if (voice.direct && head != kNone && static_cast<Xpos>(reading_.token(head).xpos) == Xpos::VB &&
      !reading_.tree.has_child(head, {Deprel::nsubj, Deprel::aux, Deprel::mark, Deprel::nsubj_pass}) &&
      reading_.lemma(head) != "let" && reading_.lemma(head) != "thank") {
    act = {SpeechFunction::demand, kNone, "imperative", 0.6F};
    return true;
  }
  return false;
}

// "It is vital that", "the urgent need to".
bool ActReader::read_need(TokenRange range, const Voice& voice, Act& act) const {
  for (TokenIndex at = range.first; at < range.last; ++at) {
    if (masked(at)) continue;
    if (!tables_.is(reading_, at, WordClass::need)) continue;
    const Upos upos = reading_.token(at).upos;
    TokenIndex what = kNone;
    if (upos == Upos::ADJ) {
      if (!reading_.tree.has_child(at, {Deprel::cop})) continue;
      what = reading_.tree.child(at, {Deprel::csubj, Deprel::ccomp, Deprel::advcl, Deprel::xcomp});
      if (what == kNone) continue;
    } else if (upos == Upos::NOUN) {
      what = infinitive(reading_, at);
      if (what == kNone) what = after_preposition(reading_, at, "for");
      if (what == kNone) what = reading_.tree.child(at, {Deprel::csubj, Deprel::acl});
      if (what == kNone) continue;
      if (reading_.lemma(at) == "time" && !reading_.tree.has_child(at, {Deprel::cop})) continue;
      // "the attack shows the need for": nobody asks.
      const TokenIndex verb = reading_.token(at).head;
      if (relation(reading_, at) == Deprel::obj && verb != kNone && range.contains(verb) &&
          !names_speaker(reading_, voice, doer_of(reading_, verb)))
        continue;
    } else {
      continue;
    }
    act = {SpeechFunction::demand, own_subject(reading_, what), word_rule(at, WordClass::need), 0.7F};
    return true;
  }
  return false;
}

Act ActReader::read(TokenRange range, TokenIndex head, const Voice& voice) const {
  Act act;
  if (range.empty()) return act;
  for (TokenIndex at = range.first; at < range.last && voice.direct; ++at) {
    if (!tables_.is(reading_, at, WordClass::sorrow)) continue;
    bool own = false;
    for (TokenIndex near = std::max(range.first, at - 5); near < at; ++near)
      own = own || is_first_person(reading_, near);
    if (own) return {SpeechFunction::condolence, kNone, word_rule(at, WordClass::sorrow), 0.7F};
  }
  if (read_condition(range, voice, act)) return act;
  // What comes first in the sentence is what it does: "we will continue to call for", "we condemn it and
  // will".
  Act bound;
  const bool performs = read_performatives(head, voice, 0, act);
  const bool binds = read_binding(range, head, voice, bound);
  if (performs && (!binds || act.at < bound.at)) return act;
  if (binds) return bound;
  if (read_penalty(range, act)) return act;
  if (read_denial(range, voice, act)) return act;
  if (read_demand(range, head, voice, act)) return act;
  if (read_need(range, voice, act)) return act;
  if (read_harsh_verdict(range, head, act)) return act;
  if (read_blame(range, voice, act)) return act;
  if (read_feeling(range, voice, act)) return act;
  return guess(range, head, voice);
}

// Where every rule is silent and the words are the speaker's own.
Act ActReader::guess(TokenRange range, TokenIndex head, const Voice& voice) const {
  if (model_ == nullptr || !voice.direct || range.size() < 4) return {};
  for (TokenIndex at = range.first; at < range.last; ++at) {
    if (masked(at)) return {};
  }
  const ActGuess found = model_->read(reading_, tables_, *cues_, range, head);
  if (found.function == SpeechFunction::assertion || found.probability < kSureGuess) return {};
  return {found.function, kNone, "learned", found.probability, head};
}

}  // namespace avow::speech
