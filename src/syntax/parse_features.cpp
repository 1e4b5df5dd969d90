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

// What lies between two positions: verbs, marks, conjunctions.
Atom between_atom(const Position& left, const Position& right) {
  return few(right.verbs - left.verbs) | few(right.marks - left.marks) << 2U |
         few(right.conjunctions - left.conjunctions) << 4U;
}

void word_features(std::uint32_t id, const Position& p, ParseFeatures& out) {
  out.add(feature(id, p.word));
  out.add(feature(id + 1, p.tag));
  out.add(feature(id + 2, p.both));
  out.add(feature(id + 3, p.cluster));
}

// Two words that may become head and child: s0 with the front, or s1 with s0.
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
  out.add(feature(id + 14, a.cluster, b.cluster));
  out.add(feature(id + 15, a.cluster, b.tag));
  out.add(feature(id + 16, a.tag, b.cluster));
  out.add(feature(id + 17, a.coarse, b.coarse));
  out.add(feature(id + 18, a.cluster, b.word));
  out.add(feature(id + 19, a.word, b.cluster));
  out.add(feature(id + 20, b.word, between));
}

// The words a state is about, without what the first two groups see.
struct View {
  Position s0, s1, s2, b0, b1;
  Position s0l, s0l2, s0r, s0r2, s1l, s1r, s1r2, b0l, b0l2;
  Atom s0_lefts = 0, s0_rights = 0, s1_rights = 0, s1_lefts = 0, b0_lefts = 0;
};

void look_at_stack(const ParseInput& in, const Arena& arena, const Cell& top, View& v) {
  v.s0 = in.at(top.word);
  v.s0l = in.maybe(top.left1);
  v.s0l2 = in.maybe(top.left2);
  v.s0r = in.maybe(top.right1);
  v.s0r2 = in.maybe(top.right2);
  v.s0_lefts = few(top.left_count);
  v.s0_rights = few(top.right_count);
  if (top.below == kNothing) return;
  const Cell& second = arena.cells[static_cast<std::size_t>(top.below)];
  v.s1 = in.at(second.word);
  v.s1l = in.maybe(second.left1);
  v.s1r = in.maybe(second.right1);
  v.s1r2 = in.maybe(second.right2);
  v.s1_rights = few(second.right_count);
  v.s1_lefts = few(second.left_count);
  if (second.below != kNothing) v.s2 = in.at(arena.cells[static_cast<std::size_t>(second.below)].word);
}

View look(const ParseInput& in, const Arena& arena, const State& state) {
  View v;
  v.s0 = v.s1 = v.s2 = v.s0l = v.s0l2 = v.s0r = v.s0r2 = v.s1l = v.s1r = v.s1r2 = in.maybe(kNothing);
  v.b0 = in.at(state.front.word);
  v.b1 = in.at(std::min(state.front.word + 1, in.size() + 1));
  v.b0l = in.maybe(state.front.left1);
  v.b0l2 = in.maybe(state.front.left2);
  v.b0_lefts = few(state.front.left_count);
  if (const Cell* top = arena.top_of(state)) look_at_stack(in, arena, *top, v);
  return v;
}

void child_features(const View& v, ParseFeatures& out) {
  std::uint32_t id = 20;
  for (const Position* p : {&v.s0l, &v.s0r, &v.s1l, &v.s1r, &v.b0l, &v.s0l2, &v.s0r2, &v.s1r2, &v.b0l2}) {
    out.add(feature(id, p->both));
    out.add(feature(id + 1, p->tag, v.s0.tag, v.b0.tag));
    id += 2;
  }
  out.add(feature(105, v.s0.tag, v.s0l.tag, v.b0.tag, v.b0l.tag));
  out.add(feature(106, v.s0.tag, v.s0r.tag, v.b0.tag));
  out.add(feature(107, v.s1.tag, v.s1r.tag, v.s0.tag));
  out.add(feature(108, v.s1.tag, v.s0.tag, v.s0l.tag));
  out.add(feature(109, v.s1.tag, v.s0.tag, v.s0r.tag));
  out.add(feature(114, v.s0.tag, v.s0l.tag, v.s0l2.tag));
  out.add(feature(115, v.s0.tag, v.s0r.tag, v.s0r2.tag));
  out.add(feature(116, v.b0.tag, v.b0l.tag, v.b0l2.tag));
  out.add(feature(117, v.s1.tag, v.s1r.tag, v.s1r2.tag, v.s0.tag));
  out.add(feature(126, v.s1.word, v.s1r.word, v.s0.tag));
  out.add(feature(127, v.s0.word, v.s0l.word, v.b0.tag));
  out.add(feature(128, v.s0.word, v.s0r.word, v.b0.tag));
  out.add(feature(129, v.s0l.word, v.s0.tag, v.b0.word));
  out.add(feature(130, v.s1.word, v.s0l.word, v.s0.tag));
  out.add(feature(131, v.s0l.word, v.s1.tag, v.s0.tag, v.b0.tag));
  out.add(feature(132, v.s0r.word, v.s0.word, v.b0.word));
  out.add(feature(135, v.s1.cluster, v.s1r.cluster, v.s0.tag));
  out.add(feature(136, v.s0.cluster, v.s0l.cluster, v.b0.tag));
}

void triple_features(const View& v, ParseFeatures& out) {
  out.add(feature(14, v.s2.tag));
  out.add(feature(15, v.s2.both));
  out.add(feature(102, v.s1.tag, v.s0.tag, v.b0.tag));
  out.add(feature(103, v.s2.tag, v.s1.tag, v.s0.tag));
  out.add(feature(104, v.s1.tag, v.s0.tag, v.b0.tag, v.b1.tag));
  out.add(feature(111, v.s1.tag, v.s0.both, v.b0.tag));
  out.add(feature(112, v.s1.both, v.s0.tag, v.b0.tag));
  out.add(feature(113, v.s1.tag, v.s0.tag, v.b0.both));
  out.add(feature(120, v.s1.word, v.b0.word));
  out.add(feature(121, v.s1.tag, v.b0.tag));
  out.add(feature(133, v.s1.coarse, v.s0.coarse, v.b0.coarse));
  out.add(feature(137, v.s1.cluster, v.b0.cluster, v.s0.tag));
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

void ParseInput::fill(const Words& words, const TagSet& tagset, bool backward) {
  const std::size_t n = words.size();
  Position outside;
  outside.tag = kOutsideTag;
  outside.both = feature(1000, Atom{0}, kOutsideTag);
  positions_.assign(n + kMargin * 2 + 1, outside);
  Position running;
  for (std::size_t k = 0; k < n; ++k) {
    const std::size_t i = backward ? n - 1 - k : k;
    const Lexeme& lexeme = words.lexemes[i];
    Position& position = positions_[k + kMargin];
    position = running;
    position.word = lexeme.known ? lexeme.lower : kUnknownWord;
    position.tag = words.tags[i];
    position.both = feature(1000, position.word, position.tag);
    position.cluster = lexeme.cluster;
    position.coarse = position.tag << 8U | lexeme.coarse;
    const Upos upos = tagset[words.tags[i]].upos;
    if (upos == Upos::VERB) ++running.verbs;
    if (upos == Upos::PUNCT) ++running.marks;
    if (upos == Upos::CCONJ) ++running.conjunctions;
  }
  for (std::size_t k = n + kMargin; k < positions_.size(); ++k) {
    positions_[k].verbs = running.verbs;
    positions_[k].marks = running.marks;
    positions_[k].conjunctions = running.conjunctions;
  }
  Position& root = positions_[n + kMargin];
  root.tag = kRootTag;
  root.both = feature(1000, root.word, root.tag);
}

void add_front_features(const ParseInput& input, std::int32_t s0_word, std::int32_t front,
                        ParseFeatures& out) {
  const Position& s0 = input.maybe(s0_word);
  const Position& b0 = input.at(front);
  const Position& b1 = input.at(std::min(front + 1, input.size() + 1));
  const Position& b2 = input.at(std::min(front + 2, input.size() + 1));
  const Position& before = input.at(front - 1);
  const bool empty = s0_word == kNothing;
  const Position& after_s0 = empty ? s0 : input.at(s0_word + 1);
  const Position& before_s0 = empty ? s0 : input.at(s0_word - 1);
  word_features(0, s0, out);
  word_features(4, b0, out);
  word_features(8, b1, out);
  out.add(feature(12, b2.tag));
  out.add(feature(13, b2.both));
  pair_features(50, s0, b0, empty ? 0U : distance_atom(front - s0_word),
                empty ? 0U : between_atom(after_s0, b0), out);
  out.add(feature(100, s0.tag, b0.tag, b1.tag));
  out.add(feature(101, b0.tag, b1.tag, b2.tag));
  out.add(feature(110, s0.both, b0.tag, b1.tag));
  out.add(feature(118, b0.word, b1.word));
  out.add(feature(119, b0.tag, b1.tag));
  out.add(feature(122, s0.tag, after_s0.tag, before.tag, b0.tag));
  out.add(feature(124, before_s0.tag, s0.tag, b0.tag, b1.tag));
  out.add(feature(134, s0.coarse, b0.coarse, b1.coarse));
}

void add_stack_features(const ParseInput& input, std::int32_t s1_word, std::int32_t s0_word,
                        ParseFeatures& out) {
  const Position& s1 = input.maybe(s1_word);
  const Position& s0 = input.maybe(s0_word);
  const bool both = s1_word != kNothing && s0_word != kNothing;
  word_features(16, s1, out);
  const Position& after_s1 = both ? input.at(s1_word + 1) : s1;
  const Position& before_s1 = both ? input.at(s1_word - 1) : s1;
  const Position& before_s0 = both ? input.at(s0_word - 1) : s1;
  const Position& after_s0 = both ? input.at(s0_word + 1) : s1;
  pair_features(75, s1, s0, both ? distance_atom(s0_word - s1_word) : 0U,
                both ? between_atom(after_s1, s0) : 0U, out);
  out.add(feature(123, s1.tag, after_s1.tag, before_s0.tag, s0.tag));
  out.add(feature(125, before_s1.tag, s1.tag, s0.tag, after_s0.tag));
}

void add_state_features(const ParseInput& input, const Arena& arena, const State& state, ParseFeatures& out) {
  const View view = look(input, arena, state);
  child_features(view, out);
  triple_features(view, out);
  count_features(view, out);
}

void parse_features(const ParseInput& input, const Arena& arena, const State& state, ParseFeatures& out) {
  out.count = 0;
  const auto [s0, s1] = arena.two_words(state);
  add_front_features(input, s0, state.front.word, out);
  add_stack_features(input, s1, s0, out);
  add_state_features(input, arena, state, out);
}

}  // namespace avow::syntax
