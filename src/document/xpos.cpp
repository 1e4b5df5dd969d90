#include "avow/document/xpos.hpp"

#include <iterator>

namespace avow {
namespace {

constexpr std::string_view kNames[] = {
#define AVOW_XPOS(name, text) text,
#include "avow/document/xpos.def"
#undef AVOW_XPOS
};

}  // namespace

std::string_view xpos_name(std::uint8_t xpos) {
  return xpos < std::size(kNames) ? kNames[xpos] : kNames[0];
}

std::optional<std::uint8_t> parse_xpos(std::string_view text) {
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    if (kNames[i] == text) return static_cast<std::uint8_t>(i);
  }
  return std::nullopt;
}

}  // namespace avow
