// Reads the registry's text files into rows of cells. Kept apart from what the rows mean (RegistryBuilder).
// Every problem is an Error with FILE:LINE; a file with a problem is never half used.
#pragma once

#include <array>
#include <deque>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"

namespace avow::names {

// The first column of a file says what its rows are.
enum class RegistryTable : std::uint8_t { actors, agents, organs, codes };

enum class RegistryColumn : std::uint8_t {
  id,
  name,
  aliases,
  metonyms,
  adjectives,
  people,
  kind,
  country,
  code,
  from,
  to,
  parent,
  role,
  gender,
  note,
  head,
  plural,
  sector,
  belongs,
  speaks,
  number,
  organ,
  level,
  meaning,
  alpha2
};
inline constexpr std::size_t kRegistryColumns = 25;

struct RegistryFile {
  std::string path;
  std::string text;  // rows point here
  bool own = false;
  RegistryTable table = RegistryTable::actors;
  std::string_view source, licence;
};

struct RegistryRow {
  const RegistryFile* file = nullptr;
  std::uint32_t line = 0;
  std::array<std::string_view, kRegistryColumns> cells;

  [[nodiscard]] std::string_view operator[](RegistryColumn column) const {
    return cells[static_cast<std::size_t>(column)];
  }
  [[nodiscard]] std::string place() const;
};

struct RegistryRows {
  std::deque<RegistryFile> files;  // stable addresses
  std::vector<RegistryRow> rows;   // in order of the files' names, shipped files first
  std::vector<Error> problems;

  // A *.tsv file, or a folder of them in the order of their names.
  void read(const std::filesystem::path& path, bool own);
  void read_text(std::string_view text, std::string_view name, bool own);

 private:
  void read_file(const std::filesystem::path& path, bool own);
  void read_lines(RegistryFile& file);
};

}  // namespace avow::names
