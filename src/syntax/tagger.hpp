// Tagger: part of speech (UPOS and XPOS at once) by averaged perceptron, left to right.
//
//   Result<Tagger> tagger = Tagger::read(model);
//   tagger->tag(words);                        // fills words.tags
//
// Holds views into the model, which must outlive it. Const access from any thread.
#pragma once

#include "model/container.hpp"
#include "model/linear_model.hpp"
#include "syntax/lexeme.hpp"
#include "syntax/tagset.hpp"

namespace avow::syntax {

class Tagger {
 public:
  [[nodiscard]] static Result<Tagger> read(const model::Model& model);
  void tag(Words& words) const;
  [[nodiscard]] const TagSet& tagset() const { return tagset_; }

 private:
  Tagger(TagSet tagset, model::LinearModel weights) : tagset_(std::move(tagset)), weights_(weights) {}
  TagSet tagset_;
  model::LinearModel weights_;
};

// Reads a linear model from a section; the error names the file and the section.
[[nodiscard]] Result<model::LinearModel> read_linear(const model::Model& model, std::string_view section);

}  // namespace avow::syntax
