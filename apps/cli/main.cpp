// The program `avow`: reads its command line and hands over to one command. Commands use the public headers
// of the library only; what is printed, and how the program ends, is decided here and nowhere below.
#include <cstdio>
#include <exception>

#include "command.hpp"

namespace avow::cli {
namespace {

constexpr auto kExamples = R"(Examples:
  avow read article.txt                       what the article says, as an account for a reader
  avow read samples/ -o ledger.db             read a folder into a ledger
  avow show ledger.db --party Taliban         a party's words and reported conduct
  avow findings ledger.db                     where words and deeds meet across documents
  avow serve ledger.db                        the ledger in a browser
  avow explain 3f2a9c1b:o1                    why a row is what it is
  avow read news/ --format json > rows.jsonl  the record, one JSON object a document
`avow COMMAND --help` tells more. Exit codes: 0 done, 1 some documents could not be read, 2 command line
not understood, 3 nothing could be done.
)";

int run(int count, char** values) {
  CLI::App app{
      "avow reads news and keeps a ledger of what parties say against what they are reported to do."};
  app.set_version_flag("--version", "avow " AVOW_VERSION);
  app.footer(kExamples);
  app.require_subcommand(1);
  int exit_code = kExitDone;
  add_read_command(app, exit_code);
  add_watch_command(app, exit_code);
  add_show_command(app, exit_code);
  add_explain_command(app, exit_code);
  add_search_command(app, exit_code);
  add_ledger_command(app, exit_code);
  add_findings_command(app, exit_code);
  add_incident_command(app, exit_code);
  add_actor_command(app, exit_code);
  add_review_command(app, exit_code);
  add_log_command(app, exit_code);
  add_reread_command(app, exit_code);
  add_diff_command(app, exit_code);
  add_export_command(app, exit_code);
  add_import_command(app, exit_code);
  add_verify_command(app, exit_code);
  add_original_command(app, exit_code);
  add_problems_command(app, exit_code);
  add_parse_command(app, exit_code);
  add_registry_command(app, exit_code);
  add_serve_command(app, exit_code);
  add_users_command(app, exit_code);
  add_info_command(app, exit_code);
  try {
    app.parse(count, values);
  } catch (const CLI::ParseError& parsed) {
    // CLI11 reports by exception, --help and --version included; it goes no further than this.
    if (parsed.get_exit_code() == 0) {
      app.exit(parsed);
      return kExitDone;
    }
    return fail({ErrorCode::usage, parsed.what(), ""});
  }
  return exit_code;
}

}  // namespace
}  // namespace avow::cli

// Only a bug or exhausted memory throws up to here: said in words, with the exit code of a failed run.
int main(int count, char** values) try {
  return avow::cli::run(count, values);
} catch (const std::exception& error) {
  std::fprintf(stderr, "avow: stopped by an internal error: %s\n", error.what());
  return 1;
}
