// Rows of a ledger as tables: by party for a reader, CSV, or JSON Lines.
//
//   auto rows = store->rows({.party = "Taliban"});
//   std::fputs(rows_to_text(*rows, style).c_str(), stdout);
//
// Pure functions; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "avow/ledger/store.hpp"
#include "avow/pipeline/account.hpp"

namespace avow::pipeline {

struct TableStyle {
  AccountStyle account{};
  // Also parties of which nothing but conduct is known.
  bool every_party = false;
};

[[nodiscard]] std::string rows_to_text(const std::vector<ledger::Row>& rows, const TableStyle& style);
// RFC 4180, with a first line that names the columns.
[[nodiscard]] std::string rows_to_csv(const std::vector<ledger::Row>& rows);
// One JSON object a row and line, with the columns of the CSV as members.
[[nodiscard]] std::string rows_to_json(const std::vector<ledger::Row>& rows);

}  // namespace avow::pipeline
