// Texts with attributions marked by hand, one JSON object a line: {"text": ..., "attributions": [{"source":
// [[begin, end]...], "cue": ..., "content": ...}]}, offsets in characters. Read by trainer and benchmark.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/span.hpp"

namespace avow::speech {

struct MarkedAttribution {
  std::vector<Span> source, cue, content;  // bytes
};

struct MarkedText {
  std::string name;
  std::string text;
  std::vector<MarkedAttribution> attributions;
};

[[nodiscard]] Result<std::vector<MarkedText>> read_marked_texts(const std::filesystem::path& path);

}  // namespace avow::speech
