// Measures whether altered copies of a text are found, and other texts are not taken for copies.
//
//   near_duplicates PATH...
//
// PATH: texts, or folders and files of them, as `avow read` takes them. Each text of 80 words or more is
// altered as outlets alter wire stories: cut short, retitled, given a paragraph, words replaced, all of these
// at once. All pairs of texts are judged: two are copies when they come of one text.
#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "avow/base/strings.hpp"
#include "avow/source/reader.hpp"
#include "ledger/near_duplicates.hpp"

namespace {

using namespace avow;

constexpr std::size_t kFewestWords = 80;

struct Made {
  std::size_t from = 0;
  std::string how, text;
};

using Words = std::vector<std::string>;

std::string joined(const Words& words, std::size_t first, std::size_t last) {
  std::string out;
  for (std::size_t i = first; i < last; ++i) out += (i > first ? " " : "") + words[i];
  return out;
}

// The first part of a text, to the end of a sentence where there is one nearby.
std::string cut(const Words& words, double part) {
  auto last = static_cast<std::size_t>(part * static_cast<double>(words.size()));
  while (last < words.size() && !words[last - 1].ends_with('.')) ++last;
  return joined(words, 0, last);
}

// Every so many words another.
std::string reworded(const Words& words, std::size_t every) {
  Words out = words;
  for (std::size_t i = every / 2; i < out.size(); i += every) out[i] = "reworded" + std::to_string(i % 7);
  return joined(out, 0, out.size());
}

std::string paragraph_of(const Words& other) {
  return joined(other, 0, std::min<std::size_t>(60, other.size()));
}

void alter(std::size_t number, const Words& words, const Words& other, std::vector<Made>& made) {
  const std::string whole = joined(words, 0, words.size());
  made.push_back({number, "as it is", whole});
  made.push_back({number, "cut to two thirds", cut(words, 0.66)});
  made.push_back({number, "cut to a third", cut(words, 0.33)});
  made.push_back({number, "retitled",
                  "Other words above, by a staff writer. " +
                      joined(words, std::min<std::size_t>(8, words.size()), words.size())});
  made.push_back({number, "a paragraph added", whole + " " + paragraph_of(other)});
  made.push_back({number, "a paragraph before", paragraph_of(other) + " " + whole});
  made.push_back({number, "a word in 25 replaced", reworded(words, 25)});
  made.push_back({number, "cut, retitled, reworded",
                  "News in brief. " + reworded(words, 40).substr(0, whole.size() / 2)});
}

// As words, all texts that can be read.
std::vector<Words> read_texts(const std::vector<std::string>& paths) {
  std::vector<Words> texts;
  for (const source::Input& input : source::list_inputs(paths).inputs) {
    const auto reader = source::open_input(input);
    for (auto next = reader->next(); !next || *next; next = reader->next()) {
      if (!next) continue;
      Words words;
      for (const std::string_view word : split_words((*next)->text)) {
        if (!word.starts_with("http")) words.emplace_back(word);  // an address above the text
      }
      if (words.size() >= kFewestWords) texts.push_back(std::move(words));
    }
  }
  return texts;
}

struct Score {
  double hits = 0, found = 0, wanted = 0;
  void print(const char* what) const {
    const double precision = found > 0 ? hits / found : 1, recall = wanted > 0 ? hits / wanted : 1;
    std::printf("%-26s P %.4f  R %.4f  F1 %.4f\n", what, precision, recall,
                2 * precision * recall / (precision + recall));
  }
};

double pairs(std::size_t n) {
  return static_cast<double>(n) * static_cast<double>(n - 1) / 2;
}

// Of all pairs of texts, which are in one group and which come of one text.
Score score_pairs(const std::vector<Made>& made, const std::vector<std::size_t>& groups) {
  std::map<std::size_t, std::size_t> by_group, by_text;
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> by_both;
  for (std::size_t i = 0; i < made.size(); ++i) {
    ++by_group[groups[i]];
    ++by_text[made[i].from];
    ++by_both[{groups[i], made[i].from}];
  }
  Score score;
  for (const auto& [key, n] : by_group) score.found += pairs(n);
  for (const auto& [key, n] : by_text) score.wanted += pairs(n);
  for (const auto& [key, n] : by_both) score.hits += pairs(n);
  return score;
}

// How often each way of altering is told as a copy of its text.
void print_ways(const std::vector<Made>& made, const std::vector<std::size_t>& groups) {
  std::map<std::string, std::pair<int, int>> ways;
  std::map<std::size_t, std::size_t> original;
  for (std::size_t i = 0; i < made.size(); ++i) {
    if (made[i].how == "as it is") original[made[i].from] = groups[i];
  }
  for (std::size_t i = 0; i < made.size(); ++i) {
    auto& [hits, all] = ways[made[i].how];
    hits += groups[i] == original[made[i].from] ? 1 : 0;
    ++all;
  }
  for (const auto& [how, counts] : ways)
    std::printf("  %-24s %d of %d\n", how.c_str(), counts.first, counts.second);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Whether copies of a text are found"};
  std::vector<std::string> paths;
  app.add_option("path", paths)->required();
  CLI11_PARSE(app, argc, argv);
  const std::vector<Words> texts = read_texts(paths);
  if (texts.size() < 2) {
    std::fprintf(stderr, "no texts of %zu words or more\n", kFewestWords);
    return 1;
  }
  std::vector<Made> made;
  // Every other text only gives the paragraph that is added to the next.
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i % 2 != 0) alter(i, texts[i], texts[i - 1], made);
  }
  std::vector<std::string_view> views;
  for (const Made& each : made) views.emplace_back(each.text);
  const auto groups = ledger::copy_groups(views);
  std::printf("%zu texts, %zu with the altered ones\n", texts.size(), made.size());
  score_pairs(made, groups).print("all pairs");
  print_ways(made, groups);
  std::vector<std::string_view> plain;
  std::vector<Made> originals;
  for (const Made& each : made) {
    if (each.how == "as it is") plain.emplace_back(each.text), originals.push_back(each);
  }
  const auto before = ledger::copy_groups(plain);
  std::printf("pairs of the texts as they are that are copies of one another: %.0f\n",
              score_pairs(originals, before).found);
  return 0;
}
