#include "model/linear_model.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "model/bytes.hpp"
#include "model/multiversion.hpp"

namespace avow::model {
namespace {

constexpr std::uint32_t kMaxClasses = 4096;
constexpr std::uint32_t kMaxLog2Slots = 27;
constexpr std::size_t kHeaderSizeBytes = 64;  // keeps the table on a cache line

std::uint32_t padded(std::uint32_t classes) {
  return (classes + 15U) / 16U * 16U;
}

AVOW_MULTIVERSION void add_rows(const std::int8_t* table, std::uint32_t mask, const FeatureHash* features,
                                std::size_t count, std::uint32_t padded_classes, std::int16_t* scores) {
  for (std::uint32_t block = 0; block < padded_classes; block += 16) {
    std::int16_t sums[16] = {};
    for (std::size_t i = 0; i < count; ++i) {
      const std::int8_t* row = table + (features[i] & mask) + block;
      for (int c = 0; c < 16; ++c) sums[c] = static_cast<std::int16_t>(sums[c] + row[c]);
    }
    for (int c = 0; c < 16; ++c) scores[block + static_cast<std::uint32_t>(c)] = sums[c];
  }
}

}  // namespace

Result<LinearModel> LinearModel::read(std::string_view section) {
  const auto classes = load<std::uint32_t>(section, 0);
  const auto log2_slots = load<std::uint32_t>(section, 4);
  if (classes == 0 || classes > kMaxClasses || log2_slots > kMaxLog2Slots) {
    return Error{ErrorCode::model_corrupt, "not a linear model", ""};
  }
  const std::size_t slots = std::size_t{1} << log2_slots;
  if (section.size() != kHeaderSizeBytes + slots + padded(classes)) {
    return Error{ErrorCode::model_corrupt, "a linear model of the wrong size", ""};
  }
  LinearModel model;
  model.classes_ = classes;
  model.padded_classes_ = padded(classes);
  model.mask_ = static_cast<std::uint32_t>(slots - 1);
  model.step_ = load<float>(section, 8);
  model.table_ = reinterpret_cast<const std::int8_t*>(section.data() + kHeaderSizeBytes);
  return model;
}

std::string LinearModel::to_section(std::span<const double> weights, std::uint32_t classes,
                                    std::uint32_t log2_slots, double clip) {
  assert(weights.size() == (std::size_t{1} << log2_slots) + classes && clip > 0);
  const double step = clip / 127.0;
  std::string out;
  out.reserve(kHeaderSizeBytes + weights.size() + 16);
  store(out, classes);
  store(out, log2_slots);
  store(out, static_cast<float>(step));
  out.resize(kHeaderSizeBytes, '\0');
  for (const double weight : weights) {
    const double steps = std::clamp(std::nearbyint(weight / step), -127.0, 127.0);
    out += static_cast<char>(static_cast<std::int8_t>(steps));
  }
  out.append(padded(classes) - classes, '\0');
  return out;
}

void LinearModel::score(std::span<const FeatureHash> features, std::span<std::int16_t> scores) const {
  assert(features.size() <= 256 && scores.size() >= padded_classes_);
  add_rows(table_, mask_, features.data(), features.size(), padded_classes_, scores.data());
}

std::uint32_t LinearModel::best(std::span<const std::int16_t> scores) const {
  const auto end = scores.begin() + classes_;
  return static_cast<std::uint32_t>(std::max_element(scores.begin(), end) - scores.begin());
}

std::vector<float> LinearModel::probabilities(std::span<const std::int16_t> scores) const {
  std::vector<float> out(classes_);
  const std::int16_t top = scores[best(scores)];
  float sum = 0;
  for (std::uint32_t c = 0; c < classes_; ++c) {
    out[c] = std::exp(static_cast<float>(scores[c] - top) * step_);
    sum += out[c];
  }
  for (float& probability : out) probability /= sum;
  return out;
}

}  // namespace avow::model
