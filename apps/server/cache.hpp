// Answers that were given before, as long as the ledger has not changed: the text, its hash, and it
// compressed.
//
// Thread-safe. Bodies are shared, never copied.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace avow::server {

struct CachedAnswer {
  std::string type;
  std::string etag;  // with its quotes
  std::shared_ptr<const std::string> plain;
  std::shared_ptr<const std::string> gzip;  // null: not smaller
};

class Cache {
 public:
  explicit Cache(std::size_t max_size_bytes) : max_size_bytes_(max_size_bytes) {}
  [[nodiscard]] std::shared_ptr<const CachedAnswer> find(const std::string& key, std::uint64_t epoch);
  void keep(const std::string& key, std::uint64_t epoch, std::shared_ptr<const CachedAnswer> answer);

 private:
  struct Entry {
    std::string key;
    std::uint64_t epoch = 0;
    std::shared_ptr<const CachedAnswer> answer;
    std::size_t size_bytes = 0;
  };
  void drop(std::list<Entry>::iterator entry);
  std::mutex mutex_;
  std::list<Entry> entries_;  // last used first
  std::unordered_map<std::string, std::list<Entry>::iterator> by_key_;
  std::size_t size_bytes_ = 0, max_size_bytes_;
};

// gzip (RFC 1952); empty when memory is out.
[[nodiscard]] std::string gzip(std::string_view bytes, int level);
// The answer with its hash, compressed when that is worth it.
[[nodiscard]] std::shared_ptr<const CachedAnswer> make_answer(std::string type, std::string body);

}  // namespace avow::server
