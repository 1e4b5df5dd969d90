// The forms of input avow reads, told by file name and by content.
#pragma once

#include <cstdint>
#include <string_view>

namespace avow::source {

enum class Form : std::uint8_t { unknown, text };

// By the file's name: unknown when no ending avow reads. Folders are searched for known ones only.
[[nodiscard]] Form form_of_name(std::string_view name);

}  // namespace avow::source
