#include "avow/document/tree.hpp"

#include <algorithm>

namespace avow {

Tree::Tree(const Document& document) : document_(document) {
  const auto count = document.tokens.size();
  first_child_.assign(count + 1, 0);
  for (const Token& token : document.tokens) {
    if (token.head != kNone) ++first_child_[static_cast<std::size_t>(token.head) + 1];
  }
  for (std::size_t i = 0; i < count; ++i) first_child_[i + 1] += first_child_[i];
  children_.resize(first_child_[count]);
  std::vector<std::uint32_t> next(first_child_.begin(), first_child_.end() - 1);
  subtrees_.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto token = static_cast<TokenIndex>(i);
    subtrees_[i] = {token, token + 1};
    const TokenIndex head = document.tokens[i].head;
    if (head != kNone) children_[next[static_cast<std::size_t>(head)]++] = token;
  }
  // Each token widens its ancestors' ranges until one covers it already; heads form trees, so this ends.
  for (std::size_t i = 0; i < count; ++i) {
    const auto token = static_cast<TokenIndex>(i);
    for (TokenIndex up = document.tokens[i].head; up != kNone; up = document.tokens[up].head) {
      TokenRange& range = subtrees_[up];
      if (range.contains(token)) break;
      range.first = std::min(range.first, token);
      range.last = std::max(range.last, token + 1);
    }
  }
}

std::span<const TokenIndex> Tree::children(TokenIndex head) const {
  const auto begin = first_child_[static_cast<std::size_t>(head)];
  const auto end = first_child_[static_cast<std::size_t>(head) + 1];
  return {children_.data() + begin, end - begin};
}

TokenIndex Tree::child(TokenIndex head, std::initializer_list<Deprel> relations) const {
  for (const TokenIndex candidate : children(head)) {
    const Deprel deprel = document_.tokens[candidate].deprel;
    if (std::find(relations.begin(), relations.end(), deprel) != relations.end()) return candidate;
  }
  return kNone;
}

TokenIndex Tree::child_of_base(TokenIndex head, Deprel base) const {
  for (const TokenIndex candidate : children(head)) {
    if (base_relation(document_.tokens[candidate].deprel) == base) return candidate;
  }
  return kNone;
}

bool Tree::dominates(TokenIndex ancestor, TokenIndex node) const {
  if (ancestor == kNone || !subtrees_[ancestor].contains(node)) return false;
  for (TokenIndex up = node; up != kNone; up = document_.tokens[up].head) {
    if (up == ancestor) return true;
  }
  return false;
}

TokenIndex Tree::root(SentenceIndex sentence) const {
  const TokenRange range = document_.sentences[sentence].tokens;
  for (TokenIndex token = range.first; token < range.last; ++token) {
    if (document_.tokens[token].head == kNone) return token;
  }
  return kNone;
}

std::vector<TokenIndex> Tree::coordination(TokenIndex head) const {
  std::vector<TokenIndex> out{head};
  for (const TokenIndex candidate : children(head)) {
    if (document_.tokens[candidate].deprel == Deprel::conj) out.push_back(candidate);
  }
  return out;
}

TokenRange Tree::trimmed(TokenIndex head, std::initializer_list<Deprel> excluded_bases) const {
  TokenRange range{head, head + 1};
  for (const TokenIndex candidate : children(head)) {
    const Deprel base = base_relation(document_.tokens[candidate].deprel);
    if (std::find(excluded_bases.begin(), excluded_bases.end(), base) != excluded_bases.end()) continue;
    range.first = std::min(range.first, subtrees_[candidate].first);
    range.last = std::max(range.last, subtrees_[candidate].last);
  }
  // An excluded child between the head and a kept one stays inside: the range is one stretch.
  return range;
}

}  // namespace avow
