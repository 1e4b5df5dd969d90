#include "command.hpp"

#include <cstdio>
#include <cstdlib>

#include <sys/ioctl.h>
#include <unistd.h>

#include "avow/base/file.hpp"

namespace avow::cli {

void complain(const Error& error) {
  std::fputs(("avow: " + error.to_string() + "\n").c_str(), stderr);
}

int fail(const Error& error) {
  complain(error);
  return error.code == ErrorCode::usage || error.code == ErrorCode::bad_date ? kExitUsage : kExitFailed;
}

bool print(std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
}

void add_data_options(CLI::App& command, DataArguments& arguments) {
  command
      .add_option("--data", arguments.data_folder,
                  "folder of tables and models (else $AVOW_DATA, else beside the program)")
      ->type_name("DIR");
  command
      .add_option("--registry", arguments.registry_files,
                  "registry files of your own; they come before avow's")
      ->allow_extra_args(false)
      ->type_name("FILE");
}

Result<pipeline::Pipeline> make_pipeline(const DataArguments& arguments, Layer until) {
  const auto folder = find_data_folder(arguments.data_folder);
  if (!folder) return folder.error();
  pipeline::Options options;
  options.data_folder = *folder;
  for (const std::string& file : arguments.registry_files) options.registry_files.emplace_back(file);
  options.until = until;
  return pipeline::Pipeline::make(options);
}

void add_style_options(CLI::App& command, StyleArguments& arguments) {
  command.add_option("--color", arguments.color, "auto (colour on a terminal only), always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->type_name("WHEN");
}

pipeline::AccountStyle style_of(const StyleArguments& arguments) {
  pipeline::AccountStyle style;
  const bool terminal = ::isatty(STDOUT_FILENO) == 1;
  // NO_COLOR: no-color.org.
  style.color = arguments.color == "always" ||
                (arguments.color == "auto" && terminal && std::getenv("NO_COLOR") == nullptr);
  winsize size{};
  if (terminal && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) {
    style.width = std::min<std::size_t>(size.ws_col, 120);
  }
  return style;
}

Result<std::optional<Date>> date_of(const std::string& text, const std::string& option) {
  if (text.empty()) return std::optional<Date>{};
  const auto date = Date::parse(text);
  if (!date) return Error{ErrorCode::bad_date, "", option + " " + text};
  return std::optional{*date};
}

}  // namespace avow::cli
