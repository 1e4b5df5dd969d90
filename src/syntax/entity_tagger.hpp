// The named-entity tagger: names, dates and sums of money, by a linear-chain CRF over hashed features.
//
//   Result<EntityTagger> tagger = EntityTagger::read(model);   // data/models/entities.model
//   tagger->tag(document);                                     // fills document.entities
//
// Needs tokens, sentences and XPOS. Holds views into the model, which must outlive it. Any thread.
#pragma once

#include "model/container.hpp"
#include "model/linear_model.hpp"
#include "syntax/entity_decode.hpp"
#include "syntax/entity_features.hpp"

namespace avow::syntax {

inline constexpr std::string_view kEntityWeightsSection = "entities.weights";
inline constexpr std::string_view kEntityNamesSection = "entities.names";
inline constexpr std::string_view kEntityClassesSection = "entities.classes";

class EntityTagger {
 public:
  [[nodiscard]] static Result<EntityTagger> read(const model::Model& model);
  void tag(Document& document) const;

 private:
  EntityTagger(model::LinearModel weights, EntityKnowledge known);
  model::LinearModel weights_;
  EntityKnowledge known_;
  EntityTransitions steps_;
};

}  // namespace avow::syntax
