// `avow incident merge|split` and `avow actor`: reviewers' words on which reports tell one act, and which
// names are one party's.
#include "avow/base/file.hpp"
#include "avow/ledger/standing.hpp"
#include "avow/store/open.hpp"
#include "command.hpp"

namespace avow::cli {
namespace {

using Kind = ledger::PartyWord::Kind;

struct MergeArguments {
  std::string first;
  std::vector<std::string> others, documents;
  std::string by, reason, name;
  std::string ledger = kUsualLedger;
  std::string data_folder;
  std::int64_t entry = 0;
};

void add_reviewer(CLI::App& command, MergeArguments& arguments) {
  command.add_option("--by", arguments.by, "the reviewer's name")->required()->type_name("NAME");
  command.add_option("--reason", arguments.reason, "why")->required()->type_name("TEXT");
  command.add_option("--ledger", arguments.ledger, "the ledger (ledger.db when not given)")
      ->type_name("LEDGER");
  command.add_option("--data", arguments.data_folder, "folder of tables and models")->type_name("DIR");
}

// The ledger for writing, with standings that know everything that is in it.
Result<std::unique_ptr<ledger::Store>> open_standing(const MergeArguments& arguments,
                                                     const std::filesystem::path& data) {
  if (const auto there = store::open_ledger(arguments.ledger, store::Access::read); !there)
    return there.error();
  auto store = store::open_ledger(arguments.ledger, store::Access::write);
  if (!store) return store.error();
  if (const auto done = (*store)->standings().bring_up_to_date(data); !done) return done.error();
  return std::move(*store);
}

int finish(ledger::Store& store, const std::filesystem::path& data, const std::string& out) {
  if (const auto done = store.standings().bring_up_to_date(data); !done) return fail(done.error());
  return print(out) ? kExitDone : fail({ErrorCode::write_failed, "", "standard output"});
}

int judge_incidents(const MergeArguments& arguments, bool merge) {
  const auto data = find_data_folder(arguments.data_folder);
  if (!data) return fail(data.error());
  const auto store = open_standing(arguments, *data);
  if (!store) return fail(store.error());
  std::vector<std::string> all = arguments.others;
  if (merge) all.insert(all.begin(), arguments.first);
  const auto written =
      merge ? ledger::merge_incidents(**store, all, arguments.by, arguments.reason)
            : ledger::split_incident(**store, arguments.first, all, arguments.by, arguments.reason);
  if (!written) return fail(written.error());
  std::string out;
  for (const ledger::Review& each : *written) {
    out += each.row + ": " + each.field + "=" + each.value + ", entry " + std::to_string(each.entry) +
           " of the log\n";
  }
  return finish(**store, *data, out);
}

std::string line_of(const ledger::PartyWord& word) {
  std::string out = std::to_string(word.entry) + "  " + word.at + "  " + word.reviewer + "  ";
  switch (word.kind) {
    case Kind::one:
      out += word.other + " is " + word.party;
      break;
    case Kind::two:
      out += word.other + " is not " + word.party;
      break;
    case Kind::elsewhere:
      out += word.party + " is \"" + word.other_name + "\" in " + ledger::short_id(word.other);
      break;
    case Kind::withdraw:
      out += "withdraws entry " + std::to_string(word.withdraws);
      break;
  }
  return out + ": " + word.reason + (word.withdrawn ? " [withdrawn]" : "") + "\n";
}

int say_of_parties(const MergeArguments& arguments, const std::vector<ledger::PartyWord>& words) {
  const auto data = find_data_folder(arguments.data_folder);
  if (!data) return fail(data.error());
  const auto store = open_standing(arguments, *data);
  if (!store) return fail(store.error());
  const auto written = (*store)->add_party_words(words);
  if (!written) return fail(written.error());
  std::string out;
  for (const ledger::PartyWord& each : *written) out += line_of(each);
  return finish(**store, *data, out);
}

ledger::PartyWord word_of(const MergeArguments& arguments, Kind kind, const std::string& other) {
  ledger::PartyWord word;
  word.kind = kind;
  word.party = arguments.first;
  word.other = other;
  word.reviewer = arguments.by;
  word.reason = arguments.reason;
  if (kind == Kind::elsewhere) word.other_name = arguments.name;
  word.withdraws = arguments.entry;
  return word;
}

int judge_parties(const MergeArguments& arguments, Kind kind) {
  std::vector<ledger::PartyWord> words;
  for (const std::string& other : arguments.others) words.push_back(word_of(arguments, kind, other));
  for (const std::string& each : arguments.documents)
    words.push_back(word_of(arguments, Kind::elsewhere, each));
  if (kind == Kind::withdraw) words.push_back(word_of(arguments, kind, ""));
  if (words.empty()) return fail({ErrorCode::usage, "give another party, or --document", ""});
  return say_of_parties(arguments, words);
}

int list_parties(const MergeArguments& arguments) {
  const auto store = store::open_ledger(arguments.ledger, store::Access::read);
  if (!store) return fail(store.error());
  const auto words = (*store)->party_words(false);
  if (!words) return fail(words.error());
  std::string out;
  for (const ledger::PartyWord& each : *words) out += line_of(each);
  if (words->empty()) out = "Nothing was said of parties.\n";
  return print(out) ? kExitDone : fail({ErrorCode::write_failed, "", "standard output"});
}

constexpr auto kActorExamples = R"(Examples:
  avow actor merge HILL "the hill men" --by Ana --reason "the Front's own name for them"
  avow actor split HILL "the hill men" --by Bo --reason "they left the Front"
  avow actor split "the army" --document 3f2a9c1b --by Bo --reason "the neighbour's army"
  avow actor withdraw 120 --by Ana --reason "a slip"
  avow actor list
)";

}  // namespace

void add_incident_judgements(CLI::App& incident, int& exit_code) {
  auto merge = std::make_shared<MergeArguments>();
  CLI::App* one = incident.add_subcommand("merge", "These incidents are one act");
  one->add_option("ID", merge->first, "an incident, or a report of it")->required();
  one->add_option("OTHER", merge->others, "the others")->required();
  add_reviewer(*one, *merge);
  one->callback([merge, &exit_code] { exit_code = judge_incidents(*merge, true); });

  auto split = std::make_shared<MergeArguments>();
  CLI::App* two =
      incident.add_subcommand("split", "These reports of an incident tell another act than the rest");
  two->add_option("ID", split->first, "the incident")->required();
  two->add_option("REPORT", split->others, "the reports that leave it, together")->required();
  add_reviewer(*two, *split);
  two->callback([split, &exit_code] { exit_code = judge_incidents(*split, false); });
}

void add_actor_command(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("actor", "Say which names are one party's, and which are not");
  command->footer(kActorExamples);
  command->require_subcommand(1);
  const auto add = [&](const char* name, const char* what, Kind kind) {
    auto arguments = std::make_shared<MergeArguments>();
    CLI::App* each = command->add_subcommand(name, what);
    if (kind == Kind::withdraw) {
      each->add_option("ENTRY", arguments->entry, "the entry of the log to take back")->required();
    } else {
      each->add_option("PARTY", arguments->first, "registry id or name")->required();
      each->add_option("OTHER", arguments->others, "the others, by registry id or name")
          ->required(kind == Kind::one);
    }
    if (kind == Kind::two) {
      each->add_option("--document", arguments->documents, "in these documents the name is another party's")
          ->type_name("ID");
      each->add_option("--as", arguments->name, "what that party is called (NAME (ID) when not given)")
          ->type_name("NAME");
    }
    add_reviewer(*each, *arguments);
    each->callback([arguments, kind, &exit_code] { exit_code = judge_parties(*arguments, kind); });
  };
  add("merge", "The others are this party", Kind::one);
  add("split", "The others are not this party", Kind::two);
  add("withdraw", "Take a word on parties back", Kind::withdraw);
  auto arguments = std::make_shared<MergeArguments>();
  CLI::App* list = command->add_subcommand("list", "Everything that was said of parties");
  list->add_option("LEDGER", arguments->ledger, "the ledger (ledger.db when not given)");
  list->callback([arguments, &exit_code] { exit_code = list_parties(*arguments); });
}

}  // namespace avow::cli
