// `avow info`: this version, and the models and tables it works with, each with its hash.
#include <algorithm>
#include <filesystem>

#include "avow/base/file.hpp"
#include "avow/base/hash.hpp"
#include "avow/base/limits.hpp"
#include "avow/store/open.hpp"
#include "command.hpp"

namespace avow::cli {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failure;
  for (fs::recursive_directory_iterator it{folder, failure}, end; !failure && it != end;
       it.increment(failure)) {
    std::error_code ignored;
    if (it->is_regular_file(ignored)) files.push_back(it->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

int info(const DataArguments& arguments) {
  const auto folder = find_data_folder(arguments.data_folder);
  if (!folder) return fail(folder.error());
  std::string out = "avow " AVOW_VERSION "\nledger version " + std::to_string(store::schema_version()) +
                    "\ndata folder " + folder->string() + "\n";
  // A model that cannot be used is an error here as it is for `avow read`.
  const auto made = make_pipeline(arguments);
  if (!made) return fail(made.error());
  out += "stages";
  for (const std::string_view name : made->stage_names()) out += " " + std::string{name};
  out += "\n\nsha256            bytes      file\n";
  for (const fs::path& file : files_below(*folder)) {
    const auto bytes = system_files().read(file, kMaxModelSizeBytes);
    if (!bytes) return fail(bytes.error());
    std::string size = std::to_string(bytes->size());
    size.resize(std::max<std::size_t>(size.size(), 9), ' ');
    out +=
        sha256_hex(*bytes).substr(0, 16) + "  " + size + "  " + fs::relative(file, *folder).string() + "\n";
  }
  return print(out) ? kExitDone : fail({ErrorCode::write_failed, "", "standard output"});
}

}  // namespace

void add_info_command(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<DataArguments>();
  CLI::App* command =
      app.add_subcommand("info", "Print the version, and models and tables with their hashes");
  command->footer("Example:\n  avow info\n");
  add_data_options(*command, *arguments);
  command->callback([arguments, &exit_code] { exit_code = info(*arguments); });
}

}  // namespace avow::cli
