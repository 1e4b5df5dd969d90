// Calendar periods and TIMEX3 values: the arithmetic behind src/names/times_stage.
//
//   Period march = period_around(TimeUnit::month, Date{2021, 3, 9});
//   period_value(shifted(march, -1));                   // "2021-02"
//   duration_value(3, TimeUnit::week);                  // "P3W"
//
// Plain values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "avow/base/date.hpp"

namespace avow::names {

enum class TimeUnit : std::uint8_t {
  second,
  minute,
  hour,
  day,
  weekend,
  week,
  fortnight,
  month,
  quarter,
  season,
  half,
  year,
  decade,
  century,
  millennium
};

// The unit of a letter of data/times/words.tsv ("W", "DE"), or nullopt.
[[nodiscard]] std::optional<TimeUnit> parse_time_unit(std::string_view letter);
// "week", "season": the precision a Time of this grain has.
[[nodiscard]] std::string_view unit_name(TimeUnit unit);
[[nodiscard]] inline bool is_clock_unit(TimeUnit unit) {
  return unit <= TimeUnit::hour;
}

// A stretch of whole days that the calendar has a name for; both ends included.
struct Period {
  TimeUnit unit = TimeUnit::day;
  Date start;
  Date end;
};

// The period of that unit in which the day lies. Seasons are those of the weather, north (March to May ...).
[[nodiscard]] Period period_around(TimeUnit unit, Date day);
// The n-th period after (before, for n < 0) this one.
[[nodiscard]] Period shifted(const Period& period, int n);
// Its TIMEX3 value: 2021-07-23, 2021-W29, 2021-W29-WE, 2021-07, 2021-Q3, 2021-SU, 2021-H2, 2021, 202, 20.
[[nodiscard]] std::string period_value(const Period& period);
// The day n units away; days beyond a month's end are cut (31 January + 1 month is 28 February).
[[nodiscard]] Date add_units(Date day, TimeUnit unit, int n);
// P3W, PT5H, P2.5Y, P1DE; a negative count is an unknown one (PXD).
[[nodiscard]] std::string duration_value(double count, TimeUnit unit);
[[nodiscard]] int iso_week(Date day, int& iso_year);

}  // namespace avow::names
