#include "syntax/tagger.hpp"

#include <array>

#include <fmt/format.h>

#include "syntax/tag_features.hpp"

namespace avow::syntax {

Result<model::LinearModel> read_linear(const model::Model& model, std::string_view section) {
  const auto bytes = model.section(section);
  if (!bytes) return bytes.error();
  auto linear = model::LinearModel::read(*bytes);
  if (!linear) return model.corrupt(fmt::format("section {}: {}", section, linear.error().message));
  return linear;
}

Result<Tagger> Tagger::read(const model::Model& model) {
  const auto bytes = model.section("tagger.tags");
  if (!bytes) return bytes.error();
  auto tagset = TagSet::read(*bytes);
  if (!tagset) return model.corrupt(tagset.error().message);
  const auto weights = read_linear(model, "tagger.weights");
  if (!weights) return weights.error();
  if (weights->classes() != tagset->size()) return model.corrupt("tagger and tag set do not fit");
  return Tagger{std::move(*tagset), *weights};
}

void Tagger::tag(Words& words) const {
  TagFeatures features;
  std::array<std::int16_t, 256> scores;
  for (std::size_t i = 0; i < words.size(); ++i) {
    tag_features(words, i, features);
    weights_.score({features.items.data(), features.count}, scores);
    words.tags[i] = static_cast<std::uint8_t>(weights_.best(scores));
  }
}

}  // namespace avow::syntax
