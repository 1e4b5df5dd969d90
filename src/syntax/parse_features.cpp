#include "syntax/parse_features.hpp"

#include <algorithm>

namespace avow::syntax {
namespace {

using model::feature;
using Position = ParseInput::Position;

constexpr Atom kOutsideTag = 255;
constexpr Atom kRootTag = 254;

// 1, 2, 3, 4, 5-6, 7-10, more.
Atom distance_atom(std::int32_t distance) {
  if (distance <= 4) return static_cast<Atom>(std::max(distance, 0));
  if (distance <= 6) return 5;
  return distance <= 10 ? 6 : 7;
}

Atom few(int count) {
  return static_cast<Atom>(std::min(count, 3));
}

// What lies between two positions: verbs, commas, conjunctions.
Atom between_atom(const Position& left, const Position& right) {
  return few(right.verbs - left.verbs) | few(right.commas - left.commas) << 2U |
         few(right.conjunctions - left.conjunctions) << 4U;
}

// The words a state is about.
struct View {
  Position s0, s1, s2, b0, b1, b2;
  Position s0l, s0l2, s0r, s0r2, s1l, s1r, s1r2, b0l, b0l2;
  Position s0_before, s0_after, s1_after, s1_before, b0_before;
  Atom distance_b = 0;  // s0 .. b0
  Atom distance_s = 0;  // s1 .. s0
  Atom between_b = 0;
  Atom between_s = 0;
  Atom s0_lefts = 0, s0_rights = 0, s1_rights = 0, s1_lefts = 0, b0_lefts = 0;
};

void look_at_stack(const ParseInput& in, const Arena& arena, const Cell& top, View& v) {
  v.s0 = in.at(top.word);
  v.s0l = in.child(top.left1);
  v.s0l2 = in.child(top.left2);
  v.s0r = in.child(top.right1);
  v.s0r2 = in.child(top.right2);
  v.s0_lefts = few(top.left_count);
  v.s0_rights = few(top.right_count);
  v.s0_before = in.at(top.word - 1);
  v.s0_after = in.at(top.word + 1);
  if (top.below == kNothing) return;
  const Cell& second = arena.cells[static_cast<std::size_t>(top.below)];
  v.s1 = in.at(second.word);
  v.s1l = in.child(second.left1);
  v.s1r = in.child(second.right1);
  v.s1r2 = in.child(second.right2);
  v.s1_rights = few(second.right_count);
  v.s1_lefts = few(second.left_count);
  v.s1_after = in.at(second.word + 1);
  v.s1_before = in.at(second.word - 1);
  v.distance_s = distance_atom(top.word - second.word);
  v.between_s = between_atom(in.at(second.word + 1), v.s0);
  if (second.below != kNothing) v.s2 = in.at(arena.cells[static_cast<std::size_t>(second.below)].word);
}

View look(const ParseInput& in, const Arena& arena, const State& state) {
  View v;
  const Position& outside = in.child(kNothing);
  v.s0 = v.s1 = v.s2 = v.s0l = v.s0l2 = v.s0r = v.s0r2 = v.s1l = v.s1r = v.s1r2 = outside;
  v.s0_before = v.s0_after = v.s1_after = v.s1_before = outside;
  const std::int32_t front = state.front.word;
  v.b0 = in.at(front);
  v.b1 = in.at(std::min(front + 1, in.size() + 1));
  v.b2 = in.at(std::min(front + 2, in.size() + 1));
  v.b0_before = in.at(front - 1);
  v.b0l = in.child(state.front.left1);
  v.b0l2 = in.child(state.front.left2);
  v.b0_lefts = few(state.front.left_count);
  if (const Cell* top = arena.top_of(state)) {
    look_at_stack(in, arena, *top, v);
    v.distance_b = distance_atom(front - top->word);
    v.between_b = between_atom(v.s0_after, v.b0);
  }
  return v;
}

void single_features(const View& v, ParseFeatures& out) {
  std::uint32_t id = 0;
  for (const Position* p : {&v.s0, &v.s1, &v.b0, &v.b1}) {
    out.add(feature(id, p->word));
    out.add(feature(id + 1, p->tag));
    out.add(feature(id + 2, p->both));
    id += 3;
  }
  out.add(feature(12, v.b2.tag));
  out.add(feature(13, v.b2.both));
  out.add(feature(14, v.s2.tag));
  out.add(feature(15, v.s2.both));
  id = 16;
  for (const Position* p : {&v.s0l, &v.s0r, &v.s1l, &v.s1r, &v.b0l, &v.s0l2, &v.s0r2, &v.s1r2, &v.b0l2}) {
    out.add(feature(id, p->both));
    out.add(feature(id + 1, p->tag, v.s0.tag, v.b0.tag));
    id += 2;
  }
}

// One pair of words that may become head and child: s0 with b0, or s1 with s0.
void pair_features(std::uint32_t id, const Position& a, const Position& b, Atom distance, Atom between,
                   ParseFeatures& out) {
  out.add(feature(id, a.both, b.both));
  out.add(feature(id + 1, a.both, b.word));
  out.add(feature(id + 2, a.word, b.both));
  out.add(feature(id + 3, a.both, b.tag));
  out.add(feature(id + 4, a.tag, b.both));
  out.add(feature(id + 5, a.word, b.word));
  out.add(feature(id + 6, a.tag, b.tag));
  out.add(feature(id + 7, a.tag, b.tag, distance));
  out.add(feature(id + 8, a.word, distance));
  out.add(feature(id + 9, b.word, distance));
  out.add(feature(id + 10, a.tag, b.tag, between));
  out.add(feature(id + 11, a.tag, distance));
  out.add(feature(id + 12, b.tag, distance));
  out.add(feature(id + 13, a.word, between));
  out.add(feature(id + 14, a.word, b.tag));
  out.add(feature(id + 15, a.tag, b.word));
}

void triple_features(const View& v, ParseFeatures& out) {
  out.add(feature(100, v.s0.tag, v.b0.tag, v.b1.tag));
  out.add(feature(101, v.b0.tag, v.b1.tag, v.b2.tag));
  out.add(feature(102, v.s1.tag, v.s0.tag, v.b0.tag));
  out.add(feature(103, v.s2.tag, v.s1.tag, v.s0.tag));
  out.add(feature(104, v.s1.tag, v.s0.tag, v.b0.tag, v.b1.tag));
  out.add(feature(105, v.s0.tag, v.s0l.tag, v.b0.tag, v.b0l.tag));
  out.add(feature(106, v.s0.tag, v.s0r.tag, v.b0.tag));
  out.add(feature(107, v.s1.tag, v.s1r.tag, v.s0.tag));
  out.add(feature(108, v.s1.tag, v.s0.tag, v.s0l.tag));
  out.add(feature(109, v.s1.tag, v.s0.tag, v.s0r.tag));
  out.add(feature(110, v.s0.both, v.b0.tag, v.b1.tag));
  out.add(feature(111, v.s1.tag, v.s0.both, v.b0.tag));
  out.add(feature(112, v.s1.both, v.s0.tag, v.b0.tag));
  out.add(feature(113, v.s1.tag, v.s0.tag, v.b0.both));
  out.add(feature(114, v.s0.tag, v.s0l.tag, v.s0l2.tag));
  out.add(feature(115, v.s0.tag, v.s0r.tag, v.s0r2.tag));
  out.add(feature(116, v.b0.tag, v.b0l.tag, v.b0l2.tag));
  out.add(feature(117, v.s1.tag, v.s1r.tag, v.s1r2.tag, v.s0.tag));
  out.add(feature(118, v.b0.word, v.b1.word));
  out.add(feature(119, v.b0.tag, v.b1.tag));
  out.add(feature(120, v.s1.word, v.b0.word));
  out.add(feature(121, v.s1.tag, v.b0.tag));
  out.add(feature(122, v.s0.tag, v.s0_after.tag, v.b0_before.tag, v.b0.tag));
  out.add(feature(123, v.s1.tag, v.s1_after.tag, v.s0_before.tag, v.s0.tag));
  out.add(feature(124, v.s0_before.tag, v.s0.tag, v.b0.tag, v.b1.tag));
  out.add(feature(125, v.s1_before.tag, v.s1.tag, v.s0.tag, v.s0_after.tag));
  out.add(feature(126, v.s1.word, v.s1r.word, v.s0.tag));
  out.add(feature(127, v.s0.word, v.s0l.word, v.b0.tag));
  out.add(feature(128, v.s0.word, v.s0r.word, v.b0.tag));
  out.add(feature(129, v.s0l.word, v.s0.tag, v.b0.word));
  out.add(feature(130, v.s1.word, v.s0l.word, v.s0.tag));
  out.add(feature(131, v.s0l.word, v.s1.tag, v.s0.tag, v.b0.tag));
  out.add(feature(132, v.s0r.word, v.s0.word, v.b0.word));
}

void count_features(const View& v, ParseFeatures& out) {
  out.add(feature(140, v.s0.both, v.s0_lefts));
  out.add(feature(141, v.s0.both, v.s0_rights));
  out.add(feature(142, v.s0.tag, v.s0_lefts, v.s0_rights));
  out.add(feature(143, v.s1.both, v.s1_rights));
  out.add(feature(144, v.s1.tag, v.s1_lefts, v.s1_rights));
  out.add(feature(145, v.b0.both, v.b0_lefts));
  out.add(feature(146, v.b0.tag, v.b0_lefts));
  out.add(feature(147, v.s1.tag, v.s0.tag, v.s0_rights, v.b0.tag));
}

}  // namespace

void ParseInput::fill(const Words& words, const TagSet& tagset) {
  const std::size_t n = words.size();
  Position outside;
  outside.tag = kOutsideTag;
  outside.both = feature(1000, Atom{0}, kOutsideTag);
  positions_.assign(n + kMargin * 2 + 1, outside);
  std::uint16_t verbs = 0;
  std::uint16_t commas = 0;
  std::uint16_t conjunctions = 0;
  for (std::size_t i = 0; i < n; ++i) {
    Position& position = positions_[i + kMargin];
    position.word = words.lexemes[i].lower;
    position.tag = words.tags[i];
    position.both = feature(1000, position.word, position.tag);
    position.verbs = verbs;
    position.commas = commas;
    position.conjunctions = conjunctions;
    const Upos upos = tagset[words.tags[i]].upos;
    if (upos == Upos::VERB) ++verbs;
    if (upos == Upos::PUNCT) ++commas;
    if (upos == Upos::CCONJ) ++conjunctions;
  }
  for (std::size_t i = n + kMargin; i < positions_.size(); ++i) {
    positions_[i].verbs = verbs;
    positions_[i].commas = commas;
    positions_[i].conjunctions = conjunctions;
  }
  Position& root = positions_[n + kMargin];
  root.tag = kRootTag;
  root.both = feature(1000, root.word, root.tag);
}

void parse_features(const ParseInput& input, const Arena& arena, const State& state, ParseFeatures& out) {
  out.count = 0;
  const View view = look(input, arena, state);
  single_features(view, out);
  pair_features(50, view.s0, view.b0, view.distance_b, view.between_b, out);
  pair_features(70, view.s1, view.s0, view.distance_s, view.between_s, out);
  triple_features(view, out);
  count_features(view, out);
}

}  // namespace avow::syntax
