#include "avow/document/stage.hpp"

#include <array>

namespace avow {

std::string_view to_string(Layer layer) {
  static constexpr std::array<std::string_view, 11> kNames = {
      "text",  "sentences",  "syntax", "entities",    "mentions", "places",
      "times", "statements", "events", "obligations", "findings"};
  return kNames[static_cast<std::size_t>(layer)];
}

}  // namespace avow
