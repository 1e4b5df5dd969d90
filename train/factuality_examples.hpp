// UDS-IH2 as JSON lines: {"text": tokens parted by spaces, "targets": [{"span1": [first, last), "label":
// -3..3}]}.
#pragma once

#include <filesystem>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/document.hpp"

namespace avow::train {

struct FactualityTarget {
  TokenIndex token = kNone;
  double label = 0;
};

// One sentence with its tokens (no tags yet) and what people said of its events.
struct FactualitySentence {
  Document document;
  std::vector<FactualityTarget> targets;
};

[[nodiscard]] Result<std::vector<FactualitySentence>> read_factuality(const std::filesystem::path& path);

}  // namespace avow::train
