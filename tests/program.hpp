// Runs the real program from outside, as a user would: arguments in, output, errors and exit code out.
//
//   const Outcome outcome = run_avow({"read", "article.txt"});
//   EXPECT_EQ(outcome.exit_code, 0);
//
// The program is the one built beside the tests (AVOW_PROGRAM) with the tables of the source tree.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace avow::tests {

struct Outcome {
  int exit_code = -1;  // -1: ended by a signal
  std::string output, errors;
};

struct RunOptions {
  std::string input{};                    // for standard input
  std::filesystem::path data_folder{};    // other tables and models than the source tree's
  std::filesystem::path output_file{};    // standard output goes there instead
  std::size_t file_size_limit_bytes = 0;  // no file may grow beyond (a full disk); 0: no limit
  bool as_nobody = false;                 // without root's rights
};

[[nodiscard]] Outcome run_avow(const std::vector<std::string>& arguments, const RunOptions& options = {});
// A folder of its own for one test, gone with the object.
class TestFolder {
 public:
  TestFolder();
  ~TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  // The path of a file in it, as text for an argument.
  [[nodiscard]] std::string operator/(std::string_view name) const { return (path_ / name).string(); }
  // Writes a file and returns its path.
  std::string write(std::string_view name, std::string_view bytes) const;

 private:
  std::filesystem::path path_;
};

// Starts the program and does not wait, for tests that kill it; what it prints goes into the folder.
[[nodiscard]] pid_t start_avow(const std::vector<std::string>& arguments, const TestFolder& folder);

[[nodiscard]] std::string read_bytes(const std::filesystem::path& path);
[[nodiscard]] std::filesystem::path source_folder();
// The sample texts of the repository, sorted.
[[nodiscard]] std::vector<std::filesystem::path> sample_texts();

}  // namespace avow::tests
