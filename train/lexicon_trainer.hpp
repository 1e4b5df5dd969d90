// Makes the lexicon of data/models/syntax.model: word classes from raw text, parts of speech from treebanks.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "avow/base/result.hpp"
#include "syntax/lexicon.hpp"
#include "syntax/tagset.hpp"
#include "train/syntax_trainers.hpp"
#include "train/treebank.hpp"

namespace avow::train {

// Raw text: sentences as the Lexeme::lower of their words. A path is a text file, a .jsonl file (its text,
// doc_text or sentence fields) or a folder of such.
using RawSentences = std::vector<std::vector<model::Atom>>;
[[nodiscard]] Result<RawSentences> load_raw_text(const std::vector<std::filesystem::path>& paths,
                                                 const std::filesystem::path& data_folder);

// The sentences of the treebank join the raw ones.
[[nodiscard]] std::vector<syntax::LexiconEntry> train_lexicon(const Treebank& treebank, RawSentences raw,
                                                              const syntax::TagSet& tagset,
                                                              const SyntaxOptions& options,
                                                              const Report& report);

}  // namespace avow::train
