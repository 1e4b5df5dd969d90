// avow-train syntax: tagger, morphology, parser and labeler, from CoNLL-U files into one model file.
#include <cstdio>
#include <ctime>
#include <memory>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "avow/base/file.hpp"
#include "model/bytes.hpp"
#include "train/lexicon_trainer.hpp"
#include "train/syntax_trainers.hpp"

namespace avow::train {

namespace {

struct Settings {
  std::vector<std::filesystem::path> files;
  std::vector<std::string> excluded;
  std::vector<std::filesystem::path> raw;
  std::string data;
  std::filesystem::path out;
  SyntaxOptions options;
};

// Progress lines with the seconds since the start; called from both threads.
class Progress {
 public:
  void operator()(const std::string& line) {
    const std::lock_guard lock{mutex_};
    std::fprintf(stderr, "%6.1f s  %s\n", std::chrono::duration<double>(Clock::now() - start_).count(),
                 line.c_str());
  }

 private:
  using Clock = std::chrono::steady_clock;
  std::mutex mutex_;
  Clock::time_point start_ = Clock::now();
};

Result<void> train_syntax(const Settings& settings) {
  Progress progress;
  const Report report = [&progress](const std::string& line) { progress(line); };
  syntax::TagSet tagset;
  auto treebank = load_treebank(settings.files, settings.excluded, tagset);
  if (!treebank) return treebank.error();
  Sample sample;
  for (GoldSentence& sentence : *treebank) sample.push_back(&sentence);
  report(fmt::format("{} sentences, {} tags", sample.size(), tagset.size()));
  const SyntaxOptions& options = settings.options;
  const auto folder = find_data_folder(settings.data);
  if (!folder) return folder.error();
  auto raw = load_raw_text(settings.raw, *folder);
  if (!raw) return raw.error();
  const std::string words =
      syntax::Lexicon::to_section(train_lexicon(*treebank, std::move(*raw), tagset, options, report));
  use_lexicon(*treebank, *syntax::Lexicon::read(words));
  report("lexicon done");

  // Two threads share the work; each section depends on the data alone, not on who is first.
  std::string tagger;
  std::string labeler;
  std::string backward;
  std::thread second{[&] {
    tagger = train_tagger(sample, static_cast<std::uint32_t>(tagset.size()), options);
    report("tagger done");
  }};
  jackknife_tags(sample, tagset, options);
  report("jackknifed tags done");
  second.join();
  model::ModelWriter writer;
  second = std::thread{[&] {
    train_feats(sample, tagset, options, writer);
    train_lemmas(sample, options, writer);
    report("morphology done");
    backward = train_parser(sample, tagset, options, true, report);
  }};
  const std::string forward = train_parser(sample, tagset, options, false, report);
  labeler = train_labeler(sample, tagset, options, report);
  second.join();
  std::string parser_settings;
  model::store(parser_settings, options.beam_width);
  model::store(parser_settings, options.proposals);
  writer.add_section("lexicon", words);
  writer.add_section("tagger.tags", tagset.to_section());
  writer.add_section("tagger.weights", tagger);
  writer.add_section("parser.settings", parser_settings);
  writer.add_section("parser.forward", forward);
  writer.add_section("parser.backward", backward);
  writer.add_section("labeler.weights", labeler);
  report("writing");
  return writer.write(settings.out);
}

}  // namespace

void add_syntax_command(CLI::App& app, Work& work) {
  auto settings = std::make_shared<Settings>();
  CLI::App* command =
      app.add_subcommand("syntax", "tagger, morphology, parser and labeler from CoNLL-U files");
  command->add_option("files", settings->files, "CoNLL-U files to train on")->required();
  command->add_option("-o,--out", settings->out, "the model file to write")->required();
  command->add_option("--without", settings->excluded, "leave out documents whose id begins with this");
  command->add_option("--raw", settings->raw, "raw text to learn word classes from: files, folders");
  command->add_option("--data", settings->data, "folder of models and tables");
  SyntaxOptions& options = settings->options;
  command->add_option("--parser-rounds", options.parser_rounds, "passes over the data")
      ->capture_default_str();
  command->add_option("--parser-slots", options.parser_slots, "log2 of the weights")->capture_default_str();
  command->add_option("--beam", options.beam_width, "states the parser keeps")->capture_default_str();
  command->add_option("--train-beam", options.train_beam_width, "states kept in training")
      ->capture_default_str();
  command->add_option("--proposals", options.proposals, "trees each direction proposes")
      ->capture_default_str();
  command->add_option("--tagger-rounds", options.tagger_rounds, "passes over the data")
      ->capture_default_str();
  command->add_option("--tagger-slots", options.tagger_slots, "log2 of the weights")->capture_default_str();
  command->add_option("--labeler-rounds", options.labeler_rounds, "passes over the data")
      ->capture_default_str();
  command->add_option("--labeler-slots", options.labeler_slots, "log2 of the weights")->capture_default_str();
  command->add_option("--folds", options.folds, "parts of the data tagged by the rest")
      ->capture_default_str();
  command->callback([settings, &work] { work = [settings] { return train_syntax(*settings); }; });
}

}  // namespace avow::train
