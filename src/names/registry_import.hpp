// What the three importers share: the table they write, CSV, ids and kinds. Private to
// src/names/registry_import*.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "avow/names/registry_import.hpp"

namespace avow::names {

// One period of an imported actor, as the cells of the table.
struct ImportedPeriod {
  std::string kind, country, code, from, to, parent, role;
};

struct ImportedActor {
  std::string id, name, gender;
  std::vector<std::string> aliases;
  std::vector<ImportedPeriod> periods;
};

// Collects actors and writes the table in the order they came.
class ImportWriter {
 public:
  ImportWriter(std::string_view file, const Registry& base) : file_(file), base_(base) {}
  [[nodiscard]] const Registry& base() const { return base_; }
  void note(std::size_t line, std::string_view what);  // left out
  void add(ImportedActor actor, std::size_t line);
  [[nodiscard]] RegistryImport finish();

 private:
  [[nodiscard]] std::string unique_id(const std::string& wanted);
  [[nodiscard]] std::string claim(const std::string& name);

  std::string file_;
  const Registry& base_;
  RegistryImport out_;
  std::set<std::string> ids_, claimed_;
};

// Lower-case letters and digits with hyphens: "Hakan Fidan" -> "hakan-fidan".
[[nodiscard]] std::string import_id(std::string_view name);
// Could a text hold this name?
[[nodiscard]] bool importable_name(std::string_view name);
// The kind an actor code's sector says; unknown for others.
[[nodiscard]] std::string_view kind_of_code(std::string_view code);

struct CsvRow {
  std::vector<std::string> cells;
  std::size_t line = 0;
};

// RFC 4180: quoted cells may hold commas, doubled quotes and line ends. The first row names the columns.
class CsvTable {
 public:
  [[nodiscard]] static Result<CsvTable> parse(std::string_view text, std::string_view name,
                                              std::initializer_list<std::string_view> required);
  [[nodiscard]] const std::vector<CsvRow>& rows() const { return rows_; }
  // The cell of a column, "" where the row is short or the file has no such column.
  [[nodiscard]] std::string_view cell(const CsvRow& row, std::string_view column) const;

 private:
  std::map<std::string, std::size_t, std::less<>> columns_;
  std::vector<CsvRow> rows_;
};

[[nodiscard]] Result<RegistryImport> import_petrarch(std::string_view text, ImportWriter& writer,
                                                     std::string_view name);
[[nodiscard]] Result<RegistryImport> import_wikidata(std::string_view text, ImportWriter& writer,
                                                     std::string_view name);
[[nodiscard]] Result<RegistryImport> import_opensanctions(std::string_view text, ImportWriter& writer,
                                                          std::string_view name);

}  // namespace avow::names
