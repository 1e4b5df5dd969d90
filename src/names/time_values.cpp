#include "names/time_values.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace avow::names {
namespace {

struct UnitRow {
  std::string_view letter;
  std::string_view name;
  std::string_view duration;  // prefix and designator around the number: "T" before, letter after
};

constexpr std::array<UnitRow, 15> kUnits = {{{"S", "second", "TS"},
                                             {"N", "minute", "TM"},
                                             {"H", "hour", "TH"},
                                             {"D", "day", "D"},
                                             {"WE", "weekend", "WE"},
                                             {"W", "week", "W"},
                                             {"F", "fortnight", "W"},
                                             {"M", "month", "M"},
                                             {"Q", "quarter", "Q"},
                                             {"SE", "season", "SE"},
                                             {"B", "half", "B"},
                                             {"Y", "year", "Y"},
                                             {"DE", "decade", "DE"},
                                             {"CE", "century", "CE"},
                                             {"ML", "millennium", "ML"}}};

Date month_start(int year, int month) {
  const int index = year * 12 + month - 1;
  const int y = index >= 0 ? index / 12 : (index - 11) / 12;
  return {y, static_cast<std::uint8_t>(index - y * 12 + 1), 1};
}

Date month_end(Date start, int months) {
  const Date last = month_start(start.year, start.month + months - 1);
  return {last.year, last.month, static_cast<std::uint8_t>(days_in_month(last.year, last.month))};
}

Period of_months(TimeUnit unit, Date start, int months) {
  return {unit, start, month_end(start, months)};
}

Period of_years(TimeUnit unit, int year, int size) {
  const int first = year - ((year % size) + size) % size;
  return {unit, Date{first, 1, 1}, Date{first + size - 1, 12, 31}};
}

int months_in(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::month:
      return 1;
    case TimeUnit::quarter:
    case TimeUnit::season:
      return 3;
    case TimeUnit::half:
      return 6;
    case TimeUnit::year:
      return 12;
    case TimeUnit::decade:
      return 120;
    case TimeUnit::century:
      return 1200;
    case TimeUnit::millennium:
      return 12000;
    default:
      return 0;
  }
}

int days_in(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::day:
      return 1;
    case TimeUnit::weekend:
    case TimeUnit::week:
      return 7;
    case TimeUnit::fortnight:
      return 14;
    default:
      return 0;
  }
}

}  // namespace

std::optional<TimeUnit> parse_time_unit(std::string_view letter) {
  for (std::size_t i = 0; i < kUnits.size(); ++i) {
    if (kUnits[i].letter == letter) return static_cast<TimeUnit>(i);
  }
  return std::nullopt;
}

std::string_view unit_name(TimeUnit unit) {
  return kUnits[static_cast<std::size_t>(unit)].name;
}

int iso_week(Date day, int& iso_year) {
  // ISO 8601: the week of a day is that of its Thursday.
  const Date thursday = Date::from_days(day.days_since_epoch() - day.weekday() + 3);
  iso_year = thursday.year;
  const std::int64_t first = Date{thursday.year, 1, 1}.days_since_epoch();
  return static_cast<int>((thursday.days_since_epoch() - first) / 7) + 1;
}

Period period_around(TimeUnit unit, Date day) {
  const std::int64_t days = day.days_since_epoch();
  const std::int64_t monday = days - day.weekday();
  switch (unit) {
    case TimeUnit::weekend:
      return {unit, Date::from_days(monday + 5), Date::from_days(monday + 6)};
    case TimeUnit::week:
      return {unit, Date::from_days(monday), Date::from_days(monday + 6)};
    case TimeUnit::fortnight:
      return {unit, Date::from_days(monday), Date::from_days(monday + 13)};
    case TimeUnit::month:
      return of_months(unit, month_start(day.year, day.month), 1);
    case TimeUnit::quarter:
      return of_months(unit, month_start(day.year, (day.month - 1) / 3 * 3 + 1), 3);
    case TimeUnit::season:
      return of_months(unit, month_start(day.year, day.month / 3 * 3), 3);
    case TimeUnit::half:
      return of_months(unit, month_start(day.year, day.month <= 6 ? 1 : 7), 6);
    case TimeUnit::year:
      return of_years(unit, day.year, 1);
    case TimeUnit::decade:
      return of_years(unit, day.year, 10);
    case TimeUnit::century:
      return of_years(unit, day.year, 100);
    case TimeUnit::millennium:
      return of_years(unit, day.year, 1000);
    default:
      return {TimeUnit::day, day, day};
  }
}

Period shifted(const Period& period, int n) {
  if (const int months = months_in(period.unit); months > 0) {
    const Date start = month_start(period.start.year, period.start.month + months * n);
    return of_months(period.unit, start, months);
  }
  const std::int64_t by = static_cast<std::int64_t>(std::max(1, days_in(period.unit))) * n;
  return {period.unit, Date::from_days(period.start.days_since_epoch() + by),
          Date::from_days(period.end.days_since_epoch() + by)};
}

std::string period_value(const Period& period) {
  const Date s = period.start;
  int iso_year = 0;
  switch (period.unit) {
    case TimeUnit::weekend: {
      const int week = iso_week(s, iso_year);
      return fmt::format("{:04}-W{:02}-WE", iso_year, week);
    }
    case TimeUnit::fortnight:
    case TimeUnit::week: {
      const int week = iso_week(s, iso_year);
      return fmt::format("{:04}-W{:02}", iso_year, week);
    }
    case TimeUnit::month:
      return fmt::format("{:04}-{:02}", s.year, s.month);
    case TimeUnit::quarter:
      return fmt::format("{:04}-Q{}", s.year, (s.month - 1) / 3 + 1);
    case TimeUnit::season: {
      static constexpr std::array<std::string_view, 4> kNames = {"SP", "SU", "FA", "WI"};
      return fmt::format("{:04}-{}", s.year, kNames[static_cast<std::size_t>((s.month - 3) / 3)]);
    }
    case TimeUnit::half:
      return fmt::format("{:04}-H{}", s.year, s.month <= 6 ? 1 : 2);
    case TimeUnit::year:
      return fmt::format("{:04}", s.year);
    case TimeUnit::decade:
      return fmt::format("{:03}", s.year / 10);
    case TimeUnit::century:
      return fmt::format("{:02}", s.year / 100);
    case TimeUnit::millennium:
      return fmt::format("{}", s.year / 1000);
    default:
      return s.to_string();
  }
}

Date add_units(Date day, TimeUnit unit, int n) {
  if (const int months = months_in(unit); months > 0) {
    const Date start = month_start(day.year, day.month + months * n);
    const int last = days_in_month(start.year, start.month);
    return {start.year, start.month, static_cast<std::uint8_t>(std::min<int>(day.day, last))};
  }
  return Date::from_days(day.days_since_epoch() + static_cast<std::int64_t>(days_in(unit)) * n);
}

std::string duration_value(double count, TimeUnit unit) {
  std::string_view designator = kUnits[static_cast<std::size_t>(unit)].duration;
  if (unit == TimeUnit::fortnight && count >= 0) count *= 2;
  if (unit == TimeUnit::half) {
    designator = "M";
    if (count >= 0) count *= 6;
  }
  if (unit == TimeUnit::millennium) {
    designator = "CE";
    if (count >= 0) count *= 10;
  }
  const bool clock = designator.front() == 'T';
  if (clock) designator.remove_prefix(1);
  std::string number = "X";
  if (count >= 0) {
    const bool whole = std::abs(count - std::round(count)) < 1e-9;
    number = whole ? fmt::format("{:.0f}", count) : fmt::format("{:g}", count);
  }
  return fmt::format("P{}{}{}", clock ? "T" : "", number, designator);
}

}  // namespace avow::names
