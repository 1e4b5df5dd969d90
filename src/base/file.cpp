#include "avow/base/file.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

namespace avow {
namespace {

namespace fs = std::filesystem;

// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

Error open_error(const fs::path& path, int number) {
  const auto code =
      number == ENOENT || number == ENOTDIR ? ErrorCode::file_not_found : ErrorCode::file_unreadable;
  return {code, std::strerror(number), path.string()};
}

Result<std::size_t> file_size_of(int fd, const fs::path& path, std::size_t max_size_bytes) {
  struct stat info {};
  if (::fstat(fd, &info) != 0) return Error{ErrorCode::file_unreadable, std::strerror(errno), path.string()};
  if (S_ISDIR(info.st_mode)) return Error{ErrorCode::file_unreadable, "it is a folder", path.string()};
  const auto size = static_cast<std::size_t>(info.st_size);
  if (size > max_size_bytes) {
    return Error{ErrorCode::file_too_large, fmt::format("{} bytes; the limit is {}", size, max_size_bytes),
                 path.string()};
  }
  return size;
}

class SystemFiles final : public FileSystem {
 public:
  Result<std::string> read(const fs::path& path, std::size_t max_size_bytes) override {
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (file.get() < 0) return open_error(path, errno);
    const auto size = file_size_of(file.get(), path, max_size_bytes);
    if (!size) return size.error();
    std::string bytes;
    bytes.reserve(*size + 1);
    // Pipes and /proc files report size 0, so read until the end rather than by size.
    char buffer[1 << 16];
    for (;;) {
      const auto got = ::read(file.get(), buffer, sizeof buffer);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return Error{ErrorCode::read_failed, std::strerror(errno), path.string()};
      if (got == 0) break;
      bytes.append(buffer, static_cast<std::size_t>(got));
      if (bytes.size() > max_size_bytes) {
        return Error{ErrorCode::file_too_large, fmt::format("the limit is {} bytes", max_size_bytes),
                     path.string()};
      }
    }
    return bytes;
  }

  Result<void> write(const fs::path& path, std::string_view bytes) override {
    const fs::path temporary = path.string() + fmt::format(".{}.tmp", ::getpid());
    if (const auto written = write_new(temporary, bytes); !written) {
      ::unlink(temporary.c_str());
      return written.error();
    }
    if (::rename(temporary.c_str(), path.c_str()) != 0) {
      const int number = errno;
      ::unlink(temporary.c_str());
      return Error{ErrorCode::write_failed, std::strerror(number), path.string()};
    }
    return {};
  }

 private:
  static Result<void> write_new(const fs::path& path, std::string_view bytes) {
    const Descriptor file{::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)};
    if (file.get() < 0) return Error{ErrorCode::write_failed, std::strerror(errno), path.string()};
    while (!bytes.empty()) {
      const auto put = ::write(file.get(), bytes.data(), bytes.size());
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) return Error{ErrorCode::write_failed, std::strerror(errno), path.string()};
      bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    if (::fsync(file.get()) != 0 && errno != EINVAL) {
      return Error{ErrorCode::write_failed, std::strerror(errno), path.string()};
    }
    return {};
  }
};

bool holds_tables(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_directory(folder / "speech", ignored) || fs::is_directory(folder / "models", ignored);
}

}  // namespace

FileSystem& system_files() {
  static SystemFiles files;
  return files;
}

Result<MappedFile> MappedFile::open(const fs::path& path, std::size_t max_size_bytes) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.get() < 0) return open_error(path, errno);
  const auto size = file_size_of(file.get(), path, max_size_bytes);
  if (!size) return size.error();
  MappedFile mapped;
  if (*size == 0) return mapped;
  void* data = ::mmap(nullptr, *size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (data == MAP_FAILED) return Error{ErrorCode::read_failed, std::strerror(errno), path.string()};
  mapped.data_ = static_cast<const char*>(data);
  mapped.size_ = *size;
  return mapped;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

Result<fs::path> find_data_folder(const std::string& given) {
  if (!given.empty()) {
    if (!holds_tables(given))
      return Error{ErrorCode::table_missing, "no tables or models in this folder", given};
    return fs::path{given};
  }
  if (const char* named = std::getenv("AVOW_DATA"); named != nullptr && *named != '\0') {
    if (!holds_tables(named))
      return Error{ErrorCode::table_missing, "no tables or models in $AVOW_DATA", named};
    return fs::path{named};
  }
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  if (!failed) {
    for (fs::path folder = program.parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
      if (holds_tables(folder / "data")) return folder / "data";
      if (holds_tables(folder / "share/avow/data")) return folder / "share/avow/data";
    }
  }
  return Error{ErrorCode::table_missing, "no data folder beside the program", program.string()};
}

}  // namespace avow
