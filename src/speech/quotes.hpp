// Quotes: the stretches of a document between quotation marks, over sentences and paragraphs.
//
//   std::vector<Quote> quotes = read_quotes(document, diagnostics);   // needs sentences and tokens
//   document.text_of(quotes[0].inner);                                // without the marks
//
// Marks: "..." “...” ‘...’ «...» ``...'' ''...'' `...' '...' and the doubled ""..."" of a CSV cell. Pairing
// works paragraph by paragraph, so that one bad mark costs one paragraph at most: an opening mark without a
// partner runs to the end of its paragraph when the next paragraph reopens the quote (the convention of
// newspapers), else to the end of its sentence. Time is linear in the text. A free function; any thread.
#pragma once

#include <vector>

#include "avow/document/document.hpp"

namespace avow::speech {

struct Quote {
  Span span;                    // with its marks
  Span inner;                   // without them
  TokenRange tokens;            // tokens inside
  std::int32_t parent = -1;     // the quote around it
  std::int32_t continues = -1;  // the quote of the paragraph before that it carries on
  std::int32_t paragraph = 0;
  bool closed = true;  // has its closing mark
  bool speech =
      false;  // long enough, or clause enough, to be words spoken: no title, nickname or scare quote
};

// In order of their opening marks. Notes found on the way (unbalanced, too deep) go to `diagnostics`.
[[nodiscard]] std::vector<Quote> read_quotes(const Document& document, std::vector<Diagnostic>& diagnostics);

// For each token the innermost quote it stands in, or -1.
[[nodiscard]] std::vector<std::int32_t> quote_of_tokens(const Document& document,
                                                        const std::vector<Quote>& quotes);

}  // namespace avow::speech
