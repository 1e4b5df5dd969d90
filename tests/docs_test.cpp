// What a user meets is documented: every flag of every command in docs/cli.md, every code in docs/errors.md.
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "avow/base/error_code.hpp"
#include "program.hpp"

namespace avow::tests {
namespace {

// The words of a help text that begin with a dash: "-o,--ledger" gives two.
std::set<std::string> flags_in(const std::string& help) {
  std::set<std::string> out;
  std::istringstream lines{help};
  for (std::string line; std::getline(lines, line);) {
    const auto start = line.find_first_not_of(' ');
    if (start == std::string::npos || line[start] != '-' || start > 4) continue;
    std::istringstream names{line.substr(start, line.find(' ', start) - start)};
    for (std::string name; std::getline(names, name, ',');) out.insert(name);
  }
  return out;
}

// Names of subcommands, from the part of the help that lists them.
std::vector<std::string> commands_in(const std::string& help) {
  std::vector<std::string> out;
  std::istringstream lines{help};
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("Subcommands:")) {
      inside = true;
    } else if (inside && line.starts_with("  ") && line.size() > 2 && line[2] != ' ') {
      out.push_back(line.substr(2, line.find(' ', 2) - 2));
    } else if (inside && !line.starts_with(" ")) {
      break;
    }
  }
  return out;
}

// Checks a command and its subcommands.
void check_command(const std::vector<std::string>& command, const std::string& page, int& flags_checked) {
  std::vector<std::string> arguments = command;
  arguments.emplace_back("--help");
  const Outcome outcome = run_avow(arguments);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  std::string title = "avow";
  for (const std::string& word : command) title += " " + word;
  EXPECT_NE(page.find("`" + title), std::string::npos) << title << " is not in docs/cli.md";
  for (const std::string& flag : flags_in(outcome.output)) {
    ++flags_checked;
    EXPECT_TRUE(page.find("`" + flag) != std::string::npos)
        << title << " " << flag << " is not in docs/cli.md";
  }
  for (const std::string& name : commands_in(outcome.output)) {
    std::vector<std::string> inner = command;
    inner.push_back(name);
    check_command(inner, page, flags_checked);
  }
}

TEST(Docs, EveryFlagIsDocumented) {
  int flags_checked = 0;
  check_command({}, read_bytes(source_folder() / "docs/cli.md"), flags_checked);
  EXPECT_GT(flags_checked, 20);
}

TEST(Docs, EveryHelpHasAnExample) {
  const Outcome outcome = run_avow({"--help"});
  for (const std::string& name : commands_in(outcome.output)) {
    EXPECT_NE(run_avow({name, "--help"}).output.find("Example"), std::string::npos) << name;
  }
}

TEST(Docs, EveryErrorCodeIsDocumented) {
  const std::string page = read_bytes(source_folder() / "docs/errors.md");
  std::set<std::string_view> numbers;
#define AVOW_ERROR(name, number, meaning, remedy)                                                 \
  EXPECT_TRUE(numbers.insert(number).second) << number << " is given twice";                      \
  EXPECT_NE(page.find("| " number " | " meaning " | " remedy " |"), std::string::npos) << number; \
  EXPECT_EQ(error_number(ErrorCode::name), std::string_view{number});
#include "avow/base/error_codes.def"
#undef AVOW_ERROR
}

}  // namespace
}  // namespace avow::tests
