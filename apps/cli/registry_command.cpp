// `avow registry check`, `find` and `import`: the registry of actors as its keeper sees it.
#include <filesystem>

#include "avow/base/file.hpp"
#include "avow/base/limits.hpp"
#include "avow/names/registry.hpp"
#include "avow/names/registry_import.hpp"
#include "command.hpp"

namespace avow::cli {
namespace {

namespace fs = std::filesystem;

constexpr auto kExamples = R"(Examples:
  avow registry check                                 are avow's own files sound?
  avow registry check own-parties.tsv                 ... and mine beside them?
  avow registry find "the Taliban" --date 2021-07-23  who is that on the day, and why
  avow registry find "Afghan army spokesman"          descriptions are read too
  avow registry import petrarch Phoenix.Countries.actors.txt -o own.tsv
)";

struct RegistryArguments {
  DataArguments data;
  std::vector<std::string> files;
  std::string name, date;
  std::string format, input, output;
};

Result<fs::path> registry_folder(const RegistryArguments& arguments) {
  const auto folder = find_data_folder(arguments.data.data_folder);
  if (!folder) return folder.error();
  return *folder / "registry";
}

std::vector<fs::path> own_files(const RegistryArguments& arguments) {
  std::vector<fs::path> own{arguments.data.registry_files.begin(), arguments.data.registry_files.end()};
  own.insert(own.end(), arguments.files.begin(), arguments.files.end());
  return own;
}

int finish(const std::string& out) {
  return print(out) ? kExitDone : fail({ErrorCode::write_failed, "", "standard output"});
}

int check(const RegistryArguments& arguments) {
  const auto folder = registry_folder(arguments);
  if (!folder) return fail(folder.error());
  const auto problems = names::check_registry(*folder, own_files(arguments));
  for (const Error& problem : problems) complain(problem);
  if (!problems.empty()) {
    complain(
        {problems.front().code,
         "the registry is not sound (" + std::to_string(problems.size()) + " problems): none of it is used",
         folder->string()});
    return kExitFailed;
  }
  const auto registry = names::Registry::load(*folder, own_files(arguments));
  if (!registry) return fail(registry.error());
  return finish("The registry is sound: " + std::to_string(registry->entries().size()) + " actors, " +
                std::to_string(registry->alias_count()) + " names.\n");
}

int find(const RegistryArguments& arguments) {
  const auto folder = registry_folder(arguments);
  if (!folder) return fail(folder.error());
  const auto date = date_of(arguments.date, "--date");
  if (!date) return fail(date.error());
  const auto registry = names::Registry::load(*folder, own_files(arguments));
  if (!registry) return fail(registry.error());
  const auto answers = registry->explain(arguments.name, *date);
  if (answers.empty()) {
    return finish("The registry knows nobody by '" + arguments.name + "'" +
                  (*date ? " on " + (*date)->to_string() : std::string{}) + ".\n");
  }
  std::string out;
  for (const names::RegistryAnswer& answer : answers) {
    const names::RegistryPeriod* period = answer.match.period;
    out += std::string{answer.match.entry->id} + "  " + std::string{answer.match.entry->name};
    if (period != nullptr && !period->code.empty()) out += "  " + std::string{period->code};
    out += "\n    " + answer.why + "\n    source: " + std::string{answer.match.entry->source} + "\n";
  }
  if (answers.front().match.ambiguous) out += "Neither date nor country decides between these.\n";
  return finish(out);
}

int import(const RegistryArguments& arguments) {
  const auto format = names::parse_import_format(arguments.format);
  if (!format) return fail({ErrorCode::usage, "the format must be petrarch, wikidata or opensanctions", ""});
  const auto folder = registry_folder(arguments);
  if (!folder) return fail(folder.error());
  const auto text = system_files().read(arguments.input, kMaxRegistryFileSizeBytes);
  if (!text) return fail(text.error());
  const auto base = names::Registry::load(*folder);
  if (!base) return fail(base.error());
  const auto made =
      names::import_registry(*format, *text, fs::path{arguments.input}.filename().string(), *base);
  if (!made) return fail(made.error());
  for (const std::string& note : made->notes) complain({ErrorCode::registry_malformed, note, "left out"});
  if (made->left_out > made->notes.size()) {
    complain({ErrorCode::registry_malformed,
              std::to_string(made->left_out - made->notes.size()) + " more were left out", arguments.input});
  }
  if (arguments.output.empty()) return finish(made->table);
  if (const auto written = system_files().write(arguments.output, made->table); !written) {
    return fail(written.error());
  }
  return finish(std::to_string(made->entries) + " actors written to " + arguments.output + ", " +
                std::to_string(made->left_out) + " left out. Use them with --registry " + arguments.output +
                ".\n");
}

}  // namespace

void add_registry_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<RegistryArguments>();
  CLI::App* command = app.add_subcommand("registry", "Check, ask or extend the registry of actors");
  command->footer(kExamples);
  command->require_subcommand(1);

  CLI::App* check_command = command->add_subcommand("check", "Say whether the registry's files are sound");
  check_command->add_option("FILES", arguments->files, "registry files of your own to check beside avow's");
  add_data_options(*check_command, arguments->data);
  check_command->callback([arguments, &exit_code] { exit_code = check(*arguments); });

  CLI::App* find_command = command->add_subcommand("find", "Say who a name is on a date, and why");
  find_command->add_option("NAME", arguments->name, "a name or a description")->required();
  find_command->add_option("--date", arguments->date, "the day to ask about (else the latest known)")
      ->type_name("YYYY-MM-DD");
  add_data_options(*find_command, arguments->data);
  find_command->callback([arguments, &exit_code] { exit_code = find(*arguments); });

  CLI::App* import_command =
      command->add_subcommand("import", "Turn an actor list of another form into a registry file");
  import_command->add_option("FORMAT", arguments->format, "petrarch, wikidata or opensanctions")->required();
  import_command->add_option("FILE", arguments->input, "the file to import")->required();
  import_command->add_option("-o,--output", arguments->output, "where to write (else standard output)")
      ->type_name("FILE");
  add_data_options(*import_command, arguments->data);
  import_command->callback([arguments, &exit_code] { exit_code = import(*arguments); });
}

}  // namespace avow::cli
