// Reading actors that users hold in other forms into a registry file of avow's schema (docs/registry.md):
// PETRARCH actor dictionaries, a CSV of a Wikidata query, OpenSanctions' targets.simple.csv.
//
//   Result<RegistryImport> made = import_registry(ImportFormat::petrarch, text,
//   "Phoenix.Countries.actors.txt", base); write(made->table);  // give the file with --registry; made->notes
//   says what was left out and why
//
// The table always passes check_registry together with `base`'s files: names no text can hold are left out,
// names claimed twice give way ('?'). Pure functions: any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/names/registry.hpp"

namespace avow::names {

enum class ImportFormat : std::uint8_t { petrarch, wikidata, opensanctions };

[[nodiscard]] std::optional<ImportFormat> parse_import_format(std::string_view text);

struct RegistryImport {
  std::string table;  // a registry file
  std::size_t entries = 0;
  std::size_t left_out = 0;
  std::vector<std::string> notes;  // "FILE:LINE: what was left out and why", the first kMaxImportNotes
};

inline constexpr std::size_t kMaxImportNotes = 100;

// `name` is the file's name, for messages and ids' source. A file that is not of the format at all is
// registry_malformed with its line.
[[nodiscard]] Result<RegistryImport> import_registry(ImportFormat format, std::string_view text,
                                                     std::string_view name, const Registry& base);

}  // namespace avow::names
