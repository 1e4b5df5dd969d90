// The best sequence of entity labels of a sentence (Viterbi over BILOU), for tagger and trainer.
//
//   EntityTransitions steps;  // filled from the model's transition rows
//   EntityLattice lattice;    // scores and kinds of each word
//   lattice.decode(steps, labels);
//
// Among equals the lower label wins: the same everywhere. One thread each.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "syntax/entity_features.hpp"

namespace avow::syntax {

using LabelScores = std::array<std::int32_t, kEntityLabels>;

struct EntityTransitions {
  std::array<std::array<LabelScores, kEntityLabels>, kTransitionKinds> score{};  // [kind of second][from][to]
};

class EntityLattice {
 public:
  std::vector<LabelScores> scores;  // of each word
  std::vector<std::uint8_t> kinds;  // transition_kind of each word
  void clear() {
    scores.clear();
    kinds.clear();
  }
  void decode(const EntityTransitions& steps, std::vector<std::uint8_t>& labels);

 private:
  std::vector<std::array<std::uint8_t, kEntityLabels>> from_;
};

// The entities that a sequence of labels marks, in tokens from `first` on.
void read_labels(const std::vector<std::uint8_t>& labels, TokenIndex first, std::vector<Entity>& out);

}  // namespace avow::syntax
