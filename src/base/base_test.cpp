#include <unistd.h>

#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include "avow/base/date.hpp"
#include "avow/base/file.hpp"
#include "avow/base/hash.hpp"
#include "avow/base/limits.hpp"
#include "avow/base/result.hpp"
#include "avow/base/strings.hpp"
#include "avow/base/table.hpp"

namespace avow {
namespace {

namespace fs = std::filesystem;

TEST(Error, NumbersAreUniqueAndEveryCodeHasARemedy) {
  std::set<std::string_view> numbers;
  constexpr ErrorCode kCodes[] = {
#define AVOW_ERROR(name, number, meaning, remedy) ErrorCode::name,
#include "avow/base/error_codes.def"
#undef AVOW_ERROR
  };
  for (const ErrorCode code : kCodes) {
    EXPECT_TRUE(numbers.insert(error_number(code)).second) << error_number(code);
    EXPECT_FALSE(error_meaning(code).empty());
    EXPECT_FALSE(error_remedy(code).empty());
  }
}

TEST(Error, SaysCodePlaceMessageAndRemedy) {
  const Error error{ErrorCode::bad_date, "'yesterday'", "a.txt.toml:3"};
  EXPECT_EQ(error.to_string(), "AVW-1009 a.txt.toml:3: 'yesterday' (give a date such as 2021-07-23)");
}

TEST(Date, ReadsOnlyRealDays) {
  EXPECT_EQ(Date::parse("2021-07-23"), (Date{2021, 7, 23}));
  EXPECT_TRUE(Date::parse("2024-02-29"));
  EXPECT_FALSE(Date::parse("2023-02-29"));
  EXPECT_FALSE(Date::parse("2021-7-23"));
  EXPECT_FALSE(Date::parse("2021-13-01"));
  EXPECT_FALSE(Date::parse("+021-01-01"));
}

TEST(Date, CountsDaysBothWays) {
  EXPECT_EQ((Date{1970, 1, 1}).days_since_epoch(), 0);
  for (std::int64_t day = -800000; day < 800000; day += 997) {
    const Date date = Date::from_days(day);
    EXPECT_TRUE(date.valid());
    EXPECT_EQ(date.days_since_epoch(), day);
  }
}

TEST(Date, KnowsWeekdays) {
  EXPECT_EQ((Date{2021, 7, 23}).weekday(), 4);   // a Friday
  EXPECT_EQ((Date{1969, 12, 31}).weekday(), 2);  // a Wednesday
}

TEST(Hash, Sha256OfAbc) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("").size(), 64U);
}

TEST(Strings, SplitsAndTrims) {
  EXPECT_EQ(split("a\t\tb", '\t').size(), 3U);
  EXPECT_EQ(split("", ',').size(), 1U);
  EXPECT_EQ(split_words("  two  words ").size(), 2U);
  EXPECT_EQ(trim(" \t x \n"), "x");
  EXPECT_EQ(lower_ascii("ÀB"), "Àb");
}

TEST(Table, ReadsColumnsByNameAndKeepsLines) {
  const auto table = Table::parse("# a comment\nlemma\tfunction\nsay\tassertion\n\ndeny\tdenial\r\nshort\n",
                                  "t.tsv", {"lemma", "function"});
  ASSERT_TRUE(table);
  ASSERT_EQ(table->rows().size(), 3U);
  EXPECT_EQ(table->rows()[1]["function"], "denial");
  EXPECT_EQ(table->rows()[1].place(), "t.tsv:5");
  EXPECT_EQ(table->rows()[2]["function"], "");
}

TEST(Table, RefusesMissingColumnsAndExtraCells) {
  const auto missing = Table::parse("lemma\nsay\n", "t.tsv", {"lemma", "function"});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::table_malformed);
  const auto extra = Table::parse("lemma\nsay\tassertion\n", "t.tsv", {"lemma"});
  ASSERT_FALSE(extra);
  EXPECT_EQ(extra.error().place, "t.tsv:2");
  EXPECT_EQ(Table::load("/no/such/table.tsv", {}).error().code, ErrorCode::table_missing);
}

class Files : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("avow_base_test_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  fs::path folder_;
};

TEST_F(Files, WritesThenReadsTheSameBytes) {
  const std::string bytes("a\0b\n", 4);
  ASSERT_TRUE(system_files().write(folder_ / "x", bytes));
  EXPECT_EQ(system_files().read(folder_ / "x", 100).value(), bytes);
  EXPECT_EQ(MappedFile::open(folder_ / "x", 100)->bytes(), bytes);
}

TEST_F(Files, SaysWhyAFileCannotBeRead) {
  EXPECT_EQ(system_files().read(folder_ / "none", 100).error().code, ErrorCode::file_not_found);
  EXPECT_EQ(system_files().read(folder_, 100).error().code, ErrorCode::file_unreadable);
  ASSERT_TRUE(system_files().write(folder_ / "long", std::string(101, 'x')));
  EXPECT_EQ(system_files().read(folder_ / "long", 100).error().code, ErrorCode::file_too_large);
  EXPECT_EQ(MappedFile::open(folder_ / "long", 100).error().code, ErrorCode::file_too_large);
}

TEST_F(Files, AFailedWriteLeavesTheOldFile) {
  EXPECT_EQ(system_files().write(folder_ / "no/such/folder/x", "new").error().code, ErrorCode::write_failed);
  ASSERT_TRUE(system_files().write(folder_ / "x", "old"));
  // The temporary file cannot be renamed over a folder: the folder and its content stay.
  EXPECT_EQ(system_files().write(folder_, "new").error().code, ErrorCode::write_failed);
  EXPECT_EQ(system_files().read(folder_ / "x", 100).value(), "old");
}

}  // namespace
}  // namespace avow
