#include "avow/names/registry.hpp"

#include <cstdlib>

#include <gtest/gtest.h>

#include "avow/base/strings.hpp"
#include "names/registry_text.hpp"

namespace avow::names {
namespace {

const Registry& registry() {
  static const Registry* const loaded = [] {
    auto result = Registry::load(std::filesystem::path{AVOW_SOURCE_DIR} / "data/registry");
    if (!result) {
      ADD_FAILURE() << result.error().to_string();
      std::abort();
    }
    return new Registry(std::move(*result));
  }();
  return *loaded;
}

std::vector<RegistryWord> words_of(std::string_view text) {
  std::vector<RegistryWord> words;
  for (const std::string_view word : split_words(text)) words.push_back({word, {}});
  return words;
}

std::string id_on(std::string_view name, Date date) {
  const auto match = registry().find(name, date);
  return match ? std::string{match->entry->id} : std::string{"-"};
}

std::string voice_on(std::string_view name, Date date) {
  const auto match = registry().find(name, date);
  if (!match) return "-";
  const RegistryEntry* voice = registry().on_behalf_of(*match->entry, date);
  return voice == nullptr ? std::string{"none"} : std::string{voice->name};
}

// "kind code organisation side speaks_for", "-" for what is not known.
std::string described(std::string_view phrase, Date date = {2018, 6, 1}) {
  const auto words = words_of(phrase);
  const auto found = registry().describe(words, date);
  if (!found) return "nothing";
  const auto id = [](const RegistryEntry* entry) {
    return entry == nullptr ? std::string{"-"} : std::string{entry->id};
  };
  return std::string{to_string(found->kind)} + " " + std::string{found->code.view()} + " " +
         id(found->organisation) + " " + id(found->side) + " " + id(found->speaks_for) +
         (found->plural ? " plural" : "");
}

TEST(FoldedKey, FoldsAccentsApostrophesAndStops) {
  FoldedKey key;
  EXPECT_TRUE(key.add("Séléka"));
  EXPECT_EQ(key.folded(), "seleka");
  key.clear();
  EXPECT_TRUE(key.add("U.S.-led"));
  EXPECT_EQ(key.folded(), "us led");
  EXPECT_EQ(key.cased(), "US led");
  key.clear();
  for (const std::string_view token : {"People", "’s", "Protection", "Units"}) EXPECT_TRUE(key.add(token));
  EXPECT_EQ(key.folded(), "peoples protection units");
  key.clear();
  for (const std::string_view token : {"Côte", "d’", "Ivoire"}) EXPECT_TRUE(key.add(token));
  EXPECT_EQ(key.folded(), "cote divoire");
  key.clear();
  EXPECT_TRUE(key.add("al"));
  EXPECT_TRUE(key.add("-"));
  EXPECT_TRUE(key.add("Sham"));
  EXPECT_EQ(key.folded(), "al sham");
  EXPECT_FALSE(key.add(","));
}

TEST(Registry, TheTalibanGovernFromTheirDay) {
  const auto before = registry().find("the Taliban", Date{2021, 7, 23});
  const auto after = registry().find("Taliban", Date{2021, 8, 15});
  ASSERT_TRUE(before && after);
  EXPECT_EQ(before->entry, after->entry);
  EXPECT_EQ(before->period->kind, ActorKind::armed_group);
  EXPECT_EQ(before->period->code, "AFGREBTAL");
  EXPECT_EQ(after->period->kind, ActorKind::government);
  EXPECT_EQ(registry().side_of(*before->entry, Date{2021, 7, 23}).id, "TLB");
  EXPECT_EQ(registry().side_of(*after->entry, Date{2022, 1, 1}).id, "AFG");
}

TEST(Registry, PeopleSpeakForTheirOfficeOnlyInOffice) {
  EXPECT_EQ(voice_on("Jalina Porter", {2021, 7, 23}), "United States");
  EXPECT_EQ(voice_on("Jalina Porter", {2015, 7, 23}), "none");
  EXPECT_EQ(voice_on("Bashar al-Assad", {2015, 1, 1}), "Syria");
  EXPECT_EQ(voice_on("Bashar al-Assad", {2025, 1, 1}), "none");
  EXPECT_EQ(voice_on("Foreign Office", {2016, 1, 1}), "United Kingdom");
  // A minister who leads a party too speaks for the state; two other offices at once are left to the text.
  EXPECT_EQ(voice_on("Imran Khan", {2020, 1, 1}), "Pakistan");
  EXPECT_EQ(voice_on("Jan Egeland", {2017, 1, 1}), "none");
  EXPECT_EQ(voice_on("Jan Egeland", {2005, 1, 1}), "UN humanitarian office");
}

TEST(Registry, WithoutADateOnlyWhatAlwaysHeldCounts) {
  const auto voice = [](std::string_view name) {
    const RegistryEntry* found =
        registry().on_behalf_of(*registry().find(name, std::nullopt)->entry, std::nullopt);
    return found == nullptr ? std::string{"none"} : std::string{found->name};
  };
  EXPECT_EQ(voice("Sergei Lavrov"), "Russia");
  EXPECT_EQ(voice("Boris Johnson"), "United Kingdom");
  EXPECT_EQ(voice("Jeffrey Feltman"), "none");
}

TEST(Registry, CaseTellsCountriesFromWords) {
  EXPECT_EQ(id_on("US", {2020, 1, 1}), "USA");
  EXPECT_EQ(id_on("U.S.", {2020, 1, 1}), "USA");
  EXPECT_EQ(id_on("us", {2020, 1, 1}), "-");
  EXPECT_EQ(id_on("Turkey", {2020, 1, 1}), "TUR");
  EXPECT_EQ(id_on("turkey", {2020, 1, 1}), "-");
  EXPECT_EQ(id_on("IS", {2016, 1, 1}), "ISIS");
  EXPECT_EQ(id_on("is", {2016, 1, 1}), "-");
}

TEST(Registry, MatchTakesTheLongestNameAcrossTokens) {
  const std::vector<RegistryWord> words = {{"the", ""},   {"People", ""}, {"’s", ""},  {"Protection", ""},
                                           {"Units", ""}, {"(", ""},      {"YPG", ""}, {")", ""}};
  const auto match = registry().match(words, 1, Date{2018, 1, 25});
  ASSERT_TRUE(match);
  EXPECT_EQ(match->entry->id, "YPG");
  EXPECT_EQ(match->size, 4);
  EXPECT_FALSE(registry().match(words, 0, Date{2018, 1, 25}));
}

TEST(Registry, DescriptionsCompose) {
  EXPECT_EQ(described("two Indian soldiers"), "military INDMIL INDMIL IND - plural");
  EXPECT_EQ(described("Taliban fighters"), "armed_group AFGREBTAL TLB TLB - plural");
  EXPECT_EQ(described("Afghan army spokesman"), "military AFGMIL AFGMIL AFG AFGMIL");
  EXPECT_EQ(described("Syrian regime forces"), "military SYRMIL SYRMIL SYR - plural");
  EXPECT_EQ(described("the US State Department ’s Deputy Spokesperson"), "person USAGOV USAMFA USA USA");
  EXPECT_EQ(described("a spokesman for the Afghan army"), "person AFGMIL AFGMIL AFG AFGMIL");
  EXPECT_EQ(described("forces of President Bashar al-Assad"), "military SYRMIL SYRMIL SYR - plural");
  EXPECT_EQ(described("Russian Foreign Minister"), "government RUSGOV RUSMFA RUS RUS");
  EXPECT_EQ(described("former Russian Foreign Minister"), "government RUSGOV RUSMFA RUS -");
  EXPECT_EQ(described("Iraqi villagers"), "civilians IRQCVL - - - plural");
  EXPECT_EQ(described("Syrian rebels"), "armed_group SYRREB - - - plural");
  EXPECT_EQ(described("US - backed Syrian rebels"), "armed_group SYRREB - - - plural");
  EXPECT_EQ(described("Afghans"), "civilians AFGCVL - - - plural");
  EXPECT_EQ(described("Kurdish militias"), "armed_group REB - - - plural");
  EXPECT_EQ(described("Turkish officials"), "government TURGOV TURGOV TUR - plural");
  EXPECT_EQ(described("Foreign Office Minister Tobias Ellwood"), "government GBRGOV GBRMFA GBR GBR");
  EXPECT_EQ(described("an Iraqi military spokesman"), "military IRQMIL IRQMIL IRQ IRQMIL");
  EXPECT_EQ(described("the UN ’s Syria envoy"), "international_organisation IGOUNO UNO UNO UNO");
  EXPECT_EQ(described("Kenyan aid workers"), "ngo KENNGO - - - plural");
  EXPECT_EQ(described("the government of Recep Tayyip Erdoğan"), "government TURGOV TURGOV TUR -");
  EXPECT_EQ(described("pro - Assad fighters"), "armed_group REB - - - plural");
  EXPECT_EQ(described("rebel group M23"), "armed_group CODREBM23 M23 M23 -");
  EXPECT_EQ(described("the Afghan army budget"), "nothing");
  EXPECT_EQ(described("local Taliban forces"), "armed_group AFGREBTAL TLB TLB - plural");
  EXPECT_EQ(described("UN peacekeepers"), "international_organisation IGOUNO UNO UNO - plural");
  EXPECT_EQ(described("Kenyan opposition leader"), "party KENOPP KENOPP KENOPP -");
  EXPECT_EQ(described("deputy Asia director at Human Rights Watch"), "ngo NGOHRI HRW HRW -");
  EXPECT_EQ(described("an official in the Afghan interior ministry"), "government AFGGOV AFGMOI AFG -");
  EXPECT_EQ(described("villagers in Kenya"), "civilians KENCVL - - - plural");
  EXPECT_EQ(described("Iran - backed Houthi rebels"), "armed_group YEMREBHOU HOUTHIS HOUTHIS -");
  EXPECT_EQ(described("President Recep Tayyip Erdoğan"), "government TURGOV TURGOV TUR TUR");
  EXPECT_EQ(described("Foreign Secretary Boris Johnson"), "government GBRGOV GBRMFA GBR GBR");
  EXPECT_EQ(described("the situation in Kenya"), "nothing");
  EXPECT_EQ(described("the attack on Kenyan soldiers"), "nothing");
  EXPECT_EQ(described("two of its soldiers"), "military MIL - - - plural");
  EXPECT_EQ(described("Unicef doctors"), "civilians IGOUNODEV UNICEF UNO - plural");
  EXPECT_EQ(described("the weather"), "nothing");
}

}  // namespace
}  // namespace avow::names
