// Cue verbs that the tagger took for nouns or adjectives.
#include <algorithm>

#include "speech/attribution.hpp"

namespace avow::speech {
namespace {

bool ends_phrase(const Reading& reading, TokenIndex token) {
  const Upos upos = reading.token(token).upos;
  return upos == Upos::NOUN || upos == Upos::PROPN || upos == Upos::PRON;
}

// The first word of the part of the sentence the token stands in, behind the last comma, colon or quote mark.
TokenIndex part_begin(const Reading& reading, TokenIndex token) {
  TokenIndex at = token;
  const TokenIndex first = reading.sentence_of(token).first;
  while (at > first && reading.token(at - 1).upos != Upos::PUNCT) --at;
  return at;
}

}  // namespace

TokenRange phrase_before(const Reading& reading, TokenIndex token) {
  const TokenIndex begin = part_begin(reading, token);
  TokenIndex first = token;
  while (first > begin) {
    const Upos upos = reading.token(first - 1).upos;
    const bool joins = ends_phrase(reading, first - 1) || upos == Upos::ADJ || upos == Upos::DET ||
                       upos == Upos::NUM || (upos == Upos::PART && reading.text(first - 1).starts_with("'"));
    if (!joins) break;
    --first;
    if (upos == Upos::DET || upos == Upos::PRON) break;
  }
  return {first, token};
}

std::span<const Cue> disguised_verb(const Reading& reading, const CueTable& cues, TokenIndex token) {
  const Upos upos = reading.token(token).upos;
  if (upos != Upos::NOUN && upos != Upos::ADJ) return {};
  const TokenRange sentence = reading.sentence_of(token);
  const TokenIndex next = token + 1;
  if (token == sentence.first || next + 1 >= sentence.last || !ends_phrase(reading, token - 1) ||
      !is_word(reading, next, "that") || reading.token(next).upos != Upos::SCONJ)
    return {};
  const std::span<const Cue> found = cues.find_form(reading.text(token));
  if (found.empty() || has_finite_verb(reading, {part_begin(reading, token), token})) return {};
  if (upos == Upos::ADJ) return found;
  // A noun's own clause is followed by the sentence's verb; a verb's clause is all that is left.
  const SurfaceClause clause = surface_clause(reading, next + 1, true);
  const bool rest = has_finite_verb(reading, {clause.words.last, sentence.last});
  return clause.head == kNone || rest ? std::span<const Cue>{} : found;
}

std::span<const Cue> disguised_noun(const Reading& reading, const CueTable& cues, TokenIndex token) {
  const TokenRange sentence = reading.sentence_of(token);
  const TokenIndex next = token + 1;
  if (reading.token(token).upos != Upos::VERB || token != sentence.first || next + 1 >= sentence.last ||
      !is_word(reading, next, "that") || own_subject(reading, token) != kNone)
    return {};
  const SurfaceClause clause = surface_clause(reading, next + 1, true);
  if (clause.head == kNone || !has_finite_verb(reading, {clause.words.last, sentence.last})) return {};
  return cues.find(reading.lemma(token));
}

std::span<const Cue> disguised_quote_verb(const Reading& reading, const CueTable& cues, TokenIndex token) {
  const Upos upos = reading.token(token).upos;
  if (upos != Upos::NOUN && upos != Upos::ADJ) return {};
  const TokenRange sentence = reading.sentence_of(token);
  const TokenIndex next = token + 1;
  if (token == sentence.first || !ends_phrase(reading, token - 1)) return {};
  if (next < sentence.last && reading.token(next).upos != Upos::PUNCT) return {};
  const TokenIndex begin = part_begin(reading, token);
  if (begin == sentence.first || has_finite_verb(reading, {begin, token})) return {};
  return cues.find_form(reading.text(token));
}

}  // namespace avow::speech
