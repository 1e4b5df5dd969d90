// For tests: a Document from small hand-made trees.
//
//   Document document = tree_document({"She|PRON|2|nsubj said|VERB|0|root it|PRON|2|obj .|PUNCT|2|punct"});
//
// Words are form|UPOS|head|deprel, with |lemma and |XPOS after it where they matter; heads count from 1 in
// the sentence. A word that ends in "_" has no space after it. Each sentence is a paragraph of its own unless
// it starts with "+".
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/strings.hpp"
#include "avow/document/document.hpp"
#include "avow/document/xpos.hpp"

namespace avow::names::testing {

inline void add_word(Document& document, std::string_view word, Index first) {
  const auto fields = split(word, '|');
  Token token;
  std::string form{fields[0]};
  token.space_after = form.size() < 2 || form.back() != '_';
  if (!token.space_after) form.pop_back();
  token.span.begin = static_cast<std::uint32_t>(document.text.size());
  document.text += form;
  token.span.end = static_cast<std::uint32_t>(document.text.size());
  if (token.space_after) document.text += ' ';
  token.upos = *parse_upos(fields[1]);
  const int head = std::atoi(std::string(fields[2]).c_str());
  token.head = head == 0 ? kNone : first + head - 1;
  token.deprel = *parse_deprel(fields[3]);
  token.lemma = fields.size() > 4           ? std::string(fields[4])
                : token.upos == Upos::PROPN ? form
                                            : lower_ascii(form);
  if (fields.size() > 5) token.xpos = *parse_xpos(fields[5]);
  token.sentence = static_cast<SentenceIndex>(document.sentences.size());
  document.tokens.push_back(std::move(token));
}

inline Document tree_document(const std::vector<std::string>& sentences) {
  Document document;
  std::int32_t paragraph = -1;
  for (std::string_view words : sentences) {
    if (words.starts_with("+"))
      words.remove_prefix(1);
    else
      ++paragraph;
    const auto first = static_cast<Index>(document.tokens.size());
    for (const std::string_view word : split_words(words)) add_word(document, word, first);
    Sentence sentence;
    sentence.tokens = {first, static_cast<Index>(document.tokens.size())};
    sentence.span = document.span_of(sentence.tokens);
    sentence.paragraph = paragraph;
    document.sentences.push_back(sentence);
  }
  return document;
}

}  // namespace avow::names::testing
