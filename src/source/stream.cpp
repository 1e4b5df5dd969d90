#include "source/stream.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <tuple>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>

#include "avow/base/limits.hpp"

namespace avow::source {
namespace {

constexpr std::size_t kBlockBytes = 1U << 17U;
// Window bits of zlib: 15, and 32 for "gzip or zlib, see the header".
constexpr int kAnyHeader = 15 + 32;

class FileStream final : public ByteStream {
 public:
  FileStream(int fd, bool owned, std::string place) : fd_(fd), owned_(owned), place_(std::move(place)) {}
  ~FileStream() override {
    if (owned_) ::close(fd_);
  }
  FileStream(const FileStream&) = delete;
  FileStream& operator=(const FileStream&) = delete;

  Result<std::size_t> read(char* buffer, std::size_t size) override {
    while (!failed_) {
      const auto got = ::read(fd_, buffer, size);
      if (got >= 0) {
        bytes_read_ += static_cast<std::size_t>(got);
        return static_cast<std::size_t>(got);
      }
      if (errno == EINTR) continue;
      failed_ = true;
      const ErrorCode code = errno == EISDIR ? ErrorCode::file_unreadable : ErrorCode::read_failed;
      return Error{code, std::strerror(errno), place_};
    }
    return std::size_t{0};
  }
  [[nodiscard]] std::size_t bytes_read() const override { return bytes_read_; }

 private:
  int fd_;
  bool owned_;
  bool failed_ = false;
  std::size_t bytes_read_ = 0;
  std::string place_;
};

class MemoryStream final : public ByteStream {
 public:
  explicit MemoryStream(std::string bytes) : bytes_(std::move(bytes)) {}
  Result<std::size_t> read(char* buffer, std::size_t size) override {
    const std::size_t count = std::min(size, bytes_.size() - at_);
    std::memcpy(buffer, bytes_.data() + at_, count);
    at_ += count;
    return count;
  }
  [[nodiscard]] std::size_t bytes_read() const override { return at_; }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

// Unpacks when the first two bytes are those of gzip; passes everything through otherwise.
class UnpackingStream final : public ByteStream {
 public:
  UnpackingStream(std::unique_ptr<ByteStream> packed, std::string place)
      : packed_(std::move(packed)), place_(std::move(place)), input_(kBlockBytes, '\0') {}
  ~UnpackingStream() override {
    if (unpacking_) inflateEnd(&zlib_);
  }
  UnpackingStream(const UnpackingStream&) = delete;
  UnpackingStream& operator=(const UnpackingStream&) = delete;

  Result<std::size_t> read(char* buffer, std::size_t size) override {
    if (!begun_) {
      if (auto begun = begin(); !begun) return begun.error();
    }
    if (!unpacking_) return pass_through(buffer, size);
    zlib_.next_out = reinterpret_cast<Bytef*>(buffer);
    zlib_.avail_out = static_cast<uInt>(size);
    while (zlib_.avail_out == size) {
      if (zlib_.avail_in == 0) {
        auto more = refill();
        if (!more) return more.error();
        if (!*more) {
          if (inside_member_) return lose_way("it ends too early");
          return std::size_t{0};
        }
      }
      if (!inside_member_ && !at_member()) continue;
      inside_member_ = true;
      const int status = inflate(&zlib_, Z_NO_FLUSH);
      if (status == Z_STREAM_END) {
        inside_member_ = false;
        inflateReset(&zlib_);
      } else if (status != Z_OK && status != Z_BUF_ERROR) {
        return lose_way(zlib_.msg == nullptr ? "it is damaged" : zlib_.msg);
      }
    }
    const std::size_t got = size - zlib_.avail_out;
    unpacked_ += got;
    if (unpacked_ > kUnpackRatioFreeBytes && unpacked_ / kMaxUnpackRatio > packed_->bytes_read()) {
      ended_ = true;
      zlib_.avail_in = 0;
      inside_member_ = false;
      return damaged(fmt::format("it unpacks to over {} times its size", kMaxUnpackRatio));
    }
    return got;
  }

  [[nodiscard]] std::size_t bytes_read() const override { return packed_->bytes_read(); }

 private:
  [[nodiscard]] Error damaged(std::string message) const {
    return {ErrorCode::bad_compression, std::move(message), place_};
  }

  // The damage may lie far before where it shows: the next member is looked for from the begin of this one,
  // or of the block where that is gone.
  Error lose_way(const char* message) {
    Error error = damaged(message);
    inside_member_ = false;
    lost_ = true;
    magic_ = 0;
    inflateReset(&zlib_);
    zlib_.next_in = reinterpret_cast<Bytef*>(input_.data()) + member_at_;
    zlib_.avail_in = static_cast<uInt>(block_bytes_ - member_at_);
    return error;
  }

  Result<void> begin() {
    begun_ = true;
    auto more = refill();
    while (more && *more && zlib_.avail_in < 2) {  // a pipe may give single bytes
      auto got = packed_->read(input_.data() + zlib_.avail_in, input_.size() - zlib_.avail_in);
      if (!got) return got.error();
      if (*got == 0) break;
      zlib_.avail_in += static_cast<uInt>(*got);
      block_bytes_ += *got;
    }
    if (!more) return more.error();
    unpacking_ = zlib_.avail_in >= 2 && input_[0] == '\x1F' && input_[1] == '\x8B';
    if (unpacking_ && inflateInit2(&zlib_, kAnyHeader) != Z_OK) {
      unpacking_ = false;
      return Error{ErrorCode::internal, "no memory to unpack", place_};
    }
    return {};
  }

  Result<bool> refill() {
    if (ended_) return false;
    auto got = packed_->read(input_.data(), input_.size());
    if (!got) {
      ended_ = true;
      inside_member_ = false;
      return got.error();
    }
    zlib_.next_in = reinterpret_cast<Bytef*>(input_.data());
    zlib_.avail_in = static_cast<uInt>(*got);
    ended_ = *got == 0;
    if (!ended_) {
      block_bytes_ = *got;
      member_at_ = 0;
    }
    return !ended_;
  }

  // Whether a member begins here; else one byte is passed over: padding after the last member, or, after
  // damage, whatever stands before the next member's first bytes (RFC 1952: 1F 8B, method 8).
  bool at_member() {
    if (!lost_ && *zlib_.next_in != 0) {
      member_at_ = offset() + 1;
      return true;
    }
    constexpr std::string_view kMagic = "\x1F\x8B\x08";
    if (static_cast<char>(*zlib_.next_in) == kMagic[magic_]) {
      ++magic_;
    } else {
      magic_ = static_cast<char>(*zlib_.next_in) == kMagic[0] ? 1 : 0;
    }
    ++zlib_.next_in;
    --zlib_.avail_in;
    if (!lost_ || magic_ < kMagic.size()) return false;
    magic_ = 0;
    lost_ = false;
    member_at_ = offset();
    return feed_magic(kMagic);
  }

  [[nodiscard]] std::size_t offset() const {
    return static_cast<std::size_t>(zlib_.next_in - reinterpret_cast<const Bytef*>(input_.data()));
  }

  // The first bytes of the member are behind us, perhaps in a block that is gone: they are given to zlib
  // again.
  bool feed_magic(std::string_view magic) {
    std::string copy{magic};
    const auto in = std::pair{zlib_.next_in, zlib_.avail_in};
    zlib_.next_in = reinterpret_cast<Bytef*>(copy.data());
    zlib_.avail_in = static_cast<uInt>(copy.size());
    const int status = inflate(&zlib_, Z_NO_FLUSH);
    std::tie(zlib_.next_in, zlib_.avail_in) = in;
    inside_member_ = status == Z_OK || status == Z_BUF_ERROR;
    lost_ = !inside_member_;
    return inside_member_ && zlib_.avail_in > 0;
  }

  Result<std::size_t> pass_through(char* buffer, std::size_t size) {
    if (zlib_.avail_in == 0) return ended_ ? Result<std::size_t>{0} : packed_->read(buffer, size);
    const std::size_t count = std::min<std::size_t>(size, zlib_.avail_in);
    std::memcpy(buffer, zlib_.next_in, count);
    zlib_.next_in += count;
    zlib_.avail_in -= static_cast<uInt>(count);
    return count;
  }

  std::unique_ptr<ByteStream> packed_;
  std::string place_;
  std::string input_;
  z_stream zlib_{};
  std::size_t block_bytes_ = 0;  // in input_
  std::size_t member_at_ = 0;    // in input_, from where the next member would be looked for
  std::size_t unpacked_ = 0;
  std::size_t magic_ = 0;  // of a member's first bytes, how many were just seen
  bool begun_ = false;
  bool unpacking_ = false;
  bool inside_member_ = false;
  bool lost_ = false;  // after damage, until the next member
  bool ended_ = false;
};

}  // namespace

Result<std::unique_ptr<ByteStream>> open_stream(const std::filesystem::path& path) {
  const bool standard_input = path == "-";
  const int fd = standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    const bool missing = errno == ENOENT || errno == ENOTDIR;
    return Error{missing ? ErrorCode::file_not_found : ErrorCode::file_unreadable, std::strerror(errno),
                 path.string()};
  }
  std::unique_ptr<ByteStream> stream = std::make_unique<UnpackingStream>(
      std::make_unique<FileStream>(fd, !standard_input, path.string()), path.string());
  return stream;
}

std::unique_ptr<ByteStream> memory_stream(std::string bytes) {
  return std::make_unique<UnpackingStream>(std::make_unique<MemoryStream>(std::move(bytes)), "memory");
}

Result<std::string> unpack(std::string_view bytes, std::size_t max_size_bytes, const std::string& place) {
  z_stream zlib{};
  if (inflateInit2(&zlib, kAnyHeader) != Z_OK)
    return Error{ErrorCode::internal, "no memory to unpack", place};
  std::string input{bytes};
  zlib.next_in = reinterpret_cast<Bytef*>(input.data());
  zlib.avail_in = static_cast<uInt>(input.size());
  std::string out;
  std::string block(kBlockBytes, '\0');
  int status = Z_OK;
  while (status == Z_OK && out.size() <= max_size_bytes) {
    zlib.next_out = reinterpret_cast<Bytef*>(block.data());
    zlib.avail_out = static_cast<uInt>(block.size());
    status = inflate(&zlib, Z_NO_FLUSH);
    out.append(block, 0, block.size() - zlib.avail_out);
    if (status == Z_OK && zlib.avail_in == 0 && zlib.avail_out > 0) break;
  }
  inflateEnd(&zlib);
  if (out.size() > max_size_bytes) {
    return Error{ErrorCode::file_too_large, fmt::format("unpacked it is over {} bytes", max_size_bytes),
                 place};
  }
  if (status != Z_STREAM_END)
    return Error{ErrorCode::bad_compression, "it is damaged or ends too early", place};
  return out;
}

Result<bool> StreamReader::fill() {
  if (ended_) return false;
  if (at_ > 0) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kBlockBytes);
  auto got = stream_->read(buffer_.data() + before, kBlockBytes);
  buffer_.resize(before + (got ? *got : 0));
  if (!got) return got.error();
  ended_ = *got == 0;
  return !ended_;
}

Result<Line> StreamReader::line(std::string& line, std::size_t max_size_bytes) {
  line.clear();
  bool too_long = false;
  for (;;) {
    const std::size_t end = buffer_.find('\n', at_);
    const std::size_t stop = end == std::string::npos ? buffer_.size() : end;
    too_long |= line.size() + (stop - at_) > max_size_bytes;
    if (!too_long) line.append(buffer_, at_, stop - at_);
    const bool something = stop > at_ || !line.empty() || too_long;
    at_ = end == std::string::npos ? stop : end + 1;
    if (end != std::string::npos) break;
    auto more = fill();
    if (!more) return more.error();
    if (!*more) {
      if (!something) return Line::end;
      break;
    }
  }
  if (too_long) line.clear();
  if (line.ends_with('\r')) line.pop_back();
  return too_long ? Line::too_long : Line::read;
}

Result<std::string> StreamReader::take(std::size_t size) {
  std::string out;
  while (out.size() < size) {
    if (at_ == buffer_.size()) {
      auto more = fill();
      if (!more) return more.error();
      if (!*more) break;
    }
    const std::size_t count = std::min(size - out.size(), buffer_.size() - at_);
    out.append(buffer_, at_, count);
    at_ += count;
  }
  return out;
}

void StreamReader::put_back(std::string_view bytes) {
  std::string all{bytes};
  all.append(buffer_, at_);
  buffer_ = std::move(all);
  at_ = 0;
}

Result<std::string_view> StreamReader::peek(std::size_t size) {
  while (buffer_.size() - at_ < size) {
    auto more = fill();
    if (!more) return more.error();
    if (!*more) break;
  }
  return std::string_view{buffer_}.substr(at_);
}

Result<std::string> StreamReader::rest(std::size_t max_size_bytes, const std::string& place) {
  auto all = take(max_size_bytes + 1);
  if (all && all->size() > max_size_bytes) {
    return Error{ErrorCode::file_too_large, fmt::format("the limit is {} bytes", max_size_bytes), place};
  }
  return all;
}

}  // namespace avow::source
