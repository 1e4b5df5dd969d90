// Texts that must have no finding, and texts that must have one, whatever the other rows of them are.
//
//   findings_test DATA_FOLDER none|some CASES [MOST_FAILURES]
//
// CASES is a golden case file (tests/meetings); of each case only name, keys and text are read.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "avow/base/file.hpp"
#include "avow/base/limits.hpp"
#include "avow/base/strings.hpp"
#include "avow/pipeline/pipeline.hpp"

namespace {

using namespace avow;

struct Case {
  std::string name, text;
  std::optional<Date> date;
};

std::vector<Case> read_cases(std::string_view bytes) {
  std::vector<Case> cases;
  bool in_text = false;
  for (const std::string_view line : split(bytes, '\n')) {
    if (line.starts_with("=== ")) {
      cases.push_back({std::string(trim(line.substr(4))), "", {}});
      in_text = false;
    } else if (line == "--- text") {
      in_text = true;
    } else if (line == "--- expect") {
      in_text = false;
    } else if (!cases.empty() && in_text) {
      cases.back().text += std::string(line) + "\n";
    } else if (!cases.empty() && line.starts_with("date: ")) {
      cases.back().date = Date::parse(trim(line.substr(6)));
    }
  }
  return cases;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  pipeline::Options options;
  options.data_folder = argv[1];
  auto made = pipeline::Pipeline::make(options);
  auto bytes = system_files().read(argv[3], kMaxDocumentSizeBytes);
  if (!made || !bytes) {
    std::fprintf(stderr, "%s\n", (made ? bytes.error() : made.error()).to_string().c_str());
    return 2;
  }
  const bool none = std::string_view(argv[2]) == "none";
  int failures = 0;
  const auto cases = read_cases(*bytes);
  for (const Case& one : cases) {
    Document document;
    document.text = one.text;
    document.published = one.date;
    made->annotate(document);
    if (document.findings.empty() == none) continue;
    ++failures;
    std::printf("%s: %s\n", one.name.c_str(), none ? document.findings[0].why.c_str() : "no finding");
  }
  std::printf("%zu cases, %d failed\n", cases.size(), failures);
  return !cases.empty() && failures <= (argc > 4 ? std::atoi(argv[4]) : 0) ? 0 : 1;
}
