// The arc-hybrid transition system (Kuhlmann, Gomez-Rodriguez, Satta 2011) with the root at the end of the
// buffer, as states in an arena: a state knows its predecessor, and stack cells are shared between states,
// so that a beam copies nothing of a sentence's length.
//
//   SHIFT: the first word of the buffer goes on the stack
//   LEFT:  the top of the stack becomes a left child of the first word of the buffer
//   RIGHT: the top of the stack becomes a right child of the word below it
//
// Every sequence of allowed transitions has 2n steps and ends in a tree with one root.
#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace avow::syntax {

enum Transition : std::uint8_t { kShift, kLeft, kRight };
inline constexpr std::size_t kTransitions = 3;
inline constexpr std::int32_t kNothing = -1;

// A word with the children it has got so far.
struct Cell {
  std::int32_t word = kNothing;
  std::int32_t below = kNothing;  // index of the cell under it on the stack
  std::int32_t left1 = kNothing;  // leftmost child, and the next
  std::int32_t left2 = kNothing;
  std::int32_t right1 = kNothing;  // rightmost child, and the one before
  std::int32_t right2 = kNothing;
  std::int16_t left_count = 0;
  std::int16_t right_count = 0;
};

struct State {
  Cell front;                      // the first word of the buffer (word == n: the root)
  std::int32_t top = kNothing;     // index of the stack's top cell
  std::int32_t before = kNothing;  // the state it came from
  std::int32_t score = 0;
  Transition by = kShift;  // the transition that led here
};

// States and cells of one sentence; cleared, not freed, between sentences.
struct Arena {
  std::vector<Cell> cells;
  std::vector<State> states;

  void clear() {
    cells.clear();
    states.clear();
  }
  [[nodiscard]] const Cell* top_of(const State& state) const {
    return state.top == kNothing ? nullptr : &cells[static_cast<std::size_t>(state.top)];
  }
  // The top of the stack and the word below it, kNothing where there is none.
  [[nodiscard]] std::pair<std::int32_t, std::int32_t> two_words(const State& state) const {
    const Cell* top = top_of(state);
    if (top == nullptr) return {kNothing, kNothing};
    return {top->word, top->below == kNothing ? kNothing : cells[static_cast<std::size_t>(top->below)].word};
  }
};

// The first state of a sentence of any length.
[[nodiscard]] State initial_state();
// Which transitions a state allows, for a sentence of n words.
[[nodiscard]] std::array<bool, kTransitions> allowed(const Arena& arena, const State& state, std::int32_t n);
// The state after a transition; it is not put into the arena, its new stack cell is.
[[nodiscard]] State after(Arena& arena, std::int32_t state, Transition transition);
// Reads heads off the chain of states that ends in `last`; the root's head is kNothing.
void heads_of(const Arena& arena, std::int32_t last, std::vector<std::int32_t>& heads);

}  // namespace avow::syntax
