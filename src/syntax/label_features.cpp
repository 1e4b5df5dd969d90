// The features of the labeler: head and dependent, what stands between and beside them, the dependent's
// children with their relations, the head's other children, the head's head.
#include <algorithm>

#include "syntax/labeler.hpp"

namespace avow::syntax {
namespace {

using model::feature;

constexpr Atom kUnknown = 99;

Atom bucket(std::int32_t distance) {
  if (distance <= 4) return static_cast<Atom>(distance);
  return distance <= 7 ? 5 : 6;
}

struct Arc {
  std::int32_t dependent;
  std::int32_t head;
  Atom dw, dt, hw, ht;
  Atom side;  // 1: the head stands before
  Atom distance;
};

void arc_features(const LabelInput& in, const Arc& a, LabelFeatures& out) {
  out.add(feature(0, a.dt, a.ht, a.side));
  out.add(feature(1, a.dw, a.ht, a.side));
  out.add(feature(2, a.dt, a.hw, a.side));
  out.add(feature(3, a.dw, a.hw, a.side));
  out.add(feature(4, a.dt, a.ht, a.side, a.distance));
  out.add(feature(5, a.dw, a.dt, a.side));
  out.add(feature(6, a.hw, a.ht, a.side));
  out.add(feature(7, a.dt, a.side));
  out.add(feature(8, in.suffix(a.dependent), a.dt, a.ht, a.side));
  out.add(feature(9, a.dw, a.dt, a.hw, a.ht));
  out.add(feature(10, a.dw));
  out.add(feature(11, a.dw, a.side, a.distance));
  const std::int32_t d = a.dependent;
  const std::int32_t n = in.size();
  out.add(feature(12, in.tag(d - 1), a.dt, a.ht, a.side));
  out.add(feature(13, in.tag(std::min(d + 1, n)), a.dt, a.ht, a.side));
  out.add(feature(14, in.tag(a.head - 1), a.ht, a.dt, a.side));
  out.add(feature(15, in.tag(std::min(a.head + 1, n)), a.ht, a.dt, a.side));
  out.add(feature(16, in.word(d - 1), a.dt, a.side));
  out.add(feature(17, in.word(std::min(d + 1, n)), a.dt, a.side));
  out.add(feature(18, in.tag(d - 1), in.tag(std::min(d + 1, n)), a.dt, a.side));
  out.add(feature(19, in.word(d - 1), a.dw, in.word(std::min(d + 1, n))));
}

void cluster_features(const LabelInput& in, const Arc& a, LabelFeatures& out) {
  const Atom dc = in.cluster(a.dependent);
  const Atom hc = in.cluster(a.head);
  out.add(feature(20, dc, a.dt, a.ht, a.side));
  out.add(feature(21, a.dt, hc, a.side));
  out.add(feature(22, dc, hc, a.side));
  out.add(feature(23, dc, a.hw, a.side));
  out.add(feature(24, a.dw, hc, a.side));
}

void between_features(const LabelInput& in, const Arc& a, LabelFeatures& out) {
  const auto [left, right] = std::minmax(a.dependent, a.head);
  Atom commas = 0;
  Atom verbs = 0;
  for (std::int32_t i = left + 1; i < right; ++i) {
    commas += in.upos(i) == Upos::PUNCT ? 1U : 0U;
    verbs += in.upos(i) == Upos::VERB ? 1U : 0U;
  }
  out.add(feature(30, a.dt, a.ht, a.side, std::min(commas, 2U), std::min(verbs, 2U)));
}

void child_features(const Words& words, const LabelInput& in, const Arc& a, LabelFeatures& out) {
  const auto children = in.children(a.dependent);
  const std::size_t count = std::min<std::size_t>(children.size(), 10);
  out.add(feature(40, a.dt, a.ht, std::min<Atom>(static_cast<Atom>(children.size()), 4)));
  for (std::size_t k = 0; k < count; ++k) {
    const std::int32_t child = children[k];
    const Atom label = words.labels[static_cast<std::size_t>(child)];
    out.add(feature(41, label, a.dt, a.ht, a.side));
    out.add(feature(42, label, in.word(child), a.dt, a.side));
    if (in.upos(child) == Upos::PUNCT || in.upos(child) == Upos::NOUN) continue;
    out.add(feature(43, label, in.word(child), a.hw));
    out.add(feature(44, label, in.word(child), a.dw));
    out.add(feature(45, label, in.word(child), a.ht, a.side));
  }
  const std::int32_t first = children.empty() ? kNone : children.front();
  const std::int32_t last = children.empty() ? kNone : children.back();
  out.add(feature(46, in.word(first), a.dt, a.ht, a.side));
  out.add(feature(47, in.tag(first), in.tag(last), a.dt, a.ht));
}

void sibling_features(const Words& words, const LabelInput& in, const Arc& a, LabelFeatures& out) {
  const auto siblings = in.children(a.head);
  std::int32_t before = kNone;
  std::int32_t next = kNone;
  std::size_t count = 0;
  for (const std::int32_t sibling : siblings) {
    if (sibling < a.dependent) before = sibling;
    if (sibling > a.dependent && next == kNone) next = sibling;
    if (sibling == a.dependent || ++count > 10) continue;
    const Atom order = sibling < a.dependent ? 1U : 0U;
    const Atom label = order == 1U ? words.labels[static_cast<std::size_t>(sibling)] : kUnknown;
    out.add(feature(50, in.tag(sibling), order, a.dt, a.ht, a.side));
    if (order == 1U) out.add(feature(51, label, a.dt, a.ht, a.side));
    if (in.upos(sibling) == Upos::AUX || in.upos(sibling) == Upos::PRON) {
      out.add(feature(52, in.word(sibling), order, a.dt, a.ht, a.side));
    }
  }
  const Atom before_label = before == kNone ? kUnknown : words.labels[static_cast<std::size_t>(before)];
  out.add(feature(53, before_label, in.tag(before), a.dt, a.ht, a.side));
  out.add(feature(54, before_label, a.dt, a.hw, a.side));
  out.add(feature(55, in.tag(next), a.dt, a.ht, a.side));
  out.add(feature(56, in.tag(next), a.dt, a.hw, a.side));
  out.add(feature(57, in.tag(before), in.tag(next), a.dt, a.ht, a.side));
  out.add(feature(58, in.word(next), a.dt, a.ht, a.side));
}

void above_features(const Words& words, const LabelInput& in, const Arc& a, LabelFeatures& out) {
  const std::int32_t above = words.heads[static_cast<std::size_t>(a.head)];
  const Atom side = above == kNone ? 2U : (above < a.head ? 1U : 0U);
  out.add(feature(60, in.tag(above), a.ht, a.dt, a.side, side));
  out.add(feature(61, in.word(above), a.dt, a.side));
  out.add(feature(62, side, a.ht, a.dw, a.side));
}

}  // namespace

void label_features(const Words& words, const LabelInput& input, std::int32_t i, LabelFeatures& out) {
  out.count = 0;
  const std::int32_t head = words.heads[static_cast<std::size_t>(i)];
  const Arc arc{i,
                head,
                input.word(i),
                input.tag(i),
                input.word(head),
                input.tag(head),
                head < i ? 1U : 0U,
                bucket(head < i ? i - head : head - i)};
  arc_features(input, arc, out);
  cluster_features(input, arc, out);
  between_features(input, arc, out);
  child_features(words, input, arc, out);
  sibling_features(words, input, arc, out);
  above_features(words, input, arc, out);
}

}  // namespace avow::syntax
