// The two CSV forms. Wikidata: the answer of a query for people and positions, columns label, aliases
// (parted by | or ;), position, start, end; one row for each position. OpenSanctions: targets.simple.csv
// (id, schema, name, aliases, birth_date, countries ...; lists parted by ;).
#include <algorithm>

#include <fmt/format.h>

#include "avow/base/date.hpp"
#include "avow/base/strings.hpp"
#include "names/registry_import.hpp"

namespace avow::names {
namespace {

std::vector<std::string> list_of(std::string_view cell) {
  std::vector<std::string> out;
  while (!cell.empty()) {
    const std::size_t end = std::min(cell.find_first_of("|;"), cell.size());
    const std::string_view part = trim(cell.substr(0, end));
    if (!part.empty()) out.emplace_back(part);
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
  return out;
}

// "2013-04-09T00:00:00Z" -> "2013-04-09"; "?" for what is no date (unknown values, years before Christ).
std::string day_of(std::string_view cell) {
  if (cell.empty()) return {};
  const std::string day{cell.substr(0, 10)};
  const std::string whole = day.size() == 4 ? day + "-01-01" : day.size() == 7 ? day + "-01" : day;
  return Date::parse(whole) ? day : std::string{"?"};
}

// Fit for one cell of the table.
std::string one_cell(std::string_view text) {
  std::string out{text};
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return out;
}

// "President of Kenya": the office and whose it is, where the registry can tell.
ImportedPeriod position_of(std::string_view position, const Registry& base) {
  ImportedPeriod period;
  period.kind = "person";
  period.role = one_cell(position);
  std::vector<RegistryWord> words;
  for (const std::string_view word : split_words(position)) words.push_back({word, {}});
  const auto described = base.describe(words, std::nullopt);
  if (!described || described->organisation == nullptr) return period;
  period.role = described->role;
  period.parent = described->organisation->id;
  return period;
}

// "SURNAME, Given" -> "Given SURNAME".
std::string in_order(std::string_view name) {
  const std::size_t comma = name.find(',');
  if (comma == std::string_view::npos || name.find(',', comma + 1) != std::string_view::npos)
    return std::string{name};
  return fmt::format("{} {}", trim(name.substr(comma + 1)), trim(name.substr(0, comma)));
}

std::string safe_id(std::string_view text) {
  std::string out{text};
  for (char& c : out) {
    const bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_' || c == '.' || c == ':';
    if (!fine) c = '_';
  }
  return out;
}

}  // namespace

Result<RegistryImport> import_wikidata(std::string_view text, ImportWriter& writer, std::string_view name) {
  const auto table = CsvTable::parse(text, name, {"label", "position"});
  if (!table) return table.error();
  std::vector<std::pair<ImportedActor, std::size_t>> actors;
  std::map<std::string, std::size_t, std::less<>> known;
  for (const CsvRow& row : table->rows()) {
    const std::string label{table->cell(row, "label")};
    if (label.empty()) {
      writer.note(row.line, "the row has no label");
      continue;
    }
    const auto [found, added] = known.try_emplace(label, actors.size());
    if (added) {
      actors.push_back({ImportedActor{}, row.line});
      actors.back().first.name = label;
    }
    ImportedActor& actor = actors[found->second].first;
    for (std::string& alias : list_of(table->cell(row, "aliases"))) {
      if (std::find(actor.aliases.begin(), actor.aliases.end(), alias) == actor.aliases.end()) {
        actor.aliases.push_back(std::move(alias));
      }
    }
    const std::string_view gender = table->cell(row, "gender");
    if (gender == "female" || gender == "male") actor.gender = gender == "female" ? "f" : "m";
    ImportedPeriod period = position_of(table->cell(row, "position"), writer.base());
    period.from = day_of(table->cell(row, "start"));
    period.to = day_of(table->cell(row, "end"));
    if (period.from.size() == 10 && period.to.size() == 10 && period.to < period.from) {
      writer.note(row.line, fmt::format("'{}' ends before it starts", table->cell(row, "position")));
      continue;
    }
    actor.periods.push_back(std::move(period));
  }
  for (auto& [actor, line] : actors) {
    if (actor.periods.empty()) actor.periods.push_back({"person", "", "", "", "", "", ""});
    writer.add(std::move(actor), line);
  }
  return writer.finish();
}

Result<RegistryImport> import_opensanctions(std::string_view text, ImportWriter& writer,
                                            std::string_view name) {
  const auto table = CsvTable::parse(text, name, {"id", "schema", "name", "aliases", "countries"});
  if (!table) return table.error();
  for (const CsvRow& row : table->rows()) {
    const std::string_view schema = table->cell(row, "schema");
    std::string_view kind;
    if (schema == "Person") kind = "person";
    if (schema == "Company") kind = "company";
    if (schema == "Organization" || schema == "LegalEntity") kind = "unknown";
    if (schema == "PublicBody") kind = "government";
    if (kind.empty()) {
      writer.note(row.line, fmt::format("'{}' is a {}, no actor", table->cell(row, "name"), schema));
      continue;
    }
    ImportedActor actor;
    actor.id = safe_id(table->cell(row, "id"));
    actor.name = in_order(table->cell(row, "name"));
    for (const std::string& alias : list_of(table->cell(row, "aliases"))) {
      const std::string ordered = in_order(alias);
      // One word alone is too little to know a person by.
      if (kind != "person" || ordered.find(' ') != std::string::npos) actor.aliases.push_back(ordered);
    }
    ImportedPeriod period;
    period.kind = kind;
    period.country = "-";
    const auto countries = list_of(table->cell(row, "countries"));
    if (!countries.empty()) {
      if (const RegistryEntry* state = writer.base().state_of_alpha2(countries.front()))
        period.country = state->id;
    }
    actor.periods.push_back(std::move(period));
    writer.add(std::move(actor), row.line);
  }
  return writer.finish();
}

}  // namespace avow::names
