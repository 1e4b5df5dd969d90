#include "text/treebank_text.hpp"

#include <array>
#include <charconv>

#include <fmt/format.h>

namespace avow::text {
namespace {

constexpr std::size_t kColumns = 10;

class Reader {
 public:
  explicit Reader(std::string place) : place_(std::move(place)) {}

  Result<void> line(std::string_view line) {
    ++number_;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) {
      sentence_open_ = false;
      word_end_ = 0;
      return {};
    }
    if (line.front() == '#') {
      comment(line);
      return {};
    }
    return row(line);
  }

  std::vector<TreebankText> take() { return std::move(texts_); }

 private:
  void comment(std::string_view line) {
    if (line.starts_with("# newdoc")) {
      const auto equals = line.find("= ");
      texts_.emplace_back();
      texts_.back().name = equals == std::string_view::npos ? "" : std::string{line.substr(equals + 2)};
      gap_ = "";
    } else if (line == "# newpar" || line.starts_with("# newpar ")) {
      new_paragraph_ = true;
    }
  }

  Result<void> row(std::string_view line) {
    std::array<std::string_view, kColumns> columns;
    for (std::size_t i = 0; i < kColumns; ++i) {
      const auto tab = line.find('\t');
      if ((tab == std::string_view::npos) != (i + 1 == kColumns)) return error("not ten columns");
      columns[i] = line.substr(0, tab);
      line.remove_prefix(i + 1 == kColumns ? 0 : tab + 1);
    }
    const std::string_view id = columns[0];
    if (id.find('.') != std::string_view::npos) return {};  // an empty node of the enhanced graph
    std::uint32_t first = 0;
    const auto [end, status] = std::from_chars(id.data(), id.data() + id.size(), first);
    if (status != std::errc{}) return error("no word number");
    std::uint32_t last = first;
    const bool several = end != id.data() + id.size() && *end == '-';
    if (several && std::from_chars(end + 1, id.data() + id.size(), last).ec != std::errc{}) {
      return error("no word range");
    }
    if (!several && first <= word_end_) {
      texts_.back().words.emplace_back(columns[1]);
      ++texts_.back().tokens.back().word_count;
      return {};
    }
    add_token(columns[1], several, columns[9].find("SpaceAfter=No") == std::string_view::npos);
    if (several) word_end_ = last;
    return {};
  }

  void add_token(std::string_view form, bool several, bool space_after) {
    if (texts_.empty()) texts_.emplace_back();
    TreebankText& text = texts_.back();
    if (new_paragraph_ && !text.text.empty()) gap_ = "\n\n";
    new_paragraph_ = false;
    text.text += gap_;
    const auto begin = static_cast<std::uint32_t>(text.text.size());
    text.text += form;
    if (!sentence_open_) text.sentences.push_back(static_cast<std::uint32_t>(text.tokens.size()));
    sentence_open_ = true;
    text.tokens.push_back({{begin, static_cast<std::uint32_t>(text.text.size())},
                           static_cast<std::uint32_t>(text.words.size()),
                           several ? 0U : 1U});
    if (!several) text.words.emplace_back(form);
    gap_ = space_after ? " " : "";
  }

  [[nodiscard]] Error error(std::string message) const {
    return {ErrorCode::bad_conllu, std::move(message), fmt::format("{}:{}", place_, number_)};
  }

  std::string place_;
  std::vector<TreebankText> texts_;
  std::string_view gap_;
  std::size_t number_ = 0;
  std::uint32_t word_end_ = 0;  // of the last range of words ("3-4")
  bool new_paragraph_ = false;
  bool sentence_open_ = false;
};

}  // namespace

Result<std::vector<TreebankText>> read_treebank(std::string_view conllu, const std::string& place) {
  Reader reader{place};
  while (!conllu.empty()) {
    const auto end = conllu.find('\n');
    if (auto read = reader.line(conllu.substr(0, end)); !read) return read.error();
    conllu.remove_prefix(end == std::string_view::npos ? conllu.size() : end + 1);
  }
  return reader.take();
}

}  // namespace avow::text
