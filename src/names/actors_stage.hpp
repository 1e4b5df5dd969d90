// The actors stage: mentions, chains and actors of a document ("who is who inside a text").
//
//   Result<std::unique_ptr<Stage>> stage = names::make_actors_stage(data_folder, {"own-parties.tsv"});
//   (*stage)->run(document);   // fills mentions, mention_at_head, actors
//
// Needs the syntax layer; uses the entities where they are there. Every nominal head gets one mention, every
// mention an actor. What higher floors may ask is in names/actors_lookup.hpp. Immutable once made: run() may
// be called from any number of threads.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/stage.hpp"

namespace avow::names {

// `own_registry`: the user's registry files or folders, which come before avow's own.
[[nodiscard]] Result<std::unique_ptr<Stage>> make_actors_stage(
    const std::filesystem::path& data_folder, const std::vector<std::filesystem::path>& own_registry = {});

}  // namespace avow::names
