// CoNLL-U, the interchange format of Universal Dependencies: reading and writing.
//
//   auto sentences = read_conllu(text, "file.conllu");        // bad_conllu names file:line
//   Document document = document_of(*sentences);              // text, sentences, tokens, annotation
//   std::string out = write_conllu(document);
//
// Multiword ranges (1-2) are kept as ranges, empty nodes (8.1) and enhanced dependencies are skipped.
// Source: universaldependencies.org/format.html. Values; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/document.hpp"

namespace avow::syntax {

struct ConlluWord {
  std::string form;
  std::string lemma;
  std::string feats;            // "" for "_"
  Upos upos = Upos::X;          // X for "_"
  std::uint8_t xpos = 0;        // 0 for "_" and for a tag that is not UD English's
  Deprel deprel = Deprel::dep;  // dep for "_"
  std::int32_t head = kNone;    // index of the head in the sentence; kNone for the root
  bool space_after = true;
};

// Words [first, last) are one token in the text.
struct ConlluRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::string form;
  bool space_after = true;
};

struct ConlluSentence {
  std::string document_id;  // of the last "# newdoc id" line
  bool new_paragraph = false;
  bool has_tree = false;  // every word has a head, one is the root, and they form a tree
  std::vector<ConlluWord> words;
  std::vector<ConlluRange> ranges;
  // White space follows in the text after this word?
  [[nodiscard]] bool space_after(std::size_t word) const;
};

// Heads that are "_" (untagged input) give has_tree = false; heads that are given but form no tree are an
// error, as is anything else the format does not allow.
[[nodiscard]] Result<std::vector<ConlluSentence>> read_conllu(std::string_view text,
                                                              const std::string& place);

// A document whose text is the words put together again, with the annotation the sentences carry.
[[nodiscard]] Document document_of(const std::vector<ConlluSentence>& sentences);

// All sentences of a document, each with its "# text".
[[nodiscard]] std::string write_conllu(const Document& document);

}  // namespace avow::syntax
