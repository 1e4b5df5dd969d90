// The forms of input avow reads, told by file name and by content.
#pragma once

#include <cstdint>
#include <string_view>

namespace avow::source {

enum class Form : std::uint8_t { unknown, text, html, json_lines, table, warc, feed };

// By the file's name, ".gz" at its end left aside; unknown when it has no ending that avow reads.
[[nodiscard]] Form form_of_name(std::string_view name);
// By the first bytes of the content (of a web page, an archive, a feed); text when nothing else.
[[nodiscard]] Form form_of_content(std::string_view start);

}  // namespace avow::source
