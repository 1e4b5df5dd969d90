#include "names/mentions_lexicon.hpp"

#include <array>
#include <optional>
#include <string>

#include "avow/base/strings.hpp"
#include "avow/base/table.hpp"

namespace avow::names {
namespace {

std::optional<NounClass> parse_class(std::string_view text) {
  if (text == "part") return NounClass::group;
  static constexpr std::array<std::string_view, 9> kNames = {"thing", "person", "people", "group", "state",
                                                             "place", "time",   "words",  "title"};
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == text) return static_cast<NounClass>(i);
  }
  return std::nullopt;
}

std::optional<Gender> parse_gender(std::string_view text) {
  if (text.empty()) return Gender::unknown;
  if (text == "female") return Gender::female;
  if (text == "male") return Gender::male;
  if (text == "neuter") return Gender::neuter;
  if (text == "plural") return Gender::plural;
  return std::nullopt;
}

Result<NounFacts> read_noun(const TableRow& row) {
  NounFacts facts;
  const auto noun_class = parse_class(row["class"]);
  const auto gender = parse_gender(row["gender"]);
  if (!noun_class) return row.error("unknown class \"" + std::string(row["class"]) + "\"");
  if (!gender) return row.error("unknown gender \"" + std::string(row["gender"]) + "\"");
  facts.noun_class = *noun_class;
  if (row["class"] == "part") facts.part = true;
  facts.gender = *gender;
  if (row["kinds"].empty()) return facts;
  for (const std::string_view name : split(row["kinds"], ',')) {
    const auto kind = parse_actor_kind(name);
    if (!kind) return row.error("unknown actor kind \"" + std::string(name) + "\"");
    facts.kinds |= 1U << static_cast<unsigned>(*kind);
  }
  return facts;
}

// A word in lower case without an allocation; words longer than any in the tables become "".
class Lowered {
 public:
  explicit Lowered(std::string_view word) : size_(word.size() > chars_.size() ? 0 : word.size()) {
    for (std::size_t i = 0; i < size_; ++i) {
      const char c = word[i];
      chars_[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  [[nodiscard]] std::string_view view() const { return {chars_.data(), size_}; }

 private:
  std::array<char, 32> chars_;
  std::size_t size_;
};

}  // namespace

Result<NameLexicon> NameLexicon::load(const std::filesystem::path& folder) {
  NameLexicon lexicon;
  const auto nouns = Table::load(folder / "nouns.tsv", {"lemma", "class", "gender", "kinds"});
  if (!nouns) return nouns.error();
  for (const TableRow& row : nouns->rows()) {
    const auto facts = read_noun(row);
    if (!facts) return facts.error();
    auto& map = facts->noun_class == NounClass::title ? lexicon.titles_ : lexicon.nouns_;
    if (!map.emplace(row["lemma"], *facts).second) return row.error("the noun is listed twice");
  }
  const auto names = Table::load(folder / "first_names.tsv", {"name", "gender"});
  if (!names) return names.error();
  for (const TableRow& row : names->rows()) {
    const auto gender = parse_gender(row["gender"]);
    if (!gender) return row.error("unknown gender \"" + std::string(row["gender"]) + "\"");
    if (!lexicon.first_names_.emplace(row["name"], *gender).second)
      return row.error("the name is listed twice");
  }
  const auto verbs = Table::load(folder / "agent_verbs.tsv", {"lemma"});
  if (!verbs) return verbs.error();
  for (const TableRow& row : verbs->rows()) lexicon.agent_verbs_.emplace(row["lemma"]);
  return lexicon;
}

const NounFacts* NameLexicon::noun(std::string_view lemma) const {
  const Lowered lowered(lemma);
  const auto found = nouns_.find(lowered.view());
  return found == nouns_.end() ? nullptr : &found->second;
}

const NounFacts* NameLexicon::title(std::string_view word) const {
  const Lowered lowered(word);
  const auto found = titles_.find(lowered.view());
  return found == titles_.end() ? nullptr : &found->second;
}

Gender NameLexicon::first_name(std::string_view name) const {
  const auto found = first_names_.find(name);
  return found == first_names_.end() ? Gender::unknown : found->second;
}

bool NameLexicon::is_agent_verb(std::string_view lemma) const {
  return agent_verbs_.find(lemma) != agent_verbs_.end();
}

}  // namespace avow::names
