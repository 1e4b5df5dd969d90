// Days as feeds, pages and exports write them: ISO 8601 with or without a time, RFC 822 ("Tue, 03 Mar 2025
// 12:00:00 GMT"), "March 3, 2025", "3 March 2025", 20250303. The day as written; no time zone is applied.
#pragma once

#include <optional>
#include <string_view>

#include "avow/base/date.hpp"

namespace avow::source {

[[nodiscard]] std::optional<Date> parse_loose_date(std::string_view text);

}  // namespace avow::source
