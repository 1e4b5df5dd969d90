// Clauses read off the words, for sentences whose tree hides them.
#include <algorithm>
#include <array>

#include "avow/document/xpos.hpp"
#include "speech/grammar.hpp"

namespace avow::speech {
namespace {

bool finite(const Reading& reading, TokenIndex token) {
  const auto xpos = static_cast<Xpos>(reading.token(token).xpos);
  const Upos upos = reading.token(token).upos;
  return (upos == Upos::VERB || upos == Upos::AUX) &&
         (xpos == Xpos::VBD || xpos == Xpos::VBZ || xpos == Xpos::VBP || xpos == Xpos::MD);
}

// Words that open a clause within the clause: its verb is not the sentence's next one.
bool opens_inner(const Reading& reading, TokenIndex token) {
  constexpr std::array<std::string_view, 11> kWords = {
      "who", "which", "that", "when", "if", "because", "whether", "while", "unless", "after", "before"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return is_word(reading, token, word); });
}

bool ends(const Reading& reading, TokenIndex token, bool complete) {
  if (reading.token(token).upos != Upos::PUNCT) return false;
  const std::string_view text = reading.text(token);
  if (text == ",") return complete;
  return text != "-" && text != "(" && text != ")";
}

// "looted | alarmed traders": a past form behind a finished verb that the tagger took for an adjective.
bool is_hidden_predicate(const Reading& reading, TokenIndex token, TokenIndex last_verb) {
  return token == last_verb + 1 && reading.token(token).upos == Upos::ADJ &&
         reading.text(token).ends_with("ed");
}

}  // namespace

bool has_finite_verb(const Reading& reading, TokenRange range) {
  for (TokenIndex at = range.first; at < range.last; ++at) {
    if (finite(reading, at)) return true;
  }
  return false;
}

SurfaceClause surface_clause(const Reading& reading, TokenIndex first, bool before_predicate) {
  SurfaceClause out;
  const TokenIndex last = reading.sentence_of(first).last;
  const std::int32_t quote = reading.quote_of[static_cast<std::size_t>(first)];
  TokenIndex verb = kNone;  // the last word of the clause's verb group
  bool grouping = false;    // still within that group
  int inner = 0;
  TokenIndex at = first;
  for (; at < last; ++at) {
    if (ends(reading, at, verb != kNone) || reading.quote_of[static_cast<std::size_t>(at)] != quote) break;
    const Upos upos = reading.token(at).upos;
    const bool verbal = upos == Upos::VERB || upos == Upos::AUX;
    if (verb == kNone && finite(reading, at)) {
      verb = at;
      grouping = true;
    } else if (grouping && verbal && !(finite(reading, at) && reading.token(verb).upos == Upos::VERB)) {
      verb = at;
    } else if (verb != kNone && upos != Upos::ADV && (upos != Upos::PART || is_word(reading, at, "to"))) {
      grouping = false;
      if (opens_inner(reading, at)) ++inner;
      if (before_predicate && is_hidden_predicate(reading, at, verb)) break;
      if (before_predicate && finite(reading, at) && inner-- == 0) break;
    }
  }
  if (verb == kNone || at == first) return out;
  out.words = {first, at};
  // A copula's clause is headed by its predicate.
  const TokenIndex governor = reading.token(verb).head;
  const bool lower =
      reading.token(verb).upos == Upos::AUX && governor != kNone && out.words.contains(governor);
  out.head = lower ? governor : verb;
  return out;
}

}  // namespace avow::speech
