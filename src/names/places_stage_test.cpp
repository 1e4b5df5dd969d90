#include "names/places_stage.hpp"

#include <cstdlib>

#include <string>

#include <unistd.h>

#include <gtest/gtest.h>

#include "avow/document/tree.hpp"
#include "names/place_lookup.hpp"
#include "names/time_lookup.hpp"
#include "names/times_stage.hpp"
#include "syntax/stage.hpp"
#include "text/stage.hpp"

namespace avow::names {
namespace {

namespace fs = std::filesystem;
const fs::path kData = fs::path{AVOW_SOURCE_DIR} / "data";

const Stage& made(Result<std::unique_ptr<Stage>> result) {
  if (!result) {
    ADD_FAILURE() << result.error().to_string();
    std::abort();
  }
  return *std::move(*result).release();
}

// A data folder without the built gazetteer: what the tests see does not hang on the network.
fs::path reduced_data() {
  fs::path folder = fs::temp_directory_path() / ("avow-places-reduced_" + std::to_string(::getpid()));
  fs::create_directories(folder / "places");
  fs::create_directories(folder / "registry");
  for (const char* name : {"places/supplement.tsv", "places/disputed.tsv", "registry/states.tsv"}) {
    fs::copy_file(kData / name, folder / name, fs::copy_options::overwrite_existing);
  }
  return folder;
}

Document read(std::string text, std::optional<Date> published = Date{2021, 7, 23}) {
  static const Stage& words = made(text::make_stage(kData));
  static const Stage& trees = made(syntax::make_stage(kData));
  static const Stage& times = made(make_times_stage(kData));
  static const Stage& places = made(make_places_stage(reduced_data()));
  Document document;
  document.text = std::move(text);
  document.published = published;
  for (const Stage* stage : {&words, &trees, &times, &places}) stage->run(document);
  return document;
}

const Place* place_of(const Document& document, std::string_view name) {
  for (const Place& place : document.places) {
    if (place.name == name) return &place;
  }
  return nullptr;
}

TokenIndex token(const Document& document, std::string_view word) {
  for (std::size_t i = 0; i < document.tokens.size(); ++i) {
    if (document.text_of(static_cast<TokenIndex>(i)) == word) return static_cast<TokenIndex>(i);
  }
  return kNone;
}

TEST(PlacesStage, ACountryHasNoPoint) {
  const Document document = read("Fighting went on in Afghanistan.");
  const Place* place = place_of(document, "Afghanistan");
  ASSERT_NE(place, nullptr);
  EXPECT_EQ(place->country, "AFG");
  EXPECT_EQ(place->precision, PlacePrecision::country);
  EXPECT_FALSE(place->latitude);
}

TEST(PlacesStage, WithoutTheGazetteerSaysSoAndGoesOn) {
  const Document document = read("Shells fell on Hodeidah.");
  const Place* place = place_of(document, "Hodeidah");
  ASSERT_NE(place, nullptr);
  ASSERT_TRUE(place->latitude);
  EXPECT_NEAR(*place->latitude, 14.8, 0.1);
  ASSERT_EQ(document.diagnostics.size(), 1U);
  EXPECT_EQ(document.diagnostics[0].code, ErrorCode::gazetteer_missing);
}

TEST(PlacesStage, DisputedPlacesHaveNoCountry) {
  const Document document = read("Residents left Crimea by bus.");
  const Place* place = place_of(document, "Crimea");
  ASSERT_NE(place, nullptr);
  EXPECT_EQ(place->country, "");
  EXPECT_EQ(place->claims, (std::vector<std::string>{"RUS", "UKR"}));
}

TEST(PlacesStage, ASubjectOfAVerbIsMarked) {
  const Document document = read("Russia condemned the raid. Convoys crossed into Russia.");
  std::vector<std::string> rules;
  for (const Place& place : document.places) rules.push_back(place.rule);
  ASSERT_EQ(document.places.size(), 2U);
  EXPECT_TRUE(rules[0].ends_with("+actor"));
  EXPECT_FALSE(rules[1].ends_with("+actor"));
}

TEST(PlaceLookup, OwnClauseComesFirst) {
  const Document document =
      read("Shells killed ten people in Hodeidah on Monday, and officials met in Geneva on Tuesday.");
  const Tree tree{document};
  const PlaceLookup where{document, tree};
  const TimeLookup when{document, tree};
  const FoundPlace place = where.find(token(document, "killed"));
  ASSERT_NE(place.place, kNone);
  EXPECT_EQ(document.places[place.place].name, "Hodeidah");
  EXPECT_FALSE(place.reason.empty());
  const FoundTimeOf time = when.find(token(document, "killed"));
  ASSERT_NE(time.time, kNone);
  EXPECT_EQ(document.times[time.time].value, "2021-07-19");
  const FoundTimeOf second = when.find(token(document, "met"));
  ASSERT_NE(second.time, kNone);
  EXPECT_EQ(document.times[second.time].value, "2021-07-20");
}

TEST(TimeLookup, TheDayOfTheSayingIsNotThatOfTheAct) {
  const Document document = read("Police said on Friday that gunmen had killed ten people.");
  const Tree tree{document};
  const TimeLookup when{document, tree};
  EXPECT_NE(when.find(token(document, "said")).time, kNone);
  EXPECT_EQ(when.find(token(document, "killed")).time, kNone);
}

TEST(PlaceLookup, NothingIsSaidWhereNothingIsKnown) {
  const Document document = read("Gunmen killed ten people.");
  const Tree tree{document};
  EXPECT_EQ(PlaceLookup(document, tree).find(token(document, "killed")).place, kNone);
  EXPECT_EQ(TimeLookup(document, tree).find(token(document, "killed")).time, kNone);
}

}  // namespace
}  // namespace avow::names
