// What the commands of the program share: how one is added, and how it ends.
//
// A command file declares `void add_x_command(CLI::App& app, int& exit_code)`; it is called once in main.cpp,
// adds its subcommand, and its callback sets the exit code.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "avow/base/result.hpp"

namespace avow::cli {

// Documented in docs/cli.md.
inline constexpr int kExitDone = 0;
// Some documents could not be read; the others were.
inline constexpr int kExitPartly = 1;
// The command line is not understood.
inline constexpr int kExitUsage = 2;
// Nothing could be done: a model, table, ledger or output failed.
inline constexpr int kExitFailed = 3;

// Prints "avow: AVW-1001 FILE: ..." on standard error and returns kExitFailed (kExitUsage for usage errors).
int fail(const Error& error);
// The same line for one document of many; the run goes on.
void complain(const Error& error);

void add_read_command(CLI::App& app, int& exit_code);

}  // namespace avow::cli
