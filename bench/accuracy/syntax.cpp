// accuracy_syntax FILE...: how well avow reads CoNLL-U files, per file: with gold tokens (UPOS, XPOS, FEATS,
// lemma, UAS, LAS), and from raw text the CoNLL 2018 way (Zeman et al. 2018): F1 of tokens, words, sentences
// and of annotation on words aligned by their characters.
#include <algorithm>
#include <cstdio>
#include <filesystem>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "avow/base/file.hpp"
#include "syntax/conllu.hpp"
#include "syntax/stage.hpp"
#include "text/stage.hpp"

namespace {

using avow::Document;
using avow::kNone;
using avow::Token;
using avow::TokenIndex;

struct Counts {
  std::size_t words = 0, upos = 0, xpos = 0, feats = 0, lemma = 0, uas = 0, las = 0;
};

double percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0.0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

// Subtypes of relations do not count (CoNLL 2018).
bool same_relation(const Token& a, const Token& b) {
  return avow::base_relation(a.deprel) == avow::base_relation(b.deprel);
}

Counts compare(const Document& gold, const Document& read) {
  Counts out;
  for (std::size_t i = 0; i < gold.tokens.size(); ++i) {
    const Token& a = gold.tokens[i];
    const Token& b = read.tokens[i];
    ++out.words;
    out.upos += a.upos == b.upos ? 1U : 0U;
    out.xpos += a.xpos == b.xpos ? 1U : 0U;
    out.feats += a.feats == b.feats ? 1U : 0U;
    out.lemma += a.lemma == b.lemma ? 1U : 0U;
    out.uas += a.head == b.head ? 1U : 0U;
    out.las += a.head == b.head && same_relation(a, b) ? 1U : 0U;
  }
  return out;
}

std::size_t exact_relations(const Document& gold, const Document& read) {
  std::size_t out = 0;
  for (std::size_t i = 0; i < gold.tokens.size(); ++i) {
    out += gold.tokens[i].head == read.tokens[i].head && gold.tokens[i].deprel == read.tokens[i].deprel ? 1U
                                                                                                        : 0U;
  }
  return out;
}

// The same document without its annotation.
Document bare(const Document& gold) {
  Document out = gold;
  for (Token& token : out.tokens) {
    token.lemma.clear();
    token.feats.clear();
    token.upos = avow::Upos::X;
    token.xpos = 0;
    token.head = kNone;
    token.deprel = avow::Deprel::dep;
  }
  return out;
}

void report_gold_tokens(const std::string& name, const Document& gold, const avow::Stage& syntax) {
  Document read = bare(gold);
  syntax.run(read);
  const Counts c = compare(gold, read);
  fmt::print(
      "{:<18} gold tokens  words {:>6}  UPOS {:.2f}  XPOS {:.2f}  FEATS {:.2f}  lemma {:.2f}  UAS {:.2f}  "
      "LAS {:.2f}  LAS+subtypes {:.2f}\n",
      name, c.words, percent(c.upos, c.words), percent(c.xpos, c.words), percent(c.feats, c.words),
      percent(c.lemma, c.words), percent(c.uas, c.words), percent(c.las, c.words),
      percent(exact_relations(gold, read), c.words));
}

// Words of both sides that cover the same bytes; both texts are the same.
std::vector<TokenIndex> align(const Document& from, const Document& to) {
  std::vector<TokenIndex> out(from.tokens.size(), kNone);
  std::size_t at = 0;
  for (std::size_t i = 0; i < from.tokens.size(); ++i) {
    while (at < to.tokens.size() && to.tokens[at].span.begin < from.tokens[i].span.begin) ++at;
    if (at < to.tokens.size() && to.tokens[at].span == from.tokens[i].span)
      out[i] = static_cast<TokenIndex>(at);
  }
  return out;
}

std::size_t same_sentences(const Document& gold, const Document& read) {
  std::size_t same = 0;
  std::size_t at = 0;
  for (const auto& sentence : gold.sentences) {
    while (at < read.sentences.size() && read.sentences[at].span.begin < sentence.span.begin) ++at;
    same += at < read.sentences.size() && read.sentences[at].span == sentence.span ? 1U : 0U;
  }
  return same;
}

double f1(std::size_t right, std::size_t gold, std::size_t read) {
  return percent(2 * right, gold + read);
}

void report_raw_text(const std::string& name, const Document& gold, const avow::Stage& text,
                     const avow::Stage& syntax) {
  Document read;
  read.text = gold.text;
  text.run(read);
  syntax.run(read);
  const auto aligned = align(gold, read);
  Counts c;
  for (std::size_t i = 0; i < gold.tokens.size(); ++i) {
    if (aligned[i] == kNone) continue;
    const Token& a = gold.tokens[i];
    const Token& b = read.tokens[aligned[i]];
    const TokenIndex head = a.head == kNone ? kNone : aligned[static_cast<std::size_t>(a.head)];
    const bool attached = a.head == kNone ? b.head == kNone : head != kNone && head == b.head;
    ++c.words;
    c.upos += a.upos == b.upos ? 1U : 0U;
    c.xpos += a.xpos == b.xpos ? 1U : 0U;
    c.feats += a.feats == b.feats ? 1U : 0U;
    c.lemma += a.lemma == b.lemma ? 1U : 0U;
    c.uas += attached ? 1U : 0U;
    c.las += attached && same_relation(a, b) ? 1U : 0U;
  }
  const std::size_t g = gold.tokens.size();
  const std::size_t r = read.tokens.size();
  fmt::print(
      "{:<18} raw text     words {:.2f}  sentences {:.2f}  UPOS {:.2f}  XPOS {:.2f}  FEATS {:.2f}  lemma "
      "{:.2f}  UAS {:.2f}  LAS {:.2f}\n",
      name, f1(c.words, g, r), f1(same_sentences(gold, read), gold.sentences.size(), read.sentences.size()),
      f1(c.upos, g, r), f1(c.xpos, g, r), f1(c.feats, g, r), f1(c.lemma, g, r), f1(c.uas, g, r),
      f1(c.las, g, r));
}

int run(const std::vector<std::string>& files, const std::string& data) {
  const auto folder = avow::find_data_folder(data);
  if (!folder) return fmt::print(stderr, "{}\n", folder.error().to_string()), 1;
  const auto syntax = avow::syntax::make_stage(*folder);
  if (!syntax) return fmt::print(stderr, "{}\n", syntax.error().to_string()), 1;
  const auto segmenter = avow::text::make_stage(*folder);
  if (!segmenter) return fmt::print(stderr, "{}\n", segmenter.error().to_string()), 1;
  for (const std::string& file : files) {
    const auto text = avow::system_files().read(file, std::size_t{1} << 30U);
    if (!text) return fmt::print(stderr, "{}\n", text.error().to_string()), 1;
    const auto sentences = avow::syntax::read_conllu(*text, file);
    if (!sentences) return fmt::print(stderr, "{}\n", sentences.error().to_string()), 1;
    const std::string name = std::filesystem::path{file}.filename();
    const Document gold = avow::syntax::document_of(*sentences);
    report_gold_tokens(name, gold, **syntax);
    report_raw_text(name, gold, **segmenter, **syntax);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"accuracy of tags, lemmas and trees on CoNLL-U files"};
  std::vector<std::string> files;
  std::string data;
  app.add_option("files", files, "CoNLL-U files with gold annotation")->required();
  app.add_option("--data", data, "folder of models and tables");
  CLI11_PARSE(app, argc, argv);
  return run(files, data);
}
