#include "speech/forms.hpp"

#include <algorithm>

#include "avow/base/table.hpp"

namespace avow::speech {
namespace {

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

bool hisses(std::string_view lemma) {
  return lemma.ends_with("s") || lemma.ends_with("x") || lemma.ends_with("z") || lemma.ends_with("ch") ||
         lemma.ends_with("sh");
}

}  // namespace

Result<FormTable> FormTable::load(const std::filesystem::path& data_folder) {
  Result<Table> table = Table::load(data_folder / "speech" / "forms.tsv", {"form", "lemma"});
  if (!table) return table.error();
  FormTable out;
  for (const TableRow& row : table->rows()) {
    if (row["form"].empty() || row["lemma"].empty()) return row.error("a form and its lemma");
    out.irregular_[std::string(row["lemma"])].emplace_back(row["form"]);
  }
  return out;
}

std::vector<std::string> FormTable::forms_of(std::string_view lemma) const {
  std::vector<std::string> out;
  const auto irregular = irregular_.find(lemma);
  if (irregular != irregular_.end()) out = irregular->second;
  if (lemma.size() < 3) return out;
  const std::string word(lemma);
  const char last = word.back();
  const char before = word[word.size() - 2];
  if (last == 'y' && !is_vowel(before)) {
    const std::string stem = word.substr(0, word.size() - 1);
    out.insert(out.end(), {stem + "ies", stem + "ied", word + "ing"});
  } else if (last == 'e') {
    const std::string stem = word.substr(0, word.size() - 1);
    const bool tie = word.ends_with("ie");
    out.insert(out.end(),
               {word + "s", word + "d", tie ? word.substr(0, word.size() - 2) + "ying" : stem + "ing"});
  } else {
    out.insert(out.end(), {word + (hisses(word) ? "es" : "s"), word + "ed", word + "ing"});
    if (!is_vowel(last) && is_vowel(before)) {
      out.push_back(word + last + "ed");
      out.push_back(word + last + "ing");
    }
  }
  return out;
}

}  // namespace avow::speech
