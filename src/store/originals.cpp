#include "avow/store/originals.hpp"

#include <atomic>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <memory>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zstd.h>

#include "avow/base/file.hpp"
#include "avow/base/hash.hpp"
#include "avow/base/limits.hpp"
#include "store/address.hpp"
#include "store/packing.hpp"

namespace avow::store {
namespace {

namespace fs = std::filesystem;

// zstd's usual level: text to a third, faster than any coder reads.
constexpr int kLevel = 3;

std::string_view digits_of(std::string_view id) {
  return id.starts_with("sha256:") ? id.substr(7) : id;
}

bool well_formed(std::string_view digits) {
  return digits.size() == 64 && digits.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// Not waited for to reach the disk: whoever loses the machine's power between here and the ledger's next
// checkpoint finds a damaged original by `avow verify`, and a copy of the source mends it.
int write_new(const fs::path& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444);
  if (file < 0) return errno;
  int failure = 0;
  while (!bytes.empty() && failure == 0) {
    const auto put = ::write(file, bytes.data(), bytes.size());
    if (put >= 0) bytes.remove_prefix(static_cast<std::size_t>(put));
    if (put < 0 && errno != EINTR) failure = errno;
  }
  if (::close(file) != 0 && failure == 0) failure = errno;
  return failure;
}

}  // namespace

fs::path originals_of(const fs::path& ledger) {
  if (!is_server_address(ledger.string())) return ledger.string() + ".originals";
  // Nothing lies beside a server: a folder here, named by the address without its password.
  std::string name = shown_place(ledger.string());
  name.erase(0, name.find("//") + 2);
  for (char& c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '.' && c != '-') c = '_';
  }
  return name + ".originals";
}

fs::path Originals::path_of(std::string_view id) const {
  const std::string_view digits = digits_of(id);
  return folder_ / std::string{digits.substr(0, 2)} / (std::string{digits.substr(2)} + ".zst");
}

Result<void> Originals::put(std::string_view id, std::string_view bytes) const {
  static std::atomic<unsigned> number{0};
  const fs::path path = path_of(id);
  if (::access(path.c_str(), F_OK) == 0) return {};
  const std::string packed = compress(bytes, kLevel);
  if (packed.empty()) return Error{ErrorCode::internal, "no memory to compress", path.string()};
  const fs::path temporary = path.parent_path() / fmt::format(".{}.{}.tmp", ::getpid(), number.fetch_add(1));
  int failure = write_new(temporary, packed);
  if (failure == ENOENT) {
    std::error_code ignored;
    fs::create_directories(path.parent_path(), ignored);
    failure = write_new(temporary, packed);
  }
  if (failure == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) failure = errno;
  if (failure != 0) ::unlink(temporary.c_str());
  if (failure != 0) return Error{ErrorCode::write_failed, std::strerror(failure), path.string()};
  return {};
}

Result<std::string> Originals::get(std::string_view id) const {
  if (!well_formed(digits_of(id))) return Error{ErrorCode::original_missing, "", std::string{id}};
  const fs::path path = path_of(id);
  const auto packed = system_files().read(path, ZSTD_compressBound(2 * kMaxDocumentSizeBytes));
  if (!packed && packed.error().code == ErrorCode::file_not_found) {
    return Error{ErrorCode::original_missing, "", path.string()};
  }
  if (!packed) return packed.error();
  const auto damaged = [&](std::string message) {
    return Error{ErrorCode::original_damaged, std::move(message), path.string()};
  };
  const auto size = ZSTD_getFrameContentSize(packed->data(), packed->size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN ||
      size > 2 * kMaxDocumentSizeBytes) {
    return damaged("it is no original");
  }
  std::string bytes(size, '\0');
  const std::size_t got = ZSTD_decompress(bytes.data(), bytes.size(), packed->data(), packed->size());
  if (ZSTD_isError(got) != 0) return damaged(ZSTD_getErrorName(got));
  bytes.resize(got);
  if (sha256_hex(bytes) != digits_of(id)) return damaged("its bytes are not those its name stands for");
  return bytes;
}

Result<void> Originals::check(std::span<const std::string> ids) const {
  for (const std::string& id : ids) {
    if (const auto bytes = get(id); !bytes) return bytes.error();
  }
  return {};
}

}  // namespace avow::store
