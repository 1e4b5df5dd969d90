// The features of the part-of-speech tagger, shared by tagger and trainer.
#pragma once

#include <array>
#include <cstdint>

#include "syntax/lexeme.hpp"

namespace avow::syntax {

inline constexpr std::size_t kMaxTagFeatures = 80;

// A list of features without allocation.
struct TagFeatures {
  std::array<model::FeatureHash, kMaxTagFeatures> items;
  std::size_t count = 0;
  void add(model::FeatureHash feature) { items[count++] = feature; }
};

// Features of word i, given the tags of the words before it (words.tags[0 .. i)).
void tag_features(const Words& words, std::size_t i, TagFeatures& out);

}  // namespace avow::syntax
