// The article body of web pages against a folder of pages (ID.html.gz or ID.html) with ground-truth.json
// ({"ID": {"articleBody": ...}}), scored as scrapinghub's article-extraction-benchmark: shingles of 4 words,
// each page with the same weight; and by single words.
//
//   pages [--detail] [--show ID] FOLDER
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <zlib.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "avow/base/file.hpp"
#include "avow/base/utf8.hpp"
#include "source/html/article.hpp"

namespace {

namespace fs = std::filesystem;

struct Counts {
  double right = 0, extra = 0, missing = 0;
  [[nodiscard]] double f1() const {
    const double both = 2 * right + extra + missing;
    return both == 0 ? 0 : 2 * right / both;
  }
};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (std::size_t at = 0; at < text.size();) {
    const avow::CodePoint cp = avow::decode_utf8(text, at);
    const auto value = static_cast<UChar32>(cp.value);
    if (u_isalnum(value) != 0 || value == '_' || u_charType(value) == U_NON_SPACING_MARK) {
      word += text.substr(at, cp.size);
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
    at += cp.size;
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

std::map<std::string, int> shingles_of(std::string_view text, std::size_t size) {
  const auto words = words_of(text);
  std::map<std::string, int> shingles;
  const std::size_t count = words.size() >= size ? words.size() - size + 1 : 1;
  for (std::size_t i = 0; i < count; ++i) {
    std::string shingle;
    for (std::size_t j = i; j < std::min(i + size, words.size()); ++j) shingle += words[j] + " ";
    if (!shingle.empty()) ++shingles[shingle];
  }
  return shingles;
}

// Right, extra and missing shingles, together 1.
Counts compare(std::string_view gold, std::string_view read, std::size_t size) {
  auto wanted = shingles_of(gold, size);
  Counts counts;
  for (const auto& [shingle, count] : shingles_of(read, size)) {
    const auto found = wanted.find(shingle);
    const int common = found == wanted.end() ? 0 : std::min(found->second, count);
    counts.right += common;
    counts.extra += count - common;
    if (found != wanted.end()) found->second -= common;
  }
  for (const auto& [shingle, count] : wanted) counts.missing += count;
  const double sum = counts.right + counts.extra + counts.missing;
  if (sum > 0) counts = {counts.right / sum, counts.extra / sum, counts.missing / sum};
  return counts;
}

// gzread passes files that are not compressed through.
std::string read_page(const fs::path& path) {
  std::string bytes;
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return bytes;
  char block[1 << 16];
  for (int got = 0; (got = gzread(file, block, sizeof block)) > 0;)
    bytes.append(block, static_cast<std::size_t>(got));
  gzclose(file);
  return bytes;
}

std::string article_of(const fs::path& folder, const std::string& id) {
  std::string bytes = read_page(folder / (id + ".html.gz"));
  if (bytes.empty()) bytes = read_page(folder / (id + ".html"));
  const auto tree = avow::source::HtmlTree::parse(avow::repair_utf8(bytes, 0).text, id);
  std::string text;
  if (!tree) return text;
  for (const std::string& paragraph : avow::source::article_paragraphs(*tree)) text += paragraph + "\n\n";
  return text;
}

void print_total(const char* name, const Counts& sum) {
  fmt::print("{:<10} precision {:.3f}  recall {:.3f}  F1 {:.3f}\n", name, sum.right / (sum.right + sum.extra),
             sum.right / (sum.right + sum.missing), sum.f1());
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"pages: scores the article body of web pages"};
  std::string folder;
  std::string show;
  bool detail = false;
  app.add_option("folder", folder, "pages and ground-truth.json")->required();
  app.add_flag("--detail", detail, "one line for each page");
  app.add_option("--show", show, "print what is read of this page");
  CLI11_PARSE(app, argc, argv);
  if (!show.empty()) return std::fputs(article_of(folder, show).c_str(), stdout) < 0;
  const auto bytes = avow::system_files().read(fs::path{folder} / "ground-truth.json", std::size_t{1} << 30U);
  if (!bytes) return fmt::print(stderr, "{}\n", bytes.error().to_string()), 1;
  const auto truth = nlohmann::json::parse(*bytes, nullptr, false);
  Counts shingles;
  Counts words;
  for (const auto& [id, page] : truth.items()) {
    const std::string gold = page.value("articleBody", "");
    const std::string read = article_of(folder, id);
    const Counts one = compare(gold, read, 4);
    const Counts by_word = compare(gold, read, 1);
    const auto add = [](Counts& sum, const Counts& counts) {
      sum.right += counts.right;
      sum.extra += counts.extra;
      sum.missing += counts.missing;
    };
    add(shingles, one);
    add(words, by_word);
    if (detail) {
      fmt::print("{:.3f} extra {:.3f} missing {:.3f} {} {}\n", one.f1(), one.extra, one.missing,
                 id.substr(0, 8), page.value("url", ""));
    }
  }
  fmt::print("{} pages\n", truth.size());
  print_total("4 words", shingles);
  print_total("words", words);
  return 0;
}
