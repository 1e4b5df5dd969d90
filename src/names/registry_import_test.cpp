// Imports: each form's table is read back by the registry and answers as the source says.
#include "avow/names/registry_import.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

namespace avow::names {
namespace {

namespace fs = std::filesystem;

const fs::path kShipped = fs::path{AVOW_SOURCE_DIR} / "data/registry";

const Registry& base() {
  static const Registry registry = [] {
    auto loaded = Registry::load(kShipped);
    if (!loaded) std::abort();
    return std::move(*loaded);
  }();
  return registry;
}

// The shipped registry with the imported table before it.
Registry with(const RegistryImport& made) {
  const auto* test = testing::UnitTest::GetInstance()->current_test_info();
  const fs::path path = fs::path{testing::TempDir()} / (std::string{"import-"} + test->name() + ".tsv");
  std::ofstream{path, std::ios::binary} << made.table;
  auto loaded = Registry::load(kShipped, {path});
  fs::remove(path);
  if (!loaded) {
    ADD_FAILURE() << loaded.error().to_string() << "\n" << made.table;
    std::abort();
  }
  return std::move(*loaded);
}

constexpr std::string_view kPetrarch = R"(# a dictionary
<!-- a
block -->
KENYA_ [KEN]
+KENYAN_
TAM_ORUN_  ; the leader
+PRESIDENT_ORUN_
	[KENOPP <110301]
	[KENGOV 110301-140930]
	[KENELI >140930]
HILL_FRONT_ [KENREB][KENPTY >20150101]
+HF_
LAKE_WATCH_ [NGOHRI]
BROKEN_ [KENGOV 1103]
ODD_ [QQQGOV]
)";

TEST(RegistryImport, PetrarchDictionaries) {
  const auto made = import_registry(ImportFormat::petrarch, kPetrarch, "actors.txt", base());
  ASSERT_TRUE(made) << made.error().to_string();
  EXPECT_EQ(made->entries, 4U);
  EXPECT_EQ(made->left_out, 3U);  // the state that avow has, the broken code, its actor without a code
  const Registry registry = with(*made);
  const auto code_on = [&](std::string_view name, Date day) {
    const auto match = registry.find(name, day);
    return match ? std::string{match->period->code} : std::string{"-"};
  };
  EXPECT_EQ(code_on("Tam Orun", {2010, 1, 1}), "KENOPP");
  EXPECT_EQ(code_on("President Orun", {2011, 3, 1}), "KENGOV");
  EXPECT_EQ(code_on("Tam Orun", {2014, 9, 29}), "KENGOV");
  EXPECT_EQ(code_on("Tam Orun", {2020, 1, 1}), "KENELI");
  EXPECT_EQ(code_on("Hill Front", {2014, 12, 31}), "KENREB");
  EXPECT_EQ(code_on("Hill Front", {2015, 1, 1}), "KENPTY");
  EXPECT_EQ(registry.find("Lake Watch", std::nullopt)->period->kind, ActorKind::ngo);
  EXPECT_EQ(code_on("Odd", {2015, 1, 1}), "");
  EXPECT_EQ(registry.find("Kenya", std::nullopt)->entry->id, "KEN");
}

TEST(RegistryImport, PetrarchNeedsCodes) {
  const auto made = import_registry(ImportFormat::petrarch, "some prose\nand more", "prose.txt", base());
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::registry_malformed);
  EXPECT_EQ(made.error().place, "prose.txt:1");
}

constexpr std::string_view kWikidata =
    "label,aliases,position,start,end\n"
    "Tam Orun,\"T. Orun|Tamara Orun\",President of Kenya,2018-03-01T00:00:00Z,2021-05-31T00:00:00Z\n"
    "Tam Orun,,Minister of Foreign Affairs of Kenya,2014,2018-02\n"
    "Bel Ashti,,mayor of Somewhere,unknown value,\n"
    "Ned Vash,,President of Kenya,2022-01-01,2021-01-01\n";

TEST(RegistryImport, WikidataPositions) {
  const auto made = import_registry(ImportFormat::wikidata, kWikidata, "query.csv", base());
  ASSERT_TRUE(made) << made.error().to_string();
  EXPECT_EQ(made->entries, 3U);
  ASSERT_EQ(made->notes.size(), 1U);
  EXPECT_TRUE(made->notes[0].starts_with("query.csv:5: ")) << made->notes[0];
  const Registry registry = with(*made);
  const auto president = registry.find("Tamara Orun", Date{2020, 1, 1});
  ASSERT_TRUE(president);
  EXPECT_EQ(president->period->role, "president");
  EXPECT_EQ(registry.on_behalf_of(*president->entry, Date{2020, 1, 1})->id, "KEN");
  const auto minister = registry.find("Tam Orun", Date{2018, 2, 28});
  EXPECT_EQ(minister->period->parent->id, "KENMFA");
  EXPECT_EQ(registry.find("Tam Orun", Date{2022, 1, 1})->period, nullptr);
  EXPECT_EQ(registry.find("Bel Ashti", Date{2022, 1, 1})->period->role, "mayor of Somewhere");
}

constexpr std::string_view kOpenSanctions =
    "id,schema,name,aliases,birth_date,countries,dataset\n"
    "NK-1,Person,\"ORUN, Tam\",\"Tamara Orun;Orun;\"\"T\"\" Orun\",1960,ke,x\n"
    "NK-2,Organization,Hill Front,HFront,,ke;ug,x\n"
    "NK-3,Vessel,Lake Star,,,ke,x\n"
    "NK-4,Company,Lake Trading (Pty),,,,x\n"
    "NK-5,Person,Tam Orun,,,ug,x\n";

TEST(RegistryImport, OpenSanctionsTargets) {
  const auto made = import_registry(ImportFormat::opensanctions, kOpenSanctions, "targets.csv", base());
  ASSERT_TRUE(made) << made.error().to_string();
  EXPECT_EQ(made->entries, 3U);
  EXPECT_EQ(made->left_out, 2U);
  const Registry registry = with(*made);
  const auto person = registry.find("Tam Orun", std::nullopt);
  ASSERT_TRUE(person);
  EXPECT_EQ(person->entry->id, "NK-1");
  EXPECT_EQ(person->period->country, "KEN");
  EXPECT_EQ(registry.find("Tam Orun", std::nullopt, "UGA")->entry->id, "NK-5");  // the text's country decides
  EXPECT_FALSE(registry.find("Orun", std::nullopt));
  EXPECT_EQ(registry.find("Hill Front", std::nullopt)->entry->id, "NK-2");
}

TEST(RegistryImport, ABrokenTableNamesItsLine) {
  const auto open = import_registry(ImportFormat::wikidata, "label,position\nA,\"b\nc", "q.csv", base());
  ASSERT_FALSE(open);
  EXPECT_EQ(open.error().place, "q.csv:2");
  const auto columns = import_registry(ImportFormat::opensanctions, "id,name\nA,b\n", "t.csv", base());
  ASSERT_FALSE(columns);
  EXPECT_NE(columns.error().message.find("no column 'schema'"), std::string::npos);
  EXPECT_FALSE(parse_import_format("excel"));
}

}  // namespace
}  // namespace avow::names
