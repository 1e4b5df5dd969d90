// CoNLL-U in and out: the syntax floor's, for those who see only public headers (avow/pipeline/formats.hpp).
#include "syntax/conllu.hpp"

#include "avow/pipeline/formats.hpp"

namespace avow::pipeline {

std::string to_conllu(const Document& document) {
  return syntax::write_conllu(document);
}

Result<Document> from_conllu(std::string_view text, const std::string& place) {
  const auto sentences = syntax::read_conllu(text, place);
  if (!sentences) return sentences.error();
  Document document = syntax::document_of(*sentences);
  document.uri = place;
  return document;
}

}  // namespace avow::pipeline
