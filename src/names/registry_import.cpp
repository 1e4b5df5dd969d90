#include "names/registry_import.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "avow/base/strings.hpp"
#include "names/registry_text.hpp"

namespace avow::names {

std::optional<ImportFormat> parse_import_format(std::string_view text) {
  if (text == "petrarch") return ImportFormat::petrarch;
  if (text == "wikidata") return ImportFormat::wikidata;
  if (text == "opensanctions") return ImportFormat::opensanctions;
  return std::nullopt;
}

std::string import_id(std::string_view name) {
  FoldedKey key;
  key.add(name);
  std::string out;
  for (const char c : key.folded()) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (out.ends_with('-')) out.pop_back();
  return out;
}

bool importable_name(std::string_view name) {
  FoldedKey key;
  return name.find_first_of("|\t") == std::string_view::npos && key.add(name) && key.folded().size() > 1;
}

std::string_view kind_of_code(std::string_view code) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kKinds = {{
      {"GOV", "government"},
      {"MIL", "military"},
      {"COP", "police"},
      {"REB", "armed_group"},
      {"INS", "armed_group"},
      {"SEP", "armed_group"},
      {"UAF", "armed_group"},
      {"PTY", "party"},
      {"OPP", "party"},
      {"MED", "media"},
      {"NGO", "ngo"},
      {"HRI", "ngo"},
      {"BUS", "company"},
      {"CVL", "civilians"},
      {"REF", "civilians"},
      {"SPY", "government"},
  }};
  if (code.starts_with("IGO")) return "international_organisation";
  if (code.starts_with("NGO") || code.starts_with("NGM")) return "ngo";
  if (code.starts_with("IMG")) return "armed_group";
  if (code.starts_with("MNC")) return "company";
  if (code.size() == 3) return "government";
  const std::string_view sector = code.substr(std::min<std::size_t>(3, code.size()), 3);
  for (const auto& [name, kind] : kKinds) {
    if (sector == name) return kind;
  }
  return "unknown";
}

void ImportWriter::note(std::size_t line, std::string_view what) {
  ++out_.left_out;
  if (out_.notes.size() < kMaxImportNotes) out_.notes.push_back(fmt::format("{}:{}: {}", file_, line, what));
}

std::string ImportWriter::unique_id(const std::string& wanted) {
  std::string id = wanted;
  for (int i = 2; !ids_.insert(id).second; ++i) id = fmt::format("{}-{}", wanted, i);
  return id;
}

// The name as the table writes it: '?' where an actor before it has it already.
std::string ImportWriter::claim(const std::string& name) {
  FoldedKey key;
  key.add(name);
  return claimed_.insert(std::string{key.folded()}).second ? name : "?" + name;
}

void ImportWriter::add(ImportedActor actor, std::size_t line) {
  if (!importable_name(actor.name)) {
    return note(line, fmt::format("'{}' is no name a text could hold", actor.name));
  }
  if (const auto known = base_.find(actor.name, std::nullopt); known && known->entry->state) {
    return note(line, fmt::format("'{}' is a state that the registry has", actor.name));
  }
  const std::string id = unique_id(actor.id.empty() ? import_id(actor.name) : actor.id);
  if (id.empty()) return note(line, fmt::format("'{}' makes no id", actor.name));
  std::vector<std::string> aliases;
  const std::string name = claim(actor.name);
  for (const std::string& alias : actor.aliases) {
    if (alias != actor.name && importable_name(alias)) aliases.push_back(claim(alias));
  }
  for (std::size_t i = 0; i < actor.periods.size(); ++i) {
    const ImportedPeriod& period = actor.periods[i];
    out_.table += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", id, i == 0 ? name : "",
                              i == 0 ? join(aliases, "|") : "", period.kind, period.country, period.code,
                              period.from, period.to, period.parent, period.role, i == 0 ? actor.gender : "");
  }
  ++out_.entries;
}

RegistryImport ImportWriter::finish() {
  out_.table = fmt::format(
                   "# Imported by avow registry import from {}. Columns: docs/registry.md.\n"
                   "# source: {}\n"
                   "# licence: that of the file imported\n"
                   "id\tname\taliases\tkind\tcountry\tcode\tfrom\tto\tparent\trole\tgender\n",
                   file_, file_) +
               out_.table;
  return std::move(out_);
}

namespace {

// One cell from text[at]; leaves `at` behind it (at the comma, the line's end or the text's end).
Result<std::string> read_cell(std::string_view text, std::size_t& at, std::size_t& line,
                              std::string_view name) {
  std::string cell;
  if (at >= text.size() || text[at] != '"') {
    const std::size_t end = std::min(text.find_first_of(",\r\n", at), text.size());
    cell = text.substr(at, end - at);
    at = end;
    return cell;
  }
  const std::size_t opened = line;
  for (++at; at < text.size(); ++at) {
    if (text[at] == '"') {
      if (at + 1 >= text.size() || text[at + 1] != '"') {
        ++at;
        return cell;
      }
      ++at;
    }
    if (text[at] == '\n') ++line;
    cell += text[at];
  }
  return Error{ErrorCode::registry_malformed, "a quotation mark opens a cell that never ends: close it",
               fmt::format("{}:{}", name, opened)};
}

}  // namespace

Result<CsvTable> CsvTable::parse(std::string_view text, std::string_view name,
                                 std::initializer_list<std::string_view> required) {
  CsvTable table;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::size_t line = 1;
  for (std::size_t at = 0; at < text.size();) {
    CsvRow row;
    row.line = line;
    for (;;) {
      auto cell = read_cell(text, at, line, name);
      if (!cell) return cell.error();
      row.cells.push_back(std::move(*cell));
      if (at >= text.size() || text[at] != ',') break;
      ++at;
    }
    if (at < text.size() && text[at] == '\r') ++at;
    if (at < text.size() && text[at] == '\n') {
      ++at;
      ++line;
    } else if (at < text.size()) {
      return Error{ErrorCode::registry_malformed,
                   "signs stand between a closing quotation mark and the comma",
                   fmt::format("{}:{}", name, line)};
    }
    if (row.cells.size() == 1 && row.cells[0].empty()) continue;
    if (table.columns_.empty()) {
      for (std::size_t i = 0; i < row.cells.size(); ++i)
        table.columns_.emplace(lower_ascii(trim(row.cells[i])), i);
    } else {
      table.rows_.push_back(std::move(row));
    }
  }
  for (const std::string_view column : required) {
    if (table.columns_.find(column) == table.columns_.end()) {
      return Error{
          ErrorCode::registry_malformed,
          fmt::format("no column '{}': the first line must name {}", column, fmt::join(required, ", ")),
          fmt::format("{}:1", name)};
    }
  }
  return table;
}

std::string_view CsvTable::cell(const CsvRow& row, std::string_view column) const {
  const auto found = columns_.find(column);
  if (found == columns_.end() || found->second >= row.cells.size()) return {};
  return trim(row.cells[found->second]);
}

Result<RegistryImport> import_registry(ImportFormat format, std::string_view text, std::string_view name,
                                       const Registry& base) {
  ImportWriter writer(name, base);
  switch (format) {
    case ImportFormat::petrarch:
      return import_petrarch(text, writer, name);
    case ImportFormat::wikidata:
      return import_wikidata(text, writer, name);
    case ImportFormat::opensanctions:
      break;
  }
  return import_opensanctions(text, writer, name);
}

}  // namespace avow::names
