// The features of the entity tagger, shared by tagger and trainer.
//
//   EntityWords words;
//   words.load(document, names);                 // the whole document
//   entity_features(words, i, sentence, out);    // of one token, without what depends on other labels
//   memory_features(words, i, memory, out);      // what the document's earlier sentences were read as
//
// Values; one thread each.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "avow/document/document.hpp"
#include "syntax/entity_names.hpp"
#include "syntax/lexeme.hpp"
#include "syntax/word_classes.hpp"

namespace avow::syntax {

inline constexpr std::size_t kMaxEntityFeatures = 160;
inline constexpr std::size_t kEntityTypes = 9;
// O, then begin, inside, last, unit of each type (BILOU: Ratinov and Roth 2009).
inline constexpr std::uint32_t kEntityLabels = 1 + 4 * kEntityTypes;
enum class EntityPart : std::uint8_t { begin, inside, last, unit };

[[nodiscard]] constexpr std::uint32_t entity_label(EntityType type, EntityPart part) {
  return 1 + 4 * static_cast<std::uint32_t>(type) + static_cast<std::uint32_t>(part);
}

struct EntityFeatures {
  std::array<model::FeatureHash, kMaxEntityFeatures> items;
  std::size_t count = 0;
  void add(model::FeatureHash feature) { items[count++] = feature; }
};

struct EntityWord {
  Lexeme lexeme;
  Atom xpos = 0;
  Atom names = 0;  // labels of the longest known name that covers it, and where in it the word is
  WordClass of;    // what other words it is used like
  std::uint8_t elsewhere =
      0;                    // seen in lower case (1), capitalised inside a sentence (2) elsewhere in the text
  bool title_case = false;  // most words of its sentence are capitalised: a headline
};

// What the model knows of words apart from marked texts.
struct EntityKnowledge {
  KnownNames names;
  WordClasses classes;
};

struct EntityWords {
  std::vector<EntityWord> words;
  std::vector<TokenIndex> run_first, run_last;  // capital runs by token
  void load(const Document& document, const EntityKnowledge& known);

 private:
  void find_names(const Document& document, const Sentence& sentence, const KnownNames& names);
  void find_runs(const Sentence& sentence);
};

// What a word was read as so far in the document: counts by type, the last for no name at all.
class EntityMemory {
 public:
  // Takes in a sentence as it was read; `labels` are its words'.
  void remember(const EntityWords& words, TokenRange sentence, const std::vector<std::uint8_t>& labels);
  // The commonest type, or kEntityTypes for none; 255 where the word is new.
  [[nodiscard]] std::uint32_t recall(Atom lower) const;
  void clear() { counts_.clear(); }

 private:
  std::unordered_map<Atom, std::array<std::uint8_t, kEntityTypes + 1>> counts_;
};

void entity_features(const EntityWords& words, TokenIndex i, TokenRange sentence, EntityFeatures& out);
void memory_features(const EntityWords& words, TokenIndex i, const EntityMemory& memory, EntityFeatures& out);
// Rows of the weights for the step from one label to the next; `kind` is transition_kind of the second word.
[[nodiscard]] model::FeatureHash transition_feature(std::uint32_t from, std::uint32_t kind);
inline constexpr std::uint32_t kTransitionKinds = 4;
[[nodiscard]] std::uint32_t transition_kind(const EntityWord& word);

}  // namespace avow::syntax
