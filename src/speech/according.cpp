// "according to X", "in the words of X": a preposition of several words, its noun the source, the clause
// around it the content.
#include <algorithm>

#include "avow/base/strings.hpp"
#include "speech/attribution.hpp"

namespace avow::speech {
namespace {

// The end of the cue's words when they begin at the token, else kNone.
TokenIndex end_of_cue(const Reading& reading, TokenIndex token, const Cue& cue) {
  TokenIndex at = token + 1;
  const TokenIndex last = reading.sentence_of(token).last;
  for (const std::string& word : cue.words) {
    if (at >= last || !is_word(reading, at, word)) return kNone;
    ++at;
  }
  return at < last ? at : kNone;
}

// The highest nominal that governs the word behind the cue and stands behind it too.
TokenIndex source_behind(const Reading& reading, TokenIndex first) {
  const TokenIndex last = reading.sentence_of(first).last;
  TokenIndex source = first;
  while (true) {
    const TokenIndex head = reading.token(source).head;
    if (head == kNone || head < first || head >= last || reading.token(source).deprel == Deprel::conj ||
        !is_nominal(reading, head))
      break;
    source = head;
  }
  return source;
}

// The clause the phrase belongs to, or kNone where the tree has none outside it.
TokenIndex clause_around(const Reading& reading, TokenIndex token, TokenIndex end, TokenIndex source) {
  TokenIndex host = reading.token(source).head;
  if (host != kNone && host >= token && host < end) host = reading.token(host).head;
  if (host == kNone || host == source) return kNone;
  for (int step = 0; step < 4 && !is_predicate(reading, host) && reading.token(host).head != kNone; ++step)
    host = reading.token(host).head;
  return host >= token && host < end ? kNone : host;
}

TokenIndex first_comma(const Reading& reading, TokenIndex from) {
  const TokenIndex last = reading.sentence_of(from - 1).last;
  while (from < last && reading.text(from) != ",") ++from;
  return from;
}

// "According to Ana Holm, a writer in Velm, the mill burned": where the words that describe the source end,
// or kNone. Behind them a comma and a whole clause follow.
//   matches: "According to Ana Holm, who runs the mill, the road is open."
//   must not: "According to Ana Holm, a shell hit the mill."
TokenIndex end_of_description(const Reading& reading, TokenIndex comma) {
  const TokenIndex last = reading.sentence_of(comma - 1).last;
  const TokenIndex first = comma + 1;
  if (comma >= last || first >= last || reading.text(comma) != ",") return kNone;
  const bool relative = is_word(reading, first, "who") || is_word(reading, first, "which");
  if (!relative && !is_word(reading, first, "a") && !is_word(reading, first, "an")) return kNone;
  for (TokenIndex at = first + 1; at < last; ++at) {
    if (reading.text(at) != ",") continue;
    if (!relative && has_finite_verb(reading, {first, at})) return kNone;
    return has_finite_verb(reading, {at + 1, last}) ? at : kNone;
  }
  return kNone;
}

// "According to the mayor, the road is open." where the tree hangs the clause on the mayor: the source ends
// at the first comma that a whole clause follows.
bool split_at_comma(const Reading& reading, TokenIndex token, Attribution& out) {
  const TokenRange sentence = reading.sentence_of(token);
  if (token != sentence.first && reading.token(token - 1).upos != Upos::PUNCT) return false;
  const TokenIndex described = end_of_description(reading, first_comma(reading, out.cue_range.last));
  for (TokenIndex at = described == kNone ? out.cue_range.last : described; at < sentence.last; ++at) {
    if (reading.text(at) != "," || !has_finite_verb(reading, {at + 1, sentence.last})) continue;
    const TokenRange clause = trim_punctuation(reading, {at + 1, sentence.last});
    if (is_word(reading, clause.first, "who") || is_word(reading, clause.first, "which")) continue;
    if (described == kNone && has_finite_verb(reading, {out.cue_range.last, at})) return false;
    out.source_range = trim_punctuation(reading, {out.cue_range.last, at});
    out.content = {clause};
    out.content_head = content_top(reading, clause);
    return !out.source_range.empty();
  }
  return false;
}

bool around_tree(const Reading& reading, TokenIndex token, TokenIndex host, Attribution& out) {
  out.content_head = host;
  const TokenRange whole = reading.tree.subtree(host);
  const TokenRange hole{token, std::max(out.source_range.last, out.cue_range.last)};
  const TokenRange before = trim_punctuation(reading, {whole.first, std::min(hole.first, whole.last)});
  const TokenRange after = trim_punctuation(reading, {std::max(hole.last, whole.first), whole.last});
  if (!before.empty()) out.content.push_back(before);
  if (!after.empty()) out.content.push_back(after);
  return !out.content.empty();
}

}  // namespace

bool read_prepositional_cue(const Reading& reading, TokenIndex token, const CueTable& cues,
                            Attribution& out) {
  for (const Cue& cue : cues.find(lower_ascii(reading.text(token)))) {
    if (cue.kind != CueClass::prep) continue;
    const TokenIndex end = end_of_cue(reading, token, cue);
    if (end == kNone) continue;
    const TokenIndex source = source_behind(reading, end);
    if (!is_nominal(reading, source)) continue;
    out = Attribution{};
    out.cue = token;
    out.entry = &cue;
    out.frame = &cue.frames.front();
    out.cue_range = {token, end};
    out.source = source;
    out.source_range = noun_phrase(reading, source);
    out.rule = "cue:" + cue.id + ":source";
    const TokenIndex description = end_of_description(reading, out.source_range.last);
    const TokenIndex comma = first_comma(reading, out.cue_range.last);
    if (description != kNone) {
      out.source_range.last = description;
    } else if (const TokenIndex behind = end_of_description(reading, comma); behind != kNone) {
      out.source_range = trim_punctuation(reading, {out.cue_range.last, behind});
    }
    const TokenIndex host = clause_around(reading, token, end, source);
    if (host != kNone ? around_tree(reading, token, host, out) : split_at_comma(reading, token, out))
      return true;
  }
  return false;
}

}  // namespace avow::speech
