// avow-train acts: learns data/models/acts.model from data/speech/training/acts.tsv.
#pragma once

#include "train/command.hpp"

namespace avow::train {

void add_acts_command(CLI::App& app, Work& work);

}  // namespace avow::train
