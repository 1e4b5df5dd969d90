// The places stage: place names of a text with coordinates of honest precision.
//
//   Result<std::unique_ptr<Stage>> places = make_places_stage(data_folder);
//   (*places)->run(document);                            // fills document.places
//
// Reads data_folder/places: the built gazetteer (docs/places.md), the supplement, disputed places. Without
// the built gazetteer the stage works from the supplement and the registry's states, and every document gets
// a gazetteer_missing diagnostic. A country is never given a point. Needs sentences and syntax; uses entities
// where the tagger has run. Thread-safe once made.
#pragma once

#include <filesystem>
#include <memory>

#include "avow/base/result.hpp"
#include "avow/document/stage.hpp"

namespace avow::names {

[[nodiscard]] Result<std::unique_ptr<Stage>> make_places_stage(const std::filesystem::path& data_folder);

}  // namespace avow::names
