// Speed and memory of taking a corpus in: JSON Lines on disk to rows in a ledger, by the real program.
//
//   build/release/bench/speed/ingestion [--documents N] [--words W] [--threads T] [--no-originals] FILE
//
// FILE: JSON Lines of articles. They are replicated to N documents, each altered (a sentence of its own, and
// every fifth word that is a number changed), cut to W words where that is given. Prints words a second by
// the clock and by the processors' time, peak memory, sizes, and the time of a second run over the same
// corpus.
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "avow/base/strings.hpp"
#include "avow/source/reader.hpp"

namespace {

using namespace avow;
namespace fs = std::filesystem;

struct Arguments {
  std::string file;
  std::size_t documents = 1000, words = 0;
  unsigned threads = 2;
  bool no_originals = false;
};

struct Corpus {
  std::size_t words = 0, text_bytes = 0;
};

// The text with a sentence of its own and other numbers, cut to so many words.
std::string altered(const std::string& text, std::size_t number, std::size_t most_words, std::size_t& words) {
  std::string out = fmt::format("Note {} of the desk reached us on day {}.\n\n", number, number % 365);
  words = 9;
  std::size_t at = 0;
  while (at < text.size() && (most_words == 0 || words < most_words)) {
    auto end = text.find_first_of(" \n", at);
    end = end == std::string::npos ? text.size() : end + 1;
    std::string word = text.substr(at, end - at);
    if (++words % 5 == 0 && word.find_first_not_of("0123456789 ") == std::string::npos && word.size() > 1) {
      word = std::to_string(number % 900 + 10) + " ";
    }
    out += word;
    at = end;
  }
  return out;
}

Corpus write_corpus(const Arguments& arguments, const fs::path& to) {
  std::vector<Document> texts;
  const auto source = source::open_input({arguments.file}, {});
  for (;;) {
    auto next = source->next();
    if (next.ok() && !next->has_value()) break;
    if (next.ok()) texts.push_back(std::move(**next));
  }
  Corpus corpus;
  std::ofstream out{to, std::ios::binary};
  for (std::size_t i = 0; i < arguments.documents && !texts.empty(); ++i) {
    const Document& from = texts[i % texts.size()];
    std::size_t words = 0;
    const std::string text = altered(from.text, i, arguments.words, words);
    nlohmann::ordered_json line = {{"id", std::to_string(i)}, {"publisher", from.publisher}, {"text", text}};
    if (from.published) line["published"] = from.published->to_string();
    out << line.dump() << '\n';
    corpus.words += words;
    corpus.text_bytes += text.size();
  }
  return corpus;
}

struct Run {
  double seconds = 0, core_seconds = 0;
  long peak_megabytes = 0;
  int status = 0;
};

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

Run run_program(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), AVOW_PROGRAM);
  std::vector<char*> raw;
  for (std::string& each : arguments) raw.push_back(each.data());
  raw.push_back(nullptr);
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == 0) {
    ::setenv("AVOW_DATA", AVOW_SOURCE_DIR "/data", 0);
    ::execv(AVOW_PROGRAM, raw.data());
    ::_exit(127);
  }
  rusage usage{};
  Run run;
  ::wait4(child, &run.status, 0, &usage);
  run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  run.core_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
  run.peak_megabytes = usage.ru_maxrss / 1024;
  return run;
}

double megabytes(const fs::path& path) {
  double bytes = 0;
  std::error_code failure;
  if (fs::is_regular_file(path, failure)) bytes = static_cast<double>(fs::file_size(path, failure));
  for (fs::recursive_directory_iterator it{path, failure}, end; !failure && it != end;
       it.increment(failure)) {
    if (it->is_regular_file(failure)) bytes += static_cast<double>(it->file_size(failure));
  }
  return bytes / 1e6;
}

void print_run(const char* name, const Run& run, const Corpus& corpus, unsigned threads) {
  const auto words = static_cast<double>(corpus.words);
  std::printf(
      "%-11s %8.1f s, %9.0f words/s; %8.1f s of processors, %9.0f words/s on %u of them; peak %ld MB%s\n",
      name, run.seconds, words / run.seconds, run.core_seconds, words * threads / run.core_seconds, threads,
      run.peak_megabytes, run.status == 0 ? "" : " (it failed)");
}

int measure(const Arguments& arguments) {
  std::string pattern = (fs::temp_directory_path() / "avow_bench_XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) return std::printf("no folder to work in\n"), 1;
  const fs::path folder = pattern;
  const fs::path lines = folder / "corpus.jsonl";
  const fs::path ledger = folder / "ledger.db";
  const Corpus corpus = write_corpus(arguments, lines);
  const double text = static_cast<double>(corpus.text_bytes) / 1e6;
  std::printf("%zu documents, %zu words, %.1f MB of text\n", arguments.documents, corpus.words, text);
  std::vector<std::string> command = {"read",          lines.string(), "-o",
                                      ledger.string(), "--threads",    std::to_string(arguments.threads)};
  if (arguments.no_originals) command.emplace_back("--no-originals");
  const Run first = run_program(command);
  print_run("first run", first, corpus, arguments.threads);
  const Run second = run_program(command);
  print_run("second run", second, corpus, arguments.threads);
  std::printf("ledger %.1f MB, %.2f times the text; originals %.1f MB\n", megabytes(ledger),
              megabytes(ledger) / std::max(text, 1e-9), megabytes(ledger.string() + ".originals"));
  fs::remove_all(folder);
  return first.status == 0 && second.status == 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** values) {
  CLI::App app{"Speed and memory of taking a corpus into a ledger"};
  Arguments arguments;
  app.add_option("FILE", arguments.file, "JSON Lines of articles")->required();
  app.add_option("--documents", arguments.documents, "so many")->check(CLI::Range(1, 10'000'000));
  app.add_option("--words", arguments.words, "cut each to so many words");
  app.add_option("--threads", arguments.threads, "coding threads")->check(CLI::Range(1, 256));
  app.add_flag("--no-originals", arguments.no_originals, "keep no originals");
  CLI11_PARSE(app, count, values);
  return measure(arguments);
}
