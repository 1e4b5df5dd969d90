// Multinomial logistic regression over sparse rows, all data at once (L-BFGS), for small corpora.
//
//   SoftmaxRegression regression{classes, features};
//   regression.fit(rows, strength);
//   regression.weights()[feature * classes + class];
//
// Minimises |w|^2 / 2 + strength * sum of each row's weight times its loss (Nocedal and Wright 2006, ch. 7).
// Plain IEEE arithmetic in a fixed order: the same input gives the same weights. Not synchronised.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace avow::train {

struct SparseRow {
  std::vector<std::pair<std::uint32_t, double>> values;  // feature, value
  std::uint32_t gold = 0;
  double weight = 1;
};

class SoftmaxRegression {
 public:
  SoftmaxRegression(std::uint32_t classes, std::uint32_t features);
  void fit(const std::vector<SparseRow>& rows, double strength, int max_steps = 150);
  [[nodiscard]] const std::vector<double>& weights() const { return weights_; }

 private:
  // The objective at `weights`, and its gradient.
  double objective(const std::vector<double>& weights, const std::vector<SparseRow>& rows, double strength,
                   std::vector<double>& gradient) const;
  std::uint32_t classes_;
  std::vector<double> weights_;
};

}  // namespace avow::train
