// Which place of the gazetteer each place name of a document means.
//
//   std::vector<PlaceName> names = ...;                     // in text order
//   std::vector<ResolvedPlace> resolved = resolve_places(document, gazetteer, names);
//
// Context decides: a container named beside it ("Paris, Texas"; "Idlib in Syria"), units ("Aleppo province"),
// the countries and units the text speaks of, places nearby, what the name means to most people. One text
// uses a name for one place, unless a container beside it says otherwise. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "avow/document/document.hpp"
#include "names/gazetteer.hpp"

namespace avow::names {

struct PlaceName {
  Span span;
  bool demonyms = false;  // "Syrian" counts as its country
};

struct ResolvedPlace {
  std::uint32_t place = kNoPlace;
  float confidence = 0;
  std::string rule;  // "container", "unit-word", "country-context", "nearby", "prior" ...
};

[[nodiscard]] std::vector<ResolvedPlace> resolve_places(const Document& document, const Gazetteer& gazetteer,
                                                        const std::vector<PlaceName>& names);

}  // namespace avow::names
