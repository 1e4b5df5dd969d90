#include "names/gazetteer_builder.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include <fmt/format.h>

#include "avow/base/strings.hpp"
#include "avow/base/table.hpp"
#include "model/bytes.hpp"
#include "names/gazetteer_names.hpp"

namespace avow::names {
namespace {

constexpr std::size_t kMaxPlacesOfName = 64;  // further bearers of one name are hamlets nobody means

std::optional<double> to_number(std::string_view text) {
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

// What a bearer of a name counts for when its context says nothing.
double importance(const GazetteerPlace& place, std::uint32_t flags) {
  double score = std::log10(static_cast<double>(place.population) + 10);
  if (place.kind == PlaceKind::country) score += 20;
  if (place.kind == PlaceKind::admin1 || place.kind == PlaceKind::capital) score += 2;
  if ((flags & kPrimaryName) != 0) score += 1;
  return score;
}

template <typename T>
std::string bytes_of(const std::vector<T>& rows) {
  std::string bytes(rows.size() * sizeof(T), '\0');
  if (!rows.empty()) std::memcpy(bytes.data(), rows.data(), bytes.size());
  return bytes;
}

}  // namespace

std::uint32_t GazetteerBuilder::store_string(std::string_view text) {
  const auto at = static_cast<std::uint32_t>(strings_.size());
  model::store_text(strings_, text.substr(0, 1000));
  return at;
}

std::uint32_t GazetteerBuilder::add(const PlaceRow& row) {
  if (row.kind != PlaceKind::country) country_or_new(row.iso3);
  const auto index = static_cast<std::uint32_t>(places_.size());
  GazetteerPlace place;
  place.name = store_string(row.name);
  place.kind = row.kind;
  place.population = row.population;
  place.geonames = row.geonames;
  place.radius_km = row.radius_km;
  place.admin1 = row.admin1;
  place.admin2 = row.admin2;
  place.located = row.latitude && row.longitude ? 1 : 0;
  if (place.located != 0) {
    place.latitude = static_cast<float>(*row.latitude);
    place.longitude = static_cast<float>(*row.longitude);
  }
  if (row.kind == PlaceKind::country) {
    for (std::size_t i = 0; i < 3 && i < row.iso3.size(); ++i) place.iso3[i] = row.iso3[i];
    countries_.emplace(row.iso3, index);
  } else {
    place.country = country_or_new(row.iso3);
  }
  places_.push_back(place);
  if (row.kind == PlaceKind::admin1)
    admins_.emplace(std::pair{place.country, fold_place_name(row.name)}, index);
  add_name(index, row.name, kPrimaryName);
  return index;
}

void GazetteerBuilder::add_posting(std::uint32_t place, const std::string& folded, std::uint32_t flags) {
  if (folded.size() < 2) return;
  postings_.push_back({place_key(folded), place, flags});
}

void GazetteerBuilder::add_name(std::uint32_t place, std::string_view name, std::uint32_t flags) {
  const std::string folded = fold_place_name(name);
  if (folded.empty()) return;
  add_posting(place, folded, flags);
  const PlaceKind kind = places_[place].kind;
  const bool admin = kind == PlaceKind::admin1 || kind == PlaceKind::admin2 || kind == PlaceKind::region;
  if (kind == PlaceKind::country || (flags & kDemonym) != 0) return;
  for (const std::string& shorter : shorter_names(folded, admin)) {
    add_posting(place, shorter, (flags & ~std::uint32_t{kPrimaryName}) | kShortened);
    if (kind == PlaceKind::admin1) admins_.emplace(std::pair{places_[place].country, shorter}, place);
  }
}

std::uint32_t GazetteerBuilder::country(std::string_view iso3) const {
  const auto found = countries_.find(iso3);
  return found == countries_.end() ? kNoPlace : found->second;
}

std::uint32_t GazetteerBuilder::country_or_new(std::string_view iso3) {
  if (iso3.empty()) return kNoPlace;
  if (const std::uint32_t known = country(iso3); known != kNoPlace) return known;
  PlaceRow row;
  row.kind = PlaceKind::country;
  row.iso3 = std::string(iso3);
  return add(row);
}

Result<void> GazetteerBuilder::add_states(const std::filesystem::path& data_folder) {
  auto table = Table::load(data_folder / "registry/states.tsv",
                           {"name", "aliases", "adjectives", "people", "country"});
  if (!table) return table.error();
  for (const TableRow& row : table->rows()) {
    const std::string iso3{row["country"]};
    std::uint32_t index = country(iso3);
    if (index == kNoPlace) {
      PlaceRow place;
      place.name = std::string(row["name"]);
      place.kind = PlaceKind::country;
      place.iso3 = iso3;
      index = add(place);
    } else {
      add_name(index, row["name"], kPrimaryName);
    }
    const auto add_all = [&](std::string_view names, std::uint32_t flags) {
      for (std::string_view name : split(names, '|')) {
        const bool exact = name.starts_with('=');
        if (exact) name.remove_prefix(1);
        if (!name.empty()) add_name(index, name, flags | (exact ? kCaseMatters : 0U));
      }
    };
    add_all(row["aliases"], kPrimaryName);
    add_all(row["adjectives"], kDemonym);
    add_all(row["people"], kDemonym);
  }
  return {};
}

std::uint32_t GazetteerBuilder::find_admin(std::string_view folded, std::uint32_t country,
                                           PlaceKind kind) const {
  if (kind != PlaceKind::admin1 || country == kNoPlace) return kNoPlace;
  const auto found = admins_.find({country, std::string(folded)});
  return found == admins_.end() ? kNoPlace : found->second;
}

void GazetteerBuilder::index_names() {
  for (const GazetteerPosting& posting : postings_) {
    std::vector<std::uint32_t>& places = by_key_[posting.key];
    if (places.empty() || places.back() != posting.place) places.push_back(posting.place);
  }
}

std::uint32_t GazetteerBuilder::find_near(const PlaceRow& row, const std::vector<std::string>& names) const {
  constexpr double kSamePlace_km = 20;
  if (row.kind != PlaceKind::city && row.kind != PlaceKind::site) return kNoPlace;
  std::uint32_t best = kNoPlace;
  for (const std::string& name : names) {
    const auto found = by_key_.find(place_key(fold_place_name(name)));
    if (found == by_key_.end()) continue;
    for (const std::uint32_t index : found->second) {
      const GazetteerPlace& place = places_[index];
      const bool settled = place.kind == PlaceKind::city || place.kind == PlaceKind::admin_seat ||
                           place.kind == PlaceKind::capital || place.kind == PlaceKind::section;
      if (!settled || place.located == 0) continue;
      if (distance_km(place.latitude, place.longitude, *row.latitude, *row.longitude) > kSamePlace_km)
        continue;
      if (best == kNoPlace || place.population > places_[best].population) best = index;
    }
  }
  return best;
}

// A supplement row joins the place it means where the open data has it, else it is a new one.
void GazetteerBuilder::add_or_merge(const PlaceRow& row, std::string_view aliases) {
  std::vector<std::string> names = {row.name};
  for (const std::string_view alias : split(aliases, ';')) {
    if (!trim(alias).empty()) names.emplace_back(trim(alias));
  }
  std::uint32_t index = find_admin(fold_place_name(row.name), country(row.iso3), row.kind);
  const bool admin = index != kNoPlace;
  if (!admin) index = find_near(row, names);
  if (row.kind == PlaceKind::country) index = country(row.iso3);
  if (index == kNoPlace) {
    index = add(row);
  } else {
    GazetteerPlace& place = places_[index];
    if (admin) {
      place.latitude = static_cast<float>(*row.latitude);
      place.longitude = static_cast<float>(*row.longitude);
      place.located = 1;
    }
    place.radius_km = row.radius_km;
    place.population = std::max(place.population, row.population);
    add_name(index, row.name, kPrimaryName);
  }
  for (std::size_t i = 1; i < names.size(); ++i) {
    const bool exact = names[i].starts_with('=');
    add_name(index, std::string_view(names[i]).substr(exact ? 1 : 0),
             kPrimaryName | (exact ? kCaseMatters : 0U));
  }
}

Result<void> GazetteerBuilder::add_supplement(const std::filesystem::path& data_folder) {
  auto table = Table::load(
      data_folder / "places/supplement.tsv",
      {"name", "aliases", "kind", "country", "admin1", "latitude", "longitude", "radius_km", "weight"});
  if (!table) return table.error();
  index_names();
  for (const TableRow& row : table->rows()) {
    const auto kind = parse_place_kind(row["kind"]);
    const auto latitude = to_number(row["latitude"]);
    const auto longitude = to_number(row["longitude"]);
    if (!kind) return row.error(fmt::format("no kind of place is called '{}'", row["kind"]));
    if (!latitude || !longitude || std::abs(*latitude) > 90 || std::abs(*longitude) > 180) {
      return row.error("latitude and longitude are degrees");
    }
    if (!row["country"].empty() && row["country"].size() != 3) return row.error("country is an alpha-3 code");
    const std::uint32_t home = country_or_new(row["country"]);
    PlaceRow place;
    place.name = std::string(row["name"]);
    place.kind = *kind;
    place.iso3 = std::string(row["country"]);
    place.latitude = latitude;
    place.longitude = longitude;
    place.radius_km = static_cast<std::uint16_t>(to_number(row["radius_km"]).value_or(0));
    place.population = static_cast<std::uint32_t>(to_number(row["weight"]).value_or(0));
    if (!row["admin1"].empty())
      place.admin1 = find_admin(fold_place_name(row["admin1"]), home, PlaceKind::admin1);
    add_or_merge(place, row["aliases"]);
  }
  return {};
}

void GazetteerBuilder::locate_containers() {
  struct Box {
    double latitudes = 0, longitudes = 0;
    float south = 90, north = -90, west = 180, east = -180;
    std::uint64_t population = 0;
    std::uint32_t count = 0;
  };
  std::vector<Box> boxes(places_.size());
  for (const GazetteerPlace& place : places_) {
    const bool populated = place.kind == PlaceKind::capital || place.kind == PlaceKind::admin_seat ||
                           place.kind == PlaceKind::city;
    if (!populated || place.located == 0) continue;
    for (const std::uint32_t container : {place.admin1, place.admin2, place.country}) {
      if (container == kNoPlace) continue;
      Box& box = boxes[container];
      box.latitudes += place.latitude;
      box.longitudes += place.longitude;
      box.south = std::min(box.south, place.latitude);
      box.north = std::max(box.north, place.latitude);
      box.west = std::min(box.west, place.longitude);
      box.east = std::max(box.east, place.longitude);
      box.population += place.population;
      ++box.count;
    }
  }
  for (std::size_t i = 0; i < places_.size(); ++i) {
    GazetteerPlace& place = places_[i];
    const Box& box = boxes[i];
    if (box.count == 0 || place.kind == PlaceKind::region) continue;
    place.population = std::max(
        place.population, static_cast<std::uint32_t>(std::min<std::uint64_t>(box.population, 0xFFFFFFFFU)));
    if (place.located != 0 || place.kind == PlaceKind::country) continue;
    // Half way between the mean of its towns and the middle of the box around them: nearer to the middle of
    // the land than either, where the people live to one side.
    place.latitude = static_cast<float>((box.latitudes / box.count + (box.south + box.north) / 2) / 2);
    place.longitude = static_cast<float>((box.longitudes / box.count + (box.west + box.east) / 2) / 2);
    place.located = 1;
    const double reach = distance_km(box.south, box.west, box.north, box.east) / 2;
    place.radius_km = static_cast<std::uint16_t>(std::min(reach, 5000.0));
  }
}

std::vector<GazetteerPosting> GazetteerBuilder::sorted_postings() const {
  std::vector<GazetteerPosting> sorted = postings_;
  const auto before = [&](const GazetteerPosting& a, const GazetteerPosting& b) {
    if (a.key != b.key) return a.key < b.key;
    const double left = importance(places_[a.place], a.flags);
    const double right = importance(places_[b.place], b.flags);
    if (left != right) return left > right;
    return a.place != b.place ? a.place < b.place : a.flags < b.flags;
  };
  std::sort(sorted.begin(), sorted.end(), before);
  std::vector<GazetteerPosting> kept;
  kept.reserve(sorted.size());
  std::size_t of_name = 0;
  for (const GazetteerPosting& posting : sorted) {
    // A unit of which neither table knows where it lies helps nobody.
    if (places_[posting.place].located == 0 && places_[posting.place].kind != PlaceKind::country) continue;
    of_name = kept.empty() || kept.back().key != posting.key ? 0 : of_name;
    const auto first = kept.end() - static_cast<std::ptrdiff_t>(of_name);
    const auto same =
        std::find_if(first, kept.end(), [&](const auto& p) { return p.place == posting.place; });
    if (same != kept.end()) {
      same->flags |= posting.flags;
      continue;
    }
    if (of_name == kMaxPlacesOfName) continue;
    kept.push_back(posting);
    ++of_name;
  }
  return kept;
}

model::ModelWriter GazetteerBuilder::writer(std::string_view inputs) const {
  const std::vector<GazetteerPosting> postings = sorted_postings();
  std::vector<std::uint32_t> buckets((1U << 16U) + 1, 0);
  for (const GazetteerPosting& posting : postings) ++buckets[(posting.key >> 48U) + 1];
  for (std::size_t i = 1; i < buckets.size(); ++i) buckets[i] += buckets[i - 1];
  std::string format;
  model::store(format, kGazetteerFormat);
  model::ModelWriter writer;
  writer.add_section("gazetteer.format", std::move(format));
  writer.add_section("gazetteer.inputs", std::string(inputs));
  writer.add_section("gazetteer.strings", strings_);
  writer.add_section("gazetteer.places", bytes_of(places_));
  writer.add_section("gazetteer.postings", bytes_of(postings));
  writer.add_section("gazetteer.buckets", bytes_of(buckets));
  return writer;
}

std::string GazetteerBuilder::to_bytes(std::string_view inputs) const {
  return writer(inputs).to_bytes();
}

}  // namespace avow::names
