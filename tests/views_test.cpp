// The PLOVER and CAMEO views of a text, and what an event's trace tells a reader, through the whole pipeline.
#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "avow/pipeline/formats.hpp"
#include "avow/pipeline/pipeline.hpp"
#include "events/cameo_view.hpp"

namespace avow {
namespace {

const std::filesystem::path kData = std::filesystem::path(AVOW_SOURCE_DIR) / "data";

Document read(const std::string& text) {
  static const auto kMade =
      pipeline::Pipeline::make({.data_folder = kData, .registry_files = {}, .until = Layer::obligations});
  EXPECT_TRUE(kMade);
  Document document;
  document.text = text;
  document.published = Date::parse("2015-06-09");
  if (kMade) kMade->annotate(document);
  return document;
}

std::vector<std::string> triples(const std::string& text) {
  static const auto kView = events::CameoView::load(kData);
  EXPECT_TRUE(kView);
  std::vector<std::string> out;
  for (const events::CameoTriple& row : kView->triples(read(text))) {
    out.push_back(row.source + " " + row.target + " " + row.code);
  }
  std::sort(out.begin(), out.end());
  return out;
}

using Rows = std::vector<std::string>;

TEST(CameoView, AGenericAgentTakesTheCountryNamedWithIt) {
  EXPECT_EQ(triples("Kenya expelled two dissidents from Uganda."), Rows({"KEN UGAOPP 174"}));
}

TEST(CameoView, AnAgentOfNoCountryIsDashed) {
  EXPECT_EQ(triples("The rebels attacked Kenya on Monday."), Rows({"---REB KEN 190"}));
}

TEST(CameoView, EachOfAListMeetsEachOther) {
  EXPECT_EQ(triples("Kenya and Uganda met on Monday."), Rows({"KEN UGA 040", "UGA KEN 040"}));
}

TEST(CameoView, WhatIsSaidOfAnothersAttackAccuses) {
  EXPECT_EQ(triples("Kenya said that Uganda had attacked Rwanda."), Rows({"KEN UGA 112"}));
}

TEST(CameoView, WordsThatAreNoStatementAreRowsToo) {
  EXPECT_EQ(triples("Kenya faces pressure from Uganda to withdraw."), Rows({"UGA KEN 100"}));
  EXPECT_EQ(triples("Kenya received assurances from Uganda."), Rows({"UGA KEN 030"}));
  EXPECT_EQ(triples("Kenya received letters from Uganda."), Rows());
}

TEST(CameoView, ABodyNamedWithoutItsStateHasNone) {
  EXPECT_EQ(triples("Kenya was attacked by the army."), Rows({"---MIL KEN 190"}));
}

TEST(CameoView, TheDeadOfAPlaceAreItsPeople) {
  EXPECT_EQ(triples("Kenyan troops killed four civilians in Kampala."), Rows({"KENMIL UGACVL 190"}));
}

TEST(CameoView, WhatIsWantedIsOneRowNotTwo) {
  EXPECT_EQ(triples("Kenya wants to attack Uganda."), Rows({"KEN UGA 138"}));
}

TEST(CameoView, NoRowWithoutTwoParties) {
  EXPECT_EQ(triples("A worker demolished the building."), Rows());
}

TEST(PloverFormat, PrintsTheCodesPutTogether) {
  const auto format = pipeline::PloverFormat::load(kData);
  ASSERT_TRUE(format);
  const std::string rows = format->rows(read("Kenya expelled two dissidents from Uganda."));
  EXPECT_NE(rows.find("\tUGAOPP\tCOERCE\t"), std::string::npos) << rows;
}

// A reader of `avow explain` sees the frame, where each party stood, whose words, and how sure.
TEST(EventTrace, TellsFramePathWordsAndFactuality) {
  const Document document = read("Kenya said that rebels may have attacked a convoy near Orrin on Monday.");
  ASSERT_EQ(document.events.size(), 1U);
  const std::string& trace = document.events[0].trace;
  EXPECT_NE(trace.find("frame attack by \"attacked\""), std::string::npos) << trace;
  EXPECT_NE(trace.find("actor \"rebels\" from subj"), std::string::npos) << trace;
  EXPECT_NE(trace.find("recipient \"convoy\" from obj"), std::string::npos) << trace;
  EXPECT_NE(trace.find("factuality PS+ (may"), std::string::npos) << trace;
  EXPECT_NE(trace.find("in the words of s1"), std::string::npos) << trace;
  EXPECT_NE(trace.find("time by"), std::string::npos) << trace;
}

}  // namespace
}  // namespace avow
