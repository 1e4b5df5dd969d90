// The entity stage: named entities of a document.
//
//   Result<std::unique_ptr<Stage>> stage = syntax::make_entity_stage(data_folder);  //
//   data/models/entities.model
//   (*stage)->run(document);
//
// Needs the syntax layer (XPOS tags); fills Document::entities. Any thread.
#pragma once

#include <filesystem>
#include <memory>

#include "avow/base/result.hpp"
#include "avow/document/stage.hpp"

namespace avow::syntax {

[[nodiscard]] Result<std::unique_ptr<Stage>> make_entity_stage(const std::filesystem::path& data_folder);
// From a model file elsewhere, to measure one.
[[nodiscard]] Result<std::unique_ptr<Stage>> open_entity_stage(const std::filesystem::path& model_file);

}  // namespace avow::syntax
