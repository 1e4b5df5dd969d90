// What the words around a place name say about it: containers beside it, words for units.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "avow/document/document.hpp"
#include "names/gazetteer.hpp"

namespace avow::names {

enum class UnitHint : std::uint8_t { none, country, admin1, admin2, admin, settlement, water, terrain };

struct NameContext {
  std::string folded;
  UnitHint unit = UnitHint::none;
  std::vector<std::uint32_t> containers;  // that the text sets beside it (", Texas"; "in Syria")
  bool firm_container = false;            // by a comma, not only by "in"
  bool as_container = false;              // stands behind another's comma: "Albany, New York"
  std::vector<std::uint32_t> hinted;      // countries of an adjective just before ("the Turkish city of")
};

// `previous` and `next`: the place names around it in the text, empty spans for none.
[[nodiscard]] NameContext read_name_context(const Document& document, const Gazetteer& gazetteer, Span name,
                                            Span previous, Span next);

// The country of a web address's or publisher's top-level domain (".co.uk"), as an index, or kNoPlace.
[[nodiscard]] std::uint32_t country_of_address(const Gazetteer& gazetteer, std::string_view address);

}  // namespace avow::names
