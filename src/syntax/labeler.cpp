#include "syntax/labeler.hpp"

#include <algorithm>

#include "syntax/tagger.hpp"

namespace avow::syntax {

std::uint32_t deprel_count() {
  static constexpr Deprel kAll[] = {
#define AVOW_DEPREL(name, text) Deprel::name,
#include "avow/document/deprels.def"
#undef AVOW_DEPREL
  };
  return static_cast<std::uint32_t>(std::size(kAll));
}

void LabelInput::fill(const Words& words, const TagSet& tagset) {
  const std::size_t n = words.size();
  words_.assign(n + 2, 0);
  tags_.assign(n + 2, 255);
  suffixes_.assign(n + 2, 0);
  clusters_.assign(n + 2, 0);
  uposes_.assign(n + 2, Upos::X);
  for (std::size_t i = 0; i < n; ++i) {
    words_[i + 1] = words.lexemes[i].known ? words.lexemes[i].lower : kUnknownWord;
    tags_[i + 1] = words.tags[i];
    suffixes_[i + 1] = words.lexemes[i].suffix[2];
    clusters_[i + 1] = words.lexemes[i].cluster;
    uposes_[i + 1] = tagset[words.tags[i]].upos;
  }
  first_child_.assign(n + 1, 0);
  for (std::size_t i = 0; i < n; ++i) {
    if (words.heads[i] != kNone) ++first_child_[static_cast<std::size_t>(words.heads[i]) + 1];
  }
  for (std::size_t i = 0; i < n; ++i) first_child_[i + 1] += first_child_[i];
  children_.resize(n);
  depth_.assign(first_child_.begin(), first_child_.end());  // where each head's next child goes
  for (std::size_t i = 0; i < n; ++i) {
    if (words.heads[i] == kNone) continue;
    children_[depth_[static_cast<std::size_t>(words.heads[i])]++] = static_cast<std::int32_t>(i);
  }
  order_bottom_up(words);
}

std::span<const std::int32_t> LabelInput::children(std::int32_t head) const {
  const auto begin = first_child_[static_cast<std::size_t>(head)];
  return {children_.data() + begin, first_child_[static_cast<std::size_t>(head) + 1] - begin};
}

void LabelInput::order_bottom_up(const Words& words) {
  // Breadth first from the root, then turned around; left before right within one head.
  order_.clear();
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words.heads[i] == kNone) order_.push_back(static_cast<std::int32_t>(i));
  }
  for (std::size_t at = 0; at < order_.size(); ++at) {
    const auto below = children(order_[at]);
    order_.insert(order_.end(), below.rbegin(), below.rend());
  }
  std::reverse(order_.begin(), order_.end());
}

Result<Labeler> Labeler::read(const model::Model& model) {
  const auto weights = read_linear(model, "labeler.weights");
  if (!weights) return weights.error();
  if (weights->classes() != deprel_count()) return model.corrupt("the labeler knows other relations");
  return Labeler{*weights};
}

void Labeler::label(Words& words, const TagSet& tagset, LabelInput& space) const {
  space.fill(words, tagset);
  LabelFeatures features;
  std::array<std::int16_t, 64> scores;
  constexpr auto kRoot = static_cast<std::size_t>(Deprel::root);
  for (const std::int32_t i : space.order()) {
    auto& label = words.labels[static_cast<std::size_t>(i)];
    label = static_cast<std::uint8_t>(kRoot);
    if (words.heads[static_cast<std::size_t>(i)] == kNone) continue;
    label_features(words, space, i, features);
    weights_.score(features.span(), scores);
    scores[kRoot] = INT16_MIN;
    label = static_cast<std::uint8_t>(weights_.best(scores));
  }
}

}  // namespace avow::syntax
