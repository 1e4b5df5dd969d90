// Treebanks as the syntax trainers read them: sentences of lexemes with their annotation.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "avow/base/result.hpp"
#include "syntax/lexeme.hpp"
#include "syntax/tagset.hpp"

namespace avow::train {

struct GoldSentence {
  syntax::Words words;              // tags, heads, labels as annotated
  std::vector<std::uint8_t> given;  // the tags a tagger would have given: what parsers are trained on
  std::vector<std::int32_t> tree;   // heads made projective: what the parser is trained to build
  std::vector<std::string> forms;
  std::vector<std::string> feats;
  std::vector<std::string> lemmas;
};

using Treebank = std::vector<GoldSentence>;

// Reads CoNLL-U files, without the documents whose id begins with one of the prefixes; new tags join tagset.
[[nodiscard]] Result<Treebank> load_treebank(const std::vector<std::filesystem::path>& files,
                                             const std::vector<std::string>& excluded_prefixes,
                                             syntax::TagSet& tagset);

// Looks every word up in a lexicon.
void use_lexicon(Treebank& treebank, const syntax::Lexicon& lexicon);

// Heads without crossing arcs: the shortest crossing arc is lifted to its head's head until none crosses.
[[nodiscard]] std::vector<std::int32_t> projective(std::vector<std::int32_t> heads);

}  // namespace avow::train
