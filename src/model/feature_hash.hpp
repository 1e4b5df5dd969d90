// Hashes of features: a feature is a template number and up to a few atoms (word hashes, tags ...).
//
//   FeatureHash f = feature(kWordAndTag, word_hash, tag);
//
// Part of every model file: the same feature must hash alike for ever. Changing this means a new
// kModelFormatVersion.
#pragma once

#include <cstdint>
#include <string_view>

namespace avow::model {

// Row number in a LinearModel's table, before it is cut to the table's size.
using FeatureHash = std::uint32_t;
// Something a feature is made of: the hash of a word, a tag, a small number.
using Atom = std::uint32_t;

inline constexpr std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15ULL;
  return hash ^ (hash >> 29U);
}

template <typename... Atoms>
[[nodiscard]] constexpr FeatureHash feature(std::uint32_t id, Atoms... atoms) {
  std::uint64_t hash = (id + 1ULL) * 0xD6E8FEB86659FD93ULL;
  ((hash = mix(hash, atoms)), ...);
  return static_cast<FeatureHash>((hash * 0xC2B2AE3D27D4EB4FULL) >> 32U);
}

// The atom of a word or other short text.
[[nodiscard]] constexpr Atom text_atom(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325ULL ^ text.size();
  for (const char c : text) hash = mix(hash, static_cast<unsigned char>(c));
  return static_cast<Atom>(hash >> 32U);
}

}  // namespace avow::model
