#include "names/places_disputed.hpp"

#include <algorithm>

#include "avow/base/strings.hpp"
#include "avow/base/table.hpp"
#include "names/gazetteer_names.hpp"

namespace avow::names {

Result<DisputedPlaces> DisputedPlaces::load(const std::filesystem::path& data_folder) {
  auto table = Table::load(data_folder / "places/disputed.tsv",
                           {"names", "country", "claims", "since", "until", "note"});
  if (!table) return table.error();
  DisputedPlaces disputed;
  for (const TableRow& line : table->rows()) {
    Row row;
    row.country = std::string(line["country"]);
    row.whole_country = line["names"] == "*";
    if (!row.whole_country) {
      for (const std::string_view name : split(line["names"], ';'))
        row.names.push_back(fold_place_name(trim(name)));
    }
    for (const std::string_view code : split(line["claims"], ' ')) {
      if (code.size() != 3) return line.error("claims are alpha-3 codes parted by a blank");
      row.claims.emplace_back(code);
    }
    for (const auto& [column, into] : {std::pair{"since", &row.since}, std::pair{"until", &row.until}}) {
      if (line[column].empty()) continue;
      *into = Date::parse(line[column]);
      if (!*into) return line.error("a date is of the form YYYY-MM-DD");
    }
    disputed.rows_.push_back(std::move(row));
  }
  return disputed;
}

std::vector<std::string> DisputedPlaces::claims(const Gazetteer& gazetteer, std::uint32_t place,
                                                const std::optional<Date>& on) const {
  const std::string_view home = gazetteer.country_code(place);
  const std::string name = fold_place_name(gazetteer.name(place));
  const std::string unit = fold_place_name(gazetteer.admin1_name(place));
  for (const Row& row : rows_) {
    if (on && ((row.since && *on < *row.since) || (row.until && *row.until < *on))) continue;
    if (!on && row.until) continue;
    if (!row.country.empty() && row.country != home) continue;
    const auto named = [&](const std::string& one) { return one == name || (!unit.empty() && one == unit); };
    if (row.whole_country || std::any_of(row.names.begin(), row.names.end(), named)) return row.claims;
  }
  return {};
}

}  // namespace avow::names
