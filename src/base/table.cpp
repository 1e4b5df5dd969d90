#include "avow/base/table.hpp"

#include <algorithm>
#include <cassert>

#include <fmt/format.h>

#include "avow/base/file.hpp"
#include "avow/base/limits.hpp"
#include "avow/base/strings.hpp"

namespace avow {

std::string_view TableRow::operator[](std::string_view column) const {
  const std::size_t index = table_->column_index(column);
  assert(index < table_->columns_.size());
  return index < cells_.size() ? std::string_view{cells_[index]} : std::string_view{};
}

std::string TableRow::place() const {
  return fmt::format("{}:{}", table_->name_, line_);
}

Error TableRow::error(std::string message) const {
  return {ErrorCode::table_malformed, std::move(message), place()};
}

Table::Table(Table&& other) noexcept
    : name_(std::move(other.name_)), columns_(std::move(other.columns_)), rows_(std::move(other.rows_)) {
  adopt_rows();
}

Table& Table::operator=(Table&& other) noexcept {
  name_ = std::move(other.name_);
  columns_ = std::move(other.columns_);
  rows_ = std::move(other.rows_);
  adopt_rows();
  return *this;
}

void Table::adopt_rows() {
  for (TableRow& row : rows_) row.table_ = this;
}

std::size_t Table::column_index(std::string_view column) const {
  const auto found = std::find(columns_.begin(), columns_.end(), column);
  return static_cast<std::size_t>(found - columns_.begin());
}

bool Table::has_column(std::string_view column) const {
  return column_index(column) < columns_.size();
}

Result<Table> Table::load(const std::filesystem::path& path,
                          std::initializer_list<std::string_view> required_columns) {
  auto bytes = system_files().read(path, kMaxModelSizeBytes);
  if (!bytes) {
    Error error = bytes.error();
    if (error.code == ErrorCode::file_not_found) error.code = ErrorCode::table_missing;
    return error;
  }
  return parse(*bytes, path.string(), required_columns);
}

Result<Table> Table::parse(std::string_view text, std::string name,
                           std::initializer_list<std::string_view> required_columns) {
  Table table;
  table.name_ = std::move(name);
  std::size_t number = 0;
  for (std::string_view line : split(text, '\n')) {
    ++number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    TableRow row;
    row.line_ = number;
    if (line.size() > kMaxTableLineBytes) {
      return Error{ErrorCode::table_malformed, "the line is too long",
                   fmt::format("{}:{}", table.name_, number)};
    }
    for (const std::string_view cell : split(line, '\t')) row.cells_.emplace_back(trim(cell));
    if (table.columns_.empty()) {
      table.columns_ = std::move(row.cells_);
      continue;
    }
    if (row.cells_.size() > table.columns_.size()) {
      return Error{ErrorCode::table_malformed,
                   fmt::format("{} cells in a table of {} columns", row.cells_.size(), table.columns_.size()),
                   fmt::format("{}:{}", table.name_, number)};
    }
    table.rows_.push_back(std::move(row));
  }
  for (const std::string_view column : required_columns) {
    if (!table.has_column(column)) {
      return Error{ErrorCode::table_malformed, fmt::format("no column '{}'", column), table.name_};
    }
  }
  table.adopt_rows();
  return table;
}

}  // namespace avow
