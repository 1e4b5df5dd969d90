// The fields of rows that a reviewer may amend: how each is read from words, told in words, and set.
//
// A settled value is a string that means the same whenever it is read again: an actor's registry id or name,
// an enumerator's name, FIRST-LAST, a day. Pure functions; thread-safe.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "avow/ledger/review.hpp"

namespace avow::ledger {

struct RowAt {
  RowKind kind = RowKind::statement;
  Index index = kNone;
};

// Where the document has the row of this id.
[[nodiscard]] std::optional<RowAt> find_row(const Document& document, std::string_view row);

// What settling an amendment may ask for beside the document.
struct Known {
  const Document& document;
  const std::map<std::string, std::string>& parties;  // key to name
};

struct Field {
  std::string_view name;
  // Settled form and its name, or why not.
  Result<std::pair<std::string, std::string>> (*settle)(const Known& known, Index row,
                                                        const std::string& text);
  std::string (*get)(const Document& document, Index row);
  void (*set)(Document& document, Index row, const std::string& value, const std::string& name);
};

[[nodiscard]] const std::vector<Field>& fields_of(RowKind kind);
[[nodiscard]] const Field* find_field(RowKind kind, std::string_view name);

// The span that stands for the row: content, trigger, conduct; of a finding, its deed's trigger.
[[nodiscard]] Span main_span(const Document& document, RowAt row);

}  // namespace avow::ledger
