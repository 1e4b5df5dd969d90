// Tree: the dependency trees of a document, with children in text order, for the stages above syntax/.
//
//   Tree tree{document};
//   for (TokenIndex child : tree.children(verb)) ...
//   TokenIndex subject = tree.child(verb, {Deprel::nsubj, Deprel::nsubj_pass});
//
// A snapshot: built once per document, linear in its tokens; the document must outlive it unchanged.
#pragma once

#include <initializer_list>
#include <span>
#include <vector>

#include "avow/document/document.hpp"

namespace avow {

class Tree {
 public:
  explicit Tree(const Document& document);

  [[nodiscard]] std::span<const TokenIndex> children(TokenIndex head) const;
  // The first child with one of these exact relations, in text order, or kNone.
  [[nodiscard]] TokenIndex child(TokenIndex head, std::initializer_list<Deprel> relations) const;
  // The first child whose base relation (without subtype) is this, or kNone.
  [[nodiscard]] TokenIndex child_of_base(TokenIndex head, Deprel base) const;
  [[nodiscard]] bool has_child(TokenIndex head, std::initializer_list<Deprel> relations) const {
    return child(head, relations) != kNone;
  }
  // The smallest token range that covers the head and all its descendants.
  [[nodiscard]] TokenRange subtree(TokenIndex head) const { return subtrees_[head]; }
  // Is `node` the ancestor itself or below it?
  [[nodiscard]] bool dominates(TokenIndex ancestor, TokenIndex node) const;
  // The root of a sentence (its first token without head), or kNone for an empty sentence.
  [[nodiscard]] TokenIndex root(SentenceIndex sentence) const;
  // The head and its conjuncts ("killed two and wounded five" from "killed": killed, wounded), in text order.
  [[nodiscard]] std::vector<TokenIndex> coordination(TokenIndex head) const;
  // The subtree of `head` without the subtrees of children with these base relations, as the smallest range
  // around the head that leaves out excluded children at either edge.
  [[nodiscard]] TokenRange trimmed(TokenIndex head, std::initializer_list<Deprel> excluded_bases) const;

 private:
  const Document& document_;
  std::vector<std::uint32_t> first_child_;  // offsets into children_, one more than tokens
  std::vector<TokenIndex> children_;
  std::vector<TokenRange> subtrees_;
};

}  // namespace avow
