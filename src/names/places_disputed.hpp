// Disputed places: who claims them, since when. data/places/disputed.tsv.
//
//   Result<DisputedPlaces> disputed = DisputedPlaces::load(data_folder);
//   disputed->claims(gazetteer, place, published);   // {"RUS", "UKR"} or empty
//
// Immutable once loaded; any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "avow/base/date.hpp"
#include "avow/base/result.hpp"
#include "names/gazetteer.hpp"

namespace avow::names {

class DisputedPlaces {
 public:
  [[nodiscard]] static Result<DisputedPlaces> load(const std::filesystem::path& data_folder);

  // The alpha-3 codes of all who claim the place as of a day (today's claims without one); empty: undisputed.
  [[nodiscard]] std::vector<std::string> claims(const Gazetteer& gazetteer, std::uint32_t place,
                                                const std::optional<Date>& on) const;

 private:
  struct Row {
    std::vector<std::string> names;  // folded; of the place, or of the first-order unit it lies in
    std::string country;             // in which the open data puts it; "*" with no names: all of that country
    bool whole_country = false;
    std::vector<std::string> claims;
    std::optional<Date> since, until;
  };
  std::vector<Row> rows_;
};

}  // namespace avow::names
