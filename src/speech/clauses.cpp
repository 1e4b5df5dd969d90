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
// Words within which the goods follow whom they are kept from.
constexpr Index kNearGoods = 7;

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

// "denied them bread", "denied the fishers access to the port": kept from somebody, not said to be
// untrue. The tree often misses the second object.
//   must not: "The mayor denied the attack on the port."
bool is_withheld(const Reading& reading, TokenIndex verb) {
  const TokenIndex last = reading.sentence_of(verb).last;
  TokenIndex at = verb + 1;
  if (at + 1 >= last) return false;
  if (reading.token(at).upos == Upos::PRON && is_nominal(reading, at + 1) && !is_word(reading, at, "it"))
    return true;
  constexpr std::array<std::string_view, 14> kGoods = {
      "access", "entry", "permission", "visas", "bail",     "citizenship", "passage",
      "rights", "food",  "aid",        "water", "medicine", "treatment",   "asylum"};
  for (++at; at < last && at < verb + kNearGoods; ++at) {
    const Upos upos = reading.token(at).upos;
    if (upos == Upos::ADP || upos == Upos::VERB || upos == Upos::PUNCT) return false;
    if (std::find(kGoods.begin(), kGoods.end(), reading.text(at)) != kGoods.end()) return true;
  }
  return false;
}

}  // namespace

bool says_nothing(const Reading& reading, const CueTable& cues, TokenIndex token) {
  const auto rows = cues.find_near(reading.lemma(token), reading.text(token));
  if (!rows.empty() && rows.front().lemma == "deny" && is_withheld(reading, token)) return true;
  return std::any_of(rows.begin(), rows.end(), [&](const Cue& cue) {
    return cue.silent && !cue.words.empty() && class_fits(reading, token, cue) &&
           words_stand_near(reading, token, cue);
  });
}

namespace {

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
  if (!fit.words.empty()) {
    out.content = {trim_punctuation(reading, fit.words)};
    return;
  }
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

// The phrase without a "that" at its end.
TokenRange without_that(const Reading& reading, TokenRange range) {
  if (range.size() > 1 && is_word(reading, range.last - 1, "that")) --range.last;
  return trim_punctuation(reading, range);
}

bool read_cue(const Reading& reading, TokenIndex token, const Cue& cue, bool disguised, Attribution& out) {
  if (!disguised && !class_fits(reading, token, cue)) return false;
  if (!words_stand_near(reading, token, cue)) return false;
  FrameFit fit;
  for (const Frame& frame : cue.frames) {
    if (!fit_frame(reading, token, cue, frame, fit)) continue;
    out = Attribution{};
    out.disguised = disguised;
    out.cue = token;
    out.entry = fit.cue;
    out.frame = fit.frame;
    out.target = fit.target;
    out.passive = cue.kind == CueClass::verb && is_passive(reading, token);
    if (frame.parts.back().part != Part::raise)
      out.source =
          real_source(reading, source_of(reading, token, cue), cue, frame.parts.back().part == Part::that);
    if (frame.parts.back().part == Part::made) out.source = makers_of(reading, token);
    if (out.source == fit.content || out.source == token) out.source = kNone;
    if (out.source != kNone && out.source == out.target) out.target = kNone;
    set_content(reading, fit, out);
    if (out.content.empty() || in_ranges(out.content, token)) continue;
    if (out.source != kNone) out.source_range = noun_phrase(reading, out.source);
    // "announced by the army that": what is said is no part of who says it.
    if (token < out.source && out.source < out.content.front().first &&
        out.source_range.last > out.content.front().first)
      out.source_range = without_that(reading, {out.source_range.first, out.content.front().first});
    if (disguised && cue.kind == CueClass::verb) {
      out.source_range = phrase_before(reading, token);
      out.source = out.source_range.empty() ? kNone : out.source_range.last - 1;
    }
    if (!plausible(reading, out)) continue;
    out.cue_range = cue_words(reading, token, fit.frame);
    out.rule = "cue:" + cue.id + ":" + frame.text;
    return true;
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
  if (reading.token(token).upos != Upos::VERB) {
    for (const Cue& cue : disguised_quote_verb(reading, cues, token)) {
      if (cue.kind == CueClass::verb && cue.takes_quote() && cue.words.empty()) return &cue;
    }
    return nullptr;
  }
  for (const Cue& cue : cues.find_near(reading.lemma(token), reading.text(token))) {
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
    if (read_prepositional_cue(reading, token, cues, found)) {
      out.push_back(found);
      continue;
    }
    if (!content_word) continue;
    bool done = false;
    const CueClass hidden = upos == Upos::VERB ? CueClass::noun : CueClass::verb;
    const std::span<const Cue> disguised =
        upos == Upos::VERB ? disguised_noun(reading, cues, token) : disguised_verb(reading, cues, token);
    if (!disguised.empty()) {
      for (const Cue& cue : disguised) {
        done = cue.kind == hidden && !cue.silent && read_cue(reading, token, cue, true, found);
        if (done) break;
      }
      if (done) {
        out.push_back(found);
        continue;
      }
    }
    // "is concerned by", "are encouraged by": listed by their form, whether tagged adjective or verb.
    if (upos == Upos::VERB && reading.text(token) != reading.lemma(token) &&
        !reading.tree.has_child(token, {Deprel::obj})) {
      for (const Cue& cue : cues.find(reading.text(token))) {
        if (cue.kind != CueClass::adj) continue;
        done = read_cue(reading, token, cue, false, found);
        if (done) break;
      }
      if (done) {
        out.push_back(found);
        continue;
      }
    }
    if (says_nothing(reading, cues, token)) continue;
    for (const Cue& cue : cues.find_near(reading.lemma(token), reading.text(token))) {
      if (cue.kind == CueClass::adj || cue.silent) continue;
      done = read_cue(reading, token, cue, false, found);
      if (done) break;
    }
    if (!done) {
      // Adjectives are listed by their form: "concerned" may be tagged a verb.
      for (const Cue& cue : cues.find(reading.text(token))) {
        if (cue.kind != CueClass::adj) continue;
        done = read_cue(reading, token, cue, false, found);
        if (done) break;
      }
    }
    if (done) out.push_back(found);
  }
  return out;
}

namespace {

// "denied reports that its forces fled": what is denied is the report's content, which the verb's row holds.
// The tagger may take the report for a verb.
void drop_denied_nouns(const Reading& reading, std::vector<Attribution>& attributions) {
  std::vector<bool> denied(reading.document.tokens.size() + 1, false);  // the words right behind a denial
  for (const Attribution& found : attributions) {
    if (found.entry == nullptr || found.entry->kind != CueClass::verb ||
        found.entry->function != SpeechFunction::denial || found.content.empty())
      continue;
    const TokenIndex next = found.cue + 1;
    denied[static_cast<std::size_t>(next)] = true;
    if (next < reading.sentence_of(found.cue).last && reading.token(next).upos == Upos::DET)
      denied[static_cast<std::size_t>(next) + 1] = true;
  }
  std::erase_if(attributions, [&](const Attribution& found) {
    return found.cue != kNone && denied[static_cast<std::size_t>(found.cue)] && !found.direct &&
           found.entry != nullptr;
  });
}

}  // namespace

namespace {

// The verb whose subject "saying" has: the one it hangs on, or the one whose object it hangs on.
TokenIndex verb_said_by(const Reading& reading, TokenIndex saying) {
  const TokenIndex head = reading.token(saying).head;
  if (head == kNone || reading.token(saying).deprel == Deprel::advcl) return head;
  const bool of_object =
      reading.token(saying).deprel == Deprel::acl && reading.token(head).deprel == Deprel::obj;
  return of_object ? reading.token(head).head : kNone;
}

// "The party defended the mayor, saying the raid was lawful": the tree may hang "saying" on the mayor; it is
// the party that says it, and its defence ends there.
//   must not: "The army arrested a man saying the king was dead." (no words of the army's)
void return_participles(const Reading& reading, std::vector<Attribution>& attributions) {
  std::vector<std::int32_t> at_cue(reading.document.tokens.size(), -1);
  for (std::size_t i = 0; i < attributions.size(); ++i) {
    if (attributions[i].cue != kNone)
      at_cue[static_cast<std::size_t>(attributions[i].cue)] = static_cast<std::int32_t>(i);
  }
  for (Attribution& found : attributions) {
    if (found.cue == kNone || static_cast<Xpos>(reading.token(found.cue).xpos) != Xpos::VBG ||
        reading.lemma(found.cue) != "say")
      continue;
    const TokenIndex verb = verb_said_by(reading, found.cue);
    const std::int32_t outer = verb == kNone ? -1 : at_cue[static_cast<std::size_t>(verb)];
    const TokenIndex doer = outer < 0 ? kNone : doer_of(reading, verb);
    if (doer == kNone || doer > verb) continue;
    found.source = doer;
    found.source_range = noun_phrase(reading, doer);
    for (TokenRange& range : attributions[static_cast<std::size_t>(outer)].content) {
      if (range.first < found.cue && range.contains(found.cue))
        range = trim_punctuation(reading, {range.first, found.cue});
    }
  }
}

}  // namespace

std::vector<Attribution> find_attributions(const Reading& reading, const CueTable& cues,
                                           const AttributionModel* model) {
  std::vector<Attribution> out = find_clauses(reading, cues);
  if (model != nullptr) merge_learned(reading, cues, *model, out);
  drop_denied_nouns(reading, out);
  return_participles(reading, out);
  leave_times(reading, out);
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
