#include "text/lexicon.hpp"

#include <array>
#include <optional>

#include "avow/base/hash.hpp"
#include "avow/base/strings.hpp"
#include "avow/base/table.hpp"

namespace avow::text {
namespace {

constexpr std::size_t kMaxWordBytes = 32;

// The hash of the word with ASCII capitals folded; 0 for a word too long for any table.
std::uint64_t hash_of(std::string_view word) {
  if (word.size() > kMaxWordBytes) return 0;
  std::array<char, kMaxWordBytes> lower{};
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    lower[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return fast_hash({lower.data(), word.size()}) | 1U;
}

std::optional<AbbreviationKind> parse_kind(std::string_view text) {
  if (text == "title") return AbbreviationKind::title;
  if (text == "before") return AbbreviationKind::before;
  if (text == "month") return AbbreviationKind::month;
  if (text == "after") return AbbreviationKind::after;
  return std::nullopt;
}

std::optional<AbbreviationWhen> parse_when(std::string_view text) {
  if (text == "always") return AbbreviationWhen::always;
  if (text == "capitalised") return AbbreviationWhen::capitalised;
  if (text == "number") return AbbreviationWhen::number;
  return std::nullopt;
}

Result<void> load_abbreviations(const std::filesystem::path& folder, WordTable& words) {
  const auto table = Table::load(folder / "abbreviations.tsv", {"word", "kind", "when"});
  if (!table) return table.error();
  for (const TableRow& row : table->rows()) {
    const auto kind = parse_kind(row["kind"]);
    const auto when = parse_when(row["when"]);
    if (!kind || !when)
      return row.error("kind is title, before, month or after; when is always, capitalised or number");
    words.add(row["word"], (static_cast<std::uint32_t>(*kind) << 8U) | static_cast<std::uint32_t>(*when));
  }
  return {};
}

// "can|not" -> word "cannot", cuts 3.
Result<void> load_splits(const std::filesystem::path& folder, WordTable& words) {
  const auto table = Table::load(folder / "splits.tsv", {"parts"});
  if (!table) return table.error();
  for (const TableRow& row : table->rows()) {
    const auto parts = avow::split(row["parts"], '|');
    if (parts.size() < 2 || parts.size() > 3 || parts[0].empty() || parts[1].empty()) {
      return row.error("parts are two or three, parted by |");
    }
    const std::size_t first = parts[0].size();
    const std::size_t second = parts.size() == 3 ? first + parts[1].size() : 0;
    std::string word;
    for (const std::string_view part : parts) word += part;
    words.add(word, static_cast<std::uint32_t>((first << 8U) | second));
  }
  return {};
}

// A table of words in classes; `classes` name the values 1, 2, ...
Result<void> load_classes(const std::filesystem::path& path, std::initializer_list<std::string_view> classes,
                          WordTable& words) {
  const auto table = Table::load(path, {"word", "class"});
  if (!table) return table.error();
  for (const TableRow& row : table->rows()) {
    std::uint32_t value = 0;
    std::uint32_t number = 0;
    for (const std::string_view name : classes) {
      ++number;
      if (row["class"] == name) value = number;
    }
    if (value == 0) return row.error("unknown class");
    words.add(row["word"], value);
  }
  return {};
}

}  // namespace

void WordTable::grow() {
  std::vector<Slot> old(slots_.empty() ? 64 : slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.value == 0) continue;
    std::size_t at = slot.hash & (slots_.size() - 1);
    while (slots_[at].value != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

void WordTable::add(std::string_view lower_word, std::uint32_t value) {
  if (2 * (count_ + 1) > slots_.size()) grow();
  const std::uint64_t hash = hash_of(lower_word);
  std::size_t at = hash & (slots_.size() - 1);
  while (slots_[at].value != 0 && slots_[at].hash != hash) at = (at + 1) & (slots_.size() - 1);
  if (slots_[at].value == 0) ++count_;
  slots_[at] = {hash, value};
}

std::uint32_t WordTable::find(std::string_view word) const {
  if (slots_.empty()) return 0;
  const std::uint64_t hash = hash_of(word);
  std::size_t at = hash & (slots_.size() - 1);
  while (slots_[at].value != 0) {
    if (slots_[at].hash == hash) return slots_[at].value;
    at = (at + 1) & (slots_.size() - 1);
  }
  return 0;
}

Result<Lexicon> Lexicon::load(const std::filesystem::path& data_folder) {
  const std::filesystem::path folder = data_folder / "text";
  Lexicon lexicon;
  if (auto r = load_abbreviations(folder, lexicon.abbreviations_); !r) return r.error();
  if (auto r = load_splits(folder, lexicon.splits_); !r) return r.error();
  if (auto r = load_classes(folder / "affixes.tsv", {"prefix", "suffix", "whole"}, lexicon.affixes_); !r) {
    return r.error();
  }
  if (auto r = load_classes(folder / "emoticons.tsv", {"emoticon"}, lexicon.emoticons_); !r) return r.error();
  if (auto r = load_classes(folder / "units.tsv", {"unit", "money"}, lexicon.units_); !r) return r.error();
  if (auto r = load_classes(folder / "domains.tsv", {"domain", "file"}, lexicon.domains_); !r)
    return r.error();
  if (auto r = load_classes(folder / "apostrophes.tsv", {"word"}, lexicon.apostrophes_); !r) return r.error();
  if (auto r = load_classes(folder / "starters.tsv", {"word"}, lexicon.starters_); !r) return r.error();
  return lexicon;
}

Abbreviation Lexicon::abbreviation(std::string_view word) const {
  const std::uint32_t value = abbreviations_.find(word);
  return {static_cast<AbbreviationKind>(value >> 8U), static_cast<AbbreviationWhen>(value & 0xFFU)};
}

Split Lexicon::split(std::string_view word) const {
  const std::uint32_t value = splits_.find(word);
  return {static_cast<std::uint8_t>(value >> 8U), static_cast<std::uint8_t>(value & 0xFFU)};
}

}  // namespace avow::text
