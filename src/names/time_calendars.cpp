#include "names/time_calendars.hpp"

#include <array>
#include <cstdint>

namespace avow::names {
namespace {

// Reingold and Dershowitz, Calendrical Calculations: the civil epoch is Friday 16 July 622 (Julian), which
// is day 227015 when 1 January 1 (Gregorian) is day 1; 1970-01-01 is day 719163.
constexpr std::int64_t kIslamicEpoch = 227015 - 719163;

std::int64_t islamic_days(int year, int month, int day) {
  return static_cast<std::int64_t>(day) + 29 * (month - 1) + month / 2 +
         static_cast<std::int64_t>(year - 1) * 354 + (3 + 11 * static_cast<std::int64_t>(year)) / 30 +
         kIslamicEpoch - 1;
}

bool islamic_leap(int year) {
  return (14 + 11 * year) % 30 < 11;
}

// Remainders of the 33-year cycle that are leap years.
bool solar_leap(int year) {
  static constexpr std::array<int, 8> kLeap = {1, 5, 9, 13, 17, 22, 26, 30};
  for (const int remainder : kLeap) {
    if (year % 33 == remainder) return true;
  }
  return false;
}

// Days from 1 Farvardin 1244 (1865-03-21) to that of `year`.
std::int64_t solar_new_year(int year) {
  std::int64_t days = Date{1865, 3, 21}.days_since_epoch();
  for (int y = 1244; y < year; ++y) days += solar_leap(y) ? 366 : 365;
  for (int y = 1243; y >= year; --y) days -= solar_leap(y) ? 366 : 365;
  return days;
}

}  // namespace

int islamic_month_length(int year, int month) {
  if (month < 1 || month > 12) return 0;
  if (month == 12) return islamic_leap(year) ? 30 : 29;
  return month % 2 == 1 ? 30 : 29;
}

std::optional<Date> from_islamic(int year, int month, int day) {
  if (year < 1 || year > 2000 || day < 1 || day > islamic_month_length(year, month)) return std::nullopt;
  return Date::from_days(islamic_days(year, month, day));
}

void islamic_month_of(Date day, int& year, int& month) {
  const std::int64_t days = day.days_since_epoch();
  year = static_cast<int>((30 * (days - kIslamicEpoch) + 10646) / 10631);
  month = 12;
  while (month > 1 && islamic_days(year, month, 1) > days) --month;
}

int solar_month_length(int year, int month) {
  if (month < 1 || month > 12) return 0;
  if (month <= 6) return 31;
  if (month <= 11) return 30;
  return solar_leap(year) ? 30 : 29;
}

std::optional<Date> from_solar_hijri(int year, int month, int day) {
  if (year < 1 || year > 2000 || day < 1 || day > solar_month_length(year, month)) return std::nullopt;
  const int before = month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30;
  return Date::from_days(solar_new_year(year) + before + day - 1);
}

int solar_year_of(Date day) {
  int year = day.year - 621;
  if (day.days_since_epoch() < solar_new_year(year)) --year;
  return year;
}

}  // namespace avow::names
