// Speed of the whole reading: words a second on one core, by stage and whole, start-up, and peak memory.
//
//   build/release/bench/speed/pipeline [--repeat N] [--registry FILE] PATH...
//
// PATH: text files or folders of them. Each text is read N times; the best of the runs counts, for the
// machine has other things to do.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

#include <sys/resource.h>
#include <ctime>

#include <CLI/CLI.hpp>

#include "avow/base/file.hpp"
#include "avow/pipeline/pipeline.hpp"
#include "avow/source/reader.hpp"

namespace {

using namespace avow;

// Time of this thread on a core, so that other programs do not count.
double core_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double seconds_of(std::chrono::nanoseconds span) {
  return std::chrono::duration<double>(span).count();
}

std::vector<Document> load(const std::vector<std::string>& paths) {
  std::vector<Document> out;
  const auto inputs = source::list_inputs(paths);
  for (const source::Input& input : inputs.inputs) {
    auto reader = source::open_input(input, {});
    for (;;) {
      auto next = reader->next();
      if (next.ok() && !next->has_value()) break;
      if (next.ok()) out.push_back(std::move(**next));
    }
  }
  return out;
}

long peak_kilobytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

struct Measured {
  double seconds = 0;
  std::size_t words = 0;
  std::vector<pipeline::StageTime> stages;
};

Measured measure(const pipeline::Pipeline& pipeline, const std::vector<Document>& documents) {
  Measured out;
  const double start = core_seconds();
  for (const Document& each : documents) {
    Document document = each;
    pipeline.annotate_timed(document, out.stages);
    out.words += document.tokens.size();
  }
  out.seconds = core_seconds() - start;
  return out;
}

int run(const std::vector<std::string>& paths, const std::vector<std::string>& registry, int repeat) {
  const auto folder = find_data_folder("");
  if (!folder) return std::printf("%s\n", folder.error().to_string().c_str()), 1;
  pipeline::Options options;
  options.data_folder = *folder;
  options.registry_files.assign(registry.begin(), registry.end());
  const double start = core_seconds();
  const auto made = pipeline::Pipeline::make(options);
  if (!made) return std::printf("%s\n", made.error().to_string().c_str()), 1;
  const double loaded = core_seconds() - start;
  const long memory_loaded = peak_kilobytes();
  const auto documents = load(paths);
  Measured best;
  for (int i = 0; i < repeat; ++i) {
    Measured now = measure(*made, documents);
    if (i == 0 || now.seconds < best.seconds) best = std::move(now);
  }
  if (best.words == 0) return std::printf("no words were read\n"), 1;
  const auto words = static_cast<double>(best.words);
  std::printf("%zu documents, %zu words, one core, best of %d\n", documents.size(), best.words, repeat);
  for (const pipeline::StageTime& stage : best.stages) {
    const double seconds = seconds_of(stage.spent);
    std::printf("%-12s %10.0f words/s  %5.1f %%\n", stage.name.c_str(), words / std::max(seconds, 1e-9),
                100.0 * seconds / best.seconds);
  }
  std::printf("%-12s %10.0f words/s\n", "whole", words / best.seconds);
  std::printf("models and tables loaded in %.0f ms of core time, %ld MB; peak %ld MB\n", loaded * 1000,
              memory_loaded / 1024, peak_kilobytes() / 1024);
  return 0;
}

}  // namespace

int main(int count, char** values) {
  CLI::App app{"Words a second of the whole reading, by stage"};
  std::vector<std::string> paths, registry;
  int repeat = 3;
  app.add_option("PATH", paths, "texts or folders of them")->required();
  app.add_option("--registry", registry, "registry files of your own")->allow_extra_args(false);
  app.add_option("--repeat", repeat, "runs; the best counts")->check(CLI::Range(1, 100));
  CLI11_PARSE(app, count, values);
  return run(paths, registry, repeat);
}
