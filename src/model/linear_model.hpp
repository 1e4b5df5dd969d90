// A linear classifier over hashed features with 8-bit weights, read straight from a mapped model section.
//
//   Result<LinearModel> model = LinearModel::read(section_bytes);
//   std::vector<std::int16_t> scores(model->padded_classes());
//   model->score(features, scores);
//   int best = model->best(scores);
//
// A feature's weights for class 0, 1, ... are the consecutive bytes of the table that start at
// (hash mod slots): rows of different features overlap, as in a Bloom filter, and training sees the same
// overlaps ("hash kernel": Shi et al. 2009; Bohnet 2010). So a row is one or two cache lines, no keys are
// stored, and the size of the model is chosen freely.
// Holds a view: the section must outlive it. Const access from any thread. Integer arithmetic only, so that
// scores are the same on every machine.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"
#include "model/feature_hash.hpp"

namespace avow::model {

class LinearModel {
 public:
  // model_corrupt when the section is no linear model or its size is wrong.
  [[nodiscard]] static Result<LinearModel> read(std::string_view section);
  // A section's bytes from trained weights: slots = 1 << log2_slots, `weights` has slots + classes entries.
  // Weights beyond `clip` are cut to it; 127 steps cover [0, clip].
  [[nodiscard]] static std::string to_section(std::span<const double> weights, std::uint32_t classes,
                                              std::uint32_t log2_slots, double clip);

  [[nodiscard]] std::uint32_t classes() const { return classes_; }
  // Classes rounded up to 16: the length of a score vector.
  [[nodiscard]] std::uint32_t padded_classes() const { return padded_classes_; }

  // Sets scores[0 .. padded_classes) to the sums of the features' weights, in steps of step(). At most 256
  // features (assert), so that 16 bits hold any sum.
  void score(std::span<const FeatureHash> features, std::span<std::int16_t> scores) const;
  // The class of the highest score; the lowest class among equals.
  [[nodiscard]] std::uint32_t best(std::span<const std::int16_t> scores) const;
  // The bytes of weights at a feature: classes() of them (and padding) may be read.
  [[nodiscard]] const std::int8_t* row(FeatureHash feature) const { return table_ + (feature & mask_); }
  // What one step of a score is worth in units of the trained weights.
  [[nodiscard]] float step() const { return step_; }
  // Softmax of the scores of the classes: probabilities where the model was trained by logistic regression.
  [[nodiscard]] std::vector<float> probabilities(std::span<const std::int16_t> scores) const;

 private:
  LinearModel() = default;
  const std::int8_t* table_ = nullptr;
  std::uint32_t mask_ = 0;
  std::uint32_t classes_ = 0;
  std::uint32_t padded_classes_ = 0;
  float step_ = 1;
};

}  // namespace avow::model
