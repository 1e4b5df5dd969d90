// What to call somebody in front of a reader.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "avow/document/document.hpp"

namespace avow::pipeline {

// Acceptable names, best first: the text's fullest name of the chain, the words at `span`, the registry's
// name, then the same for the members of a group. Empty when there is neither actor nor span. Each on one
// line.
[[nodiscard]] std::vector<std::string> names_of(const Document& document, ActorIndex actor, Span span);

// The one name to show; "" for nobody.
[[nodiscard]] std::string name_of(const Document& document, ActorIndex actor, Span span);

// The span without white space and quotation marks at its ends.
[[nodiscard]] Span without_quote_marks(std::string_view text, Span span);

// The text with every run of white space as one space.
[[nodiscard]] std::string on_one_line(std::string_view text);

}  // namespace avow::pipeline
