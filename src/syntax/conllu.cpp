#include "syntax/conllu.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "avow/base/strings.hpp"
#include "avow/document/xpos.hpp"

namespace avow::syntax {
namespace {

constexpr std::size_t kColumns = 10;
using Columns = std::array<std::string_view, kColumns>;

bool parse_number(std::string_view text, std::uint32_t& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc{} && end == text.data() + text.size() && !text.empty();
}

bool split_columns(std::string_view line, Columns& out) {
  for (std::size_t i = 0; i < kColumns; ++i) {
    const auto tab = line.find('\t');
    if ((tab == std::string_view::npos) != (i + 1 == kColumns)) return false;
    out[i] = line.substr(0, tab);
    if (out[i].empty()) return false;
    line.remove_prefix(tab == std::string_view::npos ? line.size() : tab + 1);
  }
  return true;
}

std::string_view value_of(std::string_view column) {
  return column == "_" ? std::string_view{} : column;
}

bool misc_says_no_space(std::string_view misc) {
  while (!misc.empty()) {
    const auto bar = misc.find('|');
    if (misc.substr(0, bar) == "SpaceAfter=No") return true;
    misc.remove_prefix(bar == std::string_view::npos ? misc.size() : bar + 1);
  }
  return false;
}

// Follows every word up to the root: n steps at most unless there is a circle.
bool is_tree(const std::vector<ConlluWord>& words) {
  std::vector<std::uint8_t> state(words.size());  // 0 unknown, 1 on the path, 2 reaches the root
  std::size_t roots = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    roots += words[i].head == kNone ? 1U : 0U;
    std::vector<std::size_t> path;
    auto node = static_cast<std::int32_t>(i);
    while (node != kNone && state[static_cast<std::size_t>(node)] == 0) {
      state[static_cast<std::size_t>(node)] = 1;
      path.push_back(static_cast<std::size_t>(node));
      node = words[static_cast<std::size_t>(node)].head;
    }
    if (node != kNone && state[static_cast<std::size_t>(node)] == 1) return false;
    for (const std::size_t done : path) state[done] = 2;
  }
  return roots == 1;
}

class Reader {
 public:
  Reader(std::string_view text, const std::string& place) : text_(text), place_(place) {}

  Result<std::vector<ConlluSentence>> read() {
    while (!text_.empty()) {
      ++line_number_;
      const auto newline = text_.find('\n');
      std::string_view line = text_.substr(0, newline);
      text_.remove_prefix(newline == std::string_view::npos ? text_.size() : newline + 1);
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      const auto read = read_line(line);
      if (!read) return read.error();
    }
    const auto ended = end_sentence();
    if (!ended) return ended.error();
    return std::move(sentences_);
  }

 private:
  [[nodiscard]] Error error(std::string message) const {
    return {ErrorCode::bad_conllu, std::move(message), fmt::format("{}:{}", place_, line_number_)};
  }

  Result<void> read_line(std::string_view line) {
    if (line.empty()) return end_sentence();
    if (line.front() == '#') {
      read_comment(line);
      return {};
    }
    Columns columns;
    if (!split_columns(line, columns)) return error("a line needs ten columns, none of them empty");
    const std::string_view id = columns[0];
    if (id.find('.') != std::string_view::npos) return {};  // an empty node
    if (const auto dash = id.find('-'); dash != std::string_view::npos) return read_range(columns, dash);
    return read_word(columns);
  }

  void read_comment(std::string_view line) {
    line = trim(line.substr(1));
    const auto equals = line.find('=');
    const std::string_view key = trim(line.substr(0, equals));
    if (key == "newdoc id" && equals != std::string_view::npos) document_id_ = trim(line.substr(equals + 1));
    if (key.starts_with("newpar") || key.starts_with("newdoc")) sentence_.new_paragraph = true;
  }

  Result<void> read_range(const Columns& columns, std::size_t dash) {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    if (!parse_number(columns[0].substr(0, dash), first) ||
        !parse_number(columns[0].substr(dash + 1), last)) {
      return error("the id of a range is two numbers");
    }
    if (first != sentence_.words.size() + 1 || last < first || first <= range_end_) {
      return error("a range stands before its first word and ends at a later one");
    }
    range_end_ = last;
    sentence_.ranges.push_back({first - 1, last, std::string{columns[1]}, !misc_says_no_space(columns[9])});
    return {};
  }

  Result<void> read_word(const Columns& columns) {
    std::uint32_t id = 0;
    if (!parse_number(columns[0], id) || id != sentence_.words.size() + 1) {
      return error(fmt::format("expected word {}", sentence_.words.size() + 1));
    }
    ConlluWord word;
    word.form = columns[1];
    word.lemma = columns[2] == "_" && columns[1] != "_" ? std::string_view{} : columns[2];
    word.feats = value_of(columns[5]);
    word.xpos = parse_xpos(columns[4]).value_or(0);
    word.space_after = !misc_says_no_space(columns[9]);
    if (columns[3] != "_") {
      const auto upos = parse_upos(columns[3]);
      if (!upos) return error(fmt::format("no part of speech: {}", columns[3]));
      word.upos = *upos;
    }
    if (columns[6] == "_") {
      ++headless_;
    } else {
      std::uint32_t head = 0;
      if (!parse_number(columns[6], head) || head > 1000000) return error("the head is a number");
      word.head = static_cast<std::int32_t>(head) - 1;
    }
    if (columns[7] != "_") {
      const auto deprel = parse_deprel(columns[7]);
      if (!deprel) return error(fmt::format("no relation of UD English: {}", columns[7]));
      word.deprel = *deprel;
    }
    sentence_.words.push_back(std::move(word));
    return {};
  }

  Result<void> end_sentence() {
    auto& words = sentence_.words;
    if (words.empty()) {
      if (!sentence_.ranges.empty()) return error("a range without words");
      return {};
    }
    if (range_end_ > words.size()) return error("a range ends after the sentence");
    if (headless_ == 0) {
      const auto size = static_cast<std::int32_t>(words.size());
      for (const ConlluWord& word : words) {
        if (word.head >= size) return error("a head lies outside the sentence");
      }
      if (!is_tree(words)) return error("the heads form no tree with one root");
      sentence_.has_tree = true;
    } else {
      for (ConlluWord& word : words) word.head = kNone;
    }
    sentence_.document_id = document_id_;
    sentences_.push_back(std::move(sentence_));
    sentence_ = {};
    headless_ = 0;
    range_end_ = 0;
    return {};
  }

  std::string_view text_;
  const std::string& place_;
  std::size_t line_number_ = 0;
  std::string document_id_;
  ConlluSentence sentence_;
  std::size_t headless_ = 0;
  std::uint32_t range_end_ = 0;
  std::vector<ConlluSentence> sentences_;
};

bool joined(const ConlluSentence& sentence, std::size_t word) {
  return std::any_of(sentence.ranges.begin(), sentence.ranges.end(), [word](const ConlluRange& range) {
    return word >= range.first && word + 1 < range.last;
  });
}

void append_sentence(const ConlluSentence& source, Document& document) {
  Sentence sentence;
  const auto first = static_cast<TokenIndex>(document.tokens.size());
  const auto index = static_cast<SentenceIndex>(document.sentences.size());
  for (std::size_t i = 0; i < source.words.size(); ++i) {
    const ConlluWord& word = source.words[i];
    Token token;
    token.span.begin = static_cast<std::uint32_t>(document.text.size());
    document.text += word.form;
    token.span.end = static_cast<std::uint32_t>(document.text.size());
    token.lemma = word.lemma;
    token.feats = word.feats;
    token.upos = word.upos;
    token.xpos = word.xpos;
    token.deprel = word.deprel;
    token.head = word.head == kNone ? kNone : first + word.head;
    token.sentence = index;
    token.joined_to_next = joined(source, i);
    token.space_after = source.space_after(i);
    if (token.space_after && i + 1 < source.words.size()) document.text += ' ';
    document.tokens.push_back(std::move(token));
  }
  sentence.tokens = {first, static_cast<TokenIndex>(document.tokens.size())};
  sentence.span = document.span_of(sentence.tokens);
  document.sentences.push_back(sentence);
}

std::string_view or_dash(std::string_view text) {
  return text.empty() ? "_" : text;
}

void write_range(const Document& document, TokenIndex token, TokenRange sentence, std::string& out) {
  TokenIndex last = token;
  while (last + 1 < sentence.last && document.tokens[last].joined_to_next) ++last;
  const TokenRange range{token, last + 1};
  const Token& end = document.tokens[last];
  out += fmt::format("{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}\n", token - sentence.first + 1,
                     last - sentence.first + 1, document.text_of(document.span_of(range)),
                     end.space_after ? "_" : "SpaceAfter=No");
}

void write_token(const Document& document, TokenIndex index, TokenRange sentence, bool in_range,
                 std::string& out) {
  const Token& token = document.tokens[index];
  const TokenIndex head = token.head == kNone ? 0 : token.head - sentence.first + 1;
  out += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t_\t{}\n", index - sentence.first + 1,
                     document.text_of(index), or_dash(token.lemma), to_string(token.upos),
                     xpos_name(token.xpos), or_dash(token.feats), head, to_string(token.deprel),
                     token.space_after || in_range ? "_" : "SpaceAfter=No");
}

// The sentence's text on one line: CoNLL-U comments cannot hold line breaks.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == '\n' || c == '\r' || c == '\t' || c == ' ';
    if (!space) out += c;
    if (space && !out.empty() && out.back() != ' ') out += ' ';
  }
  return out;
}

}  // namespace

bool ConlluSentence::space_after(std::size_t word) const {
  for (const ConlluRange& range : ranges) {
    if (word < range.first || word >= range.last) continue;
    return word + 1 == range.last && range.space_after;
  }
  return words[word].space_after;
}

Result<std::vector<ConlluSentence>> read_conllu(std::string_view text, const std::string& place) {
  return Reader{text, place}.read();
}

Document document_of(const std::vector<ConlluSentence>& sentences) {
  Document document;
  std::int32_t paragraph = 0;
  for (const ConlluSentence& sentence : sentences) {
    if (!document.text.empty()) {
      const bool space = document.tokens.back().space_after;
      if (sentence.new_paragraph) ++paragraph;
      document.text += sentence.new_paragraph ? "\n\n" : (space ? " " : "");
    }
    append_sentence(sentence, document);
    document.sentences.back().paragraph = paragraph;
  }
  return document;
}

std::string write_conllu(const Document& document) {
  std::string out;
  std::size_t number = 0;
  for (const Sentence& sentence : document.sentences) {
    out += fmt::format("# sent_id = {}\n# text = {}\n", ++number, one_line(document.text_of(sentence.span)));
    bool in_range = false;
    for (TokenIndex token = sentence.tokens.first; token < sentence.tokens.last; ++token) {
      const bool joins = document.tokens[token].joined_to_next && token + 1 < sentence.tokens.last;
      if (joins && !in_range) write_range(document, token, sentence.tokens, out);
      write_token(document, token, sentence.tokens, joins || in_range, out);
      in_range = joins;
    }
    out += '\n';
  }
  return out;
}

}  // namespace avow::syntax
