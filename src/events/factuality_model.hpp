// A learned reading of how sure a text is that an event happened: -3 (certainly not) .. 3 (certainly).
//
//   Result<FactualityModel> model = FactualityModel::open(data / "models/factuality.model");
//   float score = model->score(document, tree, token);   // of the event that `token` heads
//
// Features are the event's own auxiliaries, negation, subject and marks, and those of up to four governors
// along the path to the root. Trained on UDS-IH2 (White et al. 2016; Rudinger et al. 2018), scale and
// meaning as there; docs/models/factuality.md. The rules of factuality.hpp come first: they know whose words
// an event stands in, which this model does not. Const access from any thread.
#pragma once

#include <filesystem>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/document.hpp"
#include "avow/document/tree.hpp"
#include "model/container.hpp"
#include "model/linear_model.hpp"

namespace avow::events {

// The bins the model chooses among: -3, -2, ... 3.
inline constexpr std::uint32_t kFactualityBins = 7;

// The features of the event headed by `token`, for the model and its trainer.
[[nodiscard]] std::vector<model::FeatureHash> factuality_features(const Document& document, const Tree& tree,
                                                                  TokenIndex token);

class FactualityModel {
 public:
  [[nodiscard]] static Result<FactualityModel> open(const std::filesystem::path& path);
  // The expected value over the bins.
  [[nodiscard]] float score(const Document& document, const Tree& tree, TokenIndex token) const;

 private:
  FactualityModel(model::Model file, model::LinearModel bins) : file_(std::move(file)), bins_(bins) {}
  model::Model file_;
  model::LinearModel bins_;
};

}  // namespace avow::events
