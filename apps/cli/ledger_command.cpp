// `avow ledger` and `avow findings`: what many documents together say.
#include "avow/base/file.hpp"
#include "avow/ledger/standing.hpp"
#include "avow/pipeline/standing_format.hpp"
#include "avow/store/sqlite_store.hpp"
#include "command.hpp"

namespace avow::cli {
namespace {

struct LedgerArguments {
  std::string ledger = kUsualLedger;
  std::string party;
  std::string format = "text";
  std::string data_folder;
  StyleArguments style;
};

using ToText = std::string (*)(const ledger::Standing&, const std::string&, const pipeline::AccountStyle&);

int show_standing(const LedgerArguments& arguments, ToText to_text) {
  const auto folder = find_data_folder(arguments.data_folder);
  if (!folder) return fail(folder.error());
  const auto store = store::open_sqlite(arguments.ledger, store::Access::read);
  if (!store) return fail(store.error());
  const auto standing = ledger::standing_of(**store, *folder);
  if (!standing) return fail(standing.error());
  const std::string out = arguments.format == "json"
                              ? pipeline::standing_to_json(*standing, arguments.party)
                              : to_text(*standing, arguments.party, style_of(arguments.style));
  return print(out) ? kExitDone : fail({ErrorCode::write_failed, "", "standard output"});
}

void add_command(CLI::App& app, const char* name, const char* what, const char* examples, ToText to_text,
                 int& exit_code) {
  auto arguments = std::make_shared<LedgerArguments>();
  CLI::App* command = app.add_subcommand(name, what);
  command->footer(examples);
  command->add_option("LEDGER", arguments->ledger, "the ledger (ledger.db when not given)");
  command->add_option("--party", arguments->party, "of this party only: registry id or name")
      ->type_name("NAME");
  command->add_option("--format", arguments->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT");
  command->add_option("--data", arguments->data_folder, "folder of tables and models")->type_name("DIR");
  add_style_options(*command, arguments->style);
  command->callback([arguments, to_text, &exit_code] { exit_code = show_standing(*arguments, to_text); });
}

}  // namespace

void add_ledger_command(CLI::App& app, int& exit_code) {
  add_command(app, "ledger", "Show each party's words with their status, and the incidents laid to it",
              "Examples:\n  avow ledger ledger.db\n  avow ledger ledger.db --party \"Hill Front\"\n",
              pipeline::standing_to_text, exit_code);
}

void add_findings_command(CLI::App& app, int& exit_code) {
  add_command(app, "findings", "Show where words and deeds meet across documents",
              "Example:\n  avow findings ledger.db\n", pipeline::meetings_to_text, exit_code);
}

}  // namespace avow::cli
