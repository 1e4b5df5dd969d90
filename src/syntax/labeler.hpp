// Labeler: the relation of every arc of a tree, by averaged perceptron, children before their heads, so that
// the relations of a word's children are known when its own is chosen.
//
//   Result<Labeler> labeler = Labeler::read(model);
//   labeler->label(words, tagset, space);         // fills words.labels from words.heads
//
// Holds views into the model, which must outlive it. Const access from any thread, a space for each.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "model/container.hpp"
#include "model/linear_model.hpp"
#include "syntax/lexeme.hpp"
#include "syntax/tagset.hpp"

namespace avow::syntax {

inline constexpr std::size_t kMaxLabelFeatures = 192;

struct LabelFeatures {
  std::array<model::FeatureHash, kMaxLabelFeatures> items;
  std::size_t count = 0;
  // The sets over children have no fixed size; what does not fit is left out.
  void add(model::FeatureHash feature) {
    if (count < items.size()) items[count++] = feature;
  }
  [[nodiscard]] std::span<const model::FeatureHash> span() const { return {items.data(), count}; }
};

// A sentence's tree turned around: the children of each word, in text order, and an order bottom up.
class LabelInput {
 public:
  void fill(const Words& words, const TagSet& tagset);
  [[nodiscard]] std::span<const std::int32_t> children(std::int32_t head) const;
  // Every word, children before their heads, left before right.
  [[nodiscard]] const std::vector<std::int32_t>& order() const { return order_; }
  // Atoms; kNothing (outside or root) allowed.
  [[nodiscard]] Atom word(std::int32_t i) const { return words_[static_cast<std::size_t>(i) + 1]; }
  [[nodiscard]] Atom tag(std::int32_t i) const { return tags_[static_cast<std::size_t>(i) + 1]; }
  [[nodiscard]] Atom suffix(std::int32_t i) const { return suffixes_[static_cast<std::size_t>(i) + 1]; }
  [[nodiscard]] Atom cluster(std::int32_t i) const { return clusters_[static_cast<std::size_t>(i) + 1]; }
  [[nodiscard]] Upos upos(std::int32_t i) const { return uposes_[static_cast<std::size_t>(i) + 1]; }
  [[nodiscard]] std::int32_t size() const { return static_cast<std::int32_t>(words_.size()) - 2; }

 private:
  void order_bottom_up(const Words& words);
  std::vector<Atom> words_, tags_, suffixes_, clusters_;
  std::vector<Upos> uposes_;
  std::vector<std::uint32_t> first_child_;
  std::vector<std::int32_t> children_;
  std::vector<std::int32_t> order_;
  std::vector<std::uint32_t> depth_;
};

// Features of the arc to word i; the labels of its descendants (and of words before it at its depth) are
// known.
void label_features(const Words& words, const LabelInput& input, std::int32_t i, LabelFeatures& out);

class Labeler {
 public:
  [[nodiscard]] static Result<Labeler> read(const model::Model& model);
  void label(Words& words, const TagSet& tagset, LabelInput& space) const;

 private:
  explicit Labeler(model::LinearModel weights) : weights_(weights) {}
  model::LinearModel weights_;
};

// Relations there are: the classes of the labeler.
[[nodiscard]] std::uint32_t deprel_count();

}  // namespace avow::syntax
