// Where an act took place: the place of a word's own clause first, then of its sentence, then of the text's
// dateline.
//
//   PlaceLookup where{document, tree};             // once per document, after the places stage
//   FoundPlace found = where.find(trigger);
//   if (found.place != kNone) ... found.reason     // "own clause: in Aleppo"
//
// Document and tree must outlive it unchanged. Not synchronised; const after construction.
#pragma once

#include <string>
#include <vector>

#include "avow/document/tree.hpp"
#include "names/clause_lookup.hpp"

namespace avow::names {

struct FoundPlace {
  PlaceIndex place = kNone;
  Span span;           // the mention that says so
  std::string reason;  // for `avow explain`; "" where there is none
};

class PlaceLookup {
 public:
  PlaceLookup(const Document& document, const Tree& tree);
  [[nodiscard]] FoundPlace find(TokenIndex trigger) const;

 private:
  [[nodiscard]] FoundPlace found(const Marked& marked, std::string_view why) const;

  const Document& document_;
  const Tree& tree_;
  std::vector<Marked> marked_;  // places as places
  const Marked* dateline_ = nullptr;
};

}  // namespace avow::names
