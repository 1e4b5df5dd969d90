// Puts a gazetteer together: rows go in, bytes of the container come out. Used by tools/gazetteer, by the
// places stage where no built file is there, and by tests.
//
//   GazetteerBuilder builder;
//   std::uint32_t syria = builder.add({.name = "Syria", .kind = PlaceKind::country, .iso3 = "SYR"});
//   builder.add_name(syria, "Syrian", kDemonym);
//   Result<Gazetteer> gazetteer = Gazetteer::from_bytes(builder.to_bytes("inputs' hash"), "memory");
//
// One thread.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "avow/base/result.hpp"
#include "names/gazetteer.hpp"

namespace avow::names {

struct PlaceRow {
  std::string name{};
  PlaceKind kind = PlaceKind::city;
  std::string iso3{};  // of the country it is or lies in; "" for none
  std::uint32_t admin1 = kNoPlace;
  std::uint32_t admin2 = kNoPlace;
  std::optional<double> latitude{}, longitude{};
  std::uint32_t population = 0;
  std::uint32_t geonames = 0;
  std::uint16_t radius_km = 0;
};

class GazetteerBuilder {
 public:
  // Index of the new place. Its name (and shorter forms of it) become findable.
  std::uint32_t add(const PlaceRow& row);
  // Another name; one in another script is left out.
  void add_name(std::uint32_t place, std::string_view name, std::uint32_t flags);
  [[nodiscard]] std::uint32_t country(std::string_view iso3) const;
  // The same, adding a nameless country for a code no table has named.
  std::uint32_t country_or_new(std::string_view iso3);
  // Countries and their demonyms from data/registry/states.tsv.
  [[nodiscard]] Result<void> add_states(const std::filesystem::path& data_folder);
  // data/places/supplement.tsv; a row that names a unit of administration already there gives it its
  // coordinates.
  [[nodiscard]] Result<void> add_supplement(const std::filesystem::path& data_folder);
  // Units of administration without coordinates get the middle of their populated places.
  void locate_containers();
  [[nodiscard]] GazetteerPlace& place(std::uint32_t index) { return places_[index]; }
  [[nodiscard]] std::size_t size() const { return places_.size(); }
  // `inputs`: any text that tells one set of inputs from another; kept in the section gazetteer.inputs.
  [[nodiscard]] std::string to_bytes(std::string_view inputs) const;
  [[nodiscard]] model::ModelWriter writer(std::string_view inputs) const;

 private:
  std::uint32_t store_string(std::string_view text);
  // A populated place or site of one of these names within a few kilometres, or kNoPlace.
  [[nodiscard]] std::uint32_t find_near(const PlaceRow& row, const std::vector<std::string>& names) const;
  void index_names();
  void add_or_merge(const PlaceRow& row, std::string_view aliases);
  [[nodiscard]] std::uint32_t find_admin(std::string_view folded, std::uint32_t country,
                                         PlaceKind kind) const;
  void add_posting(std::uint32_t place, const std::string& folded, std::uint32_t flags);
  [[nodiscard]] std::vector<GazetteerPosting> sorted_postings() const;

  std::string strings_;
  std::vector<GazetteerPlace> places_;
  std::vector<GazetteerPosting> postings_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> by_key_;  // as of index_names()
  std::map<std::string, std::uint32_t, std::less<>> countries_;
  std::map<std::pair<std::uint32_t, std::string>, std::uint32_t> admins_;  // (country, folded name) -> admin1
};

}  // namespace avow::names
