// Tables of data/: UTF-8, tab-separated, one row a line, `#` opens a comment line, the first row that is
// no comment names the columns. Every error names file and line.
//
//   Result<Table> table = Table::load(folder / "speech/cues.tsv", {"lemma", "function"});
//   for (const TableRow& row : table->rows()) row["lemma"];
//
// Owns its text. Const access from any thread.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"

namespace avow {

class Table;

class TableRow {
 public:
  // The cell of a column that exists (assert); "" where the cell is empty or the row is short.
  [[nodiscard]] std::string_view operator[](std::string_view column) const;
  // 1-based line in the file.
  [[nodiscard]] std::size_t line() const { return line_; }
  // "FILE:LINE", for errors.
  [[nodiscard]] std::string place() const;
  // A table_malformed error at this row.
  [[nodiscard]] Error error(std::string message) const;

 private:
  friend class Table;
  const Table* table_ = nullptr;
  std::vector<std::string> cells_;
  std::size_t line_ = 0;
};

class Table {
 public:
  // Reads a table; an error when a required column is missing or a row has more cells than columns.
  [[nodiscard]] static Result<Table> load(const std::filesystem::path& path,
                                          std::initializer_list<std::string_view> required_columns);
  [[nodiscard]] static Result<Table> parse(std::string_view text, std::string name,
                                           std::initializer_list<std::string_view> required_columns);
  Table(Table&& other) noexcept;
  Table& operator=(Table&& other) noexcept;
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  ~Table() = default;

  [[nodiscard]] const std::vector<TableRow>& rows() const { return rows_; }
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] bool has_column(std::string_view column) const;

 private:
  friend class TableRow;
  Table() = default;
  [[nodiscard]] std::size_t column_index(std::string_view column) const;
  void adopt_rows();
  std::string name_;
  std::vector<std::string> columns_;
  std::vector<TableRow> rows_;
};

}  // namespace avow
