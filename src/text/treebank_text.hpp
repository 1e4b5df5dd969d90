// A treebank's text as a reader would meet it, and where its tokens lie: what the sentence splitter is
// trained and measured on. Sentences are joined by a space unless SpaceAfter=No, paragraphs and documents
// parted by a blank line, as in the raw texts of the CoNLL 2018 shared task.
//
//   for (const TreebankText& text : read_treebank(conllu)) ...   // one for each `# newdoc`
//
// Owns its text. Free functions: any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/span.hpp"

namespace avow::text {

// A word of the text as written, one or several syntactic words.
struct TreebankToken {
  Span span;
  std::uint32_t first_word = 0;  // into TreebankText::words
  std::uint32_t word_count = 1;
};

struct TreebankText {
  std::string name;  // of the document
  std::string text;
  std::vector<TreebankToken> tokens;
  std::vector<std::string> words;
  std::vector<std::uint32_t> sentences;  // the first token of each
};

// bad_conllu, with `place` and line, when a line cannot be read.
[[nodiscard]] Result<std::vector<TreebankText>> read_treebank(std::string_view conllu,
                                                              const std::string& place);

}  // namespace avow::text
