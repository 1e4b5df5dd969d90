#include "train/factuality_trainer.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>

#include "events/factuality_model.hpp"
#include "model/container.hpp"
#include "syntax/stage.hpp"
#include "train/factuality_examples.hpp"
#include "train/linear_trainer.hpp"
#include "train/random.hpp"

namespace avow::train {
namespace {

struct Options {
  std::string corpus;
  std::string data;
  std::string out;
  int epochs = 8;
  double rate = 0.03;
  double l2 = 1e-6;
  std::uint32_t log2_slots = 18;
};

struct Example {
  std::vector<model::FeatureHash> features;
  double label = 0;
};

Result<std::vector<Example>> read_examples(const std::string& corpus, const std::string& data) {
  auto sentences = read_factuality(corpus);
  if (!sentences) return sentences.error();
  const auto stage = syntax::make_stage(data);
  if (!stage) return stage.error();
  std::vector<Example> examples;
  for (FactualitySentence& sentence : *sentences) {
    (*stage)->run(sentence.document);
    const Tree tree{sentence.document};
    for (const FactualityTarget& target : sentence.targets) {
      examples.push_back({events::factuality_features(sentence.document, tree, target.token), target.label});
    }
  }
  return examples;
}

// A label between two bins teaches both, by its nearness to each.
void learn(Logistic& trainer, const Example& example) {
  const double place = std::clamp(example.label, -3.0, 3.0) + 3.0;
  const auto lower =
      static_cast<std::uint32_t>(std::min(std::floor(place), double{events::kFactualityBins - 2}));
  const double above = place - lower;
  if (above < 1) trainer.learn(example.features, lower, 1 - above);
  if (above > 0) trainer.learn(example.features, lower + 1, above);
}

Result<void> train(const Options& options) {
  const auto examples = read_examples(options.corpus, options.data);
  if (!examples) return examples.error();
  Logistic trainer{events::kFactualityBins, options.log2_slots, options.rate, options.l2};
  Random random{7};
  auto order = identity_order(examples->size());
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    shuffle(order, random);
    for (const std::size_t i : order) learn(trainer, (*examples)[i]);
  }
  std::printf("%zu events learned\n", examples->size());
  model::ModelWriter writer;
  writer.add_section("factuality.bins", trainer.to_section());
  return writer.write(options.out);
}

// Pearson's r and mean absolute error of two equally long lists.
std::pair<double, double> agreement(const std::vector<double>& xs, const std::vector<double>& ys) {
  const auto n = static_cast<double>(xs.size());
  double mean_x = 0;
  double mean_y = 0;
  double error = 0;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    mean_x += xs[i] / n;
    mean_y += ys[i] / n;
    error += std::abs(xs[i] - ys[i]) / n;
  }
  double xy = 0;
  double xx = 0;
  double yy = 0;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    xy += (xs[i] - mean_x) * (ys[i] - mean_y);
    xx += (xs[i] - mean_x) * (xs[i] - mean_x);
    yy += (ys[i] - mean_y) * (ys[i] - mean_y);
  }
  return {xy / std::sqrt(xx * yy), error};
}

Result<void> measure(const Options& options) {
  auto sentences = read_factuality(options.corpus);
  if (!sentences) return sentences.error();
  const auto stage = syntax::make_stage(options.data);
  if (!stage) return stage.error();
  const auto model = events::FactualityModel::open(options.data + "/models/factuality.model");
  if (!model) return model.error();
  std::vector<double> predicted;
  std::vector<double> labels;
  for (FactualitySentence& sentence : *sentences) {
    (*stage)->run(sentence.document);
    const Tree tree{sentence.document};
    for (const FactualityTarget& target : sentence.targets) {
      predicted.push_back(double{model->score(sentence.document, tree, target.token)});
      labels.push_back(target.label);
    }
  }
  const auto [r, error] = agreement(predicted, labels);
  std::printf("factuality  %zu events  Pearson r %.3f  mean absolute error %.3f\n", labels.size(), r, error);
  return {};
}

}  // namespace

void add_factuality_command(CLI::App& app, Work& work) {
  const auto options = std::make_shared<Options>();
  auto* learning =
      app.add_subcommand("factuality", "learn how sure texts are of events (data/models/factuality.model)");
  learning->add_option("corpus", options->corpus, "UDS-IH2 as JSON lines")->required();
  learning->add_option("--data", options->data, "avow's data folder")->required();
  learning->add_option("--out", options->out, "the model file to write")->required();
  learning->add_option("--epochs", options->epochs, "passes over the data")->check(CLI::Range(1, 1000));
  learning->add_option("--rate", options->rate, "step size");
  learning->add_option("--l2", options->l2, "shrinking");
  learning->add_option("--log2-slots", options->log2_slots, "size of the model")->check(CLI::Range(10, 24));
  learning->callback([options, &work] { work = [options] { return train(*options); }; });
  auto* measuring =
      app.add_subcommand("measure-factuality", "compare the factuality model with people's labels");
  measuring->add_option("corpus", options->corpus, "UDS-IH2 as JSON lines")->required();
  measuring->add_option("--data", options->data, "avow's data folder")->required();
  measuring->callback([options, &work] { work = [options] { return measure(*options); }; });
}

}  // namespace avow::train
