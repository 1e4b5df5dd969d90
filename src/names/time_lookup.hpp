// When an act took place: the time of a word's own clause first, then of its sentence.
//
//   TimeLookup when{document, tree};               // once per document, after the times stage
//   FoundTimeOf found = when.find(trigger);
//   if (found.time != kNone) ... found.reason      // "own clause: on Friday"
//
// A time that says when something was said ("police said on Friday") is not the time of what was said.
// Lengths and habits (DURATION without days, SET) are no answer. Document and tree must outlive it unchanged.
#pragma once

#include <string>
#include <vector>

#include "avow/document/tree.hpp"
#include "names/clause_lookup.hpp"

namespace avow::names {

struct FoundTimeOf {
  TimeIndex time = kNone;
  Span span;
  std::string reason;
};

class TimeLookup {
 public:
  TimeLookup(const Document& document, const Tree& tree);
  [[nodiscard]] FoundTimeOf find(TokenIndex trigger) const;

 private:
  const Document& document_;
  const Tree& tree_;
  std::vector<Marked> marked_;
};

}  // namespace avow::names
