// The readable account of a document for a terminal: who said what, what binds whom, reported conduct, and
// where they meet, each with its sentence and the evidence in it marked.
//
//   std::fputs(to_account(document, {.color = true, .width = 100}).c_str(), stdout);
//
// Works on a document just read and on one out of a ledger. Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "avow/base/result.hpp"
#include "avow/document/document.hpp"

namespace avow::pipeline {

struct AccountStyle {
  bool color = false;       // ANSI colours; else *cue*, [content] marks
  std::size_t width = 100;  // columns
};

[[nodiscard]] std::string to_account(const Document& document, const AccountStyle& style);

// All that led to one row ("o1") of a document: its sentence with spans, rule and confidence, the trace, the
// rows it rests on and the rows that rest on it. row_not_found when the document has no such row.
[[nodiscard]] Result<std::string> explain_row(const Document& document, std::string_view row,
                                              const AccountStyle& style);

}  // namespace avow::pipeline
