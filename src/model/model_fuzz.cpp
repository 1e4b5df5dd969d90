// Model loading never crashes, whatever the file holds: as given, and with a checksum that fits.
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/hash.hpp"
#include "model/container.hpp"
#include "model/linear_model.hpp"

namespace {

void read_all(std::string_view bytes) {
  const auto sections = avow::model::read_sections(bytes, "fuzz");
  if (!sections) return;
  for (const auto& section : *sections) {
    const auto model = avow::model::LinearModel::read(section.bytes);
    if (!model) continue;
    const avow::model::FeatureHash features[] = {0, 1, 0xFFFFFFFFU};
    std::vector<std::int16_t> scores(model->padded_classes());
    model->score(features, scores);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes{reinterpret_cast<const char*>(data), size};
  read_all(bytes);
  if (size < 32) return 0;
  const std::uint64_t size_bytes = size;
  std::uint32_t count = 0;
  std::memcpy(&count, bytes.data() + 12, 4);
  const std::uint64_t checksum = avow::fast_hash(std::string_view{bytes}.substr(32), count);
  std::memcpy(bytes.data(), "AVOWMDL\n\1\0\0\0", 12);
  std::memcpy(bytes.data() + 16, &size_bytes, 8);
  std::memcpy(bytes.data() + 24, &checksum, 8);
  read_all(bytes);
  return 0;
}
