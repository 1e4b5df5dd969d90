// The stage of floor text: Document::text into sentences and tokens.
//
//   auto stage = text::make_stage(data_folder);
//   if (stage) (*stage)->run(document);
//
// Needs the text to be valid UTF-8 of at most kMaxDocumentSizeBytes, which source/ sees to.
#pragma once

#include <filesystem>
#include <memory>

#include "avow/base/result.hpp"
#include "avow/document/stage.hpp"

namespace avow::text {

// Loads the word lists and the sentence model of data_folder/text. Files missing or altered are an error.
[[nodiscard]] Result<std::unique_ptr<Stage>> make_stage(const std::filesystem::path& data_folder);

}  // namespace avow::text
