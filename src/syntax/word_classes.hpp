// Classes of words that are used alike, in three grains, baked into the entity tagger's model: "Kabul" is of
// the class of "Baghdad" and "Islamabad", also for a tagger whose training texts name neither. Made by
// train/entity_classes.py from word vectors; upper and lower case are one.
//
//   Result<WordClasses> classes = WordClasses::read(section);
//   WordClass of = classes->find(lexeme.lower);   // zeros for a word without a class
//
// Holds a view of the section. Const access from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"
#include "model/feature_hash.hpp"

namespace avow::syntax {

// Numbers from 1; 0 for none.
struct WordClass {
  std::uint16_t fine = 0;
  std::uint16_t middle = 0;
  std::uint16_t coarse = 0;
};

struct WordClassRow {
  model::Atom lower = 0;  // Lexeme::lower
  WordClass of;
};

// Fine classes a table can hold: twelve bits of a slot, of which zero marks an empty one.
inline constexpr std::uint32_t kMaxFineClasses = 4095;

class WordClasses {
 public:
  [[nodiscard]] static Result<WordClasses> read(std::string_view section);
  // Of two rows of one word the first counts. A fine class has the middle and coarse class of its first row.
  [[nodiscard]] static std::string to_section(const std::vector<WordClassRow>& rows);
  [[nodiscard]] WordClass find(model::Atom lower) const;

 private:
  WordClasses() = default;
  const char* grains_ = nullptr;  // by fine class: middle and coarse, two bytes each
  const char* slots_ = nullptr;   // four bytes each: 20 high bits of the word's hash, 12 of its fine class
  std::uint32_t fines_ = 0;
  std::uint32_t mask_ = 0;
};

}  // namespace avow::syntax
