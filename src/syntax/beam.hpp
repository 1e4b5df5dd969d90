// Beam search over arc-hybrid transitions, for parser and trainer alike.
//
// `Scorer` gives the three transitions' scores: void operator()(const ParseFeatures&, std::int32_t
// (&out)[3]).
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "syntax/parse_features.hpp"
#include "syntax/parse_state.hpp"

namespace avow::syntax {

using Scores = std::array<std::int32_t, kTransitions>;

struct Candidate {
  std::int32_t score = 0;
  std::int32_t from = kNothing;
  Transition transition = kShift;
  // Higher score first; then the better predecessor, then the lower transition: no tie is left to chance.
  bool operator<(const Candidate& other) const {
    if (score != other.score) return score > other.score;
    if (from != other.from) return from < other.from;
    return transition < other.transition;
  }
};

// Memory of a search, reused from sentence to sentence.
struct BeamSpace {
  Arena arena;
  std::vector<std::int32_t> beam;  // states, best first
  std::vector<Candidate> candidates;
};

// Puts the first state into an empty beam.
inline void start_beam(BeamSpace& space) {
  space.arena.clear();
  space.arena.states.push_back(initial_state());
  space.beam.assign(1, 0);
}

// One step: every state of the beam by every allowed transition, the best `width` of them kept.
template <typename Scorer>
void advance_beam(const ParseInput& input, std::size_t width, Scorer& scorer, BeamSpace& space) {
  space.candidates.clear();
  for (const std::int32_t from : space.beam) {
    const State& state = space.arena.states[static_cast<std::size_t>(from)];
    const auto possible = allowed(space.arena, state, input.size());
    Scores scores{};
    scorer(input, space.arena, state, scores);
    for (std::uint8_t t = 0; t < kTransitions; ++t) {
      if (possible[t])
        space.candidates.push_back({state.score + scores[t], from, static_cast<Transition>(t)});
    }
  }
  const std::size_t kept = std::min(width, space.candidates.size());
  std::partial_sort(space.candidates.begin(), space.candidates.begin() + static_cast<std::ptrdiff_t>(kept),
                    space.candidates.end());
  space.beam.clear();
  for (std::size_t i = 0; i < kept; ++i) {
    const Candidate& candidate = space.candidates[i];
    State next = after(space.arena, candidate.from, candidate.transition);
    next.score = candidate.score;
    space.beam.push_back(static_cast<std::int32_t>(space.arena.states.size()));
    space.arena.states.push_back(next);
  }
}

// The transition towards a projective tree (heads; kNothing for its root): reduce as soon as the tree allows
// it. `last_child` holds each word's rightmost child or kNothing.
[[nodiscard]] Transition towards(const Arena& arena, const State& state,
                                 const std::vector<std::int32_t>& tree,
                                 const std::vector<std::int32_t>& last_child);
// Fills last_child.
void last_children(const std::vector<std::int32_t>& tree, std::vector<std::int32_t>& last_child);

}  // namespace avow::syntax
