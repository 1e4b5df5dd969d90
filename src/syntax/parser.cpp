#include "syntax/parser.hpp"

#include <algorithm>
#include <cmath>

#include "model/bytes.hpp"
#include "syntax/tagger.hpp"

namespace avow::syntax {
namespace {

constexpr std::uint32_t kMaxBeamWidth = 64;
// What the speed budget of the fast tier allows, whatever the model was made for: half the time of 6 and 3,
// for half a point of LAS.
constexpr std::uint32_t kFastBeamWidth = 2;
constexpr std::uint32_t kFastProposals = 1;

// A weight's step as a whole number, so that both directions' scores add up without rounding.
std::int64_t unit_of(const model::LinearModel& weights) {
  return std::llround(static_cast<double>(weights.step()) * 65536.0);
}

void turn_around(std::vector<std::int32_t>& heads) {
  const auto n = static_cast<std::int32_t>(heads.size());
  std::reverse(heads.begin(), heads.end());
  for (std::int32_t& head : heads) head = head == kNothing ? kNothing : n - 1 - head;
}

// How a direction scores a tree that the other one found.
std::int64_t score_of(DirectionSpace& space, const std::vector<std::int32_t>& heads,
                      std::vector<std::int32_t>& last_child, Arena& arena) {
  last_children(heads, last_child);
  arena.clear();
  arena.states.push_back(initial_state());
  std::int64_t sum = 0;
  for (std::size_t step = 0; step < 2 * heads.size(); ++step) {
    const auto at = static_cast<std::int32_t>(step);
    const Transition transition = towards(arena, arena.states.back(), heads, last_child);
    Scores scores{};
    space.scorer(space.input, arena, arena.states.back(), scores);
    sum += scores[transition];
    arena.states.push_back(after(arena, at, transition));
  }
  return sum;
}

}  // namespace

void DirectedScorer::start(const model::LinearModel& weights) {
  weights_ = &weights;
  if (front_.empty() || ++serial_ == 0) {
    front_.assign(kKeptCount, {});
    stack_.assign(kKeptCount, {});
    serial_ = 1;
  }
}

std::uint64_t DirectedScorer::key_of(std::int32_t a, std::int32_t b) const {
  return std::uint64_t{serial_} << 32U | static_cast<std::uint64_t>((a + 1) & 0xFFFF) << 16U |
         static_cast<std::uint64_t>((b + 1) & 0xFFFF);
}

void DirectedScorer::add_up(const ParseFeatures& features, Scores& out) const {
  std::int32_t shift = 0;
  std::int32_t left = 0;
  std::int32_t right = 0;
  for (std::size_t i = 0; i < features.count; ++i) {
    const std::int8_t* row = weights_->row(features.items[i]);
    shift += row[kShift];
    left += row[kLeft];
    right += row[kRight];
  }
  out[kShift] += shift;
  out[kLeft] += left;
  out[kRight] += right;
}

void DirectedScorer::operator()(const ParseInput& input, const Arena& arena, const State& state,
                                Scores& out) {
  const auto [s0, s1] = arena.two_words(state);
  const auto place = [](std::uint64_t key) { return (key * 0x9E3779B97F4A7C15ULL) >> 54U; };
  static_assert(kKeptCount == 1U << 10U);
  const std::uint64_t front_key = key_of(s0, state.front.word);
  Kept& front = front_[place(front_key)];
  if (front.key != front_key) {
    front = {front_key, {}};
    features_.count = 0;
    add_front_features(input, s0, state.front.word, features_);
    add_up(features_, front.sums);
  }
  const std::uint64_t stack_key = key_of(s1, s0);
  Kept& stack = stack_[place(stack_key)];
  if (stack.key != stack_key) {
    stack = {stack_key, {}};
    features_.count = 0;
    add_stack_features(input, s1, s0, features_);
    add_up(features_, stack.sums);
  }
  features_.count = 0;
  add_state_features(input, arena, state, features_);
  add_up(features_, out);
  for (std::size_t t = 0; t < kTransitions; ++t) out[t] += front.sums[t] + stack.sums[t];
}

Result<Parser> Parser::read(const model::Model& model) {
  const auto forward = read_linear(model, "parser.forward");
  if (!forward) return forward.error();
  const auto backward = read_linear(model, "parser.backward");
  if (!backward) return backward.error();
  const auto settings = model.section("parser.settings");
  if (!settings) return settings.error();
  Parser parser{*forward, *backward};
  model::ByteReader in{*settings};
  parser.width_ = in.read<std::uint32_t>();
  parser.proposals_ = in.read<std::uint32_t>();
  const bool fits = forward->classes() == kTransitions && backward->classes() == kTransitions;
  if (!fits || in.failed() || parser.width_ == 0 || parser.width_ > kMaxBeamWidth || parser.proposals_ == 0) {
    return model.corrupt("the parser's settings and weights do not fit");
  }
  parser.width_ = std::min(parser.width_, kFastBeamWidth);
  parser.proposals_ = std::min(parser.proposals_, kFastProposals);
  return parser;
}

void Parser::propose(bool backward, DirectionSpace& own, DirectionSpace& other, ParseSpace& space) const {
  const std::int64_t own_unit = unit_of(backward ? backward_ : forward_);
  const std::int64_t other_unit = unit_of(backward ? forward_ : backward_);
  const std::size_t count = std::min<std::size_t>(own.beam.beam.size(), proposals_);
  for (std::size_t i = 0; i < count; ++i) {
    const std::int32_t state = own.beam.beam[i];
    heads_of(own.beam.arena, state, space.heads);
    if (backward) turn_around(space.heads);
    const auto same = [&space](const Proposal& p) { return p.heads == space.heads; };
    if (std::any_of(space.proposals.begin(), space.proposals.end(), same)) continue;
    Proposal& proposal = space.proposals.emplace_back();
    proposal.heads = space.heads;
    if (!backward) turn_around(space.heads);
    proposal.score = own_unit * own.beam.arena.states[static_cast<std::size_t>(state)].score +
                     other_unit * score_of(other, space.heads, space.last_child, space.arena);
  }
}

void Parser::parse(Words& words, const TagSet& tagset, ParseSpace& space) const {
  for (DirectionSpace* direction : {&space.forward, &space.backward}) {
    const bool backward = direction == &space.backward;
    direction->input.fill(words, tagset, backward);
    direction->scorer.start(backward ? backward_ : forward_);
    start_beam(direction->beam);
    for (std::size_t step = 0; step < 2 * words.size(); ++step) {
      advance_beam(direction->input, width_, direction->scorer, direction->beam);
    }
  }
  space.proposals.clear();
  propose(false, space.forward, space.backward, space);
  propose(true, space.backward, space.forward, space);
  // The first of the best: ties go to the forward parser's better tree.
  const auto best = std::max_element(space.proposals.begin(), space.proposals.end(),
                                     [](const Proposal& a, const Proposal& b) { return a.score < b.score; });
  words.heads = best->heads;
}

}  // namespace avow::syntax
