// The times stage: every time expression of a text as a TIMEX3-like row with the days it spans.
//
//   Result<std::unique_ptr<Stage>> times = make_times_stage(data_folder);   // reads data_folder/times/*.tsv
//   (*times)->run(document);                                               // fills document.times
//
// Relative times ("on Friday", "last week") are read against Document::published; without it they stay
// unresolved (value "", precision "unresolved") and the document gets one date_unknown diagnostic.
// Needs tokens and sentences; uses the tagger's past tense where it has run. Thread-safe once made.
#pragma once

#include <filesystem>
#include <memory>

#include "avow/base/result.hpp"
#include "avow/document/stage.hpp"

namespace avow::names {

[[nodiscard]] Result<std::unique_ptr<Stage>> make_times_stage(const std::filesystem::path& data_folder);

}  // namespace avow::names
