#include "names/registry_index.hpp"

#include <algorithm>
#include <utility>

namespace avow::names {

std::uint64_t extend_key_hash(std::uint64_t hash, std::string_view bytes) {
  for (const char c : bytes) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  }
  return hash;
}

namespace {
// FNV's low bits are weak for short keys; 0 marks a free node.
std::uint64_t node_hash(std::uint64_t hash) {
  hash ^= hash >> 32U;
  hash *= 0x9E3779B97F4A7C15ULL;
  hash ^= hash >> 29U;
  return hash == 0 ? 1 : hash;
}
}  // namespace

void KeyIndex::reserve(std::size_t keys) {
  next_.reserve(keys);
  std::size_t capacity = 64;
  while (capacity < keys * 4) capacity *= 2;
  if (capacity > nodes_.size()) grow(capacity);
}

void KeyIndex::grow(std::size_t capacity) {
  std::vector<Node> old = std::exchange(nodes_, std::vector<Node>(capacity));
  const std::size_t mask = nodes_.size() - 1;
  for (const Node& node : old) {
    if (node.hash == 0) continue;
    std::size_t at = node.hash & mask;
    while (nodes_[at].hash != 0) at = (at + 1) & mask;
    nodes_[at] = node;
  }
}

const KeyIndex::Node* KeyIndex::find(std::uint64_t hash) const {
  if (nodes_.empty()) return nullptr;
  const std::uint64_t wanted = node_hash(hash);
  const std::size_t mask = nodes_.size() - 1;
  for (std::size_t at = wanted & mask; nodes_[at].hash != 0; at = (at + 1) & mask) {
    if (nodes_[at].hash == wanted) return &nodes_[at];
  }
  return nullptr;
}

KeyIndex::Node& KeyIndex::find_or_make(std::uint64_t hash) {
  if (nodes_.size() < (used_ + 1) * 2) grow(std::max<std::size_t>(64, nodes_.size() * 2));
  const std::uint64_t wanted = node_hash(hash);
  const std::size_t mask = nodes_.size() - 1;
  std::size_t at = wanted & mask;
  while (nodes_[at].hash != 0 && nodes_[at].hash != wanted) at = (at + 1) & mask;
  if (nodes_[at].hash == 0) {
    nodes_[at].hash = wanted;
    ++used_;
  }
  return nodes_[at];
}

void KeyIndex::add(std::string_view folded_key, std::uint32_t item) {
  if (item >= next_.size()) next_.resize(item + 1, kNoItem);
  std::uint64_t hash = kKeyHashStart;
  std::size_t done = 0;
  for (std::size_t space = folded_key.find(' '); space != std::string_view::npos;
       space = folded_key.find(' ', space + 1)) {
    hash = extend_key_hash(hash, folded_key.substr(done, space - done));
    done = space;
    find_or_make(hash).longer = true;
  }
  Node& node = find_or_make(extend_key_hash(hash, folded_key.substr(done)));
  if (node.first == kNoItem) {
    node.first = item;
  } else {
    next_[node.last] = item;
  }
  node.last = item;
}

std::uint32_t KeyIndex::first(std::string_view folded_key) const {
  const Node* node = find(extend_key_hash(kKeyHashStart, folded_key));
  return node == nullptr ? kNoItem : node->first;
}

bool KeyWalk::step(std::string_view token) {
  first_ = kNoItem;
  if (!key_.add(token)) return false;
  const std::string_view folded = key_.folded();
  if (folded.size() == hashed_) return true;  // a hyphen: the walk goes on, nothing ends here
  for (std::size_t space = folded.find(' ', hashed_); space != std::string_view::npos;
       space = folded.find(' ', space + 1)) {
    hash_ = extend_key_hash(hash_, folded.substr(hashed_, space - hashed_));
    hashed_ = space;
    const KeyIndex::Node* node = index_.find(hash_);
    if (node == nullptr || !node->longer) return false;
  }
  hash_ = extend_key_hash(hash_, folded.substr(hashed_));
  hashed_ = folded.size();
  const KeyIndex::Node* node = index_.find(hash_);
  // No node here may still be the middle of a word ("People" of "People" "’s"): the next step decides.
  if (node != nullptr) first_ = node->first;
  return true;
}

}  // namespace avow::names
