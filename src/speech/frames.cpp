// Frames: is this frame of a cue filled around its head, and by what.
#include <algorithm>
#include <array>

#include "avow/document/xpos.hpp"
#include "speech/attribution.hpp"

namespace avow::speech {
namespace {

// Words between a verb and the "between" that names who agreed.
constexpr Index kMakersReach = 7;

// A noun heading the content of "obj": things that cannot be said or condemned are left to other frames.
bool fills_object(const Reading& reading, TokenIndex object, const FramePart& part) {
  if (object == kNone) return false;
  if (!part.word.empty()) return reading.lemma(object) == part.word;
  return true;
}

class FrameReader {
 public:
  FrameReader(const Reading& reading, TokenIndex head, const Cue& cue)
      : reading_(reading),
        head_(head),
        cue_(cue),
        passive_(cue.kind == CueClass::verb && is_passive(reading, head)) {}

  [[nodiscard]] bool fit(const Frame& frame, FrameFit& out) {
    out = FrameFit{&cue_, &frame, kNone, kNone, false, {}};
    surface_ = {};
    TokenIndex before = kNone;
    for (std::size_t i = 0; i < frame.parts.size(); ++i) {
      const bool last = i + 1 == frame.parts.size();
      const TokenIndex found = fill(frame.parts[i], before);
      if (found == kNone) return false;
      before = found;
      if (last) {
        out.content = found;
        out.words = surface_;
      } else if (frame.parts[i].word.empty() || frame.parts[i].part == Part::prep) {
        out.target = found;
      }
    }
    if (out.target != kNone && out.target == out.content) return false;
    const Part part = frame.parts.back().part;
    out.with_target =
        frame.parts.size() > 1 && frame.parts[0].word.empty() &&
        (part == Part::to || part == Part::xcomp || (part == Part::prep && frame.parts.back().word == "as"));
    if (frame.parts.size() > 1 && frame.parts[0].part == Part::prep && part == Part::to)
      out.with_target = true;
    return true;
  }

 private:
  [[nodiscard]] TokenIndex fill(const FramePart& part, TokenIndex before) {
    switch (part.part) {
      case Part::that:
        return clause(before);
      case Part::quote:  // quotes are joined elsewhere
      case Part::source:
        return kNone;
      case Part::to:
        return to_infinitive(before);
      case Part::ing:
        return gerund();
      case Part::obj:
        return object(part);
      case Part::made:
        return made_subject(part.word);
      case Part::xcomp:
        return predicate();
      case Part::raise:
        return raised();
      case Part::prep:
        return prepositional(part.word, before);
    }
    return kNone;
  }

  [[nodiscard]] TokenIndex clause(TokenIndex before) {
    // A noun that the tree takes for a verb has a verb's clause below it, up to the end of the sentence.
    const bool disguised = cue_.kind == CueClass::noun && reading_.token(head_).upos == Upos::VERB;
    TokenIndex found = disguised ? kNone : content_clause(reading_, head_);
    // "notified the family that": the clause may hang on the object.
    if (found == kNone && before != kNone && before > head_) found = that_clause_below(before);
    // "it was announced by the army that": or on the by-phrase.
    const TokenIndex agent = passive_ ? doer_of(reading_, head_) : kNone;
    if (found == kNone && agent != kNone && agent > head_) found = that_clause_below(agent);
    if (found == kNone && cue_.kind == CueClass::verb) found = parenthetical();
    if (found != kNone && swallows_predicate(found)) {
      const TokenIndex own = clause_by_surface();
      if (own != kNone) return own;
    }
    return found == kNone ? clause_by_surface() : found;
  }

  // "Reports that the mayor fled could not be confirmed": a noun that begins its sentence, whose clause the
  // tree draws out to the sentence's end, so that nothing is left to be said of the noun.
  [[nodiscard]] bool swallows_predicate(TokenIndex clause) const {
    if (cue_.kind != CueClass::noun) return false;
    const TokenRange sentence = reading_.sentence_of(head_);
    const TokenRange all = trim_punctuation(reading_, sentence);
    return reading_.tree.subtree(clause).last >= all.last &&
           !has_finite_verb(reading_, {sentence.first, head_});
  }

  [[nodiscard]] TokenIndex that_clause_below(TokenIndex object) const {
    for (const TokenIndex child : reading_.tree.children(object)) {
      if (child < object || base_relation(reading_.token(child).deprel) != Deprel::acl) continue;
      const TokenIndex mark = reading_.tree.child(child, {Deprel::mark});
      if (mark != kNone && is_word(reading_, mark, "that")) return child;
    }
    return kNone;
  }

  // "that" right behind the cue, where the tree shows no clause below it.
  //   matches: "The claim that the army fled was repeated."
  //   must not: "The claim that the army made was repeated." (a relative clause)
  [[nodiscard]] TokenIndex clause_by_surface() {
    const TokenIndex that = head_ + 1;
    const TokenRange sentence = reading_.sentence_of(head_);
    if (that + 1 >= sentence.last || !is_word(reading_, that, "that")) return kNone;
    const bool noun = cue_.kind == CueClass::noun;
    const Upos next = reading_.token(that + 1).upos;
    if (next == Upos::VERB || next == Upos::AUX)
      return kNone;  // "the report that shocked": a relative clause
    if (!noun && reading_.token(that).upos != Upos::SCONJ) return kNone;
    const bool subject = noun && !has_finite_verb(reading_, {sentence.first, head_});
    const SurfaceClause found = surface_clause(reading_, that + 1, subject);
    if (found.head == kNone || (noun && makes_words(found.head))) return kNone;
    surface_ = found.words;
    return found.head;
  }

  // Verbs whose object is a statement: "the claim that the army made".
  [[nodiscard]] bool makes_words(TokenIndex verb) const {
    constexpr std::array<std::string_view, 14> kVerbs = {"make", "issue", "give",   "publish", "release",
                                                         "send", "raise", "put",    "file",    "deliver",
                                                         "sign", "have",  "repeat", "hold"};
    if (reading_.tree.has_child(verb, {Deprel::obj}) &&
        !is_word(reading_, reading_.tree.child(verb, {Deprel::obj}), "that"))
      return false;
    return std::find(kVerbs.begin(), kVerbs.end(), reading_.lemma(verb)) != kVerbs.end();
  }

  // "The road, he said, was open": the cue hangs on its own content.
  [[nodiscard]] TokenIndex parenthetical() const {
    if (!is_finite(reading_, head_)) return kNone;
    const TokenIndex mark = reading_.tree.child(head_, {Deprel::mark});
    const bool as_said =
        reading_.token(head_).deprel == Deprel::advcl && mark != kNone && is_word(reading_, mark, "as");
    if (reading_.token(head_).deprel != Deprel::parataxis && !as_said) return kNone;
    const TokenIndex host = reading_.token(head_).head;
    if (host == kNone || own_subject(reading_, head_) == kNone) return kNone;
    // Only when nothing else follows it that could be its content.
    return is_predicate(reading_, host) || host < head_ ? host : kNone;
  }

  [[nodiscard]] TokenIndex to_infinitive(TokenIndex before) {
    const TokenIndex found = infinitive(reading_, head_);
    if (found != kNone && before == kNone && is_others_act(found)) return kNone;
    if (found == kNone && before == kNone) return infinitive_of_noun();
    if (found != kNone || before == kNone) return found;
    // A parser may hang the infinitive on the object: "the call on the army to leave".
    const TokenIndex below = infinitive(reading_, before);
    return below != kNone ? below : infinitive_right_after(before);
  }

  // "wants the rebels to leave": the object acts, not the speaker.
  [[nodiscard]] bool is_others_act(TokenIndex verb) const {
    if (cue_.kind != CueClass::verb || passive_ || reading_.token(verb).deprel != Deprel::xcomp) return false;
    const TokenIndex object = reading_.tree.child(head_, {Deprel::obj});
    return object != kNone && object > head_ && object < verb;
  }

  // "the vow to free the town was", "the proposal to swap prisoners": "to" right behind a noun, hung
  // elsewhere.
  [[nodiscard]] TokenIndex infinitive_of_noun() {
    const TokenRange sentence = reading_.sentence_of(head_);
    const TokenIndex to = head_ + 1;
    if (cue_.kind != CueClass::noun || to + 1 >= sentence.last || !is_word(reading_, to, "to")) return kNone;
    const TokenIndex verb = to + 1;
    const Token& token = reading_.token(verb);
    const bool bare = token.upos == Upos::VERB && static_cast<Xpos>(token.xpos) == Xpos::VB;
    // A bare noun that leans on the next one is the verb: "to swap prisoners".
    const bool hidden =
        token.upos == Upos::NOUN && token.deprel == Deprel::compound && token.head == verb + 1;
    if (!bare && !hidden) return kNone;
    TokenIndex end = verb + 1;
    while (end < sentence.last && !has_finite_verb(reading_, {end, end + 1}) &&
           reading_.token(end).upos != Upos::PUNCT)
      ++end;
    surface_ = {to, end};
    return verb;
  }

  // ... or elsewhere in a long sentence: "we urge all parties | to reach a settlement".
  [[nodiscard]] TokenIndex infinitive_right_after(TokenIndex before) const {
    if (before < head_) return kNone;
    const TokenRange sentence = reading_.document.sentences[reading_.token(head_).sentence].tokens;
    const TokenIndex to = before + 1;
    if (to >= sentence.last || !is_word(reading_, to, "to")) return kNone;
    TokenIndex verb = to + 1;
    while (verb < sentence.last && reading_.token(verb).upos == Upos::ADV) ++verb;
    if (verb == sentence.last) return kNone;
    const Token& token = reading_.token(verb);
    // A bare noun behind "to" that ends its phrase: "instructed schools to close".
    const bool hidden = token.upos == Upos::NOUN && verb == to + 1 && reading_.token(to).head == verb &&
                        reading_.tree.subtree(verb).size() == 2 && token.lemma == reading_.text(verb);
    return static_cast<Xpos>(token.xpos) == Xpos::VB || hidden ? verb : kNone;
  }

  [[nodiscard]] TokenIndex gerund() const {
    const TokenIndex found = reading_.tree.child(head_, {Deprel::xcomp, Deprel::ccomp});
    if (found == kNone || found < head_) return kNone;
    return static_cast<Xpos>(reading_.token(found).xpos) == Xpos::VBG &&
                   !reading_.tree.has_child(found, {Deprel::nsubj, Deprel::mark})
               ? found
               : kNone;
  }

  [[nodiscard]] TokenIndex object(const FramePart& part) const {
    // "denied them water" denies nothing they said.
    if (cue_.function && *cue_.function != SpeechFunction::commitment && !passive_ &&
        reading_.tree.has_child(head_, {Deprel::iobj}) && reading_.tree.has_child(head_, {Deprel::obj}))
      return kNone;
    TokenIndex found = object_of(reading_, head_);
    if (!fills_object(reading_, found, part) && !passive_) found = reading_.tree.child(head_, {Deprel::iobj});
    return fills_object(reading_, found, part) ? found : kNone;
  }

  // "a truce agreed between X and Y": to the tagger a past tense, but truces do not agree.
  [[nodiscard]] TokenIndex made_subject(std::string_view lemma) const {
    const TokenIndex subject = own_subject(reading_, head_);
    if (subject == kNone || reading_.lemma(subject) != lemma) return kNone;
    return makers_of(reading_, head_) == kNone ? kNone : subject;
  }

  [[nodiscard]] TokenIndex predicate() const {
    const TokenIndex found = reading_.tree.child(head_, {Deprel::xcomp});
    if (found != kNone && found > head_)
      return reading_.tree.has_child(found, {Deprel::mark}) ? kNone : found;
    // "called the vote a farce": a second noun phrase right behind the object.
    const TokenIndex object = reading_.tree.child(head_, {Deprel::obj});
    if (object == kNone || object < head_) return kNone;
    const TokenIndex article = behind_noun(object);
    if (article == kNone || reading_.lemma(article) != "a") return kNone;
    const TokenIndex noun = reading_.token(article).head;
    return noun != kNone && noun > article && is_nominal(reading_, noun) ? noun : kNone;
  }

  // The word right behind the noun itself, its own modifiers being in front.
  [[nodiscard]] TokenIndex behind_noun(TokenIndex noun) const {
    const TokenIndex next = noun + 1;
    return next < reading_.sentence_of(noun).last ? next : kNone;
  }

  // "is said to have fled", "seems to have left".
  [[nodiscard]] TokenIndex raised() const {
    const bool plain = cue_.lemma == "seem" || cue_.lemma == "appear";
    if (!plain && !passive_) return kNone;
    const TokenIndex found = infinitive(reading_, head_);
    return found != kNone && reading_.token(found).deprel != Deprel::advcl ? found : kNone;
  }

  // "the attack, for which X claimed responsibility": the noun the clause hangs on.
  [[nodiscard]] TokenIndex relative_object(std::string_view preposition) const {
    if (reading_.token(head_).deprel != Deprel::acl_relcl) return kNone;
    for (const TokenIndex child : reading_.tree.children(head_)) {
      if (child > head_) break;
      const TokenIndex word = preposition_of(reading_, child);
      if (word != kNone && is_word(reading_, word, preposition) && is_word(reading_, child, "which"))
        return reading_.token(head_).head;
    }
    return kNone;
  }

  [[nodiscard]] TokenIndex prepositional(std::string_view preposition, TokenIndex before) const {
    TokenIndex found = after_preposition(reading_, head_, preposition);
    if (found == kNone) found = relative_object(preposition);
    // "offered his condolences to the families": the preposition may hang on the light verb.
    const Token& own = reading_.token(head_);
    if (found == kNone && cue_.kind == CueClass::noun && own.deprel == Deprel::obj && own.head != kNone)
      found = after_preposition(reading_, own.head, preposition);
    if (found == kNone && before != kNone && before > head_)
      found = after_preposition(reading_, before, preposition);
    // "holds the army responsible for": the preposition hangs on the cue's second word.
    for (const TokenIndex child : reading_.tree.children(head_)) {
      if (found == kNone && !cue_.words.empty() && is_word(reading_, child, cue_.words.front()))
        found = after_preposition(reading_, child, preposition);
    }
    // "agreed on Friday": when, not what.
    if (found != kNone && is_time(reading_, found)) found = kNone;
    if (found == kNone && preposition == "by" && passive_)
      found = reading_.tree.child(head_, {Deprel::obl_agent});
    return found;
  }

  const Reading& reading_;
  TokenIndex head_;
  const Cue& cue_;
  bool passive_;
  TokenRange surface_;  // the content's words, where they were read off the surface
};

}  // namespace

TokenIndex makers_of(const Reading& reading, TokenIndex verb) {
  for (const std::string_view preposition : {"between", "by"}) {
    const TokenIndex found = after_preposition(reading, verb, preposition);
    if (found != kNone && is_nominal(reading, found)) return found;
  }
  // "agreed last year between X and Y": hung on the time.
  const TokenIndex last = std::min(reading.sentence_of(verb).last, verb + kMakersReach);
  for (TokenIndex at = verb + 1; at < last && !has_finite_verb(reading, {at, at + 1}); ++at) {
    const TokenIndex found = reading.token(at).head;
    if (is_word(reading, at, "between") && found > at && is_nominal(reading, found)) return found;
  }
  return kNone;
}

bool fit_frame(const Reading& reading, TokenIndex head, const Cue& cue, const Frame& frame, FrameFit& out) {
  return FrameReader(reading, head, cue).fit(frame, out);
}

}  // namespace avow::speech
