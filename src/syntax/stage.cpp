#include "syntax/stage.hpp"

#include <utility>

#include "syntax/reader.hpp"

namespace avow::syntax {
namespace {

class SyntaxStage final : public Stage {
 public:
  explicit SyntaxStage(std::unique_ptr<SyntaxReader> reader) : reader_(std::move(reader)) {}
  [[nodiscard]] std::string_view name() const override { return "syntax"; }
  [[nodiscard]] Layers needs() const override { return {Layer::text, Layer::sentences}; }
  [[nodiscard]] Layers adds() const override { return {Layer::syntax}; }
  void run(Document& document) const override {
    SyntaxSpace space;
    for (const Sentence& sentence : document.sentences) reader_->read(document, sentence, space);
  }

 private:
  std::unique_ptr<SyntaxReader> reader_;
};

}  // namespace

SyntaxReader::SyntaxReader(model::Model model, Lexicon lexicon, Tagger tagger, Morphology morphology,
                           Parser parser, Labeler labeler)
    : model_(std::move(model)),
      lexicon_(lexicon),
      tagger_(std::move(tagger)),
      morphology_(std::move(morphology)),
      parser_(parser),
      labeler_(labeler) {}

Result<std::unique_ptr<SyntaxReader>> SyntaxReader::open(const std::filesystem::path& model_file) {
  auto model = model::Model::open(model_file);
  if (!model) return model.error();
  const auto words = model->section("lexicon");
  if (!words) return words.error();
  const auto lexicon = Lexicon::read(*words);
  if (!lexicon) return model->corrupt(lexicon.error().message);
  auto tagger = Tagger::read(*model);
  if (!tagger) return tagger.error();
  auto morphology = Morphology::read(*model, tagger->tagset().size());
  if (!morphology) return morphology.error();
  const auto parser = Parser::read(*model);
  if (!parser) return parser.error();
  const auto labeler = Labeler::read(*model);
  if (!labeler) return labeler.error();
  // Views into the mapping stay valid when the Model moves: the mapping itself does not.
  return std::unique_ptr<SyntaxReader>{new SyntaxReader{std::move(*model), *lexicon, std::move(*tagger),
                                                        std::move(*morphology), *parser, *labeler}};
}

void SyntaxReader::load(const Document& document, const Sentence& sentence, SyntaxSpace& space) const {
  space.words.clear();
  for (TokenIndex i = sentence.tokens.first; i < sentence.tokens.last; ++i) {
    space.words.add(document.text_of(i), lexicon_);
  }
  space.words.finish();
}

void SyntaxReader::write(Document& document, const Sentence& sentence, const SyntaxSpace& space) const {
  const Words& words = space.words;
  const TokenIndex first = sentence.tokens.first;
  for (std::size_t i = 0; i < words.size(); ++i) {
    Token& token = document.tokens[static_cast<std::size_t>(first) + i];
    const TagPair tag = tagger_.tagset()[words.tags[i]];
    token.upos = tag.upos;
    token.xpos = tag.xpos;
    token.head = words.heads[i] == kNone ? kNone : first + words.heads[i];
    token.deprel = static_cast<Deprel>(words.labels[i]);
    token.feats.assign(morphology_.features(words, tagger_.tagset(), i));
    morphology_.lemma(words, i, token.span.of(document.text), token.lemma);
  }
}

void SyntaxReader::read(Document& document, const Sentence& sentence, SyntaxSpace& space) const {
  if (sentence.tokens.empty()) return;
  load(document, sentence, space);
  tag(space);
  parse(space);
  label(space);
  write(document, sentence, space);
}

Result<std::unique_ptr<Stage>> make_stage(const std::filesystem::path& data_folder) {
  auto reader = SyntaxReader::open(data_folder / "models" / "syntax.model");
  if (!reader) return reader.error();
  return std::unique_ptr<Stage>{std::make_unique<SyntaxStage>(std::move(*reader))};
}

}  // namespace avow::syntax
