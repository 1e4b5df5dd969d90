// A calendar date of the proleptic Gregorian calendar (ISO 8601), no time zone.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace avow {

struct Date {
  std::int32_t year = 0;
  std::uint8_t month = 1;  // 1..12
  std::uint8_t day = 1;    // 1..31

  auto operator<=>(const Date&) const = default;

  [[nodiscard]] bool valid() const;
  // Days since 1970-01-01.
  [[nodiscard]] std::int64_t days_since_epoch() const;
  [[nodiscard]] static Date from_days(std::int64_t days);
  // 0 Monday .. 6 Sunday.
  [[nodiscard]] int weekday() const;
  // "2021-07-23".
  [[nodiscard]] std::string to_string() const;
  // Reads exactly YYYY-MM-DD; anything else, or no such day, is nullopt.
  [[nodiscard]] static std::optional<Date> parse(std::string_view text);
};

[[nodiscard]] int days_in_month(int year, int month);

}  // namespace avow
