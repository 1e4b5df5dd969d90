#include "names/gazetteer.hpp"

#include <gtest/gtest.h>

#include "names/gazetteer_builder.hpp"
#include "names/gazetteer_names.hpp"
#include "names/places_disputed.hpp"
#include "names/places_resolve.hpp"

namespace avow::names {
namespace {

// An invented land: Ostria (code OST) with two provinces, and Norland beside it.
Gazetteer small_world() {
  GazetteerBuilder builder;
  const auto add = [&](const PlaceRow& row) { return builder.add(row); };
  builder.add_name(add({.name = "Ostria", .kind = PlaceKind::country, .iso3 = "OSR"}), "Ostrian", kDemonym);
  add({.name = "Norland", .kind = PlaceKind::country, .iso3 = "NOR"});
  const auto hill = add({.name = "Hill Province", .kind = PlaceKind::admin1, .iso3 = "OSR"});
  const auto plain = add({.name = "Plain Province", .kind = PlaceKind::admin1, .iso3 = "OSR"});
  add({.name = "Alba",
       .iso3 = "OSR",
       .admin1 = hill,
       .latitude = 10.0,
       .longitude = 10.0,
       .population = 900000,
       .geonames = 1});
  add({.name = "Alba",
       .iso3 = "OSR",
       .admin1 = plain,
       .latitude = 20.0,
       .longitude = 10.0,
       .population = 5000,
       .geonames = 2});
  add({.name = "Alba",
       .iso3 = "NOR",
       .latitude = 50.0,
       .longitude = 40.0,
       .population = 100000,
       .geonames = 3});
  add({.name = "Dorn",
       .iso3 = "OSR",
       .admin1 = plain,
       .latitude = 20.2,
       .longitude = 10.1,
       .population = 0,
       .geonames = 4});
  add({.name = "Al-Ḩalwah",
       .iso3 = "OSR",
       .admin1 = hill,
       .latitude = 10.5,
       .longitude = 10.0,
       .population = 300,
       .geonames = 5});
  builder.locate_containers();
  auto made = Gazetteer::from_bytes(builder.to_bytes("test"), "memory");
  EXPECT_TRUE(made.ok());
  return std::move(*made);
}

std::uint32_t geonames_of(const Gazetteer& gazetteer, const std::string& text, const std::string& name) {
  Document document;
  document.text = text;
  std::vector<PlaceName> names;
  for (const std::string_view one : {"Alba", "Dorn", "Ostria", "Norland", "Plain Province"}) {
    for (std::size_t at = text.find(one); at != std::string::npos; at = text.find(one, at + 1)) {
      names.push_back({{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + one.size())}, false});
    }
  }
  std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.span < b.span; });
  const auto resolved = resolve_places(document, gazetteer, names);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (document.text_of(names[i].span) == name && resolved[i].place != kNoPlace) {
      return gazetteer.place(resolved[i].place).geonames;
    }
  }
  return 0;
}

TEST(GazetteerNames, SpellingsOfOneNameHaveOneKey) {
  EXPECT_EQ(fold_place_name("Sant Julià de Lòria"), "sant julia de loria");
  EXPECT_EQ(fold_place_name("Al-Ḩudaydah"), "al hudaydah");
  EXPECT_EQ(fold_place_name("Sa'dah"), fold_place_name("Sa\u2019dah"));
  EXPECT_EQ(fold_place_name("St. Louis"), fold_place_name("Saint Louis"));
  EXPECT_EQ(fold_place_name("U.S."), "us");
  EXPECT_EQ(fold_place_name("Łódź"), "lodz");
  EXPECT_EQ(fold_place_name("圣胡利娅"), "");
}

TEST(GazetteerNames, ShortensNamesOfUnitsAndArticles) {
  EXPECT_EQ(shorter_names("aleppo governorate", true), (std::vector<std::string>{"aleppo"}));
  EXPECT_EQ(shorter_names("al hudaydah", false), (std::vector<std::string>{"hudaydah"}));
  EXPECT_TRUE(shorter_names("aleppo governorate", false).empty());
}

TEST(Gazetteer, FindsByAnySpellingMostImportantFirst) {
  const Gazetteer gazetteer = small_world();
  const auto found = gazetteer.find("alba");
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(gazetteer.place(found[0].place).geonames, 1U);
  EXPECT_EQ(gazetteer.find(fold_place_name("Halwah")).size(), 1U);
  EXPECT_TRUE(gazetteer.find("nowhere").empty());
  EXPECT_TRUE(gazetteer.find("").empty());
}

TEST(Gazetteer, KnowsContainersAndTheirMiddle) {
  const Gazetteer gazetteer = small_world();
  const std::uint32_t dorn = gazetteer.find("dorn")[0].place;
  EXPECT_EQ(gazetteer.country_code(dorn), "OSR");
  EXPECT_EQ(gazetteer.admin1_name(dorn), "Plain Province");
  EXPECT_TRUE(gazetteer.is_within(dorn, gazetteer.country("OSR")));
  EXPECT_FALSE(gazetteer.is_within(dorn, gazetteer.country("NOR")));
  const std::uint32_t plain = gazetteer.find("plain")[0].place;
  EXPECT_NEAR(gazetteer.place(plain).latitude, 20.1, 0.01);
}

TEST(Gazetteer, DamagedBytesAreRefused) {
  GazetteerBuilder builder;
  builder.add({.name = "Ostria", .kind = PlaceKind::country, .iso3 = "OSR"});
  const std::string bytes = builder.to_bytes("test");
  for (std::size_t at = 0; at < bytes.size(); at += 4093) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    EXPECT_FALSE(Gazetteer::from_bytes(damaged, "memory").ok()) << at;
  }
  EXPECT_FALSE(Gazetteer::from_bytes(bytes.substr(0, bytes.size() / 2), "memory").ok());
  EXPECT_EQ(Gazetteer::open("/nowhere/gazetteer.model").error().code, ErrorCode::model_missing);
}

TEST(PlacesResolve, PopulationDecidesWhereNothingElseDoes) {
  EXPECT_EQ(geonames_of(small_world(), "Shots were heard in Alba.", "Alba"), 1U);
}

TEST(PlacesResolve, AContainerBehindTheCommaDecides) {
  EXPECT_EQ(geonames_of(small_world(), "Shots were heard in Alba, Norland.", "Alba"), 3U);
  EXPECT_EQ(geonames_of(small_world(), "Shots were heard in Alba in Norland.", "Alba"), 3U);
  EXPECT_EQ(geonames_of(small_world(), "Shots were heard in Alba, Plain Province.", "Alba"), 2U);
}

TEST(PlacesResolve, NeighboursAndTheirUnitDecide) {
  EXPECT_EQ(geonames_of(small_world(), "Troops left Dorn in Plain Province. Then they took Alba.", "Alba"),
            2U);
}

TEST(PlacesResolve, APlaceWithoutPopulationIsFound) {
  EXPECT_EQ(geonames_of(small_world(), "Shells hit Dorn.", "Dorn"), 4U);
}

TEST(PlacesDisputed, CarryAllClaimsOfTheDay) {
  const auto disputed = DisputedPlaces::load(std::filesystem::path{AVOW_SOURCE_DIR} / "data");
  ASSERT_TRUE(disputed.ok());
  GazetteerBuilder builder;
  const std::uint32_t crimea = builder.add(
      {.name = "Crimea", .kind = PlaceKind::region, .latitude = 45.3, .longitude = 34.4, .population = 1});
  const std::uint32_t kyiv =
      builder.add({.name = "Kyiv", .iso3 = "UKR", .latitude = 50.4, .longitude = 30.5});
  auto gazetteer = Gazetteer::from_bytes(builder.to_bytes("test"), "memory");
  ASSERT_TRUE(gazetteer.ok());
  EXPECT_EQ(disputed->claims(*gazetteer, crimea, Date{2020, 1, 1}), (std::vector<std::string>{"RUS", "UKR"}));
  EXPECT_TRUE(disputed->claims(*gazetteer, crimea, Date{2010, 1, 1}).empty());
  EXPECT_TRUE(disputed->claims(*gazetteer, kyiv, Date{2020, 1, 1}).empty());
}

TEST(Supplement, LoadsWithoutTheOpenData) {
  GazetteerBuilder builder;
  const std::filesystem::path data = std::filesystem::path{AVOW_SOURCE_DIR} / "data";
  ASSERT_TRUE(builder.add_states(data).ok());
  const auto done = builder.add_supplement(data);
  ASSERT_TRUE(done.ok()) << done.error().to_string();
  auto gazetteer = Gazetteer::from_bytes(builder.to_bytes("test"), "memory");
  ASSERT_TRUE(gazetteer.ok());
  for (const std::string_view name : {"tigray", "darfur", "donbas", "swat", "hodeidah", "maungdaw", "marjah",
                                      "ghouta", "spin boldak", "golan heights", "kashmir", "abkhazia"}) {
    EXPECT_FALSE(gazetteer->find(name).empty()) << name;
  }
}

}  // namespace
}  // namespace avow::names
