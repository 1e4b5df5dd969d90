// Dates of the Islamic and the Solar Hijri calendar as Gregorian ones.
//
//   from_islamic(1443, 9, 1);   // 2022-04-03 by the arithmetic calendar; sighting may differ by a day or two
//   from_solar_hijri(1400, 5, 24);  // 2021-08-15
//
// Plain functions; any thread.
#pragma once

#include <optional>

#include "avow/base/date.hpp"

namespace avow::names {

// The arithmetic (civil, 30-year cycle) Islamic calendar; nullopt for no such month or day.
[[nodiscard]] std::optional<Date> from_islamic(int year, int month, int day);
// The Islamic year and month of a day, by the same arithmetic.
void islamic_month_of(Date day, int& year, int& month);
[[nodiscard]] int islamic_month_length(int year, int month);

// The Solar Hijri calendar of Iran and Afghanistan by its 33-year cycle (exact from 1244 to 1472, 1865-2093).
[[nodiscard]] std::optional<Date> from_solar_hijri(int year, int month, int day);
[[nodiscard]] int solar_month_length(int year, int month);
// The Solar Hijri year of a day.
[[nodiscard]] int solar_year_of(Date day);

}  // namespace avow::names
