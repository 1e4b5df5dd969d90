#include "train/linear_trainer.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "model/linear_model.hpp"

namespace avow::train {
namespace {

// The absolute weight below which `kept` of the nonzero weights lie.
double clip_of(std::span<const double> weights, double kept) {
  std::vector<double> sizes;
  for (const double weight : weights) {
    if (weight != 0) sizes.push_back(std::fabs(weight));
  }
  if (sizes.empty()) return 1;
  const auto last = static_cast<double>(sizes.size() - 1);
  const auto nth = sizes.begin() + static_cast<std::ptrdiff_t>(last * kept);
  std::nth_element(sizes.begin(), nth, sizes.end());
  return *nth;
}

}  // namespace

Perceptron::Perceptron(std::uint32_t classes, std::uint32_t log2_slots)
    : classes_(classes),
      log2_slots_(log2_slots),
      mask_((1U << log2_slots) - 1U),
      weights_((std::size_t{1} << log2_slots) + classes),
      totals_(weights_.size()),
      scores_(classes) {}

void Perceptron::score(std::span<const FeatureHash> features, std::span<std::int32_t> scores) const {
  std::fill_n(scores.begin(), classes_, 0);
  for (const FeatureHash feature : features) {
    const std::int32_t* weights = row(feature);
    for (std::uint32_t c = 0; c < classes_; ++c) scores[c] += weights[c];
  }
}

std::uint32_t Perceptron::best(std::span<const FeatureHash> features) {
  score(features, scores_);
  return static_cast<std::uint32_t>(std::max_element(scores_.begin(), scores_.end()) - scores_.begin());
}

std::uint32_t Perceptron::best_of(std::span<const FeatureHash> features,
                                  std::span<const std::uint32_t> allowed) {
  assert(!allowed.empty());
  score(features, scores_);
  return *std::max_element(allowed.begin(), allowed.end(),
                           [this](std::uint32_t a, std::uint32_t b) { return scores_[a] < scores_[b]; });
}

bool Perceptron::is_first_sight(FeatureHash feature) {
  if (first_sight_.empty()) return false;
  auto& seen = first_sight_[feature >> (32U - kFirstSightBits)];
  const auto now = static_cast<std::uint8_t>(1 + time_ % 254);
  if (seen == 0) seen = now;
  if (seen != now) seen = 255;
  return seen != 255;
}

void Perceptron::update(std::span<const FeatureHash> features, std::uint32_t class_index,
                        std::int32_t amount) {
  for (const FeatureHash feature : features) {
    if (is_first_sight(feature)) continue;
    const std::size_t slot = (feature & mask_) + class_index;
    weights_[slot] += amount;
    totals_[slot] += time_ * amount;
  }
}

std::uint32_t Perceptron::learn(std::span<const FeatureHash> features, std::uint32_t gold) {
  if (classes_ == 1) return gold;
  score(features, scores_);
  // The strongest rival of the gold class, and whether it wins.
  std::uint32_t rival = gold == 0 ? 1 : 0;
  for (std::uint32_t c = 0; c < classes_; ++c) {
    if (c != gold && scores_[c] > scores_[rival]) rival = c;
  }
  const bool beaten = scores_[rival] > scores_[gold] || (scores_[rival] == scores_[gold] && rival < gold);
  if (beaten || scores_[gold] - scores_[rival] < margin_) {
    update(features, gold, 1);
    update(features, rival, -1);
  }
  tick();
  return beaten ? rival : gold;
}

std::uint32_t Perceptron::learn_of(std::span<const FeatureHash> features, std::uint32_t gold,
                                   std::span<const std::uint32_t> allowed) {
  const std::uint32_t guess = best_of(features, allowed);
  if (guess != gold) {
    update(features, gold, 1);
    update(features, guess, -1);
  }
  tick();
  return guess;
}

std::string Perceptron::to_section(double kept) const {
  std::vector<double> average(weights_.size());
  for (std::size_t i = 0; i < average.size(); ++i) {
    average[i] = weights_[i] - static_cast<double>(totals_[i]) / static_cast<double>(time_);
  }
  return model::LinearModel::to_section(average, classes_, log2_slots_, clip_of(average, kept));
}

Logistic::Logistic(std::uint32_t classes, std::uint32_t log2_slots, double rate, double l2)
    : classes_(classes),
      log2_slots_(log2_slots),
      mask_((1U << log2_slots) - 1U),
      rate_(rate),
      l2_(l2),
      weights_((std::size_t{1} << log2_slots) + classes),
      squares_(weights_.size(), 1e-6) {}

std::vector<double> Logistic::probabilities(std::span<const FeatureHash> features) const {
  std::vector<double> out(classes_);
  for (const FeatureHash feature : features) {
    const double* weights = &weights_[feature & mask_];
    for (std::uint32_t c = 0; c < classes_; ++c) out[c] += weights[c];
  }
  const double top = *std::max_element(out.begin(), out.end());
  double sum = 0;
  for (double& value : out) sum += value = std::exp(value - top);
  for (double& value : out) value /= sum;
  return out;
}

double Logistic::learn(std::span<const FeatureHash> features, std::uint32_t gold, double weight) {
  const std::vector<double> predicted = probabilities(features);
  for (std::uint32_t c = 0; c < classes_; ++c) {
    const double error = weight * (predicted[c] - (c == gold ? 1.0 : 0.0));
    for (const FeatureHash feature : features) {
      const std::size_t slot = (feature & mask_) + c;
      const double gradient = error + l2_ * weights_[slot];
      squares_[slot] += gradient * gradient;
      weights_[slot] -= rate_ * gradient / std::sqrt(squares_[slot]);
    }
  }
  return -std::log(std::max(predicted[gold], 1e-12));
}

std::string Logistic::to_section(double kept) const {
  return model::LinearModel::to_section(weights_, classes_, log2_slots_, clip_of(weights_, kept));
}

}  // namespace avow::train
