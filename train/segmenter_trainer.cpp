#include "train/segmenter_trainer.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <unordered_set>

#include "avow/base/file.hpp"
#include "text/layout.hpp"
#include "text/segmenter.hpp"
#include "text/treebank_text.hpp"
#include "train/random.hpp"

namespace avow::train {
namespace {

struct Options {
  std::vector<std::string> treebanks;
  std::string data;
  std::string out;
  std::vector<std::string> leave_out{"GUM_whow_", "GUM_fiction_"};
  int epochs = 6;
  double rate = 0.3;
};

struct Example {
  text::FeatureBuckets buckets{};
  std::uint8_t count = 0;
  bool end = false;
};

bool left_out(const std::string& name, const std::vector<std::string>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](const auto& prefix) { return name.starts_with(prefix); });
}

// Every candidate place of a text, read as the splitter reads it but with the treebank's own sentence starts.
void collect(const text::TreebankText& treebank, const text::Tokenizer& tokenizer,
             std::vector<Example>& examples) {
  std::unordered_set<std::uint32_t> ends;
  for (const std::uint32_t first : treebank.sentences) {
    if (first > 0) ends.insert(treebank.tokens[first - 1].span.end);
  }
  std::vector<text::RawToken> tokens;
  text::SegmentFeatures features;
  for (const text::Paragraph& paragraph : text::find_paragraphs(treebank.text)) {
    tokens.clear();
    tokenizer.paragraph(treebank.text, paragraph.span, tokens);
    features.read(treebank.text, tokens);
    std::size_t first = 0;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
      const bool end = ends.contains(tokens[i].span.end);
      if (features.candidate(i)) {
        Example example;
        example.count = static_cast<std::uint8_t>(features.extract(i, first, example.buckets));
        example.end = end;
        examples.push_back(example);
      }
      if (end) first = i + 1;
    }
  }
}

// Logistic regression by AdaGrad (Duchi, Hazan, Singer 2011); the weights of all epochs are averaged, which
// steadies them.
std::vector<float> fit(std::vector<Example> examples, const Options& options) {
  const std::size_t size = std::size_t{1} << text::kSegmenterBits;
  std::vector<float> weights(size, 0.0F);
  std::vector<float> squares(size, 1e-3F);
  std::vector<float> sums(size, 0.0F);
  Random random{20210723};
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    for (std::size_t i = examples.size(); i > 1; --i) std::swap(examples[i - 1], examples[random.below(i)]);
    double loss = 0;
    for (const Example& example : examples) {
      float score = 0;
      for (std::size_t f = 0; f < example.count; ++f) score += weights[example.buckets[f]];
      const double probability = 1.0 / (1.0 + std::exp(-static_cast<double>(score)));
      const double gradient = probability - (example.end ? 1.0 : 0.0);
      loss -= std::log(std::max(1e-12, example.end ? probability : 1.0 - probability));
      for (std::size_t f = 0; f < example.count; ++f) {
        float& weight = weights[example.buckets[f]];
        float& square = squares[example.buckets[f]];
        const auto step = static_cast<float>(gradient);
        square += step * step;
        weight -= static_cast<float>(options.rate) * step / std::sqrt(square);
      }
    }
    for (std::size_t i = 0; i < size; ++i) sums[i] += weights[i] / static_cast<float>(options.epochs);
    std::printf("epoch %d: loss %.5f\n", epoch + 1, loss / static_cast<double>(examples.size()));
  }
  return sums;
}

std::vector<std::int8_t> quantise(const std::vector<float>& weights) {
  float largest = 0;
  for (const float weight : weights) largest = std::max(largest, std::abs(weight));
  std::vector<std::int8_t> bytes;
  bytes.reserve(weights.size());
  // Few weights are large: clipping them leaves finer steps for the rest.
  const float scale = largest > 0 ? 127.0F / (0.7F * largest) : 1.0F;
  std::printf("one unit of the logit is %.1f steps\n", static_cast<double>(scale));
  for (const float weight : weights) {
    bytes.push_back(static_cast<std::int8_t>(std::clamp(std::round(weight * scale), -127.0F, 127.0F)));
  }
  return bytes;
}

Result<void> train(const Options& options) {
  const auto lexicon = text::Lexicon::load(options.data);
  if (!lexicon) return lexicon.error();
  const text::Tokenizer tokenizer{*lexicon};
  std::vector<Example> examples;
  for (const std::string& path : options.treebanks) {
    const auto bytes = system_files().read(path, std::size_t{1} << 30U);
    if (!bytes) return bytes.error();
    const auto texts = text::read_treebank(*bytes, path);
    if (!texts) return texts.error();
    for (const text::TreebankText& treebank : *texts) {
      if (!left_out(treebank.name, options.leave_out)) collect(treebank, tokenizer, examples);
    }
  }
  std::printf("%zu places where a sentence may end\n", examples.size());
  const auto weights = quantise(fit(std::move(examples), options));
  return system_files().write(options.out, text::Segmenter::serialise(weights));
}

}  // namespace

void add_segmenter_command(CLI::App& app, Work& work) {
  const auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand("segmenter", "learn where sentences end (data/text/segmenter.bin)");
  command->add_option("treebanks", options->treebanks, "CoNLL-U files to learn from")->required();
  command->add_option("--data", options->data, "avow's data folder, for its word lists")->required();
  command->add_option("--out", options->out, "the model file to write")->required();
  command->add_option("--leave-out", options->leave_out, "documents whose name begins with one of these");
  command->add_option("--epochs", options->epochs, "passes over the data")->check(CLI::Range(1, 1000));
  command->add_option("--rate", options->rate, "step size");
  command->callback([options, &work] { work = [options] { return train(*options); }; });
}

}  // namespace avow::train
