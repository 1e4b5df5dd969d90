#include "train/entity_trainer.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <memory>

#include "avow/base/file.hpp"
#include "avow/base/limits.hpp"
#include "avow/base/strings.hpp"
#include "model/container.hpp"
#include "syntax/entity_tagger.hpp"
#include "syntax/stage.hpp"
#include "train/entity_corpus.hpp"
#include "train/entity_crf.hpp"
#include "train/random.hpp"

namespace avow::train {
namespace {

using syntax::EntityFeatures;
using syntax::EntityPart;

struct Options {
  std::string corpus;
  std::string names;
  std::string classes;
  std::string data;
  std::string out;
  int hold_out = -1;
  int epochs = 4;
  std::uint32_t log2_slots = 21;
  CrfOptions crf;
};

struct Example {
  syntax::EntityWords words;
  std::vector<std::vector<model::FeatureHash>> features;  // by token, without memory
  std::vector<std::uint8_t> golden;                       // labels by token
};

std::vector<std::uint8_t> golden_labels(const NamedDocument& named) {
  std::vector<std::uint8_t> labels(named.document.tokens.size(), 0);
  for (const Entity& entity : named.golden) {
    for (TokenIndex i = entity.tokens.first; i < entity.tokens.last; ++i) {
      const EntityPart part = entity.tokens.size() == 1     ? EntityPart::unit
                              : i == entity.tokens.first    ? EntityPart::begin
                              : i + 1 == entity.tokens.last ? EntityPart::last
                                                            : EntityPart::inside;
      labels[static_cast<std::size_t>(i)] =
          static_cast<std::uint8_t>(syntax::entity_label(entity.type, part));
    }
  }
  return labels;
}

Example make_example(const NamedDocument& named, const syntax::EntityKnowledge& known) {
  Example example;
  example.words.load(named.document, known);
  example.golden = golden_labels(named);
  for (const Sentence& sentence : named.document.sentences) {
    for (TokenIndex i = sentence.tokens.first; i < sentence.tokens.last; ++i) {
      EntityFeatures features;
      entity_features(example.words, i, sentence.tokens, features);
      example.features.emplace_back(features.items.begin(),
                                    features.items.begin() + static_cast<std::ptrdiff_t>(features.count));
    }
  }
  return example;
}

// Reads the documents one after another as the tagger will, with what it remembers of each.
class EntityLearner {
 public:
  EntityLearner(std::uint32_t log2_slots, const CrfOptions& options) : crf_(log2_slots, options) {}

  // The loss over the document.
  double learn(const NamedDocument& named, const Example& example, bool with_memory, Random& random) {
    syntax::EntityMemory memory;
    double loss = 0;
    for (const Sentence& sentence : named.document.sentences) {
      const TokenRange range = sentence.tokens;
      take(example, range, memory, with_memory);
      if (with_memory) {
        crf_.decode(sentence_, labels_);
        memory.remember(example.words, range, labels_);
      }
      loss += crf_.learn(sentence_, random);
    }
    return loss;
  }

  [[nodiscard]] std::string section() const { return crf_.to_section(); }

 private:
  void take(const Example& example, TokenRange range, const syntax::EntityMemory& memory, bool with_memory) {
    sentence_.features.resize(static_cast<std::size_t>(range.size()));
    sentence_.kinds.clear();
    sentence_.golden.clear();
    for (TokenIndex i = range.first; i < range.last; ++i) {
      auto& features = sentence_.features[static_cast<std::size_t>(i - range.first)];
      features = example.features[static_cast<std::size_t>(i)];
      if (with_memory) {
        EntityFeatures extra;
        memory_features(example.words, i, memory, extra);
        features.insert(features.end(), extra.items.begin(),
                        extra.items.begin() + static_cast<std::ptrdiff_t>(extra.count));
      }
      sentence_.kinds.push_back(
          static_cast<std::uint8_t>(transition_kind(example.words.words[static_cast<std::size_t>(i)])));
      sentence_.golden.push_back(example.golden[static_cast<std::size_t>(i)]);
    }
  }

  EntityCrf crf_;
  CrfSentence sentence_;
  std::vector<std::uint8_t> labels_;
};

Result<std::vector<std::pair<std::string, std::string>>> read_names(const std::string& path) {
  const auto text = system_files().read(path, kMaxModelSizeBytes);
  if (!text) return text.error();
  std::vector<std::pair<std::string, std::string>> rows;
  for (const std::string_view line : split(*text, '\n')) {
    const std::size_t tab = line.find('\t');
    if (tab != std::string_view::npos) rows.emplace_back(line.substr(0, tab), trim(line.substr(tab + 1)));
  }
  return rows;
}

// Rows of train/entity_classes.py. Classes count from 0 there, from 1 here.
Result<std::vector<syntax::WordClassRow>> read_classes(const std::string& path) {
  const auto text = system_files().read(path, kMaxModelSizeBytes);
  if (!text) return text.error();
  std::vector<syntax::WordClassRow> rows;
  for (const std::string_view line : split(*text, '\n')) {
    const auto cells = split(line, '\t');
    if (cells.size() != 4) continue;
    std::array<std::uint16_t, 3> numbers{};
    for (std::size_t k = 0; k < numbers.size(); ++k) {
      const std::string_view cell = cells[k + 1];
      std::from_chars(cell.data(), cell.data() + cell.size(), numbers[k]);
      ++numbers[k];
    }
    rows.push_back({syntax::make_lexeme(cells[0]).lower, {numbers[0], numbers[1], numbers[2]}});
  }
  return rows;
}

Result<void> train(const Options& options) {
  auto documents = read_bio_folder(options.corpus);
  if (!documents) return documents.error();
  const auto rows = read_names(options.names);
  if (!rows) return rows.error();
  const auto stage = syntax::make_stage(options.data);
  if (!stage) return stage.error();
  const std::string names_section = syntax::KnownNames::to_section(*rows);
  const auto names = syntax::KnownNames::read(names_section);
  if (!names) return names.error();
  const auto class_rows = read_classes(options.classes);
  if (!class_rows) return class_rows.error();
  const std::string classes_section = syntax::WordClasses::to_section(*class_rows);
  const auto classes = syntax::WordClasses::read(classes_section);
  if (!classes) return classes.error();
  if (options.hold_out >= 0) {
    const auto held = held_out_outlets(*documents, options.hold_out);
    std::erase_if(*documents, [&](const NamedDocument& d) {
      return std::binary_search(held.begin(), held.end(), d.outlet);
    });
  }
  std::vector<Example> examples;
  for (NamedDocument& named : *documents) {
    (*stage)->run(named.document);
    examples.push_back(make_example(named, {*names, *classes}));
  }
  EntityLearner learner(options.log2_slots, options.crf);
  Random random(11);
  auto order = identity_order(examples.size());
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    shuffle(order, random);
    double loss = 0;
    // Some texts are read without memory, so that the words themselves are learned too.
    for (const std::size_t i : order)
      loss += learner.learn((*documents)[i], examples[i], random.below(4) != 0, random);
    std::printf("epoch %d: loss %.0f\n", epoch + 1, loss);
    std::fflush(stdout);
  }
  model::ModelWriter writer;
  writer.add_section(std::string(syntax::kEntityWeightsSection), learner.section());
  writer.add_section(std::string(syntax::kEntityNamesSection), names_section);
  writer.add_section(std::string(syntax::kEntityClassesSection), classes_section);
  return writer.write(options.out);
}

}  // namespace

void add_entities_command(CLI::App& app, Work& work) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("entities", "the named-entity tagger, from texts with marked names");
  command->add_option("corpus", options->corpus, "folder of BIO files, one a document")->required();
  command->add_option("--names", options->names, "table of known names (train/entity_names.py)")->required();
  command->add_option("--classes", options->classes, "table of word classes (train/entity_classes.py)")
      ->required();
  command->add_option("--data", options->data, "avow's data folder")->required();
  command->add_option("--out", options->out, "the model file to write")->required();
  command->add_option("--hold-out", options->hold_out,
                      "leave out this fifth (0..4) of the outlets, to measure on");
  command->add_option("--epochs", options->epochs, "rounds over the texts");
  command->add_option("--slots", options->log2_slots, "size of the weight table, log2");
  command->add_option("--rate", options->crf.rate, "size of a step");
  command->add_option("--l2", options->crf.l2, "pull of the weights to nothing");
  command->add_option("--dropout", options->crf.dropout, "share of features left out at random");
  command->add_option("--miss-cost", options->crf.miss_cost, "how bad a missed name is");
  command->add_option("--wrong-cost", options->crf.wrong_cost, "how bad another wrong label is");
  command->callback([options, &work] { work = [options] { return train(*options); }; });
}

}  // namespace avow::train
