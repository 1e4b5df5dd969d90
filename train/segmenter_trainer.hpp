// `avow-train segmenter`: learns where sentences end from treebanks, writes data/text/segmenter.bin.
#pragma once

#include "train/command.hpp"

namespace avow::train {

void add_segmenter_command(CLI::App& app, Work& work);

}  // namespace avow::train
