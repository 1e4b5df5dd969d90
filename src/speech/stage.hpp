// The speech stage: adds Document::statements.
//
//   Result<std::unique_ptr<Stage>> stage = speech::make_stage(data_folder);
//
// Reads data/speech/*.tsv and data/models/attribution.model. Immutable once made: any number of threads.
#pragma once

#include <filesystem>
#include <memory>

#include "avow/base/result.hpp"
#include "avow/document/stage.hpp"

namespace avow::speech {

[[nodiscard]] Result<std::unique_ptr<Stage>> make_stage(const std::filesystem::path& data_folder);

// The stretch of a statement's content that the codebook's form prints: the longest of its spans (one
// sentence of a quote of several, the longer piece of a quote that the cue interrupts), quote marks left out.
[[nodiscard]] Span codebook_content(const Document& document, const Statement& statement);

}  // namespace avow::speech
