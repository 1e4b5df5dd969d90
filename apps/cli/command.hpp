// What the commands of the program share: how one is added, what every command knows, and how it ends.
//
// A command file defines `void add_x_command(CLI::App& app, int& exit_code)`; it is called once in main.cpp,
// adds its subcommand, and its callback sets the exit code.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "avow/base/result.hpp"
#include "avow/pipeline/account.hpp"
#include "avow/pipeline/pipeline.hpp"

namespace avow::cli {

// Documented in docs/cli.md.
inline constexpr int kExitDone = 0;
// Some documents could not be read; the others were.
inline constexpr int kExitPartly = 1;
// The command line is not understood.
inline constexpr int kExitUsage = 2;
// Nothing could be done: a model, table, ledger or output failed.
inline constexpr int kExitFailed = 3;

// The ledger commands use when none is named.
inline constexpr const char* kUsualLedger = "ledger.db";

// Prints "avow: AVW-1001 FILE: ..." on standard error and returns kExitFailed (kExitUsage for usage errors).
int fail(const Error& error);
// The same line for one document of many; the run goes on.
void complain(const Error& error);
// Writes to standard output; false when it cannot be written (a full disk, a reader that went away).
bool print(std::string_view text);

// --data and --registry.
struct DataArguments {
  std::string data_folder;
  std::vector<std::string> registry_files;
};
void add_data_options(CLI::App& command, DataArguments& arguments);
[[nodiscard]] Result<pipeline::Pipeline> make_pipeline(const DataArguments& arguments,
                                                       Layer until = Layer::findings);

// --color, and the width of the terminal.
struct StyleArguments {
  std::string color = "auto";
};
void add_style_options(CLI::App& command, StyleArguments& arguments);
[[nodiscard]] pipeline::AccountStyle style_of(const StyleArguments& arguments);

// A date of an option; bad_date names the option.
[[nodiscard]] Result<std::optional<Date>> date_of(const std::string& text, const std::string& option);

void add_read_command(CLI::App& app, int& exit_code);
void add_show_command(CLI::App& app, int& exit_code);
void add_explain_command(CLI::App& app, int& exit_code);
void add_search_command(CLI::App& app, int& exit_code);
void add_ledger_command(CLI::App& app, int& exit_code);
void add_findings_command(CLI::App& app, int& exit_code);
void add_incident_command(CLI::App& app, int& exit_code);
void add_verify_command(CLI::App& app, int& exit_code);
void add_original_command(CLI::App& app, int& exit_code);
void add_problems_command(CLI::App& app, int& exit_code);
void add_incident_judgements(CLI::App& incident, int& exit_code);  // merge and split
void add_actor_command(CLI::App& app, int& exit_code);
void add_review_command(CLI::App& app, int& exit_code);
void add_log_command(CLI::App& app, int& exit_code);
void add_export_command(CLI::App& app, int& exit_code);
void add_import_command(CLI::App& app, int& exit_code);
void add_reread_command(CLI::App& app, int& exit_code);
void add_diff_command(CLI::App& app, int& exit_code);
void add_watch_command(CLI::App& app, int& exit_code);
void add_parse_command(CLI::App& app, int& exit_code);
void add_registry_command(CLI::App& app, int& exit_code);
void add_serve_command(CLI::App& app, int& exit_code);
void add_users_command(CLI::App& app, int& exit_code);
void add_info_command(CLI::App& app, int& exit_code);

}  // namespace avow::cli
