// Lexicon: what is known of a word apart from annotated sentences: the class of words it is used like (two
// grains, learned from raw text) and the parts of speech it was seen with.
//
//   const LexiconEntry& entry = lexicon.find(lexeme.lower);
//
// A hash table read in place from a model section, which must outlive it. Const access from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"
#include "model/feature_hash.hpp"

namespace avow::syntax {

// LexiconEntry::coarse of words that the treebanks hold more than once; others are unknown words to the
// models.
inline constexpr std::uint8_t kSeenBit = 0x80;

struct LexiconEntry {
  std::uint32_t key = 0;      // Lexeme::lower; 0 marks an empty place
  std::uint16_t cluster = 0;  // 0: unknown
  std::uint8_t coarse = 0;    // the same with fewer clusters; the high bit: seen in the treebanks
  std::uint8_t kind = 0;      // number of the set of parts of speech, 0: rare word
};

class Lexicon {
 public:
  // Knows no word.
  Lexicon() = default;
  [[nodiscard]] static Result<Lexicon> read(std::string_view section);
  [[nodiscard]] static std::string to_section(const std::vector<LexiconEntry>& entries);
  // The word's entry, or one of zeros.
  [[nodiscard]] const LexiconEntry& find(model::Atom lower) const;

 private:
  const LexiconEntry* table_ = nullptr;
  std::uint32_t mask_ = 0;
};

}  // namespace avow::syntax
