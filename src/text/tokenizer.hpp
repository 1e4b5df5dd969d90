// Tokenizer: a paragraph into the words of UD English (as in the EWT and GUM treebanks).
//
//   std::vector<RawToken> tokens;
//   Tokenizer(lexicon).paragraph(text, {0, 20}, tokens);   // "They don't." -> They do|n't .
//
// White space parts tokens; what is between two spaces is looked at by itself, in time linear in its length:
// words of ASCII letters take a fast path, everything else goes through chunk_splitter.
// Const and without state: any thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "avow/document/span.hpp"
#include "text/lexicon.hpp"

namespace avow::text {

struct RawToken {
  Span span;
  bool space_after = true;      // white space or the end of the paragraph follows
  bool joined_to_next = false;  // one written word with the next token ("do" "n't")
  bool cut = false;             // a token over kMaxTokenSizeBytes was cut here
  AbbreviationKind abbreviation = AbbreviationKind::none;  // ends in a stop that is its own
};

class Tokenizer {
 public:
  explicit Tokenizer(const Lexicon& lexicon) : lexicon_(lexicon) {}
  // Appends the tokens of `paragraph` in order; line breaks inside it count as spaces.
  void paragraph(std::string_view text, Span paragraph, std::vector<RawToken>& tokens) const;

 private:
  const Lexicon& lexicon_;
};

}  // namespace avow::text
