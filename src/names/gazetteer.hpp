// The gazetteer: named places of the world with coordinates, containers and population, memory-mapped.
//
//   Result<Gazetteer> gazetteer = Gazetteer::open(data_folder / "places/gazetteer.model");
//   for (const GazetteerMatch& match : gazetteer->find("aleppo"))          // folded, see gazetteer_names.hpp
//     gazetteer->name(match.place);
//
// Built by tools/gazetteer from open data and our own supplement (docs/places.md); without that file a small
// one is built in memory from the supplement. Owns the mapping; views live as long as it does. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/layers.hpp"
#include "model/container.hpp"

namespace avow::names {

inline constexpr std::uint32_t kGazetteerFormat = 1;
inline constexpr std::uint32_t kNoPlace = 0xFFFFFFFFU;

// What sort of thing a row is. Stored in files: only append.
enum class PlaceKind : std::uint8_t {
  country,
  admin1,
  admin2,
  capital,     // of a country
  admin_seat,  // of a first-order unit
  city,        // any other populated place
  section,     // of a populated place
  region,      // named but not of the administration: Donbas, Tigray before it was a state
  continent,
  water,    // seas, rivers, lakes
  terrain,  // mountains, islands, deserts, valleys
  site      // a camp, base, crossing, airport, monument
};
[[nodiscard]] std::string_view kind_code(PlaceKind kind);  // GeoNames feature code, or "region" and the like
[[nodiscard]] std::optional<PlaceKind> parse_place_kind(std::string_view text);
[[nodiscard]] PlacePrecision precision_of(PlaceKind kind);

// One row; little endian, as in the file.
struct GazetteerPlace {
  std::uint32_t name = 0;  // into the strings: u16 length, bytes
  float latitude = 0, longitude = 0;
  std::uint32_t population = 0;
  std::uint32_t geonames = 0;
  std::uint32_t admin1 = kNoPlace;  // place index of the container
  std::uint32_t admin2 = kNoPlace;
  std::uint32_t country = kNoPlace;
  std::uint16_t radius_km = 0;  // how far it reaches around the point; 0 where not known
  PlaceKind kind = PlaceKind::city;
  std::uint8_t located = 1;     // 0: no coordinates
  char iso3[4] = {0, 0, 0, 0};  // of a country
};
static_assert(sizeof(GazetteerPlace) == 40);

enum MatchFlag : std::uint32_t {
  kPrimaryName = 1,
  kOtherName = 2,    // another language or spelling
  kDemonym = 4,      // "Syrian"
  kCaseMatters = 8,  // "US"
  kShortened = 16,   // "Aleppo" for "Aleppo Governorate"
};

struct GazetteerPosting {
  std::uint64_t key = 0;
  std::uint32_t place = 0;
  std::uint32_t flags = 0;
};
static_assert(sizeof(GazetteerPosting) == 16);

class Gazetteer {
 public:
  [[nodiscard]] static Result<Gazetteer> open(const std::filesystem::path& path);
  // From bytes made by GazetteerBuilder; kept by the gazetteer.
  [[nodiscard]] static Result<Gazetteer> from_bytes(std::string bytes, const std::string& place);

  // The places of a folded name, most important first.
  [[nodiscard]] std::span<const GazetteerPosting> find(std::string_view folded) const;
  [[nodiscard]] const GazetteerPlace& place(std::uint32_t index) const { return places_[index]; }
  [[nodiscard]] std::string_view name(std::uint32_t index) const;
  // ISO 3166 alpha-3 of the country it is in, "" where none is (a sea).
  [[nodiscard]] std::string_view country_code(std::uint32_t index) const;
  [[nodiscard]] std::string_view admin1_name(std::uint32_t index) const;
  [[nodiscard]] std::size_t size() const { return places_.size(); }
  // The country row of an alpha-3 code, or kNoPlace.
  [[nodiscard]] std::uint32_t country(std::string_view iso3) const;
  // Is the place the container itself or inside it?
  [[nodiscard]] bool is_within(std::uint32_t place, std::uint32_t container) const;

 private:
  Gazetteer() = default;
  Result<void> adopt(const std::vector<model::ModelSection>& sections, const std::string& place);

  std::optional<model::Model> model_;
  std::unique_ptr<std::string> bytes_;
  std::span<const GazetteerPlace> places_;
  std::span<const GazetteerPosting> postings_;
  std::span<const std::uint32_t> buckets_;  // of the upper 16 bits of a key: where its postings begin
  std::string_view strings_;
  std::vector<std::uint32_t> countries_;
};

// Kilometres on the sphere.
[[nodiscard]] double distance_km(double latitude_a, double longitude_a, double latitude_b,
                                 double longitude_b);

}  // namespace avow::names
