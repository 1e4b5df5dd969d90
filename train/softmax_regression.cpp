#include "train/softmax_regression.hpp"

#include <algorithm>
#include <cmath>
#include <deque>

namespace avow::train {
namespace {

constexpr std::size_t kMemory = 8;            // pairs of steps that L-BFGS remembers
constexpr double kSufficientDecrease = 1e-4;  // Armijo's condition
constexpr double kTolerance = 1e-5;           // relative change of the objective at which to stop

double dot(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

void add_scaled(std::vector<double>& to, double scale, const std::vector<double>& from) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += scale * from[i];
}

struct Step {
  std::vector<double> move;    // change of the weights
  std::vector<double> change;  // change of the gradient
  double rho = 0;
};

// The two-loop recursion: minus the approximate inverse Hessian times the gradient.
std::vector<double> direction(const std::vector<double>& gradient, const std::deque<Step>& steps) {
  std::vector<double> out = gradient;
  std::vector<double> alphas(steps.size());
  for (std::size_t i = steps.size(); i-- > 0;) {
    alphas[i] = steps[i].rho * dot(steps[i].move, out);
    add_scaled(out, -alphas[i], steps[i].change);
  }
  if (!steps.empty()) {
    const Step& newest = steps.back();
    const double scale = dot(newest.move, newest.change) / dot(newest.change, newest.change);
    for (double& value : out) value *= scale;
  }
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const double beta = steps[i].rho * dot(steps[i].change, out);
    add_scaled(out, alphas[i] - beta, steps[i].move);
  }
  for (double& value : out) value = -value;
  return out;
}

}  // namespace

SoftmaxRegression::SoftmaxRegression(std::uint32_t classes, std::uint32_t features)
    : classes_(classes), weights_(std::size_t{classes} * features, 0.0) {}

double SoftmaxRegression::objective(const std::vector<double>& weights, const std::vector<SparseRow>& rows,
                                    double strength, std::vector<double>& gradient) const {
  gradient = weights;
  double value = 0.5 * dot(weights, weights);
  std::vector<double> scores(classes_);
  for (const SparseRow& row : rows) {
    std::fill(scores.begin(), scores.end(), 0.0);
    for (const auto& [index, amount] : row.values) {
      for (std::uint32_t c = 0; c < classes_; ++c)
        scores[c] += amount * weights[std::size_t{index} * classes_ + c];
    }
    const double highest = *std::max_element(scores.begin(), scores.end());
    double total = 0;
    for (const double score : scores) total += std::exp(score - highest);
    const double scale = strength * row.weight;
    value += scale * (std::log(total) + highest - scores[row.gold]);
    for (std::uint32_t c = 0; c < classes_; ++c) {
      const double error = scale * (std::exp(scores[c] - highest) / total - (c == row.gold ? 1.0 : 0.0));
      for (const auto& [index, amount] : row.values)
        gradient[std::size_t{index} * classes_ + c] += error * amount;
    }
  }
  return value;
}

void SoftmaxRegression::fit(const std::vector<SparseRow>& rows, double strength, int max_steps) {
  std::vector<double> gradient;
  double value = objective(weights_, rows, strength, gradient);
  std::deque<Step> steps;
  std::vector<double> next_gradient;
  for (int count = 0; count < max_steps; ++count) {
    const auto way = direction(gradient, steps);
    const double slope = dot(way, gradient);
    double length = steps.empty() ? 1.0 / std::sqrt(dot(gradient, gradient)) : 1.0;
    std::vector<double> next;
    double next_value = value;
    for (int halving = 0; halving < 30; ++halving, length *= 0.5) {
      next = weights_;
      add_scaled(next, length, way);
      next_value = objective(next, rows, strength, next_gradient);
      if (next_value <= value + kSufficientDecrease * length * slope) break;
    }
    if (next_value >= value) return;
    Step step{next, next_gradient, 0};
    add_scaled(step.move, -1, weights_);
    add_scaled(step.change, -1, gradient);
    const double curvature = dot(step.move, step.change);
    if (curvature > 0) {
      step.rho = 1 / curvature;
      steps.push_back(std::move(step));
      if (steps.size() > kMemory) steps.pop_front();
    }
    const bool settled = value - next_value < kTolerance * std::abs(value);
    weights_ = std::move(next);
    gradient.swap(next_gradient);
    value = next_value;
    if (settled) return;
  }
}

}  // namespace avow::train
