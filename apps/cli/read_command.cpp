// `avow read`: texts in; an account, records or a ledger out.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <thread>
#include <unordered_set>

#include "avow/base/file.hpp"
#include "avow/base/limits.hpp"
#include "avow/ledger/standing.hpp"
#include "avow/pipeline/formats.hpp"
#include "avow/pipeline/layer_dump.hpp"
#include "avow/pipeline/reading.hpp"
#include "avow/store/sqlite_store.hpp"
#include "command.hpp"
#include "progress.hpp"

namespace avow::cli {
namespace {

namespace fs = std::filesystem;

struct ReadArguments {
  std::vector<std::string> paths;
  std::string format;
  std::string layer;
  std::string out_folder;
  std::string ledger;
  std::string date;
  std::string publisher;
  unsigned threads = 0;
  DataArguments data;
  StyleArguments style;
};

constexpr auto kExamples = R"(Examples:
  avow read article.txt
  avow read article.txt --date 2021-07-23 --publisher "The Valley Post"
  avow read samples/ -o ledger.db --threads 2
  cat article.txt | avow read - --format json
  avow read texts/ --format codebook --out-dir coded/
A file FILE.toml beside a text gives its title, publisher and published date.
)";

// What one document becomes on paper; runs on the coding threads.
std::string render(const Document& document, const ReadArguments& arguments, const std::string& name,
                   const pipeline::AccountStyle& style, const std::optional<pipeline::PloverFormat>& plover) {
  if (!arguments.layer.empty()) return pipeline::dump_layer(document, arguments.layer);
  if (arguments.format == "json") return pipeline::to_record(document) + "\n";
  if (arguments.format == "codebook") return pipeline::to_codebook(document, name) + "\n";
  if (arguments.format == "conllu") return pipeline::to_conllu(document);
  if (plover) return plover->rows(document);
  if (arguments.format == "text") return pipeline::to_account(document, style) + "\n";
  return {};
}

// What a file made of this input is called.
std::string name_of(const source::Input& input) {
  return input.path == "-" ? "stdin" : input.path.stem().string();
}

std::string suffix_of(const ReadArguments& arguments) {
  if (!arguments.layer.empty()) return "." + arguments.layer;
  if (arguments.format == "conllu") return ".conllu";
  if (arguments.format == "plover") return ".tsv";
  return arguments.format == "text" ? ".txt" : ".json";
}

// One run: takes the documents in order, prints them or puts them into the ledger, and counts.
class Run {
 public:
  Run(const ReadArguments& arguments, const std::vector<source::Input>& inputs)
      : arguments_(arguments), inputs_(inputs), progress_(inputs.size()) {}

  Result<void> open_ledger() {
    if (arguments_.ledger.empty()) return {};
    auto store = store::open_sqlite(arguments_.ledger, store::Access::write);
    if (!store) return store.error();
    store_ = std::move(*store);
    auto ids = store_->document_ids();
    if (!ids) return ids.error();
    known_.insert(ids->begin(), ids->end());
    return {};
  }

  [[nodiscard]] bool knows(const std::string& id) const { return known_.contains(id); }

  void problem(const Error& error) {
    progress_.clear();
    complain(error);
    ++unreadable_;
  }

  // False when the run cannot go on.
  bool take(pipeline::ReadItem item) {
    if (item.error) {
      problem(*item.error);
    } else if (item.skipped) {
      ++known_already_;
    } else {
      words_ += item.document->tokens.size();
      ++documents_;
      if (!put(item)) return false;
    }
    progress_.update(item.input + 1, words_);
    return true;
  }

  bool flush() {
    if (store_ == nullptr || waiting_.empty()) return true;
    std::vector<const Document*> batch;
    for (const Document& each : waiting_) batch.push_back(&each);
    const auto added = store_->add(batch);
    if (!added) return stop(added.error());
    added_ += *added;
    waiting_.clear();
    return true;
  }

  int finish() {
    flush();
    progress_.clear();
    if (!failed_ && std::fflush(stdout) != 0) stop({ErrorCode::write_failed, "", "standard output"});
    if (failed_) return kExitFailed;
    if (store_ != nullptr) {
      if (const auto done = stand(); !done) {
        stop(done.error());
        return kExitFailed;
      }
      std::fprintf(stderr, "%s: %zu documents added, %zu were in it already, %zu could not be read\n",
                   arguments_.ledger.c_str(), added_, known_already_ + documents_ - added_, unreadable_);
    }
    return unreadable_ > 0 ? kExitPartly : kExitDone;
  }

 private:
  // What the documents together say is worked out once, at the end.
  Result<void> stand() {
    const auto folder = find_data_folder(arguments_.data.data_folder);
    if (!folder) return folder.error();
    const auto done = store_->standings().bring_up_to_date(*folder);
    return done ? Result<void>{} : Result<void>{done.error()};
  }

  bool stop(const Error& error) {
    progress_.clear();
    complain(error);
    failed_ = true;
    return false;
  }

  bool put(pipeline::ReadItem& item) {
    if (!arguments_.out_folder.empty()) {
      const fs::path path =
          fs::path(arguments_.out_folder) / (name_of(inputs_[item.input]) + suffix_of(arguments_));
      const std::string header =
          arguments_.format == "plover" ? pipeline::PloverFormat::header() : std::string{};
      if (const auto written = system_files().write(path, header + item.rendered); !written)
        return stop(written.error());
    } else if (!item.rendered.empty()) {
      progress_.clear();
      if (documents_ == 1 && arguments_.format == "plover")
        item.rendered.insert(0, pipeline::PloverFormat::header());
      if (!print(item.rendered)) return stop({ErrorCode::write_failed, "", "standard output"});
    }
    if (store_ == nullptr) return true;
    waiting_.push_back(std::move(*item.document));
    return waiting_.size() < kDocumentsPerTransaction || flush();
  }

  const ReadArguments& arguments_;
  const std::vector<source::Input>& inputs_;
  Progress progress_;
  std::unique_ptr<ledger::Store> store_;
  std::unordered_set<std::string> known_;  // ids in the ledger before the run; looked up, never listed
  std::vector<Document> waiting_;          // for the next transaction
  std::size_t documents_ = 0, words_ = 0, added_ = 0, known_already_ = 0, unreadable_ = 0;
  bool failed_ = false;
};

Result<pipeline::ReadPlan> plan_of(const ReadArguments& arguments) {
  pipeline::ReadPlan plan;
  const auto date = date_of(arguments.date, "--date");
  if (!date) return date.error();
  plan.options.given.published = *date;
  plan.options.given.publisher = arguments.publisher;
  plan.threads =
      arguments.threads > 0 ? arguments.threads : std::max(1U, std::thread::hardware_concurrency());
  plan.inputs = source::list_inputs(arguments.paths);
  return plan;
}

Layer last_layer(const ReadArguments& arguments) {
  if (!arguments.ledger.empty()) return Layer::findings;
  if (!arguments.layer.empty()) return *pipeline::layer_of_dump(arguments.layer);
  return arguments.format == "conllu" ? Layer::syntax : Layer::findings;
}

// The tables of --format plover, when that is asked for.
Result<std::optional<pipeline::PloverFormat>> plover_of(const ReadArguments& arguments) {
  if (arguments.format != "plover") return std::optional<pipeline::PloverFormat>{};
  const auto folder = find_data_folder(arguments.data.data_folder);
  if (!folder) return folder.error();
  auto loaded = pipeline::PloverFormat::load(*folder);
  if (!loaded) return loaded.error();
  return std::optional{std::move(*loaded)};
}

int read(const ReadArguments& arguments) {
  const auto plan = plan_of(arguments);
  if (!plan) return fail(plan.error());
  const auto made = make_pipeline(arguments.data, last_layer(arguments));
  if (!made) return fail(made.error());
  const auto plover = plover_of(arguments);
  if (!plover) return fail(plover.error());
  if (!arguments.out_folder.empty()) {
    std::error_code failure;
    fs::create_directories(arguments.out_folder, failure);
    if (failure) return fail({ErrorCode::write_failed, failure.message(), arguments.out_folder});
  }
  Run run{arguments, plan->inputs.inputs};
  if (const auto opened = run.open_ledger(); !opened) return fail(opened.error());
  for (const Error& error : plan->inputs.problems) run.problem(error);
  const pipeline::AccountStyle style = style_of(arguments.style);
  // With an account, record or file to print, a document known to the ledger is read all the same.
  const bool only_ledger = arguments.format.empty() && arguments.layer.empty();
  pipeline::ReadCallbacks callbacks;
  if (only_ledger) callbacks.skip = [&](const std::string& id) { return run.knows(id); };
  callbacks.render = [&](const Document& document, std::size_t input) {
    return render(document, arguments, name_of(plan->inputs.inputs[input]), style, *plover);
  };
  callbacks.deliver = [&](pipeline::ReadItem item) { return run.take(std::move(item)); };
  pipeline::read_all(*made, *plan, callbacks);
  return run.finish();
}

}  // namespace

void add_read_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<ReadArguments>();
  CLI::App* command = app.add_subcommand("read", "Read texts and folders of texts");
  command->footer(kExamples);
  command->add_option("PATH", arguments->paths, "text files, folders of them, or - for standard input")
      ->required();
  command
      ->add_option("-o,--ledger", arguments->ledger,
                   "put the rows into this ledger, which is made if need be")
      ->type_name("LEDGER");
  command
      ->add_option(
          "--format", arguments->format,
          "text (an account, the usual one), json (the record), codebook, plover or conllu; with -o nothing "
          "is printed "
          "unless a format is named")
      ->check(CLI::IsMember({"text", "json", "codebook", "plover", "conllu"}))
      ->type_name("FORMAT");
  command->add_option("--layer", arguments->layer, "print one layer as plain rows instead, for a look inside")
      ->check(CLI::IsMember(
          std::vector<std::string>(pipeline::dump_names().begin(), pipeline::dump_names().end())))
      ->type_name("LAYER");
  command->add_option("--out-dir", arguments->out_folder, "write one file per text into this folder")
      ->type_name("DIR");
  command->add_option("--date", arguments->date, "date of publication, YYYY-MM-DD, of all the texts")
      ->type_name("DATE");
  command->add_option("--publisher", arguments->publisher, "who published the texts")->type_name("NAME");
  command
      ->add_option("--threads", arguments->threads, "coding threads (one for each processor when not given)")
      ->type_name("N")
      ->check(CLI::Range(1, 256));
  add_data_options(*command, arguments->data);
  add_style_options(*command, arguments->style);
  command->callback([arguments, &exit_code] {
    if (arguments->format.empty() && arguments->ledger.empty() && arguments->layer.empty()) {
      arguments->format = "text";
    }
    exit_code = read(*arguments);
  });
}

}  // namespace avow::cli
