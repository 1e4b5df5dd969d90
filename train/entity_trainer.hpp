// `avow-train entities`: learns the named-entity tagger, writes data/models/entities.model.
#pragma once

#include "train/command.hpp"

namespace avow::train {

void add_entities_command(CLI::App& app, Work& work);

}  // namespace avow::train
