// Any bytes as a registry file or an actor list to import: an error or a registry, never a crash; what an
// import writes is a sound registry file.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "avow/names/registry_import.hpp"
#include "names/registry_builder.hpp"

namespace {

using namespace avow;
using namespace avow::names;

const std::filesystem::path& shipped() {
  static const std::filesystem::path folder = std::filesystem::path{AVOW_SOURCE_DIR} / "data/registry";
  return folder;
}

const Registry& base() {
  static const Registry registry = [] {
    auto loaded = Registry::load(shipped());
    if (!loaded) std::abort();
    return std::move(*loaded);
  }();
  return registry;
}

void ask(const Registry& registry, std::string_view text) {
  std::vector<RegistryWord> words;
  for (std::size_t start = 0; start < text.size() && words.size() < kMaxPhraseWords;) {
    const std::size_t end = std::min(text.find_first_of(" \t\n", start), text.size());
    if (end > start) words.push_back({text.substr(start, end - start), {}});
    start = end + 1;
  }
  const Date day{2018, 1, 1};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (const auto match = registry.match(words, i, day); match && match->size > words.size() - i)
      std::abort();
  }
  static_cast<void>(registry.describe(words, day));
  static_cast<void>(registry.explain(text.substr(0, 200), day));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text{reinterpret_cast<const char*>(data) + 1, size - 1};
  const int what = data[0] % 5;
  if (what == 0) {
    ask(base(), text);
    return 0;
  }
  if (what == 1) {
    RegistryBuilder builder;
    builder.read_text(text, "fuzz.tsv", true);
    if (const auto registry = builder.build()) ask(*registry, text);
    return 0;
  }
  const auto made = import_registry(static_cast<ImportFormat>(what - 2), text, "fuzz.txt", base());
  if (!made) return 0;
  RegistryBuilder builder;
  builder.read(shipped(), {});
  builder.read_text(made->table, "made.tsv", true);
  if (!builder.build()) std::abort();
  return 0;
}
