// Known names, baked into the entity tagger's model as a table of hashes: which kinds of name a run of words
// is. The tagger takes them as hints, not as answers.
//
//   Result<KnownNames> names = KnownNames::read(section);
//   names->find(pieces);   // bit set of NameLabel
//
// A phrase is the chain of its pieces: words cut at anything but letters and digits, so that "Port-au-Prince"
// is the same however it was tokenised. Holds a view of the section. Const access from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "avow/base/result.hpp"

namespace avow::syntax {

enum class NameLabel : std::uint8_t { first, last, place, big_place, country, demonym, body };
inline constexpr std::size_t kNameLabels = 7;

// The running hash of a phrase.
class PhraseHash {
 public:
  void add(std::string_view word);
  // 0 is kept for "no phrase".
  [[nodiscard]] std::uint32_t value() const;

 private:
  std::uint64_t hash_ = 0xCBF29CE484222325ULL;
};

class KnownNames {
 public:
  [[nodiscard]] static Result<KnownNames> read(std::string_view section);
  // `rows`: name and label, as train/entity_names.py prints them; an unknown label is left out.
  [[nodiscard]] static std::string to_section(const std::vector<std::pair<std::string, std::string>>& rows);
  // Bits of the labels of a phrase; 0 for none.
  [[nodiscard]] std::uint8_t find(std::uint32_t phrase) const;

 private:
  KnownNames() = default;
  const char* slots_ = nullptr;  // five bytes each: hash, labels
  std::uint32_t mask_ = 0;
};

}  // namespace avow::syntax
