// Headlines: which paragraphs are a title, heading, by-line, address or dateline and not prose.
//
//   if (is_heading(text, paragraph.span, paragraph_number)) ...
//
// Free functions: any thread.
#pragma once

#include <string_view>

#include "avow/document/span.hpp"

namespace avow::text {

// `paragraph` is one line of the text; `number` counts paragraphs from 0 (only the first few can be long
// titles); `tokens` is its number of tokens.
[[nodiscard]] bool is_heading(std::string_view text, Span paragraph, int number, std::size_t tokens);

}  // namespace avow::text
