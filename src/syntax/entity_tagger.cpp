#include "syntax/entity_tagger.hpp"

#include <algorithm>
#include <cmath>

#include "syntax/tagger.hpp"

namespace avow::syntax {

EntityTagger::EntityTagger(model::LinearModel weights, EntityKnowledge known)
    : weights_(weights), known_(known) {
  for (std::uint32_t kind = 0; kind < kTransitionKinds; ++kind) {
    for (std::uint32_t from = 0; from < kEntityLabels; ++from) {
      const std::int8_t* row = weights_.row(transition_feature(from, kind));
      std::copy(row, row + kEntityLabels, steps_.score[kind][from].begin());
    }
  }
}

Result<EntityTagger> EntityTagger::read(const model::Model& model) {
  const auto weights = read_linear(model, kEntityWeightsSection);
  if (!weights) return weights.error();
  if (weights->classes() != kEntityLabels)
    return model.corrupt("the entity labels are not those of this version");
  const auto section = model.section(kEntityNamesSection);
  if (!section) return section.error();
  const auto names = KnownNames::read(*section);
  if (!names) return model.corrupt("the table of names is damaged");
  const auto class_section = model.section(kEntityClassesSection);
  if (!class_section) return class_section.error();
  const auto classes = WordClasses::read(*class_section);
  if (!classes) return model.corrupt("the table of word classes is damaged");
  return EntityTagger(*weights, {*names, *classes});
}

namespace {

// The share of certainty that the label is better than the next best, of the least certain word.
float confidence_of(const EntityLattice& lattice, const std::vector<std::uint8_t>& labels, TokenRange range,
                    TokenIndex first, float step) {
  float least = 1;
  for (TokenIndex i = range.first; i < range.last; ++i) {
    const auto word = static_cast<std::size_t>(i - first);
    const LabelScores& scores = lattice.scores[word];
    std::int32_t other = scores[0];
    for (std::uint32_t label = 0; label < kEntityLabels; ++label) {
      if (label != labels[word] && (label == 0 || (label - 1) / 4 != (labels[word] - 1U) / 4)) {
        other = std::max(other, scores[label]);
      }
    }
    const float margin = static_cast<float>(scores[labels[word]] - other) * step;
    least = std::min(least, 1 / (1 + std::exp(-margin)));
  }
  return least;
}

}  // namespace

void EntityTagger::tag(Document& document) const {
  document.entities.clear();
  EntityWords words;
  words.load(document, known_);
  EntityMemory memory;
  EntityLattice lattice;
  std::vector<std::uint8_t> labels;
  std::vector<std::int16_t> scores(weights_.padded_classes());
  for (const Sentence& sentence : document.sentences) {
    lattice.clear();
    for (TokenIndex i = sentence.tokens.first; i < sentence.tokens.last; ++i) {
      EntityFeatures features;
      entity_features(words, i, sentence.tokens, features);
      memory_features(words, i, memory, features);
      weights_.score({features.items.data(), features.count}, scores);
      std::copy_n(scores.begin(), kEntityLabels, lattice.scores.emplace_back().begin());
      lattice.kinds.push_back(
          static_cast<std::uint8_t>(transition_kind(words.words[static_cast<std::size_t>(i)])));
    }
    lattice.decode(steps_, labels);
    const std::size_t before = document.entities.size();
    read_labels(labels, sentence.tokens.first, document.entities);
    for (std::size_t k = before; k < document.entities.size(); ++k) {
      Entity& entity = document.entities[k];
      entity.confidence =
          confidence_of(lattice, labels, entity.tokens, sentence.tokens.first, weights_.step());
    }
    memory.remember(words, sentence.tokens, labels);
  }
}

}  // namespace avow::syntax
