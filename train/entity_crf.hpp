// Trainer of the entity tagger's weights: a linear-chain CRF (Lafferty et al. 2001) with a margin for missed
// names (softmax-margin: Gimpel and Smith 2010), by AdaGrad, with feature dropout. The weights lie as
// model::LinearModel reads them.
//
//   EntityCrf crf{21, options};
//   crf.learn(sentence, random);       // one gradient step
//   crf.decode(sentence, labels);      // Viterbi with the weights as they are
//   writer.add_section(..., crf.to_section());
//
// Plain IEEE arithmetic in a fixed order: the same input gives the same model. Not synchronised.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "syntax/entity_decode.hpp"
#include "train/random.hpp"

namespace avow::train {

struct CrfOptions {
  double rate = 0.1;
  double l2 = 1e-7;
  double dropout = 0.1;
  double miss_cost = 1.0;   // a golden name read as none
  double wrong_cost = 0.4;  // anything else that is wrong
};

struct CrfSentence {
  std::vector<std::vector<model::FeatureHash>> features;  // by word
  std::vector<std::uint8_t> kinds;                        // transition_kind
  std::vector<std::uint8_t> golden;
};

class EntityCrf {
 public:
  EntityCrf(std::uint32_t log2_slots, const CrfOptions& options);
  // Returns the sentence's loss before the step.
  double learn(const CrfSentence& sentence, Random& random);
  void decode(const CrfSentence& sentence, std::vector<std::uint8_t>& labels);
  [[nodiscard]] std::string to_section() const;

 private:
  using Scores = std::array<double, syntax::kEntityLabels>;

  void score_words(const CrfSentence& sentence, bool with_dropout, Random* random);
  void add_costs(const CrfSentence& sentence);
  void pass_forward(const CrfSentence& sentence);
  void pass_backward(const CrfSentence& sentence);
  void step_words(const CrfSentence& sentence);
  void step_transitions(const CrfSentence& sentence);
  void update(std::size_t slot, double gradient);
  [[nodiscard]] double weight(model::FeatureHash feature, std::uint32_t label) const {
    return weights_[(feature & mask_) + label];
  }

  CrfOptions options_;
  std::uint32_t log2_slots_;
  std::uint32_t mask_;
  std::vector<float> weights_, squares_;
  std::vector<std::vector<model::FeatureHash>> kept_;  // features after dropout
  std::vector<Scores> scores_, forward_, backward_;
  std::vector<std::array<Scores, syntax::kEntityLabels>> steps_;  // exp of transition weights, by kind
  std::vector<double> norms_;
  syntax::EntityLattice lattice_;
  syntax::EntityTransitions decode_steps_;
};

}  // namespace avow::train
