// `avow-train relation`: learns PLOVER roots between a marked source and target, writes
// data/models/relation.model. `avow-train measure-relation`: the same in five folds, measured.
#pragma once

#include "train/command.hpp"

namespace avow::train {

void add_relation_command(CLI::App& app, Work& work);

}  // namespace avow::train
