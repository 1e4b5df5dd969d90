#include "names/clause_lookup.hpp"

#include <algorithm>
#include <cstdlib>

namespace avow::names {
namespace {

constexpr int kMaxSteps = 40;  // up a tree; deeper ones are parser accidents

bool is_verb(const Document& document, TokenIndex token) {
  return document.tokens[token].upos == Upos::VERB;
}

// A dependent that starts a clause of its own.
bool opens_clause(const Document& document, TokenIndex token) {
  const Deprel deprel = document.tokens[token].deprel;
  const Deprel base = base_relation(deprel);
  if (base == Deprel::conj) return is_verb(document, token);
  return base == Deprel::ccomp || base == Deprel::advcl || base == Deprel::csubj ||
         base == Deprel::parataxis || deprel == Deprel::acl_relcl;
}

// Steps from the stretch up to the trigger, or -1; `crossed` counts the clauses left on the way.
int steps_up_to(const Document& document, TokenIndex from, TokenIndex to, int& crossed) {
  crossed = 0;
  TokenIndex at = from;
  for (int steps = 0; steps < kMaxSteps && at != kNone; ++steps) {
    if (at == to) return steps;
    if (opens_clause(document, at)) ++crossed;
    at = document.tokens[at].head;
  }
  return -1;
}

// The verb (or root) whose clause a token is in.
TokenIndex clause_head(const Document& document, TokenIndex token) {
  TokenIndex at = token;
  for (int steps = 0; steps < kMaxSteps; ++steps) {
    const Token& one = document.tokens[at];
    if (is_verb(document, at) || one.head == kNone || opens_clause(document, at)) return at;
    at = one.head;
  }
  return at;
}

struct Rank {
  Closeness closeness = Closeness::sentence;
  int steps = 0;
  int fineness = 0;
  int distance = 0;

  [[nodiscard]] bool before(const Rank& other) const {
    if (closeness != other.closeness) return closeness < other.closeness;
    if (steps != other.steps) return steps < other.steps;
    if (fineness != other.fineness) return fineness > other.fineness;
    return distance < other.distance;
  }
};

std::optional<Rank> rank_of(const Document& document, TokenIndex trigger, const Marked& marked) {
  Rank rank;
  rank.fineness = marked.fineness;
  rank.distance = std::abs(marked.head - trigger);
  int crossed = 0;
  if (const int steps = steps_up_to(document, marked.head, trigger, crossed); steps >= 0 && crossed == 0) {
    rank.closeness = Closeness::dependent;
    rank.steps = steps;
    return rank;
  }
  const TokenIndex clause = clause_head(document, trigger);
  if (const int steps = steps_up_to(document, marked.head, clause, crossed); steps >= 0 && crossed == 0) {
    rank.closeness = Closeness::clause;
    rank.steps = steps;
    return rank;
  }
  // A clause that hangs on the trigger's own, or that it hangs on through no speech: "killed ... when shells
  // hit X".
  const TokenIndex other = clause_head(document, marked.head);
  const Deprel link = base_relation(document.tokens[clause].deprel);
  const bool speech = other != clause && link == Deprel::ccomp && document.tokens[clause].head == other;
  if (speech) return std::nullopt;
  rank.closeness = Closeness::sentence;
  return rank;
}

}  // namespace

TokenIndex head_of(const Document& document, TokenRange range) {
  for (TokenIndex i = range.first; i < range.last; ++i) {
    const TokenIndex head = document.tokens[i].head;
    if (head == kNone || !range.contains(head)) return i;
  }
  return range.first;
}

std::optional<ClauseFind> find_in_clause(const Document& document, const Tree&, TokenIndex trigger,
                                         const std::vector<Marked>& marked) {
  const SentenceIndex sentence = document.tokens[trigger].sentence;
  const TokenRange tokens = document.sentences[sentence].tokens;
  const auto first = std::partition_point(marked.begin(), marked.end(),
                                          [&](const Marked& m) { return m.tokens.first < tokens.first; });
  std::optional<ClauseFind> best;
  Rank best_rank;
  for (auto it = first; it != marked.end() && it->tokens.first < tokens.last; ++it) {
    if (it->tokens.contains(trigger)) continue;
    const auto rank = rank_of(document, trigger, *it);
    if (!rank || (best && !rank->before(best_rank))) continue;
    best_rank = *rank;
    best = ClauseFind{&*it, rank->closeness};
  }
  return best;
}

}  // namespace avow::names
