// Tokens, words and sentences of raw text against CoNLL-U files, scored as in the CoNLL 2018 shared task
// (conll18_ud_eval.py): words of one written word are aligned by the longest common subsequence of their
// forms.
//
//   segmentation [--errors N] [--repeat N] [--by-document] FILE.conllu...
#include <cstdio>
#include <ctime>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "avow/base/file.hpp"
#include "avow/base/strings.hpp"
#include "text/stage.hpp"
#include "text/treebank_text.hpp"

namespace {

using avow::Document;
using avow::Span;
using avow::text::TreebankText;

// A syntactic word: the span of the written word it is in, and its form.
struct Word {
  Span span;
  std::string form;
  bool several = false;
};

struct Side {
  std::vector<Span> tokens;
  std::vector<Word> words;
  std::vector<Span> sentences;
};

struct Score {
  std::size_t gold = 0, system = 0, right = 0;
  void add(std::size_t g, std::size_t s, std::size_t r) {
    gold += g;
    system += s;
    right += r;
  }
  [[nodiscard]] std::string line(const char* name) const {
    const double p = system == 0 ? 0 : 100.0 * static_cast<double>(right) / static_cast<double>(system);
    const double r = gold == 0 ? 0 : 100.0 * static_cast<double>(right) / static_cast<double>(gold);
    const double f = p + r == 0 ? 0 : 2 * p * r / (p + r);
    return fmt::format("{:<10} precision {:6.2f}  recall {:6.2f}  F1 {:6.2f}  (gold {}, read {})\n", name, p,
                       r, f, gold, system);
  }
};

Side gold_side(const TreebankText& text) {
  Side side;
  for (const auto& token : text.tokens) {
    side.tokens.push_back(token.span);
    for (std::uint32_t i = 0; i < token.word_count; ++i) {
      side.words.push_back(
          {token.span, avow::lower_ascii(text.words[token.first_word + i]), token.word_count > 1});
    }
  }
  for (std::size_t i = 0; i < text.sentences.size(); ++i) {
    const std::size_t last = i + 1 < text.sentences.size() ? text.sentences[i + 1] : text.tokens.size();
    side.sentences.push_back({text.tokens[text.sentences[i]].span.begin, text.tokens[last - 1].span.end});
  }
  return side;
}

Side system_side(const Document& document) {
  Side side;
  for (std::size_t i = 0; i < document.tokens.size();) {
    std::size_t end = i + 1;
    while (end < document.tokens.size() && document.tokens[end - 1].joined_to_next) ++end;
    const Span span{document.tokens[i].span.begin, document.tokens[end - 1].span.end};
    side.tokens.push_back(span);
    for (; i < end; ++i) {
      side.words.push_back(
          {span, avow::lower_ascii(document.text_of(static_cast<avow::TokenIndex>(i))), false});
    }
    if (side.words.size() > 1 && side.words[side.words.size() - 2].span == span) {
      for (std::size_t w = side.words.size(); w-- > 0 && side.words[w].span == span;)
        side.words[w].several = true;
    }
  }
  for (const auto& sentence : document.sentences) side.sentences.push_back(sentence.span);
  return side;
}

std::size_t same_spans(const std::vector<Span>& gold, const std::vector<Span>& system) {
  std::size_t right = 0;
  for (std::size_t g = 0, s = 0; g < gold.size() && s < system.size();) {
    if (gold[g] == system[s]) {
      ++right, ++g, ++s;
    } else if (gold[g].begin <= system[s].begin) {
      ++g;
    } else {
      ++s;
    }
  }
  return right;
}

std::size_t common_forms(const Word* gold, std::size_t g, const Word* system, std::size_t s) {
  std::vector<std::vector<std::size_t>> best(g + 1, std::vector<std::size_t>(s + 1, 0));
  for (std::size_t i = g; i-- > 0;) {
    for (std::size_t j = s; j-- > 0;) {
      best[i][j] =
          gold[i].form == system[j].form ? best[i + 1][j + 1] + 1 : std::max(best[i + 1][j], best[i][j + 1]);
    }
  }
  return best[0][0];
}

bool beyond(const std::vector<Word>& words, std::size_t i, std::uint32_t end) {
  if (i >= words.size()) return true;
  return words[i].several ? words[i].span.begin >= end : words[i].span.end > end;
}

// The official alignment: words outside written words of several are right when their spans are the same.
std::size_t same_words(const std::vector<Word>& gold, const std::vector<Word>& system) {
  std::size_t right = 0;
  std::size_t g = 0;
  std::size_t s = 0;
  while (g < gold.size() && s < system.size()) {
    if (!gold[g].several && !system[s].several) {
      if (gold[g].span == system[s].span) {
        ++right, ++g, ++s;
      } else if (gold[g].span.begin <= system[s].span.begin) {
        ++g;
      } else {
        ++s;
      }
      continue;
    }
    std::uint32_t end = gold[g].several ? gold[g].span.end : system[s].span.end;
    if (gold[g].several && !system[s].several && system[s].span.begin < gold[g].span.begin) ++s;
    if (!gold[g].several && gold[g].span.begin < system[s].span.begin) ++g;
    const std::size_t first_g = g;
    const std::size_t first_s = s;
    while (!beyond(gold, g, end) || !beyond(system, s, end)) {
      const bool take_gold =
          g < gold.size() && (s >= system.size() || gold[g].span.begin <= system[s].span.begin);
      const Word& word = take_gold ? gold[g++] : system[s++];
      if (word.several) end = std::max(end, word.span.end);
    }
    right += common_forms(&gold[first_g], g - first_g, &system[first_s], s - first_s);
  }
  return right;
}

// Stretches where the tokens differ, with some text around.
void print_errors(const TreebankText& text, const std::vector<Span>& gold, const std::vector<Span>& system,
                  const char* what, std::size_t& left) {
  std::size_t g = 0;
  std::size_t s = 0;
  while (left > 0 && g < gold.size() && s < system.size()) {
    if (gold[g] == system[s]) {
      ++g, ++s;
      continue;
    }
    std::string wanted;
    std::string got;
    const auto take = [&text](const std::vector<Span>& spans, std::size_t& at, std::string& out) {
      out += fmt::format("[{}]", spans[at].of(text.text));
      return spans[at++].end;
    };
    std::uint32_t gold_end = take(gold, g, wanted);
    std::uint32_t system_end = take(system, s, got);
    while (gold_end != system_end) {
      if (gold_end < system_end) {
        if (g >= gold.size()) break;
        gold_end = take(gold, g, wanted);
      } else {
        if (s >= system.size()) break;
        system_end = take(system, s, got);
      }
    }
    fmt::print("{} {}: gold {}  read {}\n", what, text.name, wanted, got);
    --left;
  }
}

// One text of all documents, as the shared task's raw text files are.
TreebankText concatenate(const std::vector<TreebankText>& texts) {
  TreebankText all;
  for (const TreebankText& text : texts) {
    if (!all.text.empty()) all.text += "\n\n";
    const auto bytes = static_cast<std::uint32_t>(all.text.size());
    const auto tokens = static_cast<std::uint32_t>(all.tokens.size());
    const auto words = static_cast<std::uint32_t>(all.words.size());
    for (auto token : text.tokens) {
      token.span.begin += bytes;
      token.span.end += bytes;
      token.first_word += words;
      all.tokens.push_back(token);
    }
    all.words.insert(all.words.end(), text.words.begin(), text.words.end());
    for (const std::uint32_t sentence : text.sentences) all.sentences.push_back(sentence + tokens);
    all.text += text.text;
  }
  return all;
}

struct Options {
  std::vector<std::string> files;
  std::string data = AVOW_SOURCE_DIR "/data";
  std::size_t errors = 0;
  int repeat = 1;
  bool by_document = false;
};

void measure(const avow::Stage& stage, const std::vector<TreebankText>& texts, const Options& options) {
  Score tokens;
  Score words;
  Score sentences;
  double seconds = 0;
  std::size_t token_errors = options.errors;
  std::size_t sentence_errors = options.errors;
  for (const TreebankText& text : texts) {
    Document document;
    document.text = text.text;
    for (int i = 0; i < options.repeat; ++i) {
      // Processor time: other programs on the machine do not count.
      const std::clock_t start = std::clock();
      stage.run(document);
      seconds += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    }
    const Side gold = gold_side(text);
    const Side system = system_side(document);
    tokens.add(gold.tokens.size(), system.tokens.size(), same_spans(gold.tokens, system.tokens));
    words.add(gold.words.size(), system.words.size(), same_words(gold.words, system.words));
    sentences.add(gold.sentences.size(), system.sentences.size(),
                  same_spans(gold.sentences, system.sentences));
    print_errors(text, gold.tokens, system.tokens, "token", token_errors);
    print_errors(text, gold.sentences, system.sentences, "sentence", sentence_errors);
  }
  fmt::print("{}{}{}", tokens.line("tokens"), words.line("words"), sentences.line("sentences"));
  fmt::print("speed      {:.0f} words a second on one core\n",
             static_cast<double>(words.system) * options.repeat / std::max(seconds, 1e-9));
}

int run(const Options& options) {
  const auto stage = avow::text::make_stage(options.data);
  if (!stage) {
    fmt::print(stderr, "{}\n", stage.error().to_string());
    return 1;
  }
  for (const std::string& file : options.files) {
    const auto bytes = avow::system_files().read(file, std::size_t{1} << 30U);
    const auto texts = bytes ? avow::text::read_treebank(*bytes, file)
                             : avow::Result<std::vector<TreebankText>>{bytes.error()};
    if (!texts) {
      fmt::print(stderr, "{}\n", texts.error().to_string());
      return 1;
    }
    fmt::print("{}\n", file);
    measure(**stage, options.by_document ? *texts : std::vector<TreebankText>{concatenate(*texts)}, options);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "segmentation: scores tokens, words and sentences of raw text as in the CoNLL 2018 shared task"};
  Options options;
  app.add_option("files", options.files, "CoNLL-U files")->required();
  app.add_option("--data", options.data, "avow's data folder");
  app.add_option("--errors", options.errors, "show so many differing tokens and sentences of each file");
  app.add_option("--repeat", options.repeat, "read so many times, to measure speed");
  app.add_flag("--by-document", options.by_document, "read each document by itself");
  CLI11_PARSE(app, argc, argv);
  return run(options);
}
