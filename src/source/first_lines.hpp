// What the first lines of a plain text tell: an address on a line of its own is the text's uri (and by its
// host the publisher, by a date in its path the day), a clear heading is its title. The lines stay in the
// text.
#pragma once

#include <string_view>

#include "avow/source/reader.hpp"

namespace avow::source {

[[nodiscard]] Metadata metadata_of_first_lines(std::string_view text);
// "www.example.org" of "https://www.example.org/a", without "www."; "" when it is no web address.
[[nodiscard]] std::string_view host_of(std::string_view address);
// The day in an address such as .../2021/07/23/... or .../2021-07-23-...; nullopt when there is none.
[[nodiscard]] std::optional<Date> date_in_address(std::string_view address);

}  // namespace avow::source
