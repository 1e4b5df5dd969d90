#include "names/times_stage.hpp"

#include <cstdlib>
#include <fstream>
#include <thread>

#include <string>

#include <unistd.h>

#include <gtest/gtest.h>

#include "names/time_actions.hpp"
#include "text/stage.hpp"

namespace avow::names {
namespace {

const std::filesystem::path kData = std::filesystem::path{AVOW_SOURCE_DIR} / "data";

const Stage& stage(Result<std::unique_ptr<Stage>> (*make)(const std::filesystem::path&)) {
  auto made = make(kData);
  if (!made) {
    ADD_FAILURE() << made.error().to_string();
    std::abort();
  }
  return *std::move(*made).release();
}

Document read(std::string text, std::optional<Date> published) {
  static const Stage& words = stage(text::make_stage);
  static const Stage& times = stage(make_times_stage);
  Document document;
  document.text = std::move(text);
  document.published = published;
  words.run(document);
  times.run(document);
  return document;
}

std::string values(const Document& document) {
  std::string all;
  for (const Time& time : document.times) {
    if (!all.empty()) all += " ";
    all += time.value.empty() ? time.precision : time.value;
  }
  return all;
}

TEST(TimesStage, SpansAndTokensAgree) {
  const Document document =
      read("He died on Friday, 23 July 2021, after a two-day siege.", Date{2021, 7, 24});
  ASSERT_EQ(document.times.size(), 2U);
  EXPECT_EQ(document.text_of(document.times[0].span), "Friday, 23 July 2021");
  EXPECT_EQ(document.text_of(document.times[1].span), "two-day");
  for (const Time& time : document.times) {
    EXPECT_TRUE(document.span_of(time.tokens).contains(time.span));
    EXPECT_FALSE(time.rule.empty());
  }
}

TEST(TimesStage, WithoutADateSaysSoOnce) {
  const Document document =
      read("It fell on Monday. Yesterday it was retaken. In 1998 it was built.", std::nullopt);
  EXPECT_EQ(values(document), "unresolved unresolved 1998");
  ASSERT_EQ(document.diagnostics.size(), 1U);
  EXPECT_EQ(document.diagnostics[0].code, ErrorCode::date_unknown);
}

TEST(TimesStage, EndsAreNeverBeforeStarts) {
  const Document document = read(
      "Early last week, late in 2020, in mid-March, at the end of the month, earlier this year, later today, "
      "last "
      "winter, over the weekend, in the 1990s, in recent days, during Ramadan, next Thursday night and two "
      "years ago.",
      Date{2021, 1, 1});
  EXPECT_GE(document.times.size(), 11U);
  for (const Time& time : document.times) {
    if (time.start && time.end) {
      EXPECT_LE(*time.start, *time.end) << document.text_of(time.span);
    }
  }
}

TEST(TimesStage, NumbersInWords) {
  EXPECT_EQ(values(read("It took twenty-four hours in nineteen ninety-six.", Date{2021, 1, 1})),
            "PT24H 1996");
  EXPECT_EQ(values(read("After two and a half years and 3 1/2 months it ended.", Date{2021, 1, 1})),
            "P2.5Y P3.5M");
}

TEST(TimesStage, SurvivesOddText) {
  for (const char* text : {"", "-", "--", "'", "' 98", "1/2", "2021-", "23:", "the", "the end of the",
                           "twenty -", "\xE2\x80\x99"}) {
    const Document document = read(text, Date{2021, 1, 1});
    EXPECT_LE(document.times.size(), 1U) << text;
  }
}

TEST(TimesStage, ManyThreadsReadTheSame) {
  const std::string text =
      "On Friday they left; last week they came. Two days later, on 5 May 2019, it rained.";
  const std::string expected = values(read(text, Date{2021, 7, 21}));
  std::vector<std::thread> threads;
  std::vector<std::string> got(4);
  for (std::size_t i = 0; i < got.size(); ++i) {
    threads.emplace_back([&, i] { got[i] = values(read(text, Date{2021, 7, 21})); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& one : got) EXPECT_EQ(one, expected);
}

TEST(TimesStage, BrokenTablesNameFileAndLine) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("avow-times-broken_" + std::to_string(::getpid()));
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder / "times");
  for (const char* name : {"words.tsv", "tense.tsv", "fuzzy.tsv", "feasts.tsv", "feast_dates.tsv"}) {
    std::filesystem::copy_file(kData / "times" / name, folder / "times" / name);
  }
  std::ofstream(folder / "times/rules.tsv") << "name\tpattern\taction\targ\nodd\tMONTH NOSUCH\tdate\t\n";
  const auto made = make_times_stage(folder);
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().code, ErrorCode::table_malformed);
  EXPECT_NE(made.error().place.find("rules.tsv:2"), std::string::npos);
  std::filesystem::remove(folder / "times/rules.tsv");
  EXPECT_EQ(make_times_stage(folder).error().code, ErrorCode::table_missing);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace avow::names
