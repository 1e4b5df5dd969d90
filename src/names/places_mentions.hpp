// Which stretches of a document are place names: the tagger's locations, or, where it has not run, runs of
// proper nouns that the gazetteer knows and whose surroundings speak of a place.
//
//   for (const PlaceMention& mention : find_place_mentions(document, gazetteer)) ...   // in text order, none
//   overlap
//
// Pure functions; any thread.
#pragma once

#include <vector>

#include "avow/document/document.hpp"
#include "names/gazetteer.hpp"

namespace avow::names {

struct PlaceMention {
  TokenRange tokens;
  Span span;
  bool acts = false;  // subject of a verb: "Washington said", the place stands for who is there
  bool part = false;  // of another name: "Washington Post"
};

[[nodiscard]] std::vector<PlaceMention> find_place_mentions(const Document& document,
                                                            const Gazetteer& gazetteer);

// The form of a name under which the gazetteer knows it: as it is, or without "the", "northern", "province".
// Folded; of the name as it is where no form is known.
[[nodiscard]] std::string known_form(const Gazetteer& gazetteer, std::string_view surface);

}  // namespace avow::names
