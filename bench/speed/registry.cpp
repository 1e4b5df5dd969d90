// Speed of the registry of actors: loading, looking up tokens, reading a description.
//
//   build/release/bench/speed/registry [REGISTRY_FOLDER] [OWN_FILE...]
//
// Core time (other programs do not count), the best of ten runs, and the first, which pays for cold caches.
#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include <ctime>

#include "avow/names/registry.hpp"

namespace {

using namespace avow;
using namespace avow::names;

constexpr int kRuns = 10;
constexpr int kRounds = 20000;

double core_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

constexpr std::array<RegistryWord, 17> kWords = {{
    {"The", ""},
    {"US", ""},
    {"State", ""},
    {"Department", ""},
    {"’s", ""},
    {"Deputy", ""},
    {"Spokesperson", ""},
    {"said", ""},
    {"that", ""},
    {"two", ""},
    {"Kenyan", ""},
    {"soldiers", ""},
    {"had", ""},
    {"gone", ""},
    {"home", ""},
    {"to", ""},
    {"Nairobi", ""},
}};

}  // namespace

int main(int count, char** values) {
  const std::string folder = count > 1 ? values[1] : AVOW_SOURCE_DIR "/data/registry";
  const std::vector<std::filesystem::path> own(values + std::min(count, 2), values + count);
  double first = 0, best = 0;
  for (int run = 0; run < kRuns; ++run) {
    const double start = core_seconds();
    const auto loaded = Registry::load(folder, own);
    const double taken = core_seconds() - start;
    if (!loaded) {
      std::fprintf(stderr, "%s\n", loaded.error().to_string().c_str());
      return 1;
    }
    first = run == 0 ? taken : first;
    best = run == 0 ? taken : std::min(best, taken);
  }
  const auto registry = Registry::load(folder, own);
  if (!registry) return 1;
  std::printf("load      %7.2f ms best, %.2f ms first (%zu actors, %zu names)\n", best * 1e3, first * 1e3,
              registry->entries().size(), registry->alias_count());
  const Date day{2021, 7, 23};
  std::size_t found = 0;
  double start = core_seconds();
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < kWords.size(); ++i) found += registry->match(kWords, i, day) ? 1 : 0;
  }
  std::printf("match     %7.0f ns a token\n", (core_seconds() - start) * 1e9 / (kRounds * kWords.size()));
  start = core_seconds();
  const std::span<const RegistryWord> phrase{kWords.data(), 7};
  for (int round = 0; round < kRounds; ++round) found += registry->describe(phrase, day) ? 1 : 0;
  std::printf("describe  %7.0f ns a phrase of 7 tokens\n", (core_seconds() - start) * 1e9 / kRounds);
  return found == 0 ? 1 : 0;
}
