// Bytes that come one block after the other, from a file, standard input or memory, compressed or not; and a
// buffer over them for lines and records.
//
//   auto stream = open_stream("news.jsonl.gz");
//   StreamReader reader{std::move(*stream)};
//   std::string line;
//   while (... reader.line(line, kMaxDocumentSizeBytes) ...)
//
// One thread at a time.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "avow/base/result.hpp"

namespace avow::source {

class ByteStream {
 public:
  virtual ~ByteStream() = default;
  // Fills at most `size` bytes; 0 at the end. After an error it may be called again: what is whole behind a
  // damaged stretch still comes, and nothing when there is no more.
  [[nodiscard]] virtual Result<std::size_t> read(char* buffer, std::size_t size) = 0;
  // Bytes read so far, before unpacking.
  [[nodiscard]] virtual std::size_t bytes_read() const = 0;
};

// "-" is standard input. Gzip (also of several members, as in WARC files) is unpacked on the way, told by its
// first bytes. A damaged member costs itself: reading goes on at the next.
[[nodiscard]] Result<std::unique_ptr<ByteStream>> open_stream(const std::filesystem::path& path);
[[nodiscard]] std::unique_ptr<ByteStream> memory_stream(std::string bytes);
// Unpacks gzip or zlib; at most max_size_bytes.
[[nodiscard]] Result<std::string> unpack(std::string_view bytes, std::size_t max_size_bytes,
                                         const std::string& place);

enum class Line : std::uint8_t { read, too_long, end };

class StreamReader {
 public:
  explicit StreamReader(std::unique_ptr<ByteStream> stream) : stream_(std::move(stream)) {}

  // The next line without its line break. A line longer than the limit is passed over (too_long).
  [[nodiscard]] Result<Line> line(std::string& line, std::size_t max_size_bytes);
  // The next `size` bytes, fewer at the end.
  [[nodiscard]] Result<std::string> take(std::size_t size);
  // Puts bytes back before what comes next.
  void put_back(std::string_view bytes);
  // What comes next, at least `size` bytes unless the end is nearer; nothing is taken.
  [[nodiscard]] Result<std::string_view> peek(std::size_t size);
  [[nodiscard]] std::size_t bytes_read() const { return stream_->bytes_read(); }
  // All that is left, or file_too_large.
  [[nodiscard]] Result<std::string> rest(std::size_t max_size_bytes, const std::string& place);

 private:
  [[nodiscard]] Result<bool> fill();  // false at the end
  std::unique_ptr<ByteStream> stream_;
  std::string buffer_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

}  // namespace avow::source
