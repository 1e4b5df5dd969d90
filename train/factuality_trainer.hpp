// `avow-train factuality`: learns how sure a text is of its events from UDS-IH2, writes
// data/models/factuality.model.
#pragma once

#include "train/command.hpp"

namespace avow::train {

void add_factuality_command(CLI::App& app, Work& work);

}  // namespace avow::train
