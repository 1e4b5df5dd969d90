// One run of reading: takes the documents in their order, prints them, writes files of them or puts them into
// the ledger, and counts.
//
//   ReadRun run{arguments, inputs};
//   run.start();  read_all(pipeline, plan, run.callbacks(...));  return run.finish();
//
// take() and what follows it: one thread.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <unordered_set>
#include <vector>

#include "avow/pipeline/reading.hpp"
#include "command.hpp"
#include "ingestion.hpp"
#include "progress.hpp"

namespace avow::cli {

struct ReadArguments {
  std::vector<std::string> paths;
  std::string format;
  std::string layer;
  std::string out_folder;
  std::string ledger;
  std::string date;
  std::string publisher;
  std::vector<std::string> fields;
  bool no_originals = false;
  unsigned threads = 0;
  DataArguments data;
  StyleArguments style;
};

// As many as asked for, else one for each processor.
[[nodiscard]] unsigned threads_of(const ReadArguments& arguments);

class ReadRun {
 public:
  ReadRun(const ReadArguments& arguments, const std::vector<source::Input>& inputs);

  [[nodiscard]] Result<void> open_ledger();
  [[nodiscard]] Ingestion* ingestion() { return ingestion_.get(); }
  // What a document of this input is called: the file's name without its ending, and a number where one
  // file holds several or several files have one name. Any thread.
  [[nodiscard]] std::string name_of(std::size_t input, std::size_t number) const;

  // Something that could not be read, of this input.
  void problem(const std::string& input, const Error& error);
  // False when the run cannot go on.
  bool take(pipeline::ReadItem item);
  // Tells the counts; the exit code.
  int finish();

 private:
  bool stop(const Error& error);
  bool put(pipeline::ReadItem& item);
  [[nodiscard]] Result<void> stand();
  bool write_file(const pipeline::ReadItem& item);
  void tell_counts() const;

  const ReadArguments& arguments_;
  const std::vector<source::Input>& inputs_;
  std::vector<std::string> names_;  // of the inputs
  std::unordered_set<std::string> written_;
  Progress progress_;
  std::unique_ptr<Ingestion> ingestion_;
  std::map<ErrorCode, std::size_t> problems_;
  std::size_t documents_ = 0, words_ = 0, known_already_ = 0, passed_over_ = 0, unreadable_ = 0;
  bool failed_ = false;
};

}  // namespace avow::cli
