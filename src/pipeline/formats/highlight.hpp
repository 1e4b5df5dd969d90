// Sentences with marked evidence, wrapped for a terminal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "avow/document/document.hpp"
#include "avow/pipeline/account.hpp"

namespace avow::pipeline {

enum class Mark : std::uint8_t { none, speaker, cue, content, actor, deed, conduct };

struct MarkedSpan {
  Span span;
  Mark mark = Mark::none;
};

// The sentence or sentences that `span` touches, at most two; the span itself where there are none.
[[nodiscard]] Span sentences_around(const Document& document, Span span);

// document.text_of(span) on lines of the style's width, each begun by `indent`, with the marked parts in
// colour or in marks. Marks are tried in order; the first to cover a byte wins.
[[nodiscard]] std::string highlighted(const Document& document, Span span,
                                      const std::vector<MarkedSpan>& marks, std::string_view indent,
                                      const AccountStyle& style);

// Plain words on lines of the style's width, each but the first begun by `indent`.
[[nodiscard]] std::string wrapped(std::string_view words, std::string_view indent, const AccountStyle& style);

// A heading, a dimmed aside: in colour or plain.
[[nodiscard]] std::string bold(std::string_view text, const AccountStyle& style);
[[nodiscard]] std::string dim(std::string_view text, const AccountStyle& style);

}  // namespace avow::pipeline
