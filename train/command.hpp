// How a trainer joins the program: a file that trains something defines a function of this form and main()
// lists it. Each adds its own subcommand with its options and sets the work to do when it is chosen.
#pragma once

#include <functional>

#include <CLI/CLI.hpp>

#include "avow/base/result.hpp"

namespace avow::train {

// What to run once the command line is read.
using Work = std::function<Result<void>()>;

}  // namespace avow::train
