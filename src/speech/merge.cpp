// Where table and learned model meet: the model knows where contents of speaking begin and end, the table
// what cues mean, and nesting, titles and own voice, which the model's texts leave out.
#include <algorithm>

#include "speech/attribution.hpp"
#include "speech/learned.hpp"

namespace avow::speech {
namespace {

// Log odds from which a cue is added that the table knows, that it does not know, and below which a loose
// frame of the table (an object, a preposition) is no attribution.
constexpr float kKnownCue = 0.0F;
constexpr float kUnknownCue = 1.5F;
constexpr float kSureCue = 2.0F;
constexpr float kLooseFrame = -3.0F;
constexpr float kLeastRead = -4.0F;
// Words without a verb that a cue of speaking may have as its content where the tagger missed the verb.
constexpr Index kFewestWords = 3;

bool takes_clause(const Attribution& attribution) {
  if (attribution.frame == nullptr) return true;
  const Part part = attribution.frame->parts.back().part;
  return part == Part::that || part == Part::quote || part == Part::source;
}

bool is_loose(const Attribution& attribution) {
  if (attribution.frame == nullptr) return false;
  const Part part = attribution.frame->parts.back().part;
  return attribution.frame->parts.size() == 1 && (part == Part::obj || part == Part::prep);
}

// Marks and "that" at the ends are no content.
std::vector<TokenRange> without_marks(const Reading& reading, const std::vector<TokenRange>& ranges) {
  std::vector<TokenRange> out;
  for (TokenRange range : ranges) {
    range = trim_punctuation(reading, range);
    if (range.size() > 1 && is_word(reading, range.first, "that") &&
        reading.token(range.first).upos == Upos::SCONJ)
      ++range.first;
    while (!range.empty() && reading.token(range.first).upos == Upos::PUNCT) ++range.first;
    if (!range.empty()) out.push_back(range);
  }
  return out;
}

// Does a stretch hold the source and nothing else? Then the model took the speaker for the words.
bool is_source(const LearnedAttribution& found) {
  const TokenRange source = found.source.range;
  return std::any_of(found.content.begin(), found.content.end(), [source](const TokenRange& range) {
    return !source.empty() && range.first < source.last && source.first < range.last &&
           range.size() <= source.size() + 2;
  });
}

// `"...," said an official who ...`: the piece right behind the verb is its subject, not its words. A parser
// that missed that hangs a bare noun phrase on the verb.
bool is_own_subject(const Reading& reading, TokenIndex cue, TokenRange range) {
  const TokenIndex subject = own_subject(reading, cue);
  if (range.first != cue + 1 || (subject != kNone && !range.contains(subject))) return false;
  const Upos first = reading.token(range.first).upos;
  if (first != Upos::DET && first != Upos::PROPN) return false;
  for (TokenIndex at = range.first; at < range.last; ++at) {
    if (is_word(reading, at, "who") || is_word(reading, at, "which")) return true;
    if (has_finite_verb(reading, {at, at + 1})) return false;
  }
  return true;
}

void take_subject(const Reading& reading, TokenRange range, Attribution& out) {
  out.source_range = range;
  TokenIndex end = range.first;
  while (end < range.last && !is_word(reading, end, "who") && !is_word(reading, end, "which") &&
         !is_punctuation(reading, end))
    ++end;
  out.source = end - 1;
}

void take(const Reading& reading, const LearnedAttribution& found, Attribution& out) {
  const std::vector<TokenRange> content = without_marks(reading, found.content);
  if (content.empty() || is_source(found)) return;
  out.content.clear();
  for (const TokenRange& range : content) {
    // A second piece of a few words ("in Bangui yesterday") is the place or time of speaking.
    if (content.size() > 1 && range.size() < 3) continue;
    if (content.size() > 1 && is_own_subject(reading, out.cue, range)) {
      if (out.source == kNone) take_subject(reading, range, out);
      continue;
    }
    out.content.push_back(range);
  }
  if (out.content.empty()) out.content = content;
  out.content_head = content_top(reading, out.content.front());
  out.learned = true;
  if (out.passive) {
    // Of a passive only the by-phrase speaks.
    const TokenIndex agent = doer_of(reading, out.cue);
    if (agent == kNone || !found.source.range.contains(agent)) return;
  }
  if (!found.source.range.empty()) {
    out.source = found.source.head;
    out.source_range = trim_punctuation(reading, found.source.range);
  } else if (out.source == kNone && !out.passive && reading.token(out.cue).upos == Upos::VERB) {
    const TokenIndex doer = doer_of(reading, out.cue);
    if (doer == kNone || in_ranges(out.content, doer)) return;
    out.source = doer;
    out.source_range = noun_phrase(reading, doer);
  }
}

// The model's stretch where it holds the frame's content and more: lists and long phrases that the tree cuts.
// A noun that begins its sentence ("Reports that the mayor fled are false") is told by the frame alone: the
// model takes what is said of it along.
void widen(const Reading& reading, const LearnedAttribution& found, Attribution& out) {
  const bool begins = !has_finite_verb(reading, {reading.sentence_of(out.cue).first, out.cue});
  if (out.entry != nullptr && out.entry->kind == CueClass::noun && begins) return;
  const std::vector<TokenRange> content = without_marks(reading, found.content);
  if (content.size() != 1 || is_source(found) || out.content.size() != 1 || out.content_head == kNone) return;
  const TokenRange wide = content.front();
  const TokenRange own = out.content.front();
  const bool target_inside = out.target == kNone || !wide.contains(out.target) || own.contains(out.target);
  if (wide.contains(out.content_head) && target_inside && wide.first <= own.first && wide.last > own.last)
    out.content = {{own.first, wide.last}};
}

// Words spoken: a clause, an infinitive or a quote; "commented on the delivery" has none.
bool is_clausal(const Reading& reading, const LearnedAttribution& found) {
  for (const TokenRange& range : found.content) {
    for (TokenIndex at = range.first; at < range.last; ++at) {
      if (reading.quote_of[static_cast<std::size_t>(at)] !=
          reading.quote_of[static_cast<std::size_t>(found.cue.head)])
        return true;
      const Upos upos = reading.token(at).upos;
      if ((upos == Upos::VERB || upos == Upos::AUX) && is_finite(reading, at) &&
          base_relation(reading.token(at).deprel) != Deprel::acl)
        return true;
      if (upos == Upos::PART && at == range.first) return true;
    }
  }
  return false;
}

// "The rumour was old": what is said of the word, not what the word says.
bool is_said_of_cue(const Reading& reading, const LearnedAttribution& found) {
  const TokenRange content = trim_punctuation(reading, found.content.front());
  const TokenIndex first = content.first;
  const Token& cue = reading.token(found.cue.head);
  if (cue.deprel == Deprel::nsubj && content.contains(cue.head) && !is_word(reading, first, "that") &&
      first == found.cue.range.last)
    return true;
  const TokenIndex behind = found.cue.range.last;
  const bool copula = reading.token(first).upos == Upos::AUX || reading.token(first).upos == Upos::VERB;
  if (first == behind && copula) return true;
  return first == behind + 1 && reading.token(behind).upos == Upos::AUX &&
         reading.token(first).upos == Upos::ADJ;
}

// May the cue's content be a phrase? Of a cue with an object before it ("called the vote a farce") that
// object is none.
bool takes_phrase(const Reading& reading, const Cue& cue, const LearnedAttribution& found) {
  const TokenIndex top = content_top(reading, trim_punctuation(reading, found.content.front()));
  const bool object =
      top != kNone && reading.token(top).head == found.cue.head && reading.token(top).deprel == Deprel::obj;
  return std::any_of(cue.frames.begin(), cue.frames.end(), [object](const Frame& frame) {
    const Part part = frame.parts.back().part;
    if (part != Part::obj && part != Part::prep && part != Part::xcomp) return false;
    return frame.parts.size() == 1 || !object;
  });
}

// The table's row for a cue the model found: the first that takes a clause, else the first of its class.
const Cue* row_for(const Reading& reading, const CueTable& cues, TokenIndex token) {
  const Cue* fallback = quote_cue(reading, cues, token);
  if (fallback != nullptr && reading.token(token).upos != Upos::VERB) return fallback;
  fallback = nullptr;
  const Upos upos = reading.token(token).upos;
  for (const Cue& cue : cues.find_near(reading.lemma(token), reading.text(token))) {
    const bool same = (cue.kind == CueClass::verb && upos == Upos::VERB) ||
                      (cue.kind == CueClass::noun && upos == Upos::NOUN);
    if (!same || !words_stand_near(reading, token, cue)) continue;
    if (cue.silent || cue.takes_quote() || !cue.words.empty()) return &cue;
    if (fallback == nullptr) fallback = &cue;
  }
  return fallback;
}

}  // namespace

void merge_learned(const Reading& reading, const CueTable& cues, const AttributionModel& model,
                   std::vector<Attribution>& attributions) {
  const std::vector<LearnedAttribution> learned = model.read(reading, cues, kLeastRead);
  std::vector<std::int32_t> at_cue(reading.document.tokens.size(), -1);
  for (std::size_t i = 0; i < attributions.size(); ++i)
    at_cue[static_cast<std::size_t>(attributions[i].cue)] = static_cast<std::int32_t>(i);
  for (const LearnedAttribution& found : learned) {
    const std::int32_t known = at_cue[static_cast<std::size_t>(found.cue.head)];
    if (known >= 0) {
      Attribution& attribution = attributions[static_cast<std::size_t>(known)];
      attribution.score = found.score;
      if (found.score <= kKnownCue) continue;
      if (takes_clause(attribution) && attribution.entry->kind == CueClass::verb) {
        take(reading, found, attribution);
      } else {
        widen(reading, found, attribution);
      }
      continue;
    }
    const Cue* row = row_for(reading, cues, found.cue.head);
    const bool known_row = row != nullptr && (row->takes_quote() || !row->words.empty());
    if (row != nullptr && (row->silent || says_nothing(reading, cues, found.cue.head))) continue;
    if (row != nullptr && row->kind == CueClass::noun && is_said_of_cue(reading, found)) continue;
    if (is_passive(reading, found.cue.head) && doer_of(reading, found.cue.head) == kNone) continue;
    if ((row == nullptr || !takes_phrase(reading, *row, found)) && !is_clausal(reading, found)) {
      // A sure cue of speaking before words whose verb the tagger missed.
      const Upos first = reading.token(found.content.front().first).upos;
      const bool short_phrase = found.content.front().size() < kFewestWords;
      if (row == nullptr || found.score < kSureCue || first == Upos::ADP || short_phrase) continue;
    }
    if (found.score < (known_row ? kKnownCue : kUnknownCue)) continue;
    Attribution attribution;
    attribution.cue = found.cue.head;
    attribution.cue_range = found.cue.range;
    attribution.entry = row;
    attribution.passive = is_passive(reading, found.cue.head);
    attribution.score = found.score;
    attribution.rule = row != nullptr ? "learned:" + row->id : "learned";
    attribution.confidence = std::min(0.9F, 0.5F + found.score / 10);
    take(reading, found, attribution);
    if (!attribution.content.empty()) attributions.push_back(std::move(attribution));
  }
  std::erase_if(attributions, [](const Attribution& attribution) {
    return is_loose(attribution) && attribution.score != kNoScore && attribution.score < kLooseFrame &&
           attribution.entry->kind != CueClass::adj;
  });
}

}  // namespace avow::speech
