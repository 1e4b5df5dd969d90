// Figures of times: what a run of digits and separators in the text is.
#pragma once

#include <optional>
#include <string_view>

#include "names/time_lexicon.hpp"

namespace avow::names {

struct Figure {
  ClassMask classes = 0;
  double value = 0;
  Date date;
  std::size_t size = 0;  // bytes it takes
};

// A date or clock time in figures at the start of `text` ("2021-07-23", "7/23/2021", "23.07.2021", "7:15");
// these may span tokens. Slashed dates are month first unless the first number is above 12.
[[nodiscard]] std::optional<Figure> read_date_figure(std::string_view text);
// One token of figures: "1998", "21st", "1990s", "1,200", "2.5", "7pm".
[[nodiscard]] std::optional<Figure> read_number_figure(std::string_view token);

}  // namespace avow::names
