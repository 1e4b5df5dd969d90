// `avow-train measure-entities`: span precision, recall and F1 of the named-entity tagger on a folder.
#pragma once

#include "train/command.hpp"

namespace avow::train {

void add_measure_entities_command(CLI::App& app, Work& work);

}  // namespace avow::train
