// Penn Treebank tags as UD English uses them, as small integers; Token::xpos is an index into the list.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace avow {

enum class Xpos : std::uint8_t {
#define AVOW_XPOS(name, text) name,
#include "avow/document/xpos.def"
#undef AVOW_XPOS
};

[[nodiscard]] std::string_view xpos_name(std::uint8_t xpos);
[[nodiscard]] std::optional<std::uint8_t> parse_xpos(std::string_view text);

}  // namespace avow
