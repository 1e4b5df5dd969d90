// `avow ledger`, `avow findings` and `avow incident`: what many documents together say.
#include "avow/base/file.hpp"
#include "avow/ledger/standing.hpp"
#include "avow/pipeline/standing_format.hpp"
#include "avow/store/open.hpp"
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

using Pages = std::vector<ledger::PartyPage>;
using ToText = std::string (*)(const Pages&, const pipeline::AccountStyle&);

// The ledger for reading; where documents came in that its standing does not know yet, it is brought up to
// date first. A ledger that cannot be written is shown as it stands.
Result<std::unique_ptr<ledger::Store>> open_up_to_date(const std::string& path,
                                                       const std::string& data_folder) {
  auto store = store::open_ledger(path, store::Access::read);
  if (!store) return store.error();
  const auto behind = (*store)->standings().behind();
  if (behind && *behind == 0) return std::move(*store);
  const auto folder = find_data_folder(data_folder);
  if (!folder) return folder.error();
  auto writer = store::open_ledger(path, store::Access::write);
  if (!writer) {
    complain(writer.error());
    return std::move(*store);
  }
  const auto done = (*writer)->standings().bring_up_to_date(*folder);
  if (!done) return done.error();
  return std::move(*writer);
}

Result<ledger::PartyPage> page_of(ledger::Standings& standings, const std::string& party) {
  auto page = standings.party_page(party, {.most = 0});
  if (!page) return page.error();
  for (ledger::Incident& each : page->incidents) {
    auto whole = standings.incident(each.id);
    if (!whole) return whole.error();
    each = std::move(*whole);
  }
  return page;
}

// Of those who are only said to have done something, the reader is told when asking for them.
Result<Pages> pages_of(ledger::Standings& standings, const std::string& party) {
  Pages pages;
  if (!party.empty()) {
    auto page = page_of(standings, party);
    if (page)
      pages.push_back(std::move(*page));
    else if (page.error().code != ErrorCode::row_not_found)
      return page.error();
    return pages;
  }
  const auto parties = standings.parties();
  if (!parties) return parties.error();
  for (const ledger::PartyCounts& each : *parties) {
    if (each.commitments + each.demands + each.conditions + each.denials == 0) continue;
    auto page = page_of(standings, each.party.key);
    if (!page) return page.error();
    pages.push_back(std::move(*page));
  }
  return pages;
}

int show_standing(const LedgerArguments& arguments, ToText to_text) {
  const auto store = open_up_to_date(arguments.ledger, arguments.data_folder);
  if (!store) return fail(store.error());
  const auto pages = pages_of((*store)->standings(), arguments.party);
  if (!pages) return fail(pages.error());
  const std::string out = arguments.format == "json" ? pipeline::standing_to_json(*pages)
                                                     : to_text(*pages, style_of(arguments.style));
  return print(out) ? kExitDone : fail({ErrorCode::write_failed, "", "standard output"});
}

void add_options(CLI::App& command, LedgerArguments& arguments) {
  command.add_option("--format", arguments.format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->type_name("FORMAT");
  command.add_option("--data", arguments.data_folder, "folder of tables and models")->type_name("DIR");
  add_style_options(command, arguments.style);
}

void add_command(CLI::App& app, const char* name, const char* what, const char* examples, ToText to_text,
                 int& exit_code) {
  auto arguments = std::make_shared<LedgerArguments>();
  CLI::App* command = app.add_subcommand(name, what);
  command->footer(examples);
  command->add_option("LEDGER", arguments->ledger, "the ledger (ledger.db when not given)");
  command->add_option("--party", arguments->party, "of this party only: registry id or name")
      ->type_name("NAME");
  add_options(*command, *arguments);
  command->callback([arguments, to_text, &exit_code] { exit_code = show_standing(*arguments, to_text); });
}

int show_incident(const LedgerArguments& arguments, const std::string& id) {
  const auto store = open_up_to_date(arguments.ledger, arguments.data_folder);
  if (!store) return fail(store.error());
  ledger::Standings& standings = (*store)->standings();
  const auto incident = standings.incident(id);
  if (!incident) return fail(incident.error());
  const auto words = standings.words_met_by(id);
  if (!words) return fail(words.error());
  const std::string out = arguments.format == "json"
                              ? pipeline::incident_to_json(*incident, *words)
                              : pipeline::incident_to_text(*incident, *words, style_of(arguments.style));
  return print(out) ? kExitDone : fail({ErrorCode::write_failed, "", "standard output"});
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

void add_incident_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<LedgerArguments>();
  auto id = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("incident", "Look at incidents, and say which reports tell one act");
  command->footer(
      "Examples:\n  avow incident show 3f2a9c1b:i1 --ledger ledger.db\n"
      "  avow incident merge 3f2a9c1b:i1 7c01d2e4:i2 --by Ana --reason \"one raid over two days\"\n"
      "  avow incident split 3f2a9c1b:i1 7c01d2e4:e2 --by Ana --reason \"another village\"\n");
  command->require_subcommand(1);
  CLI::App* show = command->add_subcommand("show", "One incident: every report of it and the words it meets");
  show->add_option("ID", *id, "the incident, or a report of it")->required();
  show->add_option("--ledger", arguments->ledger, "the ledger (ledger.db when not given)")
      ->type_name("LEDGER");
  add_options(*show, *arguments);
  show->callback([arguments, id, &exit_code] { exit_code = show_incident(*arguments, *id); });
  add_incident_judgements(*command, exit_code);
}

}  // namespace avow::cli
