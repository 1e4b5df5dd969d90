#include "cache.hpp"

#include <zlib.h>

#include "avow/base/hash.hpp"

namespace avow::server {
namespace {
constexpr std::size_t kSmallestToCompressBytes = 1000;
constexpr int kGzipLevel = 5;
// zlib: 15 bits of window, and 16 more for gzip's header instead of zlib's.
constexpr int kGzipWindow = 15 + 16;
constexpr int kZlibMemory = 8;
}  // namespace

std::shared_ptr<const CachedAnswer> Cache::find(const std::string& key, std::uint64_t epoch) {
  const std::lock_guard lock{mutex_};
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  if (found->second->epoch != epoch) {
    drop(found->second);
    return nullptr;
  }
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->answer;
}

void Cache::keep(const std::string& key, std::uint64_t epoch, std::shared_ptr<const CachedAnswer> answer) {
  const std::size_t size = key.size() + answer->plain->size() + (answer->gzip ? answer->gzip->size() : 0);
  if (size > max_size_bytes_ / 4) return;
  const std::lock_guard lock{mutex_};
  if (const auto found = by_key_.find(key); found != by_key_.end()) drop(found->second);
  entries_.push_front({key, epoch, std::move(answer), size});
  by_key_[key] = entries_.begin();
  size_bytes_ += size;
  while (size_bytes_ > max_size_bytes_) drop(std::prev(entries_.end()));
}

void Cache::drop(std::list<Entry>::iterator entry) {
  size_bytes_ -= entry->size_bytes;
  by_key_.erase(entry->key);
  entries_.erase(entry);
}

std::string gzip(std::string_view bytes, int level) {
  z_stream stream{};
  if (::deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, kZlibMemory, Z_DEFAULT_STRATEGY) != Z_OK)
    return {};
  std::string out(::deflateBound(&stream, bytes.size()), '\0');
  // zlib does not write to its input, though its interface could.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // NOLINT
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());  // NOLINT
  stream.avail_out = static_cast<uInt>(out.size());
  const bool done = ::deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(done ? stream.total_out : 0);
  ::deflateEnd(&stream);
  return out;
}

std::shared_ptr<const CachedAnswer> make_answer(std::string type, std::string body) {
  auto answer = std::make_shared<CachedAnswer>();
  answer->type = std::move(type);
  answer->etag = "\"" + sha256_hex(body).substr(0, 32) + "\"";
  if (body.size() >= kSmallestToCompressBytes) {
    std::string smaller = gzip(body, kGzipLevel);
    if (!smaller.empty() && smaller.size() < body.size()) {
      answer->gzip = std::make_shared<const std::string>(std::move(smaller));
    }
  }
  answer->plain = std::make_shared<const std::string>(std::move(body));
  return answer;
}

}  // namespace avow::server
