#include "train/lexicon_trainer.hpp"

#include <algorithm>
#include <map>
#include <thread>
#include <unordered_map>

#include <fmt/format.h>
#include <simdjson.h>

#include "avow/base/file.hpp"
#include "syntax/lexeme.hpp"
#include "text/stage.hpp"
#include "train/clusters.hpp"

namespace avow::train {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFileSizeBytes = 1U << 30U;
// A set of parts of speech from fewer occurrences would tell the tagger the answer.
constexpr int kMinKindCount = 10;
constexpr std::size_t kMaxKinds = 255;

void add_document(const Stage& stage, std::string text, RawSentences& out) {
  Document document;
  document.text = std::move(text);
  stage.run(document);
  const syntax::Lexicon nothing;
  for (const Sentence& sentence : document.sentences) {
    auto& words = out.emplace_back();
    for (TokenIndex i = sentence.tokens.first; i < sentence.tokens.last; ++i) {
      words.push_back(syntax::make_lexeme(document.text_of(i), nothing).lower);
    }
  }
}

Result<void> add_lines(const Stage& stage, const std::string& text, const std::string& place,
                       RawSentences& out) {
  simdjson::dom::parser parser;
  simdjson::dom::document_stream lines;
  const simdjson::padded_string padded{text};
  if (parser.parse_many(padded, std::size_t{4} << 20U).get(lines) != simdjson::SUCCESS) {
    return Error{ErrorCode::read_failed, "no JSON lines", place};
  }
  for (const auto line : lines) {
    for (const std::string_view key : {"text", "doc_text", "sentence"}) {
      std::string_view value;
      if (line[key].get(value) != simdjson::SUCCESS) continue;
      add_document(stage, std::string{value}, out);
      break;
    }
  }
  return {};
}

Result<void> add_file(const Stage& stage, const fs::path& path, RawSentences& out) {
  auto text = system_files().read(path, kMaxFileSizeBytes);
  if (!text) return text.error();
  if (path.extension() == ".jsonl") return add_lines(stage, *text, path.string(), out);
  add_document(stage, std::move(*text), out);
  return {};
}

// The files of a path in a fixed order.
std::vector<fs::path> files_of(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator{path}) {
    if (entry.is_regular_file()) out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

// Words that are frequent enough for a class, most frequent first.
std::vector<model::Atom> vocabulary(const RawSentences& sentences, int min_count) {
  std::unordered_map<model::Atom, int> counts;
  for (const auto& sentence : sentences) {
    for (const model::Atom word : sentence) ++counts[word];
  }
  std::vector<std::pair<int, model::Atom>> order;
  for (const auto& [word, count] : counts) {
    if (count >= min_count) order.emplace_back(-count, word);
  }
  std::sort(order.begin(), order.end());
  std::vector<model::Atom> out;
  out.reserve(order.size());
  for (const auto& item : order) out.push_back(item.second);
  return out;
}

// Words that the treebank holds more than once.
std::map<model::Atom, int> counts_of(const Treebank& treebank) {
  std::map<model::Atom, int> out;
  for (const GoldSentence& sentence : treebank) {
    for (const auto& lexeme : sentence.words.lexemes) ++out[lexeme.lower];
  }
  std::erase_if(out, [](const auto& item) { return item.second < 2 || item.first == 0; });
  return out;
}

// The set of parts of speech of every frequent word, as numbers from 1, the most frequent set first.
std::map<model::Atom, std::uint8_t> kinds_of(const Treebank& treebank, const syntax::TagSet& tagset) {
  std::map<model::Atom, std::map<Upos, int>> seen;
  for (const GoldSentence& sentence : treebank) {
    for (std::size_t i = 0; i < sentence.words.size(); ++i) {
      ++seen[sentence.words.lexemes[i].lower][tagset[sentence.words.tags[i]].upos];
    }
  }
  std::map<model::Atom, std::uint32_t> sets;
  std::map<std::uint32_t, int> frequency;
  for (const auto& [word, uposes] : seen) {
    int total = 0;
    for (const auto& [upos, count] : uposes) total += count;
    if (total < kMinKindCount) continue;
    std::uint32_t set = 0;
    for (const auto& [upos, count] : uposes) {
      if (count * 20 >= total) set |= 1U << static_cast<unsigned>(upos);
    }
    sets[word] = set;
    ++frequency[set];
  }
  std::vector<std::pair<int, std::uint32_t>> order;
  order.reserve(frequency.size());
  for (const auto& [set, count] : frequency) order.emplace_back(-count, set);
  std::sort(order.begin(), order.end());
  std::map<model::Atom, std::uint8_t> out;
  for (const auto& [word, set] : sets) {
    const auto at =
        std::find_if(order.begin(), order.end(), [s = set](const auto& o) { return o.second == s; });
    const auto number = static_cast<std::size_t>(at - order.begin()) + 1;
    if (number <= kMaxKinds) out[word] = static_cast<std::uint8_t>(number);
  }
  return out;
}

}  // namespace

Result<RawSentences> load_raw_text(const std::vector<fs::path>& paths, const fs::path& data_folder) {
  const auto stage = text::make_stage(data_folder);
  if (!stage) return stage.error();
  RawSentences out;
  for (const auto& path : paths) {
    for (const auto& file : files_of(path)) {
      const auto added = add_file(**stage, file, out);
      if (!added) return added.error();
    }
  }
  return out;
}

std::vector<syntax::LexiconEntry> train_lexicon(const Treebank& treebank, RawSentences raw,
                                                const syntax::TagSet& tagset, const SyntaxOptions& options,
                                                const Report& report) {
  for (const GoldSentence& sentence : treebank) {
    auto& words = raw.emplace_back();
    for (const auto& lexeme : sentence.words.lexemes) words.push_back(lexeme.lower);
  }
  const auto words = vocabulary(raw, options.min_cluster_count);
  const auto unknown = static_cast<std::uint32_t>(words.size());
  std::unordered_map<model::Atom, std::uint32_t> number;
  for (std::uint32_t i = 0; i < unknown; ++i) number[words[i]] = i;
  for (auto& sentence : raw) {
    for (auto& word : sentence) {
      const auto found = number.find(word);
      word = found == number.end() ? unknown : found->second;
    }
  }
  report(fmt::format("{} sentences, {} words to cluster", raw.size(), words.size()));
  std::vector<std::uint32_t> coarse;
  std::thread second{
      [&] { coarse = cluster_words(raw, unknown, options.coarse_clusters, options.cluster_rounds); }};
  const auto fine = cluster_words(raw, unknown, options.clusters, options.cluster_rounds);
  second.join();
  std::map<model::Atom, syntax::LexiconEntry> entries;
  for (std::uint32_t i = 0; i < unknown; ++i) {
    entries[words[i]].cluster = static_cast<std::uint16_t>(fine[i] + 1);
    entries[words[i]].coarse = static_cast<std::uint8_t>(coarse[i] + 1);
  }
  for (const auto& [word, count] : counts_of(treebank)) entries[word].coarse |= syntax::kSeenBit;
  for (const auto& [word, kind] : kinds_of(treebank, tagset)) entries[word].kind = kind;
  entries.erase(0);
  std::vector<syntax::LexiconEntry> out;
  for (auto& [word, entry] : entries) {
    entry.key = word;
    out.push_back(entry);
  }
  return out;
}

}  // namespace avow::train
