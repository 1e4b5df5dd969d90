// SyntaxReader: the models of one file at work on one sentence after another, for the stage, the trainer's
// tests and benches that want to time each step.
// The reader owns the mapped model. Const access from any thread, a SyntaxSpace for each.
#pragma once

#include <filesystem>
#include <memory>

#include "avow/base/result.hpp"
#include "avow/document/document.hpp"
#include "model/container.hpp"
#include "syntax/labeler.hpp"
#include "syntax/lexicon.hpp"
#include "syntax/morphology.hpp"
#include "syntax/parser.hpp"
#include "syntax/tagger.hpp"

namespace avow::syntax {

// Memory reused from sentence to sentence.
struct SyntaxSpace {
  Words words;
  ParseSpace parse;
  LabelInput labels;
};

class SyntaxReader {
 public:
  [[nodiscard]] static Result<std::unique_ptr<SyntaxReader>> open(const std::filesystem::path& model_file);

  // The whole work on one sentence of a document.
  void read(Document& document, const Sentence& sentence, SyntaxSpace& space) const;

  // Its steps, in this order.
  void load(const Document& document, const Sentence& sentence, SyntaxSpace& space) const;
  void tag(SyntaxSpace& space) const { tagger_.tag(space.words); }
  void parse(SyntaxSpace& space) const { parser_.parse(space.words, tagger_.tagset(), space.parse); }
  void label(SyntaxSpace& space) const { labeler_.label(space.words, tagger_.tagset(), space.labels); }
  void write(Document& document, const Sentence& sentence, const SyntaxSpace& space) const;

 private:
  SyntaxReader(model::Model model, Lexicon lexicon, Tagger tagger, Morphology morphology, Parser parser,
               Labeler labeler);
  model::Model model_;
  Lexicon lexicon_;
  Tagger tagger_;
  Morphology morphology_;
  Parser parser_;
  Labeler labeler_;
};

}  // namespace avow::syntax
