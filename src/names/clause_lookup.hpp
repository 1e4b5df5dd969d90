// What time and place lookup share: which of a document's marked stretches belongs to a word's clause.
// Private to time_lookup and place_lookup.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "avow/document/tree.hpp"

namespace avow::names {

struct Marked {
  TokenRange tokens;
  TokenIndex head = kNone;  // the token of the range whose head lies outside it
  Index row = kNone;        // of places or times
  Index mention = 0;
  int fineness = 0;  // finer wins between equals
};

enum class Closeness : std::uint8_t { dependent, clause, sentence };

struct ClauseFind {
  const Marked* marked = nullptr;
  Closeness closeness = Closeness::sentence;
};

// The token of a range that hangs on a token outside it (the first one without a head in it).
[[nodiscard]] TokenIndex head_of(const Document& document, TokenRange range);

// The marked stretch nearest to the trigger: hanging on it, else in its clause (not across another verb),
// else in its sentence and not hanging on another verb. `marked` in text order.
[[nodiscard]] std::optional<ClauseFind> find_in_clause(const Document& document, const Tree& tree,
                                                       TokenIndex trigger, const std::vector<Marked>& marked);

}  // namespace avow::names
