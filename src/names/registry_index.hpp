// The registry's hash index: folded keys to lists of numbers, with every key's word prefixes, so that the
// longest key in a row of tokens is found in one walk that stops at the first word no key has.
//
//   KeyWalk walk(index);
//   while (i < words.size() && walk.step(words[i].text)) { use(walk.first()); ++i; }
//
// Built once, then const from any thread. A KeyWalk belongs to one thread; neither allocates after build.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "names/registry_text.hpp"

namespace avow::names {

inline constexpr std::uint32_t kNoItem = 0xFFFFFFFFU;

// FNV-1a, extended byte by byte as a key grows (Fowler, Noll, Vo).
inline constexpr std::uint64_t kKeyHashStart = 14695981039346656037ULL;
[[nodiscard]] std::uint64_t extend_key_hash(std::uint64_t hash, std::string_view bytes);

class KeyIndex {
 public:
  // Room for about so many keys of so many items.
  void reserve(std::size_t keys);
  // Items of one key are listed in the order they were added.
  void add(std::string_view folded_key, std::uint32_t item);
  [[nodiscard]] std::uint32_t first(std::string_view folded_key) const;
  [[nodiscard]] std::uint32_t next(std::uint32_t item) const { return next_[item]; }

 private:
  friend class KeyWalk;
  struct Node {
    std::uint64_t hash = 0;  // 0: free
    std::uint32_t first = kNoItem, last = kNoItem;
    bool longer = false;  // some key goes on after this one
  };
  [[nodiscard]] const Node* find(std::uint64_t hash) const;
  Node& find_or_make(std::uint64_t hash);
  void grow(std::size_t capacity);

  std::vector<Node> nodes_;
  std::vector<std::uint32_t> next_;
  std::size_t used_ = 0;
};

// A walk along tokens through the index.
class KeyWalk {
 public:
  explicit KeyWalk(const KeyIndex& index) : index_(index) {}
  // Takes one more token; false: no key starts with what was read so far.
  bool step(std::string_view token);
  // The items whose key is exactly what was read, or kNoItem (also after a token that added nothing).
  [[nodiscard]] std::uint32_t first() const { return first_; }
  [[nodiscard]] const FoldedKey& key() const { return key_; }

 private:
  const KeyIndex& index_;
  FoldedKey key_;
  std::uint64_t hash_ = kKeyHashStart;
  std::size_t hashed_ = 0;
  std::uint32_t first_ = kNoItem;
};

}  // namespace avow::names
