// A learned reading of what a source does to a target in one sentence: one of PLOVER's roots.
//
//   Result<RelationModel> model = RelationModel::open(data);
//   RelationGuess guess = model->guess(document, tree, source_tokens, target_tokens);
//   kRelationRoots[guess.root];
//
// A linear model over words by their place (before, between, after the two), phrases of
// data/events/relation/, the verb that governs the source, the chain of predicates down to the target, and
// how modals, negation, intent, demand and threat on that chain turn a deed into words (agreeing to give is
// not giving). docs/models/relation.md. Const access from any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/document.hpp"
#include "avow/document/tree.hpp"
#include "events/relation_lexicon.hpp"
#include "model/container.hpp"
#include "model/linear_model.hpp"

namespace avow::events {

// The features of a pair, sorted, each once. Tokens of both must lie in one document.
[[nodiscard]] std::vector<model::FeatureHash> relation_features(const RelationLexicon& lexicon,
                                                                const Document& document, const Tree& tree,
                                                                TokenRange source, TokenRange target);

struct RelationGuess {
  std::uint32_t root = 0;  // into kRelationRoots
  float margin = 0;        // by how much it beats the second, per square root of a feature
};

class RelationModel {
 public:
  // Reads models/relation.model and the lexicon of a data folder.
  [[nodiscard]] static Result<RelationModel> open(const std::filesystem::path& data_folder);
  // Of a model in memory, for the trainer's measurements: the section must outlive it.
  [[nodiscard]] static Result<RelationModel> of_section(std::string_view section, RelationLexicon lexicon);

  [[nodiscard]] RelationGuess guess(const Document& document, const Tree& tree, TokenRange source,
                                    TokenRange target) const;
  [[nodiscard]] RelationGuess guess(const std::vector<model::FeatureHash>& features) const;

 private:
  RelationModel(std::unique_ptr<model::Model> file, model::LinearModel roots, RelationLexicon lexicon)
      : file_(std::move(file)), roots_(roots), lexicon_(std::move(lexicon)) {}
  std::unique_ptr<model::Model> file_;  // null for a section in memory
  model::LinearModel roots_;
  RelationLexicon lexicon_;
};

}  // namespace avow::events
