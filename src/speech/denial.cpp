// The five kinds of denial (HURIDOCS micro-thesaurus 28).
#include <algorithm>

#include "speech/statements.hpp"

namespace avow::speech {
namespace {

using Lemmas = std::initializer_list<std::string_view>;

bool holds(const Reading& reading, TokenRange range, Lemmas lemmas) {
  for (TokenIndex token = range.first; token < range.last; ++token) {
    if (std::find(lemmas.begin(), lemmas.end(), reading.lemma(token)) != lemmas.end()) return true;
  }
  return false;
}

}  // namespace

DenialType denial_type(const Reading& reading, const Statement& row) {
  // The words around it: the content and, for a cue, the sentence of the cue.
  TokenRange around{row.content_tokens.front().first, row.content_tokens.back().last};
  if (row.cue_head != kNone) {
    const TokenRange sentence = reading.sentence_of(row.cue_head);
    around = {std::min(around.first, sentence.first), std::max(around.last, sentence.last)};
  }
  if (holds(reading, around,
            {"deliberately", "intentionally", "accident", "accidental", "accidentally", "mistake",
             "self-defence", "self-defense", "unintentional"}))
    return DenialType::explains_otherwise;
  if (holds(reading, around, {"regret", "sorry", "apologise", "apologize", "apology", "sadness"}) &&
      holds(reading, around, {"responsible", "responsibility", "liability", "liable", "blame", "fault"}))
    return DenialType::acknowledges_without_responsibility;
  for (const TokenRange& range : row.content_tokens) {
    for (TokenIndex token = range.first; token < range.last; ++token) {
      const TokenRange word{token, token + 1};
      if (holds(reading, word,
                {"report", "claim", "allegation", "accusation", "rumour", "rumor", "false", "baseless",
                 "untrue", "unfounded", "fabricate", "fabrication", "charge"}))
        return DenialType::report_false;
      if (holds(reading, word, {"responsible", "responsibility", "involvement", "involve", "role"}))
        return DenialType::denies_responsibility;
    }
  }
  return DenialType::denies_act;
}

}  // namespace avow::speech
