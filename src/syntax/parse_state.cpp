#include "syntax/parse_state.hpp"

#include "syntax/beam.hpp"

namespace avow::syntax {

State initial_state() {
  State state;
  state.front.word = 0;
  return state;
}

std::array<bool, kTransitions> allowed(const Arena& arena, const State& state, std::int32_t n) {
  const Cell* top = arena.top_of(state);
  const bool at_root = state.front.word == n;
  const bool two = top != nullptr && top->below != kNothing;
  return {!at_root, top != nullptr && (!at_root || !two), two};
}

State after(Arena& arena, std::int32_t state, Transition transition) {
  State next = arena.states[static_cast<std::size_t>(state)];
  next.before = state;
  next.by = transition;
  if (transition == kShift) {
    Cell cell = next.front;
    cell.below = next.top;
    next.top = static_cast<std::int32_t>(arena.cells.size());
    arena.cells.push_back(cell);
    next.front = Cell{};
    next.front.word = cell.word + 1;
    return next;
  }
  const Cell top = arena.cells[static_cast<std::size_t>(next.top)];
  if (transition == kLeft) {
    next.front.left2 = next.front.left1;
    next.front.left1 = top.word;
    ++next.front.left_count;
    next.top = top.below;
    return next;
  }
  Cell head = arena.cells[static_cast<std::size_t>(top.below)];
  head.right2 = head.right1;
  head.right1 = top.word;
  ++head.right_count;
  next.top = static_cast<std::int32_t>(arena.cells.size());
  arena.cells.push_back(head);
  return next;
}

void heads_of(const Arena& arena, std::int32_t last, std::vector<std::int32_t>& heads) {
  const std::int32_t n = arena.states[static_cast<std::size_t>(last)].front.word;
  heads.assign(static_cast<std::size_t>(n), kNothing);
  for (std::int32_t at = last; at != kNothing;) {
    const State& state = arena.states[static_cast<std::size_t>(at)];
    if (state.before != kNothing && state.by != kShift) {
      const State& before = arena.states[static_cast<std::size_t>(state.before)];
      const Cell& child = *arena.top_of(before);
      const std::int32_t head =
          state.by == kLeft ? before.front.word : arena.cells[static_cast<std::size_t>(child.below)].word;
      heads[static_cast<std::size_t>(child.word)] = head == n ? kNothing : head;
    }
    at = state.before;
  }
}

Transition towards(const Arena& arena, const State& state, const std::vector<std::int32_t>& tree,
                   const std::vector<std::int32_t>& last_child) {
  const auto n = static_cast<std::int32_t>(tree.size());
  const auto [s0, s1] = arena.two_words(state);
  if (s0 == kNothing) return kShift;
  const auto word = static_cast<std::size_t>(s0);
  const std::int32_t head = tree[word] == kNothing ? n : tree[word];
  if (head == state.front.word) return kLeft;
  return s1 != kNothing && s1 == head && last_child[word] < state.front.word ? kRight : kShift;
}

void last_children(const std::vector<std::int32_t>& tree, std::vector<std::int32_t>& last_child) {
  last_child.assign(tree.size(), kNothing);
  for (std::size_t i = 0; i < tree.size(); ++i) {
    if (tree[i] != kNothing) last_child[static_cast<std::size_t>(tree[i])] = static_cast<std::int32_t>(i);
  }
}

}  // namespace avow::syntax
