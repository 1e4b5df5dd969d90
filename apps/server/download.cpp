#include "download.hpp"

#include <array>
#include <cstdlib>
#include <ctime>
#include <utility>

#include <archive.h>
#include <archive_entry.h>
#include <unistd.h>

namespace avow::server {
namespace {

namespace fs = std::filesystem;

// Shapes of a file for each document would else hold open as many.
constexpr std::size_t kMostOpen = 32;
constexpr std::size_t kBlockSizeBytes = 1U << 16U;
// Of every file in a ZIP, so that the same files give the same bytes: the first day a ZIP can hold.
constexpr std::time_t kPackedTime = 315'619'200;
constexpr unsigned kPackedMode = 0644;

Error failed(const fs::path& path, std::string what = "") {
  return {ErrorCode::write_failed, std::move(what), path.string()};
}

struct ArchiveCloser {
  void operator()(archive* written) const { archive_write_free(written); }
};
struct EntryCloser {
  void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

bool copy_into(archive* written, const fs::path& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::fopen(path.c_str(), "rb"), std::fclose};
  if (file == nullptr) return false;
  std::array<char, kBlockSizeBytes> block{};
  while (const std::size_t size = std::fread(block.data(), 1, block.size(), file.get())) {
    if (archive_write_data(written, block.data(), size) != static_cast<la_ssize_t>(size)) return false;
  }
  return std::ferror(file.get()) == 0;
}

bool add_entry(archive* written, const std::string& name, const fs::path& path) {
  const std::unique_ptr<archive_entry, EntryCloser> entry{archive_entry_new()};
  std::error_code failure;
  archive_entry_set_pathname(entry.get(), name.c_str());
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(fs::file_size(path, failure)));
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), kPackedMode);
  archive_entry_set_mtime(entry.get(), kPackedTime, 0);
  return !failure && archive_write_header(written, entry.get()) == ARCHIVE_OK && copy_into(written, path);
}

}  // namespace

Result<Download> Download::make() {
  std::error_code failure;
  std::string pattern = (fs::temp_directory_path(failure) / "avow_export_XXXXXX").string();
  if (failure || ::mkdtemp(pattern.data()) == nullptr) return failed(pattern);
  return Download{pattern};
}

Download::Download(Download&& other) noexcept
    : folder_(std::exchange(other.folder_, {})),
      files_(std::move(other.files_)),
      open_(std::move(other.open_)) {}

Download::~Download() {
  open_.clear();
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

Result<void> Download::add(std::string_view name, std::string_view bytes) {
  const std::string key{name};
  auto found = open_.find(key);
  if (found == open_.end()) {
    if (open_.size() >= kMostOpen) {
      if (auto done = close_all(); !done) return done;
    }
    const auto path = files_.try_emplace(key, folder_ / std::to_string(files_.size())).first->second;
    File file{std::fopen(path.c_str(), "ab")};
    if (file == nullptr) return failed(path);
    found = open_.emplace(key, std::move(file)).first;
  }
  if (std::fwrite(bytes.data(), 1, bytes.size(), found->second.get()) == bytes.size()) return {};
  return failed(files_[key]);
}

Result<void> Download::close_all() {
  bool fine = true;
  for (auto& [name, file] : open_) fine = std::fclose(file.release()) == 0 && fine;
  open_.clear();
  return fine ? Result<void>{} : failed(folder_);
}

// Moves the file out of the folder, beside it.
Result<std::string> Download::keep(const fs::path& file) {
  const std::string kept = folder_.string() + ".out";
  std::error_code failure;
  fs::rename(file, kept, failure);
  if (failure) return failed(kept, failure.message());
  fs::permissions(kept, fs::perms::owner_read | fs::perms::owner_write, failure);
  return kept;
}

Result<std::string> Download::only(const std::string& file) {
  if (auto added = add(file, ""); !added) return added.error();
  if (auto closed = close_all(); !closed) return closed.error();
  return keep(files_[file]);
}

Result<std::string> Download::packed() {
  if (auto closed = close_all(); !closed) return closed.error();
  const fs::path path = folder_ / "packed.zip";
  const std::unique_ptr<archive, ArchiveCloser> written{archive_write_new()};
  bool fine = written != nullptr && archive_write_set_format_zip(written.get()) == ARCHIVE_OK &&
              archive_write_open_filename(written.get(), path.c_str()) == ARCHIVE_OK;
  for (const auto& [name, file] : files_) fine = fine && add_entry(written.get(), name, file);
  fine = fine && archive_write_close(written.get()) == ARCHIVE_OK;
  if (!fine) return failed(path, written == nullptr ? "" : archive_error_string(written.get()));
  return keep(path);
}

}  // namespace avow::server
