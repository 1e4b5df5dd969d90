// The program `avow`: reads its command line and hands over to one command. Commands use the public headers
// of the library only; what is printed, and how the program ends, is decided here and nowhere below.
#include <cstdio>

#include "command.hpp"

namespace avow::cli {

void complain(const Error& error) {
  std::fputs(("avow: " + error.to_string() + "\n").c_str(), stderr);
}

int fail(const Error& error) {
  complain(error);
  return error.code == ErrorCode::usage ? kExitUsage : kExitFailed;
}

namespace {

constexpr auto kExamples = R"(Examples:
  avow read article.txt                       what the article says, as an account for a reader
  avow read samples/ -o ledger.db             read a folder into a ledger
  avow read - --date 2021-07-23 < text.txt    read standard input
  avow read news/ --format json > rows.jsonl  the record, one JSON object a document
)";

}  // namespace

int run(int count, char** values) {
  CLI::App app{
      "avow reads news and keeps a ledger of what parties say against what they are reported to do."};
  app.set_version_flag("--version", "avow " AVOW_VERSION);
  app.footer(kExamples);
  app.require_subcommand(1);
  int exit_code = kExitDone;
  add_read_command(app, exit_code);
  try {
    app.parse(count, values);
  } catch (const CLI::ParseError& parsed) {
    // CLI11 reports by exception, --help and --version included; it goes no further than this.
    const int code = app.exit(parsed);
    return code == 0 ? kExitDone : kExitUsage;
  }
  return exit_code;
}

}  // namespace avow::cli

int main(int count, char** values) {
  return avow::cli::run(count, values);
}
