#include "program.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace avow::tests {
namespace {

namespace fs = std::filesystem;

constexpr uid_t kNobody = 65534;

// In the child: never returns.
[[noreturn]] void become_avow(const std::vector<std::string>& arguments, const RunOptions& options,
                              const fs::path& folder) {
  const auto redirect = [](const fs::path& path, int flags, int to) {
    const int file = ::open(path.c_str(), flags, 0644);
    if (file < 0 || ::dup2(file, to) < 0) ::_exit(126);
  };
  redirect(folder / "stdin", O_RDONLY, STDIN_FILENO);
  redirect(options.output_file.empty() ? folder / "stdout" : options.output_file,
           O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
  redirect(folder / "stderr", O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
  const fs::path data = options.data_folder.empty() ? source_folder() / "data" : options.data_folder;
  ::setenv("AVOW_DATA", data.c_str(), 1);
  if (options.file_size_limit_bytes > 0) {
    // With the signal ignored a write beyond the limit fails as it does on a full disk.
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{options.file_size_limit_bytes, options.file_size_limit_bytes};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  if (options.as_nobody && (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) ::_exit(126);
  std::vector<std::string> all = {AVOW_PROGRAM};
  all.insert(all.end(), arguments.begin(), arguments.end());
  std::vector<char*> raw;
  raw.reserve(all.size() + 1);
  for (std::string& each : all) raw.push_back(each.data());
  raw.push_back(nullptr);
  ::execv(AVOW_PROGRAM, raw.data());
  ::_exit(127);
}

}  // namespace

Outcome run_avow(const std::vector<std::string>& arguments, const RunOptions& options) {
  const TestFolder folder;
  static_cast<void>(folder.write("stdin", options.input));
  fs::permissions(folder.path(), fs::perms::all);
  const pid_t child = ::fork();
  if (child == 0) become_avow(arguments, options, folder.path());
  int status = 0;
  ::waitpid(child, &status, 0);
  Outcome outcome;
  if (WIFEXITED(status)) outcome.exit_code = WEXITSTATUS(status);
  if (options.output_file.empty()) outcome.output = read_bytes(folder.path() / "stdout");
  outcome.errors = read_bytes(folder.path() / "stderr");
  return outcome;
}

pid_t start_avow(const std::vector<std::string>& arguments, const TestFolder& folder) {
  static_cast<void>(folder.write("stdin", ""));
  const pid_t child = ::fork();
  if (child == 0) become_avow(arguments, {}, folder.path());
  return child;
}

TestFolder::TestFolder() {
  std::string pattern = (fs::temp_directory_path() / "avow_test_XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) ADD_FAILURE() << "no folder for the test";
  path_ = pattern;
}

TestFolder::~TestFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string TestFolder::write(std::string_view name, std::string_view bytes) const {
  const fs::path path = path_ / name;
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
  return path.string();
}

std::string read_bytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

fs::path source_folder() {
  return AVOW_SOURCE_DIR;
}

std::vector<fs::path> sample_texts() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(source_folder() / "samples")) {
    if (entry.path().extension() == ".txt") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace avow::tests
