#include <fmt/format.h>

#include "model/linear_model.hpp"
#include "syntax/tag_features.hpp"
#include "train/linear_trainer.hpp"
#include "train/random.hpp"
#include "train/syntax_trainers.hpp"

namespace avow::train {
namespace {

constexpr std::uint64_t kSeed = 20210723;

// Trained on its own guesses to the left, as it will be used.
void learn_sentence(Perceptron& trainer, const GoldSentence& sentence, syntax::Words& words,
                    syntax::TagFeatures& features) {
  words = sentence.words;
  for (std::size_t i = 0; i < words.size(); ++i) {
    syntax::tag_features(words, i, features);
    words.tags[i] = static_cast<std::uint8_t>(
        trainer.learn({features.items.data(), features.count}, sentence.words.tags[i]));
  }
}

void tag_with(const model::LinearModel& weights, GoldSentence& sentence) {
  syntax::Words words = sentence.words;
  syntax::TagFeatures features;
  std::vector<std::int16_t> scores(weights.padded_classes());
  for (std::size_t i = 0; i < words.size(); ++i) {
    syntax::tag_features(words, i, features);
    weights.score({features.items.data(), features.count}, scores);
    words.tags[i] = static_cast<std::uint8_t>(weights.best(scores));
  }
  sentence.given = words.tags;
}

}  // namespace

std::string train_tagger(const Sample& sample, std::uint32_t tags, const SyntaxOptions& options) {
  Perceptron trainer{tags, options.tagger_slots};
  if (options.ignore_single) trainer.ignore_single_features();
  trainer.set_margin(options.tagger_margin);
  Random random{kSeed};
  auto order = identity_order(sample.size());
  syntax::Words words;
  syntax::TagFeatures features;
  for (std::uint32_t round = 0; round < options.tagger_rounds; ++round) {
    shuffle(order, random);
    for (const std::size_t index : order) learn_sentence(trainer, *sample[index], words, features);
  }
  return trainer.to_section();
}

void jackknife_tags(const Sample& sample, const syntax::TagSet& tagset, const SyntaxOptions& options) {
  // Neighbours mostly come from one document: whole stretches go into one fold.
  constexpr std::size_t kStretch = 25;
  SyntaxOptions quick = options;
  quick.tagger_rounds = std::min<std::uint32_t>(options.tagger_rounds, 4);
  for (std::uint32_t fold = 0; fold < options.folds; ++fold) {
    Sample rest;
    Sample held_out;
    for (std::size_t i = 0; i < sample.size(); ++i) {
      ((i / kStretch) % options.folds == fold ? held_out : rest).push_back(sample[i]);
    }
    const std::string section = train_tagger(rest, static_cast<std::uint32_t>(tagset.size()), quick);
    const auto weights = model::LinearModel::read(section);
    for (GoldSentence* sentence : held_out) tag_with(*weights, *sentence);
  }
}

}  // namespace avow::train
