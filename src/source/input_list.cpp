// Which files: arguments and folders into a sorted list.
#include <algorithm>
#include <array>
#include <set>

#include <sys/stat.h>

#include <fmt/format.h>

#include "avow/base/limits.hpp"
#include "avow/base/strings.hpp"
#include "avow/source/reader.hpp"
#include "source/form.hpp"

namespace avow::source {
namespace {

namespace fs = std::filesystem;
using Identity = std::pair<dev_t, ino_t>;

class Lister {
 public:
  void argument(const std::string& path) {
    if (path == "-") {
      list_.inputs.push_back({path});
      return;
    }
    std::error_code failure;
    const fs::file_status status = fs::status(path, failure);
    if (!fs::exists(status)) {
      const bool missing = !failure || failure == std::errc::no_such_file_or_directory ||
                           failure == std::errc::not_a_directory;
      problem(missing ? ErrorCode::file_not_found : ErrorCode::file_unreadable,
              missing ? "no such file or folder" : failure.message(), path);
    } else if (fs::is_directory(status)) {
      folder(path);
    } else {
      file(path);
    }
  }

  InputList take() { return std::move(list_); }

 private:
  void problem(ErrorCode code, std::string message, const fs::path& path) {
    list_.problems.push_back({code, std::move(message), path.string()});
  }

  void file(const fs::path& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) &&
        !seen_files_.insert({info.st_dev, info.st_ino}).second) {
      return;
    }
    list_.inputs.push_back({path});
  }

  void folder(const fs::path& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
      problem(ErrorCode::file_unreadable, "it cannot be opened", path);
      return;
    }
    const Identity identity{info.st_dev, info.st_ino};
    if (std::find(open_folders_.begin(), open_folders_.end(), identity) != open_folders_.end()) {
      problem(ErrorCode::folder_loop, "it was left out", path);
      return;
    }
    if (open_folders_.size() >= kMaxFolderDepth) {
      problem(ErrorCode::folder_loop,
              fmt::format("folders nested deeper than {} are left out", kMaxFolderDepth), path);
      return;
    }
    open_folders_.push_back(identity);
    for (const fs::path& entry : entries_of(path)) folder_entry(entry);
    open_folders_.pop_back();
  }

  std::vector<fs::path> entries_of(const fs::path& path) {
    std::vector<fs::path> entries;
    std::error_code failure;
    for (fs::directory_iterator it{path, failure}, end; !failure && it != end; it.increment(failure)) {
      entries.push_back(it->path());
    }
    if (failure) problem(ErrorCode::file_unreadable, failure.message(), path);
    std::sort(entries.begin(), entries.end(),
              [](const fs::path& a, const fs::path& b) { return a.native() < b.native(); });
    return entries;
  }

  void folder_entry(const fs::path& path) {
    if (path.filename().native().starts_with('.')) return;
    std::error_code failure;
    const fs::file_status status = fs::status(path, failure);
    if (failure && failure != std::errc::no_such_file_or_directory) {
      // A link to itself cannot be followed at all.
      problem(failure == std::errc::too_many_symbolic_link_levels ? ErrorCode::folder_loop
                                                                  : ErrorCode::file_unreadable,
              failure.message(), path);
    } else if (fs::is_directory(status)) {
      folder(path);
    } else if (fs::is_regular_file(status) && form_of_name(path.filename().string()) != Form::unknown &&
               !path.native().ends_with(".tsv")) {
      // Tables of avow's own form (a registry beside the texts) end in .tsv: they are read when named.
      file(path);
    } else if (!path.native().ends_with(".toml")) {
      ++list_.files_passed_over;
    }
  }

  InputList list_;
  std::vector<Identity> open_folders_;
  std::set<Identity> seen_files_;
};

}  // namespace

InputList list_inputs(const std::vector<std::string>& paths) {
  Lister lister;
  for (const std::string& path : paths) lister.argument(path);
  return lister.take();
}

}  // namespace avow::source
