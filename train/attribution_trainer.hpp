// avow-train attribution: learns data/models/attribution.model from texts with attributions marked by hand.
#pragma once

#include "train/command.hpp"

namespace avow::train {

void add_attribution_command(CLI::App& app, Work& work);

}  // namespace avow::train
