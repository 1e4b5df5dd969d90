// The edge to the file system, small so that tests can inject faults (short read, full disk).
// Threads: a FileSystem may be called from any thread.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "avow/base/result.hpp"

namespace avow {

class FileSystem {
 public:
  virtual ~FileSystem() = default;
  // The whole file; file_too_large beyond max_size_bytes, without reading it.
  [[nodiscard]] virtual Result<std::string> read(const std::filesystem::path& path,
                                                 std::size_t max_size_bytes) = 0;
  // Writes the whole file, replacing it in one step: a reader sees the old or the new content, never half.
  [[nodiscard]] virtual Result<void> write(const std::filesystem::path& path, std::string_view bytes) = 0;
};

// The operating system's file system. Lives as long as the program.
[[nodiscard]] FileSystem& system_files();

// A file mapped read-only into memory. Move-only; unmapped when destroyed.
class MappedFile {
 public:
  [[nodiscard]] static Result<MappedFile> open(const std::filesystem::path& path, std::size_t max_size_bytes);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();
  [[nodiscard]] std::string_view bytes() const { return {data_, size_}; }

 private:
  MappedFile() = default;
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

// Where avow's tables and models are: `given` if not empty, else $AVOW_DATA, else the data/ folder beside
// the program (share/avow/data after an install, ../../data or ../../../data in a build tree).
[[nodiscard]] Result<std::filesystem::path> find_data_folder(const std::string& given);

}  // namespace avow
