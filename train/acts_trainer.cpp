#include "train/acts_trainer.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>

#include "avow/base/table.hpp"
#include "model/container.hpp"
#include "speech/learned_acts.hpp"
#include "syntax/stage.hpp"
#include "text/stage.hpp"
#include "train/linear_trainer.hpp"
#include "train/random.hpp"

namespace avow::train {
namespace {

using Features = std::vector<FeatureHash>;

constexpr std::uint32_t kLog2Slots = 17;
constexpr std::size_t kFolds = 5;
constexpr int kEpochs = 20;
// In running text most sentences on which the rules are silent assert; the table has few of them.
constexpr double kAssertionWeight = 3;

struct Example {
  Features features;
  std::uint32_t function = 0;
};

struct Settings {
  std::string data, out;
};

Result<std::vector<Example>> read_examples(const Settings& settings) {
  auto table = Table::load(std::filesystem::path(settings.data) / "speech" / "training" / "acts.tsv",
                           {"function", "text"});
  if (!table) return table.error();
  auto segment = text::make_stage(settings.data);
  if (!segment) return segment.error();
  auto parse = syntax::make_stage(settings.data);
  if (!parse) return parse.error();
  auto acts = speech::ActTables::load(settings.data);
  if (!acts) return acts.error();
  auto cues = speech::CueTable::load(settings.data);
  if (!cues) return cues.error();
  std::vector<Example> out;
  for (const TableRow& row : table->rows()) {
    const auto function = parse_speech_function(row["function"]);
    if (!function) return row.error("unknown function");
    Document document;
    document.text = std::string(row["text"]);
    (*segment)->run(document);
    (*parse)->run(document);
    std::vector<Diagnostic> notes;
    const speech::Reading reading(document, notes);
    const TokenRange whole{0, static_cast<TokenIndex>(document.tokens.size())};
    Example example;
    speech::act_features(reading, *acts, *cues, whole, reading.tree.root(0), example.features);
    example.function = static_cast<std::uint32_t>(*function);
    out.push_back(std::move(example));
  }
  return out;
}

Logistic train(const std::vector<Example>& examples, std::size_t left_out) {
  Logistic trainer(speech::kActCount, kLog2Slots, 0.1, 1e-5);
  Random random(11);
  std::vector<std::size_t> order = identity_order(examples.size());
  for (int epoch = 0; epoch < kEpochs; ++epoch) {
    shuffle(order, random);
    for (const std::size_t i : order) {
      if (i % kFolds == left_out) continue;
      trainer.learn(examples[i].features, examples[i].function,
                    examples[i].function == 0 ? kAssertionWeight : 1);
    }
  }
  return trainer;
}

Result<void> train_acts(const Settings& settings) {
  auto examples = read_examples(settings);
  if (!examples) return examples.error();
  // The file groups functions; five folds of every fifth row each hold all of them.
  std::size_t right = 0, sure = 0, sure_right = 0;
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    const Logistic trainer = train(*examples, fold);
    for (std::size_t i = fold; i < examples->size(); i += kFolds) {
      const std::vector<double> p = trainer.probabilities((*examples)[i].features);
      const auto best = static_cast<std::size_t>(std::max_element(p.begin(), p.end()) - p.begin());
      const bool hit = best == (*examples)[i].function;
      right += hit ? 1U : 0U;
      if (best != 0 && p[best] >= 0.85) {
        ++sure;
        sure_right += hit ? 1U : 0U;
      }
    }
  }
  std::printf(
      "%zu sentences; five-fold: %.1f %% right; of %zu guesses beyond assertion with probability >= 0.85, "
      "%.1f %% right\n",
      examples->size(), 100.0 * static_cast<double>(right) / static_cast<double>(examples->size()), sure,
      100.0 * static_cast<double>(sure_right) / static_cast<double>(std::max<std::size_t>(sure, 1)));
  model::ModelWriter writer;
  writer.add_section(std::string(speech::kActSection), train(*examples, kFolds).to_section());
  return writer.write(settings.out);
}

}  // namespace

void add_acts_command(CLI::App& app, Work& work) {
  auto settings = std::make_shared<Settings>();
  CLI::App* command = app.add_subcommand("acts", "Learn speech acts from labelled sentences");
  command->add_option("--data", settings->data, "avow's data folder")->required();
  command->add_option("-o,--out", settings->out, "model file to write")->required();
  command->callback([settings, &work] { work = [settings] { return train_acts(*settings); }; });
}

}  // namespace avow::train
