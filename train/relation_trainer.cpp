#include "train/relation_trainer.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "avow/base/file.hpp"
#include "avow/base/strings.hpp"
#include "events/relation_model.hpp"
#include "model/container.hpp"
#include "syntax/stage.hpp"
#include "text/stage.hpp"
#include "train/softmax_regression.hpp"

namespace avow::train {
namespace {

constexpr std::size_t kFolds = 5;
constexpr std::size_t kMaxCorpusBytes = std::size_t{1} << 28U;
constexpr auto kRoots = static_cast<std::uint32_t>(events::kRelationRoots.size());

struct Options {
  std::string corpus;
  std::string data;
  std::string out;
  double strength = 10;
  std::uint32_t least_count = 1;  // features seen in fewer pairs are left out
  std::uint32_t log2_slots = 20;
  double clip = 6;
};

struct Pair {
  std::string sentence;
  std::vector<model::FeatureHash> features;
  std::uint32_t root = 0;
  std::string quad;
};

// "<s>A</s> hit <t>B</t>" without its marks, and the bytes of the first source and target.
struct Marked {
  std::string text;
  Span source;
  Span target;
};

Marked unmark(std::string_view marked) {
  Marked out;
  Span* open = nullptr;
  while (!marked.empty()) {
    const auto here = static_cast<std::uint32_t>(out.text.size());
    if (marked.starts_with("<s>") || marked.starts_with("<t>")) {
      Span& span = marked[1] == 's' ? out.source : out.target;
      open = span.end == 0 ? &span : nullptr;
      if (open != nullptr) open->begin = here;
      marked.remove_prefix(3);
    } else if (marked.starts_with("</s>") || marked.starts_with("</t>")) {
      if (open != nullptr) open->end = here;
      open = nullptr;
      marked.remove_prefix(4);
    } else {
      out.text += marked.front();
      marked.remove_prefix(1);
    }
  }
  return out;
}

class Reader {
 public:
  static Result<Reader> make(const std::string& data) {
    auto text = text::make_stage(data);
    if (!text) return text.error();
    auto syntax = syntax::make_stage(data);
    if (!syntax) return syntax.error();
    auto lexicon = events::RelationLexicon::load(data + "/events/relation");
    if (!lexicon) return lexicon.error();
    return Reader{std::move(*text), std::move(*syntax), std::move(*lexicon)};
  }

  [[nodiscard]] const events::RelationLexicon& lexicon() const { return lexicon_; }

  [[nodiscard]] std::vector<model::FeatureHash> features(const std::string& marked_sentence) const {
    const Marked marked = unmark(marked_sentence);
    Document document;
    document.text = marked.text;
    text_->run(document);
    syntax_->run(document);
    const Tree tree{document};
    return events::relation_features(lexicon_, document, tree, document.tokens_in(marked.source),
                                     document.tokens_in(marked.target));
  }

  [[nodiscard]] Result<std::vector<Pair>> read(const std::string& path) const {
    const auto bytes = system_files().read(path, kMaxCorpusBytes);
    if (!bytes) return bytes.error();
    std::vector<Pair> pairs;
    simdjson::dom::parser parser;
    std::size_t number = 0;
    for (const std::string_view line : split(*bytes, '\n')) {
      ++number;
      if (trim(line).empty()) continue;
      simdjson::dom::element row;
      std::string_view sentence;
      std::string_view marked;
      std::string_view root;
      std::string_view quad;
      const bool read = parser.parse(line.data(), line.size()).get(row) == simdjson::SUCCESS &&
                        row["sentence"].get(sentence) == simdjson::SUCCESS &&
                        row["marked_sentence"].get(marked) == simdjson::SUCCESS &&
                        row["gold_root"].get(root) == simdjson::SUCCESS &&
                        row["gold_penta"].get(quad) == simdjson::SUCCESS;
      const auto known = events::relation_root(root);
      if (!read || !known) {
        return Error{ErrorCode::table_malformed, "no marked sentence with a root",
                     fmt::format("{}:{}", path, number)};
      }
      pairs.push_back({std::string{sentence}, features(std::string{marked}), *known, std::string{quad}});
    }
    return pairs;
  }

 private:
  Reader(std::unique_ptr<Stage> text, std::unique_ptr<Stage> syntax, events::RelationLexicon lexicon)
      : text_(std::move(text)), syntax_(std::move(syntax)), lexicon_(std::move(lexicon)) {}
  std::unique_ptr<Stage> text_;
  std::unique_ptr<Stage> syntax_;
  events::RelationLexicon lexicon_;
};

// Numbers for the features of the training pairs, with their inverse document frequencies.
struct Vocabulary {
  std::map<model::FeatureHash, std::uint32_t> numbers;
  std::vector<double> idf;
};

Vocabulary count(const std::vector<const Pair*>& pairs, std::uint32_t least_count) {
  std::map<model::FeatureHash, std::uint32_t> counts;
  for (const Pair* pair : pairs) {
    for (const model::FeatureHash hash : pair->features) ++counts[hash];
  }
  Vocabulary vocabulary;
  for (const auto& [hash, seen] : counts) {
    if (seen < least_count) continue;
    vocabulary.numbers.emplace(hash, static_cast<std::uint32_t>(vocabulary.idf.size()));
    vocabulary.idf.push_back(std::log((1.0 + static_cast<double>(pairs.size())) / (1.0 + seen)) + 1.0);
  }
  return vocabulary;
}

// Rows of unit length, rare features heavier; rare roots weigh as much as common ones.
std::vector<SparseRow> rows_of(const std::vector<const Pair*>& pairs, const Vocabulary& vocabulary) {
  std::vector<double> of_root(kRoots, 0);
  for (const Pair* pair : pairs) of_root[pair->root] += 1;
  std::vector<SparseRow> rows;
  for (const Pair* pair : pairs) {
    SparseRow row;
    double square = 0;
    for (const model::FeatureHash hash : pair->features) {
      const auto found = vocabulary.numbers.find(hash);
      if (found == vocabulary.numbers.end()) continue;
      const double idf = vocabulary.idf[found->second];
      row.values.emplace_back(found->second, idf);
      square += idf * idf;
    }
    for (auto& [number, value] : row.values) value /= std::sqrt(square);
    row.gold = pair->root;
    row.weight = static_cast<double>(pairs.size()) / (kRoots * of_root[pair->root]);
    rows.push_back(std::move(row));
  }
  return rows;
}

// The trained weights as a LinearModel: each feature's inverse document frequency is folded into its row;
// a row's length does not change which root is best, so nothing else is kept.
std::string learn(const std::vector<const Pair*>& pairs, const Options& options) {
  const Vocabulary vocabulary = count(pairs, options.least_count);
  SoftmaxRegression regression{kRoots, static_cast<std::uint32_t>(vocabulary.idf.size())};
  regression.fit(rows_of(pairs, vocabulary), options.strength);
  std::vector<double> table((std::size_t{1} << options.log2_slots) + kRoots, 0.0);
  const model::FeatureHash mask = (1U << options.log2_slots) - 1;
  for (const auto& [hash, number] : vocabulary.numbers) {
    for (std::uint32_t root = 0; root < kRoots; ++root) {
      table[(hash & mask) + root] +=
          regression.weights()[std::size_t{number} * kRoots + root] * vocabulary.idf[number];
    }
  }
  return model::LinearModel::to_section(table, kRoots, options.log2_slots, options.clip);
}

Result<void> train(const Options& options) {
  const auto reader = Reader::make(options.data);
  if (!reader) return reader.error();
  const auto pairs = reader->read(options.corpus);
  if (!pairs) return pairs.error();
  std::vector<const Pair*> all;
  for (const Pair& pair : *pairs) all.push_back(&pair);
  model::ModelWriter writer;
  writer.add_section("relation.roots", learn(all, options));
  std::printf("%zu pairs learned\n", all.size());
  return writer.write(options.out);
}

// Macro-averaged F1 of two equally long lists of labels.
template <typename Label>
double macro_f1(const std::vector<Label>& gold, const std::vector<Label>& predicted, bool print = false) {
  std::map<Label, std::array<double, 3>> counts;  // hits, gold, predicted
  for (std::size_t i = 0; i < gold.size(); ++i) {
    counts[gold[i]][1] += 1;
    counts[predicted[i]][2] += 1;
    if (gold[i] == predicted[i]) counts[gold[i]][0] += 1;
  }
  double sum = 0;
  for (const auto& [label, c] : counts) {
    const double f1 = 2 * c[0] / (c[1] + c[2]);
    sum += f1;
    if (print) fmt::print("  {:10} F1 {:5.1f}  gold {:4}\n", label, 100 * f1, c[1]);
  }
  return 100 * sum / static_cast<double>(counts.size());
}

Result<void> measure(const Options& options) {
  const auto reader = Reader::make(options.data);
  if (!reader) return reader.error();
  const auto pairs = reader->read(options.corpus);
  if (!pairs) return pairs.error();
  std::map<std::string, std::size_t> fold_of;  // by sentence, in order of appearance
  std::map<std::uint32_t, std::map<std::string, int>> quads;
  std::vector<std::size_t> folds;
  for (const Pair& pair : *pairs) {
    folds.push_back(fold_of.emplace(pair.sentence, fold_of.size()).first->second % kFolds);
    ++quads[pair.root][pair.quad];
  }
  // A root's quad is the one it nearly always has.
  const auto quad_of = [&](std::uint32_t root) {
    const auto& seen = quads[root];
    return std::max_element(seen.begin(), seen.end(), [](auto& a, auto& b) { return a.second < b.second; })
        ->first;
  };
  std::vector<std::string_view> gold(pairs->size());
  std::vector<std::string_view> predicted(pairs->size());
  std::vector<std::string> gold_quads(pairs->size());
  std::vector<std::string> predicted_quads(pairs->size());
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    std::vector<const Pair*> others;
    for (std::size_t i = 0; i < pairs->size(); ++i) {
      if (folds[i] != fold) others.push_back(&(*pairs)[i]);
    }
    const std::string section = learn(others, options);
    const auto model = events::RelationModel::of_section(section, reader->lexicon());
    if (!model) return model.error();
    for (std::size_t i = 0; i < pairs->size(); ++i) {
      if (folds[i] != fold) continue;
      const std::uint32_t root = model->guess((*pairs)[i].features).root;
      gold[i] = events::kRelationRoots[(*pairs)[i].root];
      predicted[i] = events::kRelationRoots[root];
      gold_quads[i] = (*pairs)[i].quad;
      predicted_quads[i] = quad_of(root);
    }
  }
  const double roots_f1 = macro_f1(gold, predicted, true);
  fmt::print("relation  {} pairs, {} folds by sentence  macro-F1 roots {:.1f}  quads {:.1f}\n", pairs->size(),
             kFolds, roots_f1, macro_f1(gold_quads, predicted_quads));
  return {};
}

void add_options(CLI::App& command, Options& options) {
  command.add_option("corpus", options.corpus, "marked sentences as JSON lines")->required();
  command.add_option("--data", options.data, "avow's data folder")->required();
  command.add_option("--strength", options.strength, "weight of the data against the prior");
  command.add_option("--least-count", options.least_count, "leave out features seen in fewer pairs");
  command.add_option("--log2-slots", options.log2_slots, "size of the model")->check(CLI::Range(10, 24));
  command.add_option("--clip", options.clip, "largest weight kept");
}

}  // namespace

void add_relation_command(CLI::App& app, Work& work) {
  const auto options = std::make_shared<Options>();
  auto* learning =
      app.add_subcommand("relation", "learn PLOVER roots between two parties (data/models/relation.model)");
  add_options(*learning, *options);
  learning->add_option("--out", options->out, "the model file to write")->required();
  learning->callback([options, &work] { work = [options] { return train(*options); }; });
  auto* measuring = app.add_subcommand("measure-relation", "the same in five folds, measured");
  add_options(*measuring, *options);
  measuring->callback([options, &work] { work = [options] { return measure(*options); }; });
}

}  // namespace avow::train
