#include "train/factuality_examples.hpp"

#include <simdjson.h>

#include <fmt/format.h>

#include "avow/base/file.hpp"
#include "avow/base/strings.hpp"

namespace avow::train {
namespace {

constexpr std::size_t kMaxCorpusBytes = std::size_t{1} << 30U;

Document tokenised(std::string_view text) {
  Document document;
  document.text = std::string{text};
  for (const std::string_view word : split_words(document.text)) {
    const auto begin = static_cast<std::uint32_t>(word.data() - document.text.data());
    Token token;
    token.span = {begin, begin + static_cast<std::uint32_t>(word.size())};
    document.tokens.push_back(std::move(token));
  }
  Sentence sentence;
  sentence.span = {0, static_cast<std::uint32_t>(document.text.size())};
  sentence.tokens = {0, static_cast<TokenIndex>(document.tokens.size())};
  document.sentences.push_back(sentence);
  return document;
}

// One line of the file; false when it is not of the form.
bool read_line(simdjson::dom::element line, FactualitySentence& out) {
  std::string_view text;
  simdjson::dom::array targets;
  if (line["text"].get(text) != simdjson::SUCCESS || line["targets"].get(targets) != simdjson::SUCCESS)
    return false;
  out.document = tokenised(text);
  for (const simdjson::dom::element target : targets) {
    std::int64_t first = 0;
    double label = 0;
    if (target["span1"].at(0).get(first) != simdjson::SUCCESS ||
        target["label"].get(label) != simdjson::SUCCESS) {
      return false;
    }
    if (first < 0 || first >= out.document.sentences[0].tokens.last) return false;
    out.targets.push_back({static_cast<TokenIndex>(first), label});
  }
  return true;
}

}  // namespace

Result<std::vector<FactualitySentence>> read_factuality(const std::filesystem::path& path) {
  const auto bytes = system_files().read(path, kMaxCorpusBytes);
  if (!bytes) return bytes.error();
  std::vector<FactualitySentence> sentences;
  simdjson::dom::parser parser;
  std::size_t number = 0;
  for (const std::string_view line : split(*bytes, '\n')) {
    ++number;
    if (trim(line).empty()) continue;
    simdjson::dom::element element;
    FactualitySentence sentence;
    if (parser.parse(line.data(), line.size()).get(element) != simdjson::SUCCESS ||
        !read_line(element, sentence)) {
      return Error{ErrorCode::table_malformed, "no sentence with events and labels",
                   fmt::format("{}:{}", path.string(), number)};
    }
    sentences.push_back(std::move(sentence));
  }
  return sentences;
}

}  // namespace avow::train
