// speed_syntax FILE...: words a second on one core, raw text to tree, and each step alone; peak memory; time
// from the start of loading to the first sentence read. The files are text; folders are walked.
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "avow/base/file.hpp"
#include "avow/base/limits.hpp"
#include "syntax/reader.hpp"
#include "syntax/stage.hpp"
#include "text/stage.hpp"

namespace {

namespace fs = std::filesystem;
using avow::Document;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<fs::path> files_of(const std::vector<std::string>& paths) {
  std::vector<fs::path> out;
  for (const fs::path path : paths) {
    if (!fs::is_directory(path)) {
      out.push_back(path);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator{path}) {
      if (entry.is_regular_file()) out.push_back(entry.path());
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

// VmHWM of /proc/self/status, in kilobytes.
std::string peak_memory() {
  std::ifstream status{"/proc/self/status"};
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return line.substr(6);
  }
  return "?";
}

struct Times {
  double text = 0, load = 0, tag = 0, parse = 0, label = 0, write = 0;
  std::size_t words = 0;
};

void read_document(Document& document, const avow::Stage& text, const avow::syntax::SyntaxReader& reader,
                   avow::syntax::SyntaxSpace& space, Times& times) {
  auto start = Clock::now();
  const auto lap = [&start](double& sum) {
    const auto now = Clock::now();
    sum += std::chrono::duration<double>(now - start).count();
    start = now;
  };
  text.run(document);
  lap(times.text);
  for (const auto& sentence : document.sentences) {
    if (sentence.tokens.empty()) continue;
    start = Clock::now();
    reader.load(document, sentence, space);
    lap(times.load);
    reader.tag(space);
    lap(times.tag);
    reader.parse(space);
    lap(times.parse);
    reader.label(space);
    lap(times.label);
    reader.write(document, sentence, space);
    lap(times.write);
  }
  times.words += document.tokens.size();
}

void print_rate(const char* step, std::size_t words, double seconds) {
  fmt::print("{:<24} {:>10.0f} words a second\n", step, static_cast<double>(words) / seconds);
}

int run(const std::vector<std::string>& paths, const std::string& data) {
  const auto start = Clock::now();
  const auto folder = avow::find_data_folder(data);
  if (!folder) return fmt::print(stderr, "{}\n", folder.error().to_string()), 1;
  const auto text = avow::text::make_stage(*folder);
  if (!text) return fmt::print(stderr, "{}\n", text.error().to_string()), 1;
  const auto reader = avow::syntax::SyntaxReader::open(*folder / "models" / "syntax.model");
  if (!reader) return fmt::print(stderr, "{}\n", reader.error().to_string()), 1;
  Document first;
  first.text = "The minister said on Monday that the army would leave the town.";
  Times times;
  avow::syntax::SyntaxSpace space;
  read_document(first, **text, **reader, space, times);
  fmt::print("start to first sentence  {:>10.1f} ms\n", seconds_since(start) * 1000);
  times = {};
  const auto begin = Clock::now();
  for (const fs::path& path : files_of(paths)) {
    auto bytes = avow::system_files().read(path, avow::kMaxDocumentSizeBytes);
    if (!bytes) return fmt::print(stderr, "{}\n", bytes.error().to_string()), 1;
    Document document;
    document.text = std::move(*bytes);
    read_document(document, **text, **reader, space, times);
  }
  fmt::print("words                    {:>10}\n", times.words);
  print_rate("raw text to tree", times.words, seconds_since(begin));
  print_rate("  sentences and tokens", times.words, times.text);
  print_rate("  word hashes", times.words, times.load);
  print_rate("  tags", times.words, times.tag);
  print_rate("  heads", times.words, times.parse);
  print_rate("  relations", times.words, times.label);
  print_rate("  features and lemmas", times.words, times.write);
  fmt::print("peak memory              {}\n", peak_memory());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"speed of reading raw text into trees, on one core"};
  std::vector<std::string> files;
  std::string data;
  app.add_option("files", files, "text files or folders of them")->required();
  app.add_option("--data", data, "folder of models and tables");
  CLI11_PARSE(app, argc, argv);
  return run(files, data);
}
