#include "train/entity_crf.hpp"

#include <algorithm>
#include <cmath>

#include "model/linear_model.hpp"

namespace avow::train {
namespace {

using syntax::EntityPart;
using syntax::kEntityLabels;
using syntax::kTransitionKinds;

// Labels a label may follow; the same grammar as EntityLattice's.
struct Grammar {
  std::array<std::vector<std::uint32_t>, kEntityLabels> before;
  std::array<bool, kEntityLabels> closed{};
  Grammar() {
    for (std::uint32_t label = 0; label < kEntityLabels; ++label) {
      const auto part = static_cast<EntityPart>((label + 3) % 4);
      closed[label] = label == 0 || part == EntityPart::last || part == EntityPart::unit;
    }
    for (std::uint32_t label = 0; label < kEntityLabels; ++label) {
      const auto part = static_cast<EntityPart>((label + 3) % 4);
      const bool opens = label == 0 || part == EntityPart::begin || part == EntityPart::unit;
      const std::uint32_t begin = label == 0 ? 0 : label - (label - 1) % 4;
      for (std::uint32_t from = 0; from < kEntityLabels; ++from) {
        if (opens ? closed[from] : from == begin || from == begin + 1) before[label].push_back(from);
      }
    }
  }
};

const Grammar& grammar() {
  static const Grammar made;
  return made;
}

}  // namespace

EntityCrf::EntityCrf(std::uint32_t log2_slots, const CrfOptions& options)
    : options_(options),
      log2_slots_(log2_slots),
      mask_((1U << log2_slots) - 1U),
      weights_((std::size_t{1} << log2_slots) + kEntityLabels),
      squares_(weights_.size(), 1e-3F),
      steps_(kTransitionKinds) {}

void EntityCrf::score_words(const CrfSentence& sentence, bool with_dropout, Random* random) {
  const std::size_t count = sentence.features.size();
  kept_.resize(count);
  scores_.assign(count, {});
  const auto bound = static_cast<std::size_t>(options_.dropout * 1000);
  for (std::size_t i = 0; i < count; ++i) {
    kept_[i].clear();
    for (const model::FeatureHash feature : sentence.features[i]) {
      if (with_dropout && random->below(1000) < bound) continue;
      kept_[i].push_back(feature);
    }
    std::array<float, kEntityLabels> sums{};
    for (const model::FeatureHash feature : kept_[i]) {
      const float* row = &weights_[feature & mask_];
      for (std::uint32_t label = 0; label < kEntityLabels; ++label) sums[label] += row[label];
    }
    // Dropped features are made up for by the rest.
    const double scale = with_dropout ? 1 / (1 - options_.dropout) : 1;
    for (std::uint32_t label = 0; label < kEntityLabels; ++label) scores_[i][label] = scale * sums[label];
  }
  for (std::uint32_t kind = 0; kind < kTransitionKinds; ++kind) {
    for (std::uint32_t from = 0; from < kEntityLabels; ++from) {
      const model::FeatureHash feature = syntax::transition_feature(from, kind);
      for (std::uint32_t to = 0; to < kEntityLabels; ++to) steps_[kind][from][to] = weight(feature, to);
    }
  }
}

void EntityCrf::add_costs(const CrfSentence& sentence) {
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    for (std::uint32_t label = 0; label < kEntityLabels; ++label) {
      if (label == sentence.golden[i]) continue;
      const bool missed = label == 0;
      scores_[i][label] += missed ? options_.miss_cost : options_.wrong_cost;
    }
  }
}

void EntityCrf::pass_forward(const CrfSentence& sentence) {
  const std::size_t count = scores_.size();
  forward_.assign(count, {});
  norms_.assign(count, 0);
  for (auto& kind : steps_) {
    for (Scores& row : kind) {
      for (double& value : row) value = std::exp(value);
    }
  }
  Scores before{};
  before[0] = 1;
  for (std::size_t i = 0; i < count; ++i) {
    const double top = *std::max_element(scores_[i].begin(), scores_[i].end());
    double sum = 0;
    for (std::uint32_t label = 0; label < kEntityLabels; ++label) {
      double total = 0;
      for (const std::uint32_t from : grammar().before[label])
        total += before[from] * steps_[sentence.kinds[i]][from][label];
      forward_[i][label] = total * std::exp(scores_[i][label] - top);
      sum += forward_[i][label];
    }
    for (double& value : forward_[i]) value /= sum;
    norms_[i] = sum;  // without exp(top): backward_ leaves it out alike
    before = forward_[i];
  }
}

void EntityCrf::pass_backward(const CrfSentence& sentence) {
  const std::size_t count = scores_.size();
  backward_.assign(count, {});
  for (std::uint32_t label = 0; label < kEntityLabels; ++label) {
    backward_[count - 1][label] = grammar().closed[label] ? 1 : 0;
  }
  for (std::size_t i = count - 1; i-- > 0;) {
    const std::size_t next = i + 1;
    const double top = *std::max_element(scores_[next].begin(), scores_[next].end());
    double most = 0;
    for (std::uint32_t label = 0; label < kEntityLabels; ++label) {
      const double ahead = backward_[next][label] * std::exp(scores_[next][label] - top);
      if (ahead == 0) continue;
      for (const std::uint32_t from : grammar().before[label]) {
        backward_[i][from] += steps_[sentence.kinds[next]][from][label] * ahead;
      }
    }
    for (const double value : backward_[i]) most = std::max(most, value);
    for (double& value : backward_[i]) value /= most;
  }
}

void EntityCrf::update(std::size_t slot, double gradient) {
  const double g = gradient + options_.l2 * weights_[slot];
  squares_[slot] += static_cast<float>(g * g);
  weights_[slot] -= static_cast<float>(options_.rate * g / std::sqrt(static_cast<double>(squares_[slot])));
}

void EntityCrf::step_words(const CrfSentence& sentence) {
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    Scores share{};
    double sum = 0;
    for (std::uint32_t label = 0; label < kEntityLabels; ++label)
      sum += share[label] = forward_[i][label] * backward_[i][label];
    for (std::uint32_t label = 0; label < kEntityLabels; ++label) {
      const double gradient = share[label] / sum - (label == sentence.golden[i] ? 1 : 0);
      // Too small to teach anything; most words are such.
      if (std::fabs(gradient) < 1e-3) continue;
      for (const model::FeatureHash feature : kept_[i]) update((feature & mask_) + label, gradient);
    }
  }
}

void EntityCrf::step_transitions(const CrfSentence& sentence) {
  Scores before{};
  before[0] = 1;
  std::uint32_t gold_before = 0;
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    const std::uint32_t kind = sentence.kinds[i];
    const double top = *std::max_element(scores_[i].begin(), scores_[i].end());
    std::array<Scores, kEntityLabels> share{};
    double sum = 0;
    for (std::uint32_t label = 0; label < kEntityLabels; ++label) {
      const double ahead = backward_[i][label] * std::exp(scores_[i][label] - top);
      if (ahead < 1e-12) continue;
      for (const std::uint32_t from : grammar().before[label]) {
        sum += share[from][label] = before[from] * steps_[kind][from][label] * ahead;
      }
    }
    for (std::uint32_t from = 0; from < kEntityLabels; ++from) {
      for (std::uint32_t label = 0; label < kEntityLabels; ++label) {
        const double gold = from == gold_before && label == sentence.golden[i] ? 1 : 0;
        const double gradient = share[from][label] / sum - gold;
        if (std::fabs(gradient) >= 1e-3)
          update((syntax::transition_feature(from, kind) & mask_) + label, gradient);
      }
    }
    gold_before = sentence.golden[i];
    before = forward_[i];
  }
}

double EntityCrf::learn(const CrfSentence& sentence, Random& random) {
  if (sentence.features.empty()) return 0;
  score_words(sentence, true, &random);
  add_costs(sentence);
  pass_forward(sentence);
  pass_backward(sentence);
  double loss = 0;
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    double sum = 0;
    for (std::uint32_t label = 0; label < kEntityLabels; ++label)
      sum += forward_[i][label] * backward_[i][label];
    const std::uint32_t gold = sentence.golden[i];
    loss -= std::log(std::max(1e-9, forward_[i][gold] * backward_[i][gold] / sum));
  }
  step_words(sentence);
  step_transitions(sentence);
  return loss;
}

void EntityCrf::decode(const CrfSentence& sentence, std::vector<std::uint8_t>& labels) {
  score_words(sentence, false, nullptr);
  constexpr double kSteps = 4096;
  lattice_.clear();
  lattice_.kinds = sentence.kinds;
  for (const Scores& scores : scores_) {
    auto& out = lattice_.scores.emplace_back();
    for (std::uint32_t label = 0; label < kEntityLabels; ++label)
      out[label] = static_cast<std::int32_t>(scores[label] * kSteps);
  }
  for (std::uint32_t kind = 0; kind < kTransitionKinds; ++kind) {
    for (std::uint32_t from = 0; from < kEntityLabels; ++from) {
      for (std::uint32_t to = 0; to < kEntityLabels; ++to) {
        decode_steps_.score[kind][from][to] = static_cast<std::int32_t>(steps_[kind][from][to] * kSteps);
      }
    }
  }
  lattice_.decode(decode_steps_, labels);
}

std::string EntityCrf::to_section() const {
  std::vector<double> weights(weights_.begin(), weights_.end());
  std::vector<double> sizes;
  for (const double weight : weights) {
    if (std::fabs(weight) > 1e-6) sizes.push_back(std::fabs(weight));
  }
  double clip = 1;
  if (!sizes.empty()) {
    const auto nth =
        sizes.begin() + static_cast<std::ptrdiff_t>(0.9995 * static_cast<double>(sizes.size() - 1));
    std::nth_element(sizes.begin(), nth, sizes.end());
    clip = *nth;
  }
  return model::LinearModel::to_section(weights, kEntityLabels, log2_slots_, clip);
}

}  // namespace avow::train
