#include "events/relation_model.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace avow::events {
namespace {

// LinearModel scores at most 256 features at once: longer lists are scored in pieces.
constexpr std::size_t kFeaturesAtOnce = 250;

}  // namespace

Result<RelationModel> RelationModel::open(const std::filesystem::path& data_folder) {
  auto lexicon = RelationLexicon::load(data_folder / "events/relation");
  if (!lexicon) return lexicon.error();
  auto file = model::Model::open(data_folder / "models/relation.model");
  if (!file) return file.error();
  const auto section = file->section("relation.roots");
  if (!section) return section.error();
  auto roots = model::LinearModel::read(*section);
  if (!roots) return roots.error();
  if (roots->classes() != kRelationRoots.size()) return file->corrupt("the relation model has other roots");
  return RelationModel{std::make_unique<model::Model>(std::move(*file)), *roots, std::move(*lexicon)};
}

Result<RelationModel> RelationModel::of_section(std::string_view section, RelationLexicon lexicon) {
  auto roots = model::LinearModel::read(section);
  if (!roots) return roots.error();
  return RelationModel{nullptr, *roots, std::move(lexicon)};
}

RelationGuess RelationModel::guess(const Document& document, const Tree& tree, TokenRange source,
                                   TokenRange target) const {
  return guess(relation_features(lexicon_, document, tree, source, target));
}

RelationGuess RelationModel::guess(const std::vector<model::FeatureHash>& features) const {
  std::array<std::int32_t, kRelationRoots.size()> sums{};
  std::array<std::int16_t, 64> scores{};
  const auto padded = std::span{scores}.first(roots_.padded_classes());
  for (std::size_t begin = 0; begin < features.size(); begin += kFeaturesAtOnce) {
    const std::size_t count = std::min(kFeaturesAtOnce, features.size() - begin);
    roots_.score(std::span{features}.subspan(begin, count), padded);
    for (std::size_t root = 0; root < sums.size(); ++root) sums[root] += padded[root];
  }
  RelationGuess guess;
  guess.root = static_cast<std::uint32_t>(std::max_element(sums.begin(), sums.end()) - sums.begin());
  std::int32_t second = INT32_MIN;
  for (std::size_t root = 0; root < sums.size(); ++root) {
    if (root != guess.root) second = std::max(second, sums[root]);
  }
  guess.margin = static_cast<float>(sums[guess.root] - second) * roots_.step() /
                 std::sqrt(static_cast<float>(std::max<std::size_t>(features.size(), 1)));
  return guess;
}

}  // namespace avow::events
