// Parser: the heads of a tagged sentence, by arc-hybrid transitions with beam search and a globally trained
// perceptron. Relations are the Labeler's work.
//
//   Result<Parser> parser = Parser::read(model);
//   parser->parse(words, tagset, workspace);    // fills words.heads
//
// Holds views into the model, which must outlive it. Const access from any thread, a workspace for each.
#pragma once

#include "model/container.hpp"
#include "model/linear_model.hpp"
#include "syntax/beam.hpp"
#include "syntax/lexeme.hpp"
#include "syntax/tagset.hpp"

namespace avow::syntax {

struct ParseSpace {
  ParseInput input;
  BeamSpace beam;
};

class Parser {
 public:
  [[nodiscard]] static Result<Parser> read(const model::Model& model);
  void parse(Words& words, const TagSet& tagset, ParseSpace& space) const;

 private:
  Parser(model::LinearModel weights, std::uint32_t width) : weights_(weights), width_(width) {}
  model::LinearModel weights_;
  std::uint32_t width_;
};

}  // namespace avow::syntax
