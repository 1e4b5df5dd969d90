// Trainers of model::LinearModel: averaged perceptron and logistic regression over hashed features.
//
//   Perceptron trainer{classes, 20};                       // 2^20 slots
//   for (epoch) for (example) { trainer.learn(features, gold); }
//   writer.add_section("x.weights", trainer.to_section());
//
// Both lay weights out as LinearModel reads them (overlapping rows), so training sees the collisions of the
// shipped model. Integer or plain IEEE arithmetic in a fixed order: the same input gives the same model.
// Not synchronised.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "model/feature_hash.hpp"

namespace avow::train {

using model::FeatureHash;

class Perceptron {
 public:
  Perceptron(std::uint32_t classes, std::uint32_t log2_slots);
  // From now on a feature gets weights only from its second update on: what occurs once teaches nothing and
  // takes room. To be called before the first example.
  void ignore_single_features() { first_sight_.assign(std::size_t{1} << kFirstSightBits, 0); }
  // learn() also updates when the gold class wins by less than this.
  void set_margin(std::int32_t margin) { margin_ = margin; }

  [[nodiscard]] std::uint32_t classes() const { return classes_; }
  // scores[0 .. classes) = sums of the features' current weights.
  void score(std::span<const FeatureHash> features, std::span<std::int32_t> scores) const;
  [[nodiscard]] std::uint32_t best(std::span<const FeatureHash> features);
  // As best(), among the allowed classes only.
  [[nodiscard]] std::uint32_t best_of(std::span<const FeatureHash> features,
                                      std::span<const std::uint32_t> allowed);
  // Adds `amount` to the weight of a class for every feature.
  void update(std::span<const FeatureHash> features, std::uint32_t class_index, std::int32_t amount);
  // One more example seen, for the average.
  void tick() { ++time_; }
  // Scores, updates if wrong, ticks. Returns the class that was predicted.
  std::uint32_t learn(std::span<const FeatureHash> features, std::uint32_t gold);
  // As learn(), where only some classes are possible (gold among them).
  std::uint32_t learn_of(std::span<const FeatureHash> features, std::uint32_t gold,
                         std::span<const std::uint32_t> allowed);
  [[nodiscard]] const std::int32_t* row(FeatureHash feature) const { return &weights_[feature & mask_]; }

  // The averaged weights as a LinearModel section. `kept` is the share of nonzero weights that keep their
  // full size; the rest, the largest, are cut.
  [[nodiscard]] std::string to_section(double kept = 0.9995) const;

 private:
  static constexpr std::uint32_t kFirstSightBits = 26;
  [[nodiscard]] bool is_first_sight(FeatureHash feature);

  std::uint32_t classes_;
  std::uint32_t log2_slots_;
  std::uint32_t mask_;
  std::int32_t margin_ = 0;
  std::int64_t time_ = 1;
  std::vector<std::uint8_t>
      first_sight_;  // by feature: 0 never, 255 often, else the example of its one update
  std::vector<std::int32_t> weights_;
  std::vector<std::int64_t> totals_;  // time-weighted sums of updates: average = weights - totals / time
  std::vector<std::int32_t> scores_;
};

// Multinomial logistic regression by stochastic gradient descent (AdaGrad), L2 by shrinking.
class Logistic {
 public:
  Logistic(std::uint32_t classes, std::uint32_t log2_slots, double rate, double l2);
  // One gradient step; the example may be weighted. Returns its loss before the step.
  double learn(std::span<const FeatureHash> features, std::uint32_t gold, double weight = 1.0);
  // Probabilities of all classes.
  [[nodiscard]] std::vector<double> probabilities(std::span<const FeatureHash> features) const;
  [[nodiscard]] std::string to_section(double kept = 0.9995) const;

 private:
  std::uint32_t classes_;
  std::uint32_t log2_slots_;
  std::uint32_t mask_;
  double rate_;
  double l2_;
  std::vector<double> weights_;
  std::vector<double> squares_;
};

}  // namespace avow::train
