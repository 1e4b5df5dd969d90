// Golden cases: plain text in, the rows of one layer out, so that anyone can add a test without C++.
//
//   golden_test [--update] [--data FOLDER] FOLDER_OR_CASE_FILE...
//
// A case file holds cases of this form; the folder's name (text, syntax, entities, actors, places, times,
// speech, events, obligations, findings) says which layer is shown. --update rewrites what is expected.
//
//   # comment
//   === name of the case
//   date: 2021-07-23
//   publisher: The Valley Post
//   --- text
//   The text to read.
//   --- expect
//   rows as the layer dump prints them
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>

#include "avow/base/file.hpp"
#include "avow/base/hash.hpp"
#include "avow/base/limits.hpp"
#include "avow/base/strings.hpp"
#include "avow/pipeline/layer_dump.hpp"
#include "avow/pipeline/pipeline.hpp"

namespace {

namespace fs = std::filesystem;
using namespace avow;

struct Case {
  std::string name;
  std::size_t line = 0;
  std::string date, publisher, publisher_kind;
  std::string head;  // every line up to and including "--- expect", kept to the letter
  std::string text, expected;
};

struct CaseFile {
  std::string opening;  // lines before the first case
  std::vector<Case> cases;
};

void read_key(Case& one, std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string value{trim(line.substr(colon + 1))};
  const std::string_view key = trim(line.substr(0, colon));
  if (key == "date") one.date = value;
  if (key == "publisher") one.publisher = value;
  if (key == "publisher_kind") one.publisher_kind = value;
}

CaseFile parse_cases(std::string_view bytes) {
  enum class Part { opening, keys, text, expect };
  CaseFile out;
  Part part = Part::opening;
  std::size_t number = 0;
  if (bytes.ends_with('\n')) bytes.remove_suffix(1);
  for (const std::string_view line : split(bytes, '\n')) {
    ++number;
    const std::string with_end = std::string{line} + "\n";
    if (line.starts_with("=== ")) {
      out.cases.emplace_back();
      out.cases.back().name = trim(line.substr(4));
      out.cases.back().line = number;
      out.cases.back().head = with_end;
      part = Part::keys;
      continue;
    }
    if (part == Part::opening) {
      out.opening += with_end;
      continue;
    }
    Case& one = out.cases.back();
    if (part != Part::expect) one.head += with_end;
    if (line == "--- text") {
      part = Part::text;
    } else if (line == "--- expect") {
      part = Part::expect;
    } else if (part == Part::keys) {
      read_key(one, line);
    } else if (part == Part::text) {
      one.text += with_end;
    } else {
      one.expected += with_end;
    }
  }
  return out;
}

// Trailing blank lines part cases and are not expected rows.
std::string without_last_lines(std::string text) {
  while (text.ends_with("\n\n")) text.pop_back();
  return text == "\n" ? std::string{} : text;
}

const std::map<std::string, std::vector<std::string>>& dumps_of_folders() {
  static const std::map<std::string, std::vector<std::string>> table = {
      {"text", {"sentences", "tokens"}},
      {"syntax", {"syntax"}},
      {"entities", {"entities"}},
      {"actors", {"actors"}},
      {"places", {"places"}},
      {"times", {"times"}},
      {"speech", {"statements"}},
      {"events", {"events"}},
      {"obligations", {"obligations"}},
      {"findings", {"statements", "events", "obligations", "findings"}}};
  return table;
}

std::string read_rows(const pipeline::Pipeline& made, const Case& one,
                      const std::vector<std::string>& dumps) {
  Document document;
  document.text = one.text;
  while (document.text.ends_with('\n')) document.text.pop_back();
  document.id = "sha256:" + sha256_hex(document.text);
  document.uri = one.name;
  document.publisher = one.publisher;
  document.publisher_kind = one.publisher_kind;
  document.published = Date::parse(one.date);
  made.annotate(document);
  std::string out;
  for (const std::string& dump : dumps) out += pipeline::dump_layer(document, dump);
  return out;
}

void print_difference(const fs::path& path, const Case& one, const std::string& got) {
  std::printf("%s:%zu: %s\n", path.c_str(), one.line, one.name.c_str());
  const auto expected_lines = split(one.expected, '\n');
  const auto got_lines = split(got, '\n');
  for (const auto line : expected_lines) {
    if (std::find(got_lines.begin(), got_lines.end(), line) == got_lines.end()) {
      std::printf("  - %.*s\n", static_cast<int>(line.size()), line.data());
    }
  }
  for (const auto line : got_lines) {
    if (std::find(expected_lines.begin(), expected_lines.end(), line) == expected_lines.end()) {
      std::printf("  + %.*s\n", static_cast<int>(line.size()), line.data());
    }
  }
  if (expected_lines.size() == got_lines.size()) std::printf("  (or the rows are in another order)\n");
}

struct Tally {
  int cases = 0, failed = 0, updated = 0;
};

bool run_file(const fs::path& path, const fs::path& data_folder, bool update, Tally& tally) {
  const auto bytes = system_files().read(path, kMaxDocumentSizeBytes);
  const auto dumps = dumps_of_folders().find(path.parent_path().filename().string());
  if (!bytes || dumps == dumps_of_folders().end()) {
    std::printf("%s: cannot be read, or its folder names no layer\n", path.c_str());
    return false;
  }
  Layer until = Layer::text;
  for (const std::string& dump : dumps->second) until = std::max(until, *pipeline::layer_of_dump(dump));
  const auto made =
      pipeline::Pipeline::make({.data_folder = data_folder, .registry_files = {}, .until = until});
  if (!made || !made->layers().has(until)) {
    std::printf("%s: %s\n", path.c_str(),
                made ? "no stage writes this layer" : made.error().to_string().c_str());
    return false;
  }
  CaseFile file = parse_cases(*bytes);
  std::string rewritten = file.opening;
  for (Case& one : file.cases) {
    one.expected = without_last_lines(one.expected);
    const std::string got = read_rows(*made, one, dumps->second);
    ++tally.cases;
    if (got != one.expected) {
      update ? ++tally.updated : ++tally.failed;
      print_difference(path, one, got);
    }
    if (!one.head.ends_with("--- expect\n")) one.head += "--- expect\n";
    rewritten += one.head + got + (&one == &file.cases.back() ? "" : "\n");
  }
  if (update && rewritten != *bytes && !system_files().write(path, rewritten)) return false;
  return true;
}

int run(const std::vector<std::string>& arguments) {
  bool update = false;
  std::string data;
  std::vector<fs::path> files;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--update") {
      update = true;
    } else if (arguments[i] == "--data" && i + 1 < arguments.size()) {
      data = arguments[++i];
    } else if (fs::is_directory(arguments[i])) {
      for (const auto& entry : fs::directory_iterator(arguments[i])) {
        if (entry.path().extension() == ".case") files.push_back(fs::absolute(entry.path()));
      }
    } else {
      files.push_back(fs::absolute(arguments[i]));
    }
  }
  const auto folder = find_data_folder(data);
  if (!folder) {
    std::printf("%s\n", folder.error().to_string().c_str());
    return 1;
  }
  std::sort(files.begin(), files.end());
  Tally tally;
  bool readable = true;
  for (const fs::path& file : files) readable = run_file(file, *folder, update, tally) && readable;
  std::printf("%d cases, %d failed, %d rewritten\n", tally.cases, tally.failed, tally.updated);
  return readable && tally.failed == 0 && tally.cases > 0 ? 0 : 1;
}

}  // namespace

int main(int count, char** values) {
  return run({values + 1, values + count});
}
