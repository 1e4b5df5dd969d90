// CoNLL-U out (universaldependencies.org/format.html; see avow/pipeline/formats.hpp).
#include "avow/document/xpos.hpp"
#include "avow/pipeline/formats.hpp"
#include "pipeline/formats/names.hpp"

namespace avow::pipeline {
namespace {

std::string_view or_underscore(std::string_view text) {
  return text.empty() ? std::string_view{"_"} : text;
}

// "3-4  don't _ ..." before two tokens that are one word of the text.
void append_word_range(std::string& out, const Document& document, TokenIndex first,
                       TokenIndex sentence_first) {
  TokenIndex last = first;
  while (document.tokens[last].joined_to_next) ++last;
  const Span span{document.tokens[first].span.begin, document.tokens[last].span.end};
  out += std::to_string(first - sentence_first + 1) + "-" + std::to_string(last - sentence_first + 1) + "\t";
  out += document.text_of(span);
  out += "\t_\t_\t_\t_\t_\t_\t_\t";
  out += document.tokens[last].space_after ? "_\n" : "SpaceAfter=No\n";
}

void append_token(std::string& out, const Document& document, TokenIndex index, TokenIndex sentence_first,
                  bool inside_word) {
  const Token& token = document.tokens[index];
  const bool parsed = !token.lemma.empty() || token.deprel != Deprel::dep || token.head != kNone;
  out += std::to_string(index - sentence_first + 1) + "\t";
  out += on_one_line(document.text_of(index));
  out += "\t";
  out += or_underscore(token.lemma);
  out += "\t";
  out += parsed ? to_string(token.upos) : std::string_view{"_"};
  out += "\t";
  out += parsed ? xpos_name(token.xpos) : std::string_view{"_"};
  out += "\t";
  out += or_underscore(token.feats);
  out += "\t";
  out += parsed ? std::to_string(token.head == kNone ? 0 : token.head - sentence_first + 1) : "_";
  out += "\t";
  out += parsed ? to_string(token.deprel) : std::string_view{"_"};
  out += "\t_\t";
  out += token.space_after || inside_word ? "_\n" : "SpaceAfter=No\n";
}

}  // namespace

std::string to_conllu(const Document& document) {
  std::string out;
  std::int32_t paragraph = -1;
  for (std::size_t number = 0; number < document.sentences.size(); ++number) {
    const Sentence& sentence = document.sentences[number];
    if (number == 0) out += "# newdoc id = " + document.id + "\n";
    if (sentence.paragraph != paragraph) out += "# newpar\n";
    paragraph = sentence.paragraph;
    out += "# sent_id = " + std::to_string(number + 1) + "\n";
    out += "# text = " + on_one_line(document.text_of(sentence.span)) + "\n";
    const TokenIndex first = sentence.tokens.first;
    for (TokenIndex i = first; i < sentence.tokens.last; ++i) {
      const bool continues = i > first && document.tokens[i - 1].joined_to_next;
      const bool joins = document.tokens[i].joined_to_next;
      if (joins && !continues) append_word_range(out, document, i, first);
      append_token(out, document, i, first, joins || continues);
    }
    out += "\n";
  }
  return out;
}

}  // namespace avow::pipeline
