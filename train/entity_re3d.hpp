// Reading of re3d (dstl, 2017): NAME-documents.jsonl and NAME-entities.jsonl with offsets in code points.
//
//   auto documents = read_re3d("re3d/");
//   documents->front().golden[0].span;   // bytes of document.text
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/document.hpp"

namespace avow::train {

struct MarkedSpan {
  Span span;
  EntityType type = EntityType::misc;
  bool name = false;  // holds a capital letter: a name, not "it" or "an underground library"
};

struct MarkedText {
  Document document;  // text only
  std::vector<MarkedSpan> golden;
};

// Types that have a counterpart: Person, Organisation, Location, Nationality, Temporal, Money. Others are
// left out.
[[nodiscard]] Result<std::vector<MarkedText>> read_re3d(const std::filesystem::path& folder);

}  // namespace avow::train
