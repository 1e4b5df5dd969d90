// The syntax stage: tags, features, lemmas and dependency trees of every sentence.
//
//   Result<std::unique_ptr<Stage>> stage = syntax::make_stage(data_folder);   // data/models/syntax.model
//   (*stage)->run(document);
//
// Needs sentences and tokens; fills Token::upos, xpos, feats, lemma, head, deprel. Any thread.
#pragma once

#include <filesystem>
#include <memory>

#include "avow/base/result.hpp"
#include "avow/document/stage.hpp"

namespace avow::syntax {

[[nodiscard]] Result<std::unique_ptr<Stage>> make_stage(const std::filesystem::path& data_folder);

}  // namespace avow::syntax
