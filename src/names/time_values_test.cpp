#include "names/time_values.hpp"

#include <gtest/gtest.h>

#include "names/time_calendars.hpp"
#include "names/time_numbers.hpp"

namespace avow::names {
namespace {

TEST(TimeValues, NamesThePeriodsOfADay) {
  const Date day{2021, 7, 23};
  EXPECT_EQ(period_value(period_around(TimeUnit::week, day)), "2021-W29");
  EXPECT_EQ(period_value(period_around(TimeUnit::weekend, day)), "2021-W29-WE");
  EXPECT_EQ(period_value(period_around(TimeUnit::quarter, day)), "2021-Q3");
  EXPECT_EQ(period_value(period_around(TimeUnit::season, day)), "2021-SU");
  EXPECT_EQ(period_value(period_around(TimeUnit::decade, day)), "202");
  EXPECT_EQ(period_value(period_around(TimeUnit::century, day)), "20");
}

TEST(TimeValues, WinterRunsOverTheNewYear) {
  const Period winter = period_around(TimeUnit::season, Date{2021, 1, 15});
  EXPECT_EQ(winter.start, (Date{2020, 12, 1}));
  EXPECT_EQ(winter.end, (Date{2021, 2, 28}));
  EXPECT_EQ(period_value(winter), "2020-WI");
}

TEST(TimeValues, WeeksFollowIso8601OverTheNewYear) {
  EXPECT_EQ(period_value(period_around(TimeUnit::week, Date{2021, 1, 2})), "2020-W53");
  EXPECT_EQ(period_value(period_around(TimeUnit::week, Date{2018, 12, 31})), "2019-W01");
}

TEST(TimeValues, ShiftsOverYears) {
  EXPECT_EQ(period_value(shifted(period_around(TimeUnit::month, Date{2021, 1, 9}), -1)), "2020-12");
  EXPECT_EQ(period_value(shifted(period_around(TimeUnit::quarter, Date{2021, 2, 9}), -2)), "2020-Q3");
  EXPECT_EQ(add_units(Date{2021, 3, 31}, TimeUnit::month, -1), (Date{2021, 2, 28}));
  EXPECT_EQ(add_units(Date{2020, 2, 29}, TimeUnit::year, 1), (Date{2021, 2, 28}));
}

TEST(TimeValues, WritesDurations) {
  EXPECT_EQ(duration_value(3, TimeUnit::week), "P3W");
  EXPECT_EQ(duration_value(5, TimeUnit::hour), "PT5H");
  EXPECT_EQ(duration_value(2.5, TimeUnit::year), "P2.5Y");
  EXPECT_EQ(duration_value(-1, TimeUnit::day), "PXD");
  EXPECT_EQ(duration_value(1, TimeUnit::fortnight), "P2W");
}

TEST(TimeCalendars, ConvertsKnownDays) {
  EXPECT_EQ(from_solar_hijri(1357, 11, 22), (Date{1979, 2, 11}));
  EXPECT_EQ(from_solar_hijri(1400, 5, 24), (Date{2021, 8, 15}));
  EXPECT_EQ(from_islamic(1400, 1, 1), (Date{1979, 11, 21}));
  EXPECT_EQ(from_islamic(1443, 13, 1), std::nullopt);
  EXPECT_EQ(from_solar_hijri(1402, 12, 30), std::nullopt);  // no leap year
  EXPECT_EQ(from_solar_hijri(1403, 12, 30), (Date{2025, 3, 20}));
}

TEST(TimeCalendars, MonthsFollowOneAnotherWithoutGaps) {
  for (int year = 1340; year < 1480; ++year) {
    for (int month = 1; month <= 12; ++month) {
      const int next_month = month % 12 + 1;
      const int next_year = month == 12 ? year + 1 : year;
      const auto last = from_islamic(year, month, islamic_month_length(year, month));
      const auto first = from_islamic(next_year, next_month, 1);
      ASSERT_TRUE(last && first);
      EXPECT_EQ(last->days_since_epoch() + 1, first->days_since_epoch()) << year << "-" << month;
      const auto solar_last = from_solar_hijri(year, month, solar_month_length(year, month));
      const auto solar_first = from_solar_hijri(next_year, next_month, 1);
      ASSERT_TRUE(solar_last && solar_first);
      EXPECT_EQ(solar_last->days_since_epoch() + 1, solar_first->days_since_epoch()) << year << "-" << month;
    }
  }
}

TEST(TimeNumbers, ReadsFiguresOfDates) {
  EXPECT_EQ(read_date_figure("2021-07-23.")->date, (Date{2021, 7, 23}));
  EXPECT_EQ(read_date_figure("7/23/2021")->date, (Date{2021, 7, 23}));
  EXPECT_EQ(read_date_figure("23/7/2021")->date, (Date{2021, 7, 23}));
  EXPECT_EQ(read_date_figure("23.07.2021")->date, (Date{2021, 7, 23}));
  EXPECT_EQ(read_date_figure("7:15 p.m.")->value, 7 * 60 + 15);
  EXPECT_FALSE(read_date_figure("2021-02-30"));
  EXPECT_FALSE(read_date_figure("555-12-3456"));
  EXPECT_FALSE(read_date_figure("10:7 against"));
}

}  // namespace
}  // namespace avow::names
