// Layout: which lines of a text belong together. News text comes with one paragraph a line, hard-wrapped at
// some column, or as one line; a blank line parts paragraphs in all of them, and what a single line break
// means is read off the text's own shape.
//
//   for (const Paragraph& paragraph : find_paragraphs(text)) tokenizer.paragraph(text, paragraph.span,
//   tokens);
//
// Linear in the text. Free functions: any thread.
#pragma once

#include <string_view>
#include <vector>

#include "avow/document/span.hpp"

namespace avow::text {

struct Paragraph {
  Span span;  // without white space at its ends; never empty
  int lines = 1;
};

// In order, not overlapping; every byte outside them is white space.
[[nodiscard]] std::vector<Paragraph> find_paragraphs(std::string_view text);

}  // namespace avow::text
