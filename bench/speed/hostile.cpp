// Does time grow with the size of a text whose quotation marks are broken, and no faster? Prints seconds of
// core time and words a second of the whole reading for texts of growing size.
//
//   build/release/bench/speed/hostile
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>

#include "avow/base/file.hpp"
#include "avow/pipeline/pipeline.hpp"

namespace {

using namespace avow;

constexpr int kSteps = 3;
constexpr int kGrowth = 10;

double core_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::string repeated(const char* words, int count, std::string text = "") {
  for (int i = 0; i < count; ++i) text += words;
  return text;
}

struct Hostile {
  const char* what;
  const char* first;  // once
  const char* words;  // again and again
  int fewest;
};

constexpr Hostile kTexts[] = {
    {"opening marks, never closed", "", "\"We go ", 100},
    {"opening marks, one a sentence", "", "“We go to the town. ", 100},
    {"one quote over a whole book", "“", "The road is long and the town is far away. ", 200},
    {"cues without end", "", "The mayor said the king said ", 100},
};

void measure(const pipeline::Pipeline& pipeline, const Hostile& hostile) {
  int count = hostile.fewest;
  for (int step = 0; step < kSteps; ++step, count *= kGrowth) {
    Document document;
    document.text = repeated(hostile.words, count, hostile.first);
    const double start = core_seconds();
    pipeline.annotate(document);
    const double seconds = core_seconds() - start;
    std::printf("%-30s %8zu tokens %8.3f s %9.0f words/s\n", hostile.what, document.tokens.size(), seconds,
                static_cast<double>(document.tokens.size()) / std::max(seconds, 1e-9));
  }
}

}  // namespace

int main() {
  const auto folder = find_data_folder("");
  if (!folder) return std::printf("%s\n", folder.error().to_string().c_str()), 1;
  pipeline::Options options;
  options.data_folder = *folder;
  const auto made = pipeline::Pipeline::make(options);
  if (!made) return std::printf("%s\n", made.error().to_string().c_str()), 1;
  for (const Hostile& hostile : kTexts) measure(*made, hostile);
  return 0;
}
