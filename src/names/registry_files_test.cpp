// Registry files: the shipped ones are sound; broken ones are refused whole, with file, line and remedy; a
// user's own come first.
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "avow/names/registry.hpp"

namespace avow::names {
namespace {

namespace fs = std::filesystem;

const fs::path kShipped = fs::path{AVOW_SOURCE_DIR} / "data/registry";

// A file of rows under the usual columns, deleted at the end.
class OwnFile {
 public:
  explicit OwnFile(const std::string& rows, const std::string& columns =
                                                "id\tname\taliases\tkind\tcountry\tcode\tfrom"
                                                "\tto\tparent\trole\tadjectives\tpeople") {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    path_ = fs::path{testing::TempDir()} /
            (std::string{"registry-"} + test->name() + "-" + std::to_string(++count_) + ".tsv");
    std::ofstream{path_, std::ios::binary} << "# source: made up\n" << columns << "\n" << rows;
  }
  ~OwnFile() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  OwnFile(const OwnFile&) = delete;
  OwnFile& operator=(const OwnFile&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  static inline int count_ = 0;
  fs::path path_;
};

// "CODE file:LINE message" of the first problem; "sound" when there is none.
std::string refused(const OwnFile& file) {
  const auto loaded = Registry::load(kShipped, {file.path()});
  if (loaded) return "sound";
  const Error& error = loaded.error();
  const std::string place = error.place.substr(error.place.rfind(':'));
  const bool names_file = error.place.starts_with(file.path().string());
  return std::string{error_number(error.code)} + (names_file ? " file" : " elsewhere") + place + " " +
         error.message;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(RegistryFiles, TheShippedOnesAreSound) {
  const auto problems = check_registry(kShipped, {fs::path{AVOW_SOURCE_DIR} / "samples/registry.tsv"});
  for (const Error& problem : problems) ADD_FAILURE() << problem.to_string();
}

TEST(RegistryFiles, TheShippedOnesHoldWhatTheyPromise) {
  const auto registry = Registry::load(kShipped);
  ASSERT_TRUE(registry);
  std::size_t states = 0, groups = 0, organisations = 0, media = 0, people = 0;
  for (const RegistryEntry& entry : registry->entries()) {
    EXPECT_FALSE(entry.source.empty()) << entry.id;
    EXPECT_FALSE(entry.licence.empty()) << entry.id;
    states += entry.state ? 1 : 0;
    const ActorKind kind = entry.periods.front().kind;
    groups += kind == ActorKind::armed_group ? 1 : 0;
    organisations += kind == ActorKind::international_organisation || kind == ActorKind::ngo ? 1 : 0;
    media += kind == ActorKind::media ? 1 : 0;
    people += kind == ActorKind::person ? 1 : 0;
  }
  EXPECT_GE(states, 198U);
  EXPECT_GE(groups, 500U);
  EXPECT_GE(organisations, 200U);
  EXPECT_GE(media, 150U);
  EXPECT_GE(people, 1000U);
}

TEST(RegistryFiles, AWrongCellNamesFileLineAndRemedy) {
  EXPECT_EQ(refused(OwnFile{"QLF\tQaland Front\t\tarmed_group\tSYR\tSYRREB\n"}), "sound");
  const auto expect = [](const std::string& answer, std::string_view start, std::string_view part) {
    EXPECT_TRUE(answer.starts_with(start) && has(answer, part)) << answer;
  };
  expect(refused(OwnFile{"A\tAlpha\t\tarmy\tSYR\n"}), "AVW-3003 file:3", "'army' is no kind of actor");
  expect(refused(OwnFile{"A\tAlpha\t\tparty\tSYR\n\nB\tBeta\t\tparty\tSYR\t\t2014-13\n"}), "AVW-3003 file:5",
         "'2014-13' is no date: write 2014, 2014-06 or 2014-06-30");
  expect(refused(OwnFile{"A\tAlpha\t\tparty\tSYR\t\t2016\t2014\n"}), "AVW-3003 file:3",
         "exchange from and to");
  expect(refused(OwnFile{"A\tAlpha\t\tparty\tQQQ\n"}), "AVW-3003 file:3", "'QQQ' is no state");
  expect(refused(OwnFile{"A\tAlpha\t\tparty\tSYR\tSYRXQX\n"}), "AVW-3003 file:3", "'XQX' in the code");
  expect(refused(OwnFile{"A\tAlpha\t\tparty\tSYR\tSYR\t\t\tNOBODY\n"}), "AVW-3003 file:3",
         "the parent 'NOBODY'");
  expect(refused(OwnFile{"A\tAlpha\t\tparty\tSYR\t\t\t\tB\nB\tBeta\t\tparty\tSYR\t\t\t\tA\n"}),
         "AVW-3003 file:3", "round in a circle");
  expect(refused(OwnFile{"A\t\t\tparty\tSYR\n"}), "AVW-3003 file:3", "has no name");
  expect(refused(OwnFile{"A b\tAlpha\t\tparty\tSYR\n"}), "AVW-3003 file:3", "may hold only letters");
  expect(refused(OwnFile{"A\tAlpha\n"}), "AVW-3003 file:3", "neither a kind nor a role");
  expect(refused(OwnFile{"A\tAlpha (old)\t\tparty\tSYR\n"}), "AVW-3003 file:3", "write it without");
  expect(refused(OwnFile{"A\tAlpha\t\tparty\tSYR\t\t\t\t\t\t\t\tmore\n"}), "AVW-3003 file:3", "remove a tab");
  expect(refused(OwnFile{"A\tAlpha\t\tparty\tSYR\t\t2001\t2010\nA\t\t\tarmed_group\t\t\t2009\n"}),
         "AVW-3003 file:4", "overlaps the one in line 3");
}

TEST(RegistryFiles, AWrongHeadingNamesTheColumns) {
  EXPECT_TRUE(has(refused(OwnFile{"A\tAlpha\tparty\n", "id\tname\tform"}), "unknown column 'form'"));
  EXPECT_TRUE(has(refused(OwnFile{"A\tAlpha\n", "name\tid"}), "it must be id, head, organ or code"));
  EXPECT_TRUE(has(refused(OwnFile{"A\tAlpha\n", "nomen\tid"}), "it must be id, head, organ or code"));
  const auto missing = Registry::load(kShipped, {"/nowhere/own.tsv"});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::table_missing);
}

TEST(RegistryFiles, OneNameInOnePeriodHasOneOwner) {
  const std::string later = "A\tHill Front\t\tparty\tSYR\t\t2001\t2010\nB\tBeta\t\tparty\tSYR\t\t2001\n";
  const std::string answer =
      refused(OwnFile{"A\tHill Front\t\tparty\tSYR\nB\tBeta\thill front\tparty\tSYR\n"});
  EXPECT_TRUE(answer.starts_with("AVW-3004 file:4") && has(answer, "is also a name of 'A'")) << answer;
  EXPECT_EQ(refused(OwnFile{"A\tHill Front\t\tparty\tSYR\nB\tBeta\t?hill front\tparty\tSYR\n"}), "sound");
  EXPECT_EQ(refused(OwnFile{"A\tHill Front\t\tparty\tSYR\nB\tBeta\t=HILL FRONT\tparty\tSYR\n"}).substr(0, 8),
            "AVW-3004");
  EXPECT_EQ(refused(OwnFile{"A\tAlpha\t=HF\tparty\tSYR\nB\tBeta\t=Hf\tparty\tSYR\n"}), "sound");
  // A name of a later period holds in that period only.
  EXPECT_EQ(refused(OwnFile{"A\tAlpha\t\tparty\tSYR\t\t2001\t2010\nA\t\tHill Front\tparty\t\t\t2011\t2012\n"
                            "B\tBeta\t\tparty\tSYR\t\t2001\t2012\nB\t\tHill Front\tparty\t\t\t2013\n"}),
            "sound");
}

TEST(RegistryFiles, AUsersOwnComeFirst) {
  const OwnFile own{
      "QZA\tQaland\t\tgovernment\tQZA\tQZA\t\t\t\t\tQalandi\tQalandis\n"
      "QTL\tTaliban\t\tarmed_group\tQZA\tQZAREB\n"
      "GBRMFA\tFerry Office\t\tparty\tQZA\tQZAPTY\n"
      "tam-orun\tTam Orun\t?Orun\t\t\t\t2018-03-01\t\tQZA\tpresident\n"};
  const auto registry = Registry::load(kShipped, {own.path()});
  ASSERT_TRUE(registry) << registry.error().to_string();
  const Date day{2020, 1, 1};
  EXPECT_EQ(registry->find("Taliban", day)->entry->id, "QTL");
  EXPECT_TRUE(registry->find("Taliban", day)->entry->own);
  EXPECT_FALSE(registry->find("Foreign Office", day));  // the id was taken over altogether
  EXPECT_EQ(registry->by_id("GBRMFA")->name, "Ferry Office");
  // The state's organs come with it, named after its adjective; its people's code is the office's.
  EXPECT_EQ(registry->by_id("QZAMIL")->name, "Qalandi armed forces");
  EXPECT_EQ(registry->find("Orun", day)->period->code, "QZAGOV");
  EXPECT_EQ(registry->on_behalf_of(*registry->by_id("tam-orun"), day)->id, "QZA");
  EXPECT_EQ(registry->on_behalf_of(*registry->by_id("tam-orun"), Date{2017, 1, 1}), nullptr);
}

TEST(RegistryFiles, EveryProblemIsListedByTheCheck) {
  const OwnFile own{"A\tAlpha\t\tarmy\tSYR\nB\tBeta\t\tparty\tSYR\t\t20x4\n"};
  const auto problems = check_registry(kShipped, {own.path()});
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_TRUE(problems[0].place.ends_with(":3"));
  EXPECT_TRUE(problems[1].place.ends_with(":4"));
}

}  // namespace
}  // namespace avow::names
