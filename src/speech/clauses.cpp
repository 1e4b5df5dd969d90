// Attributions whose content the tree shows: clauses, infinitives, objects and prepositional phrases in the
// frames of the cue table.
#include <algorithm>
#include <array>

#include "avow/base/strings.hpp"
#include "avow/document/xpos.hpp"
#include "speech/attribution.hpp"

namespace avow::speech {
namespace {

constexpr Index kNearWords = 6;

}  // namespace

bool words_stand_near(const Reading& reading, TokenIndex head, const Cue& cue) {
  const TokenIndex last = std::min(head + kNearWords, reading.sentence_of(head).last);
  for (const std::string& word : cue.words) {
    bool found = false;
    for (TokenIndex at = head + 1; at < last && !found; ++at) found = is_word(reading, at, word);
    if (!found) return false;
  }
  return true;
}

namespace {

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

  [[nodiscard]] bool fit(const Frame& frame, FrameFit& out) const {
    out = FrameFit{&cue_, &frame, kNone, kNone, false};
    for (std::size_t i = 0; i < frame.parts.size(); ++i) {
      const bool last = i + 1 == frame.parts.size();
      const TokenIndex found = fill(frame.parts[i], i == 0 ? kNone : out.target);
      if (found == kNone) return false;
      if (last) {
        out.content = found;
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
  [[nodiscard]] TokenIndex fill(const FramePart& part, TokenIndex before) const {
    switch (part.part) {
      case Part::that:
        return clause();
      case Part::quote:  // quotes are joined elsewhere
      case Part::source:
        return kNone;
      case Part::to:
        return to_infinitive(before);
      case Part::ing:
        return gerund();
      case Part::obj:
        return object(part);
      case Part::xcomp:
        return predicate();
      case Part::raise:
        return raised();
      case Part::prep:
        return prepositional(part.word, before);
    }
    return kNone;
  }

  [[nodiscard]] TokenIndex clause() const {
    const TokenIndex found = content_clause(reading_, head_);
    if (found != kNone || cue_.kind != CueClass::verb) return found;
    return parenthetical();
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

  [[nodiscard]] TokenIndex to_infinitive(TokenIndex before) const {
    const TokenIndex found = infinitive(reading_, head_);
    if (found != kNone || before == kNone) return found;
    // A parser may hang the infinitive on the object: "the call on the army to leave".
    const TokenIndex below = infinitive(reading_, before);
    return below != kNone ? below : infinitive_right_after(before);
  }

  // ... or elsewhere in a long sentence: "we urge all parties | to reach a settlement".
  [[nodiscard]] TokenIndex infinitive_right_after(TokenIndex before) const {
    if (before < head_) return kNone;
    const TokenRange sentence = reading_.document.sentences[reading_.token(head_).sentence].tokens;
    const TokenIndex to = before + 1;
    if (to >= sentence.last || !is_word(reading_, to, "to")) return kNone;
    TokenIndex verb = to + 1;
    while (verb < sentence.last && reading_.token(verb).upos == Upos::ADV) ++verb;
    const bool bare = verb < sentence.last && static_cast<Xpos>(reading_.token(verb).xpos) == Xpos::VB;
    return bare ? verb : kNone;
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

  [[nodiscard]] TokenIndex predicate() const {
    const TokenIndex found = reading_.tree.child(head_, {Deprel::xcomp});
    if (found == kNone || found < head_) return kNone;
    return reading_.tree.has_child(found, {Deprel::mark}) ? kNone : found;
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
    if (found == kNone && before != kNone && before > head_)
      found = after_preposition(reading_, before, preposition);
    if (found == kNone && preposition == "by" && passive_)
      found = reading_.tree.child(head_, {Deprel::obl_agent});
    return found;
  }

  const Reading& reading_;
  TokenIndex head_;
  const Cue& cue_;
  bool passive_;
};

bool class_fits(const Reading& reading, TokenIndex token, const Cue& cue) {
  const Upos upos = reading.token(token).upos;
  switch (cue.kind) {
    case CueClass::verb:
      return upos == Upos::VERB;
    case CueClass::noun:
      return upos == Upos::NOUN;
    case CueClass::adj:
      return upos == Upos::ADJ || upos == Upos::VERB;
    case CueClass::prep:
      return false;
  }
  return false;
}

// The source of a noun cue: "the army's claim", "a claim by the army", "the US announcement".
TokenIndex owner_of(const Reading& reading, TokenIndex noun) {
  const TokenIndex owner = reading.tree.child(noun, {Deprel::nmod_poss});
  if (owner != kNone) return owner;
  for (const std::string_view preposition : {"by", "from"}) {
    const TokenIndex found = after_preposition(reading, noun, preposition);
    if (found != kNone && is_nominal(reading, found)) return found;
  }
  for (const TokenIndex child : reading.tree.children(noun)) {
    if (reading.token(child).deprel == Deprel::compound && reading.token(child).upos == Upos::PROPN)
      return child;
  }
  for (const TokenIndex child : reading.tree.children(noun)) {
    if (reading.token(child).deprel == Deprel::amod && reading.token(child).upos == Upos::ADJ &&
        reading.document.actor_of(child) != kNone)
      return child;
  }
  return kNone;
}

TokenIndex source_of(const Reading& reading, TokenIndex head, const Cue& cue) {
  if (cue.kind == CueClass::noun) {
    const TokenIndex owner = owner_of(reading, head);
    if (owner != kNone) return owner;
    // "X made the claim that": the subject of the verb the noun is the object of.
    const Token& token = reading.token(head);
    if (token.deprel == Deprel::obj && token.head != kNone) return doer_of(reading, token.head);
    return kNone;
  }
  if (cue.kind == CueClass::adj) {
    const TokenIndex subject = own_subject(reading, head);
    if (subject != kNone) {
      if (reading.token(head).upos == Upos::VERB || !is_word(reading, subject, "that")) {
        if (is_word(reading, subject, "who") || is_word(reading, subject, "which"))
          return base_relation(reading.token(head).deprel) == Deprel::acl ? reading.token(head).head
                                                                          : subject;
      }
      return subject;
    }
    // "remains committed": the adjective hangs on a copula-like verb; "having committed", conjuncts.
    return doer_of(reading, head);
  }
  const TokenIndex doer = doer_of(reading, head);
  // "a US statement urging restraint", "issued statements denying it": the one behind the words.
  if (doer != kNone && reading.token(head).deprel == Deprel::acl && reading.token(head).head == doer) {
    for (const std::string_view noun : {"statement", "letter", "declaration", "message", "communique"}) {
      if (reading.lemma(doer) != noun) continue;
      const TokenIndex owner = owner_of(reading, doer);
      if (owner != kNone) return owner;
      const TokenIndex verb = reading.token(doer).head;
      if (reading.token(doer).deprel == Deprel::obj && verb != kNone && doer_of(reading, verb) != kNone)
        return doer_of(reading, verb);
    }
  }
  return doer;
}

// A dummy "it" or "there" is nobody.
TokenIndex real_source(const Reading& reading, TokenIndex source, const Cue& cue, bool clause) {
  if (source == kNone) return kNone;
  if (is_word(reading, source, "it") && cue.kind == CueClass::adj && clause) return kNone;
  if (is_word(reading, source, "there")) return kNone;
  if (reading.token(source).deprel == Deprel::expl) return kNone;
  return source;
}

// Sources that cannot speak: a clause, a number of things. Left out where the frame only takes people.
bool plausible(const Reading& reading, const Attribution& found) {
  if (found.frame == nullptr) return true;
  const Part part = found.frame->parts.back().part;
  const bool weak_cue = part == Part::obj || part == Part::prep || part == Part::to || part == Part::ing;
  if (found.source == kNone) {
    // Without a source only passives, nouns and hearsay are attributions; "to welcome guests" is none.
    // "fears of war" are nobody's; a report or claim is a saying even so.
    if (found.entry->kind == CueClass::noun)
      return part == Part::that || reading.lemma(found.cue) == "report";
    if (part == Part::raise) return true;
    if (found.passive) return found.frame->parts.size() > 1 || part == Part::that || part == Part::xcomp;
    return part == Part::that && found.entry->kind == CueClass::verb &&
           reading.token(found.cue).deprel != Deprel::xcomp;
  }
  if (!weak_cue) return true;
  // "groups opposing the regime" are described, not quoted.
  const Token& cue = reading.token(found.cue);
  if (cue.deprel == Deprel::acl && cue.head == found.source && (part == Part::obj || part == Part::prep) &&
      found.frame->parts.size() == 1 && cue.upos == Upos::VERB)
    return false;
  if (reading.token(found.source).upos == Upos::NUM) return false;
  return true;
}

void set_content(const Reading& reading, const FrameFit& fit, Attribution& out) {
  out.content_head = fit.content;
  const TokenIndex cue = out.cue;
  if (reading.tree.dominates(fit.content, cue)) {
    // The cue stands inside its content (parenthetical, or a participle on its object).
    if (reading.token(cue).deprel == Deprel::acl || reading.token(cue).deprel == Deprel::acl_relcl) {
      const TokenRange phrase = reading.tree.subtree(fit.content);
      out.content = {
          trim_punctuation(reading, {phrase.first, std::min(phrase.last, reading.tree.subtree(cue).first)})};
    } else {
      out.content = stretches(reading, fit.content, cue);
    }
  } else {
    out.content = stretches(reading, fit.content, kNone);
  }
  if (fit.with_target && fit.target != kNone && !reading.tree.dominates(fit.content, fit.target) &&
      !out.content.empty() && fit.target > cue) {
    const TokenRange target = reading.tree.subtree(fit.target);
    TokenRange& first = out.content.front();
    first = {std::min(first.first, target.first), std::max(first.last, target.last)};
  }
  // A preposition that belongs to the cue is no part of the content.
  const Part part = fit.frame->parts.back().part;
  if (part == Part::prep && fit.frame->parts.back().word != "as" && !out.content.empty()) {
    const TokenIndex word = preposition_of(reading, fit.content);
    if (word != kNone && out.content.front().first <= word) out.content.front().first = word + 1;
  }
  if (fit.with_target && fit.frame->parts[0].part == Part::prep && !out.content.empty()) {
    const TokenIndex word = preposition_of(reading, fit.target);
    if (word != kNone && out.content.front().first == word) ++out.content.front().first;
  }
  std::erase_if(out.content, [](const TokenRange& range) { return range.empty(); });
}

bool read_cue(const Reading& reading, TokenIndex token, const Cue& cue, Attribution& out) {
  if (!class_fits(reading, token, cue) || !words_stand_near(reading, token, cue)) return false;
  const FrameReader reader(reading, token, cue);
  FrameFit fit;
  for (const Frame& frame : cue.frames) {
    if (!reader.fit(frame, fit)) continue;
    out = Attribution{};
    out.cue = token;
    out.entry = fit.cue;
    out.frame = fit.frame;
    out.target = fit.target;
    out.passive = cue.kind == CueClass::verb && is_passive(reading, token);
    if (frame.parts.back().part != Part::raise)
      out.source =
          real_source(reading, source_of(reading, token, cue), cue, frame.parts.back().part == Part::that);
    if (out.source == fit.content || out.source == token) out.source = kNone;
    if (out.source != kNone && out.source == out.target) out.target = kNone;
    set_content(reading, fit, out);
    if (out.content.empty() || in_ranges(out.content, token)) continue;
    if (out.source != kNone) out.source_range = noun_phrase(reading, out.source);
    if (!plausible(reading, out)) continue;
    out.cue_range = cue_words(reading, token, fit.frame);
    out.rule = "cue:" + cue.id + ":" + frame.text;
    return true;
  }
  return false;
}

// "according to X": a preposition of two words, its noun the source, the clause around it the content.
bool read_according(const Reading& reading, TokenIndex token, const CueTable& cues, Attribution& out) {
  for (const Cue& cue : cues.find(lower_ascii(reading.text(token)))) {
    if (cue.kind != CueClass::prep) continue;
    TokenIndex at = token + 1;
    bool same = true;
    const TokenIndex last = reading.sentence_of(token).last;
    for (const std::string& word : cue.words) {
      if (at >= last || !is_word(reading, at, word)) same = false;
      if (!same) break;
      ++at;
    }
    if (!same || at >= last) continue;
    // The noun: the highest nominal whose subtree begins within the phrase.
    TokenIndex source = at;
    while (reading.token(source).head != kNone && reading.token(source).head > token &&
           reading.token(source).deprel != Deprel::conj && is_nominal(reading, reading.token(source).head) &&
           reading.token(source).head < last)
      source = reading.token(source).head;
    if (!is_nominal(reading, source)) continue;
    TokenIndex host = reading.token(source).head;
    if (host != kNone && host >= token && host < at) host = reading.token(host).head;
    if (host == kNone || host == source) continue;
    // The clause the phrase belongs to.
    for (int step = 0; step < 4 && !is_predicate(reading, host) && reading.token(host).head != kNone; ++step)
      host = reading.token(host).head;
    if (host >= token && host < at) continue;
    out = Attribution{};
    out.cue = token;
    out.entry = &cue;
    out.frame = &cue.frames.front();
    out.cue_range = {token, at};
    out.source = source;
    out.source_range = noun_phrase(reading, source);
    out.content_head = host;
    const TokenRange whole = reading.tree.subtree(host);
    const TokenRange hole{token, std::max(out.source_range.last, at)};
    const TokenRange before = trim_punctuation(reading, {whole.first, std::min(hole.first, whole.last)});
    const TokenRange after = trim_punctuation(reading, {std::max(hole.last, whole.first), whole.last});
    if (!before.empty()) out.content.push_back(before);
    if (!after.empty()) out.content.push_back(after);
    out.rule = "cue:" + cue.id + ":source";
    return !out.content.empty();
  }
  return false;
}

}  // namespace

TokenRange cue_words(const Reading& reading, TokenIndex cue, const Frame* frame) {
  TokenRange range{cue, cue + 1};
  bool moved = true;
  while (moved) {
    moved = false;
    for (const TokenIndex child : reading.tree.children(cue)) {
      const Deprel base = base_relation(reading.token(child).deprel);
      const bool joins = base == Deprel::aux || base == Deprel::cop ||
                         reading.token(child).deprel == Deprel::compound_prt ||
                         (base == Deprel::advmod && child < cue);
      if (!joins) continue;
      if (child + 1 == range.first) --range.first, moved = true;
      if (child == range.last) ++range.last, moved = true;
    }
  }
  if (frame != nullptr && frame->parts.size() == 1 && frame->parts[0].part == Part::prep &&
      range.last < reading.sentence_of(cue).last && is_word(reading, range.last, frame->parts[0].word))
    ++range.last;
  return range;
}

const Cue* quote_cue(const Reading& reading, const CueTable& cues, TokenIndex token) {
  if (reading.token(token).upos != Upos::VERB) return nullptr;
  for (const Cue& cue : cues.find_near(reading.lemma(token))) {
    if (cue.kind == CueClass::verb && cue.takes_quote() && words_stand_near(reading, token, cue)) return &cue;
  }
  return nullptr;
}

std::vector<Attribution> find_clauses(const Reading& reading, const CueTable& cues) {
  std::vector<Attribution> out;
  Attribution found;
  const auto count = static_cast<TokenIndex>(reading.document.tokens.size());
  for (TokenIndex token = 0; token < count; ++token) {
    const Upos upos = reading.token(token).upos;
    const bool content_word = upos == Upos::VERB || upos == Upos::NOUN || upos == Upos::ADJ;
    if (!content_word && upos != Upos::ADP && upos != Upos::SCONJ) continue;
    if (read_according(reading, token, cues, found)) {
      out.push_back(found);
      continue;
    }
    if (!content_word) continue;
    bool done = false;
    // "is concerned by", "are encouraged by": listed by their form, whether tagged adjective or verb.
    if (upos == Upos::VERB && reading.text(token) != reading.lemma(token) &&
        !reading.tree.has_child(token, {Deprel::obj})) {
      for (const Cue& cue : cues.find(reading.text(token))) {
        if (cue.kind != CueClass::adj) continue;
        done = read_cue(reading, token, cue, found);
        if (done) break;
      }
      if (done) {
        out.push_back(found);
        continue;
      }
    }
    for (const Cue& cue : cues.find_near(reading.lemma(token))) {
      if (cue.kind == CueClass::adj || cue.silent) continue;
      done = read_cue(reading, token, cue, found);
      if (done) break;
    }
    if (!done) {
      // Adjectives are listed by their form: "concerned" may be tagged a verb.
      for (const Cue& cue : cues.find(reading.text(token))) {
        if (cue.kind != CueClass::adj) continue;
        done = read_cue(reading, token, cue, found);
        if (done) break;
      }
    }
    if (done) out.push_back(found);
  }
  return out;
}

std::vector<Attribution> find_attributions(const Reading& reading, const CueTable& cues,
                                           const AttributionModel* model) {
  std::vector<Attribution> out = find_clauses(reading, cues);
  if (model != nullptr) merge_learned(reading, cues, *model, out);
  add_quotes(reading, cues, out);
  std::stable_sort(out.begin(), out.end(), [](const Attribution& a, const Attribution& b) {
    const TokenIndex left = a.content.empty() ? a.cue : a.content.front().first;
    const TokenIndex right = b.content.empty() ? b.cue : b.content.front().first;
    return left < right;
  });
  trim_fronted(reading, out);
  return out;
}

}  // namespace avow::speech
