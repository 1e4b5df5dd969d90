#include "names/gazetteer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numbers>

#include "names/gazetteer_names.hpp"

namespace avow::names {
namespace {

struct KindRow {
  std::string_view name, code;
  PlacePrecision precision;
};

constexpr std::array<KindRow, 12> kKinds = {{{"country", "PCLI", PlacePrecision::country},
                                             {"admin1", "ADM1", PlacePrecision::region},
                                             {"admin2", "ADM2", PlacePrecision::district},
                                             {"capital", "PPLC", PlacePrecision::city},
                                             {"admin_seat", "PPLA", PlacePrecision::city},
                                             {"city", "PPL", PlacePrecision::city},
                                             {"section", "PPLX", PlacePrecision::city},
                                             {"region", "region", PlacePrecision::region},
                                             {"continent", "CONT", PlacePrecision::region},
                                             {"water", "water", PlacePrecision::region},
                                             {"terrain", "terrain", PlacePrecision::region},
                                             {"site", "site", PlacePrecision::site}}};

constexpr std::size_t kBuckets = 1U << 16U;

// A section as an array; empty where its size or place in memory does not fit.
template <typename T>
std::span<const T> array_of(std::string_view bytes) {
  const bool aligned = reinterpret_cast<std::uintptr_t>(bytes.data()) % alignof(T) == 0;
  if (!aligned || bytes.size() % sizeof(T) != 0) return {};
  return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
}

}  // namespace

std::string_view kind_code(PlaceKind kind) {
  return kKinds[static_cast<std::size_t>(kind)].code;
}

std::optional<PlaceKind> parse_place_kind(std::string_view text) {
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (kKinds[i].name == text) return static_cast<PlaceKind>(i);
  }
  return std::nullopt;
}

PlacePrecision precision_of(PlaceKind kind) {
  return kKinds[static_cast<std::size_t>(kind)].precision;
}

double distance_km(double latitude_a, double longitude_a, double latitude_b, double longitude_b) {
  constexpr double kRadius_km = 6371.0;
  constexpr double kDegree = std::numbers::pi / 180;
  const double dlat = (latitude_b - latitude_a) * kDegree / 2;
  const double dlon = (longitude_b - longitude_a) * kDegree / 2;
  const double a = std::sin(dlat) * std::sin(dlat) + std::cos(latitude_a * kDegree) *
                                                         std::cos(latitude_b * kDegree) * std::sin(dlon) *
                                                         std::sin(dlon);
  return 2 * kRadius_km * std::asin(std::min(1.0, std::sqrt(a)));
}

Result<Gazetteer> Gazetteer::open(const std::filesystem::path& path) {
  auto model = model::Model::open(path);
  if (!model) return model.error();
  Gazetteer gazetteer;
  gazetteer.model_.emplace(std::move(*model));
  auto done = gazetteer.adopt(gazetteer.model_->sections(), path.string());
  if (!done) return done.error();
  return gazetteer;
}

Result<Gazetteer> Gazetteer::from_bytes(std::string bytes, const std::string& place) {
  Gazetteer gazetteer;
  gazetteer.bytes_ = std::make_unique<std::string>(std::move(bytes));
  auto sections = model::read_sections(*gazetteer.bytes_, place);
  if (!sections) return sections.error();
  auto done = gazetteer.adopt(*sections, place);
  if (!done) return done.error();
  return gazetteer;
}

Result<void> Gazetteer::adopt(const std::vector<model::ModelSection>& sections, const std::string& place) {
  std::uint32_t format = 0;
  for (const model::ModelSection& section : sections) {
    if (section.name == "gazetteer.format" && section.bytes.size() >= 4)
      std::memcpy(&format, section.bytes.data(), 4);
    if (section.name == "gazetteer.places") places_ = array_of<GazetteerPlace>(section.bytes);
    if (section.name == "gazetteer.postings") postings_ = array_of<GazetteerPosting>(section.bytes);
    if (section.name == "gazetteer.buckets") buckets_ = array_of<std::uint32_t>(section.bytes);
    if (section.name == "gazetteer.strings") strings_ = section.bytes;
  }
  const auto corrupt = [&](std::string message) {
    return Error{ErrorCode::model_corrupt, std::move(message), place};
  };
  if (format != kGazetteerFormat)
    return Error{ErrorCode::model_version, "another format of gazetteer", place};
  if (places_.empty() || buckets_.size() != kBuckets + 1)
    return corrupt("a part of the gazetteer is missing");
  const auto inside = [&](std::uint32_t index) { return index == kNoPlace || index < places_.size(); };
  for (std::uint32_t i = 0; i < places_.size(); ++i) {
    const GazetteerPlace& row = places_[i];
    const bool valid = inside(row.admin1) && inside(row.admin2) && inside(row.country) &&
                       static_cast<std::size_t>(row.name) + 2 <= strings_.size() &&
                       static_cast<std::size_t>(row.kind) < kKinds.size();
    if (!valid) return corrupt("a place of the gazetteer points outside");
    if (row.kind == PlaceKind::country) countries_.push_back(i);
  }
  for (const GazetteerPosting& posting : postings_) {
    if (posting.place >= places_.size()) return corrupt("a name of the gazetteer points outside");
  }
  if (!std::is_sorted(buckets_.begin(), buckets_.end()) || buckets_.back() != postings_.size()) {
    return corrupt("the index of the gazetteer is damaged");
  }
  return {};
}

std::span<const GazetteerPosting> Gazetteer::find(std::string_view folded) const {
  if (folded.empty()) return {};
  const std::uint64_t key = place_key(folded);
  const std::size_t bucket = key >> 48U;
  const auto begin = postings_.begin() + buckets_[bucket];
  const auto end = postings_.begin() + buckets_[bucket + 1];
  const auto first = std::find_if(begin, end, [&](const GazetteerPosting& p) { return p.key == key; });
  auto last = first;
  while (last != end && last->key == key) ++last;
  return {first, last};
}

std::string_view Gazetteer::name(std::uint32_t index) const {
  const std::size_t at = places_[index].name;
  std::uint16_t size = 0;
  std::memcpy(&size, strings_.data() + at, sizeof(size));
  return strings_.substr(at + 2, size);
}

std::string_view Gazetteer::country_code(std::uint32_t index) const {
  const std::uint32_t country = places_[index].kind == PlaceKind::country ? index : places_[index].country;
  if (country == kNoPlace) return {};
  return {places_[country].iso3, places_[country].iso3[0] == 0 ? 0U : 3U};
}

std::string_view Gazetteer::admin1_name(std::uint32_t index) const {
  if (places_[index].kind == PlaceKind::admin1) return name(index);
  return places_[index].admin1 == kNoPlace ? std::string_view{} : name(places_[index].admin1);
}

std::uint32_t Gazetteer::country(std::string_view iso3) const {
  for (const std::uint32_t index : countries_) {
    if (country_code(index) == iso3) return index;
  }
  return kNoPlace;
}

bool Gazetteer::is_within(std::uint32_t place, std::uint32_t container) const {
  const GazetteerPlace& row = places_[place];
  return place == container || row.admin1 == container || row.admin2 == container || row.country == container;
}

}  // namespace avow::names
