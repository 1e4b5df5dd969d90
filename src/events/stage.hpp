// The events stage: adds document.events (who is said to have done what to whom) and document.obligations.
//
//   Result<std::unique_ptr<Stage>> stage = events::make_stage(data_folder);
//   (*stage)->run(document);      // needs trees, mentions, places, times and statements
//
// Reads the tables of data/events/. Immutable once made: run() may be called from any thread.
#pragma once

#include <filesystem>
#include <memory>

#include "avow/base/result.hpp"
#include "avow/document/stage.hpp"

namespace avow::events {

[[nodiscard]] Result<std::unique_ptr<Stage>> make_stage(const std::filesystem::path& data_folder);

}  // namespace avow::events
