#include "read_run.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <thread>

#include <fmt/format.h>

#include "avow/base/file.hpp"
#include "avow/ledger/standing.hpp"
#include "avow/pipeline/formats.hpp"
#include "avow/pipeline/versions.hpp"
#include "avow/store/open.hpp"

namespace avow::cli {
namespace {

namespace fs = std::filesystem;

std::size_t bytes_of(const std::vector<source::Input>& inputs) {
  std::size_t all = 0;
  for (const source::Input& input : inputs) {
    std::error_code failure;
    const auto size = fs::file_size(input.path, failure);
    if (failure) return 0;  // standard input, a pipe: nobody knows
    all += size;
  }
  return all;
}

std::vector<std::string> names_of(const std::vector<source::Input>& inputs) {
  std::vector<std::string> names;
  std::unordered_set<std::string> taken;
  for (const source::Input& input : inputs) {
    const std::string stem = input.path == "-" ? "stdin" : input.path.stem().string();
    std::string name = stem;
    for (int number = 2; !taken.insert(name).second; ++number) name = fmt::format("{}-{}", stem, number);
    names.push_back(std::move(name));
  }
  return names;
}

std::string suffix_of(const ReadArguments& arguments) {
  if (!arguments.layer.empty()) return "." + arguments.layer;
  if (arguments.format == "conllu") return ".conllu";
  if (arguments.format == "plover") return ".tsv";
  return arguments.format == "text" ? ".txt" : ".json";
}

}  // namespace

unsigned threads_of(const ReadArguments& arguments) {
  return arguments.threads > 0 ? arguments.threads : std::max(1U, std::thread::hardware_concurrency());
}

ReadRun::ReadRun(const ReadArguments& arguments, const std::vector<source::Input>& inputs)
    : arguments_(arguments), inputs_(inputs), names_(names_of(inputs)), progress_(bytes_of(inputs)) {}

Result<void> ReadRun::open_ledger() {
  if (arguments_.ledger.empty()) return {};
  // Every entry of the log names the models and tables that made it.
  const auto folder = find_data_folder(arguments_.data.data_folder);
  if (!folder) return folder.error();
  const std::vector<fs::path> files{arguments_.data.registry_files.begin(),
                                    arguments_.data.registry_files.end()};
  const auto versions = pipeline::versions_of(*folder, files);
  if (!versions) return versions.error();
  auto opened = Ingestion::open({arguments_.ledger, !arguments_.no_originals, *versions});
  if (!opened) return opened.error();
  ingestion_ = std::move(*opened);
  return {};
}

std::string ReadRun::name_of(std::size_t input, std::size_t number) const {
  return number <= 1 ? names_[input] : fmt::format("{}-{}", names_[input], number);
}

void ReadRun::problem(const std::string& input, const Error& error) {
  progress_.clear();
  complain(error);
  ++unreadable_;
  ++problems_[error.code];
  if (ingestion_ == nullptr) return;
  if (const auto noted = ingestion_->note(input, error); !noted) stop(noted.error());
}

bool ReadRun::take(pipeline::ReadItem item) {
  const std::string input = inputs_[item.input].path.string();
  if (item.failed) return stop(*item.failed);
  if (item.error) {
    problem(input, *item.error);
  } else if (item.end_of_input) {
    if (ingestion_ != nullptr) ingestion_->end_input(input);
  } else if (item.passed_over) {
    ++passed_over_;
  } else if (item.skipped) {
    ++known_already_;
  } else {
    words_ += item.document->tokens.size();
    ++documents_;
    if (!put(item)) return false;
  }
  progress_.update({documents_ + known_already_, words_, item.bytes_read});
  return !failed_;
}

bool ReadRun::stop(const Error& error) {
  progress_.clear();
  complain(error);
  failed_ = true;
  return false;
}

bool ReadRun::write_file(const pipeline::ReadItem& item) {
  const std::string stem = name_of(item.input, item.number);
  std::string name = stem;
  for (int number = 2; !written_.insert(name).second; ++number) name = fmt::format("{}-{}", stem, number);
  const fs::path path = fs::path(arguments_.out_folder) / (name + suffix_of(arguments_));
  const std::string header = arguments_.format == "plover" ? pipeline::PloverFormat::header() : std::string{};
  const auto written = system_files().write(path, header + item.rendered);
  return written || stop(written.error());
}

bool ReadRun::put(pipeline::ReadItem& item) {
  if (!arguments_.out_folder.empty()) {
    if (!write_file(item)) return false;
  } else if (!item.rendered.empty()) {
    progress_.clear();
    if (documents_ == 1 && arguments_.format == "plover")
      item.rendered.insert(0, pipeline::PloverFormat::header());
    if (!print(item.rendered)) return stop({ErrorCode::write_failed, "", "standard output"});
  }
  if (ingestion_ == nullptr) return true;
  const auto added = ingestion_->add(std::move(*item.document));
  return added || stop(added.error());
}

// What the documents together say is worked out once, at the end.
Result<void> ReadRun::stand() {
  const auto folder = find_data_folder(arguments_.data.data_folder);
  if (!folder) return folder.error();
  const auto done = ingestion_->store().standings().bring_up_to_date(*folder);
  return done ? Result<void>{} : Result<void>{done.error()};
}

void ReadRun::tell_counts() const {
  const std::size_t known = known_already_ + documents_ - ingestion_->added();
  std::string line =
      fmt::format("{}: {} documents added, {} were in it already, {} could not be read\n",
                  store::shown_place(arguments_.ledger), ingestion_->added(), known, unreadable_);
  if (!problems_.empty()) {
    line += "not read:";
    for (const auto& [code, count] : problems_) {
      line += fmt::format(" {} {} ({}),", count, error_number(code), error_meaning(code));
    }
    line.back() = '\n';
    line += fmt::format("`avow problems {}` lists them\n", store::shown_place(arguments_.ledger));
  }
  if (passed_over_ > 0) line += fmt::format("{} records that hold no text were passed over\n", passed_over_);
  std::fputs(line.c_str(), stderr);
}

int ReadRun::finish() {
  if (ingestion_ != nullptr && !failed_) {
    if (const auto flushed = ingestion_->flush(); !flushed) stop(flushed.error());
  }
  progress_.clear();
  if (!failed_ && std::fflush(stdout) != 0) stop({ErrorCode::write_failed, "", "standard output"});
  if (!failed_ && ingestion_ != nullptr) {
    if (const auto done = stand(); !done) stop(done.error());
  }
  if (failed_) return kExitFailed;
  if (ingestion_ != nullptr) tell_counts();
  return unreadable_ > 0 ? kExitPartly : kExitDone;
}

}  // namespace avow::cli
