#include "events/relation_lexicon.hpp"

#include <algorithm>

#include "avow/base/strings.hpp"
#include "avow/base/table.hpp"

namespace avow::events {
namespace {

std::optional<Modality> parse_modality(std::string_view name) {
  static constexpr std::array<std::string_view, kModalityCount> kNames = {"intent", "refusal", "demand",
                                                                          "threat"};
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Modality>(found - kNames.begin());
}

}  // namespace

std::optional<std::uint32_t> relation_root(std::string_view name) {
  const auto found = std::find(kRelationRoots.begin(), kRelationRoots.end(), name);
  if (found == kRelationRoots.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - kRelationRoots.begin());
}

Result<RelationLexicon> RelationLexicon::load(const std::filesystem::path& folder) {
  RelationLexicon lexicon;
  const auto phrases = Table::load(folder / "phrases.tsv", {"root", "phrase"});
  if (!phrases) return phrases.error();
  for (const TableRow& row : phrases->rows()) {
    RelationPhrase phrase;
    const auto root = relation_root(row["root"]);
    if (!root) return row.error("no PLOVER root of this name");
    phrase.root = *root;
    for (const std::string_view lemma : split_words(row["phrase"])) phrase.lemmas.emplace_back(lemma);
    if (phrase.lemmas.empty()) return row.error("the phrase is empty");
    lexicon.phrases_[phrase.lemmas.front()].push_back(std::move(phrase));
  }
  const auto modality = Table::load(folder / "modality.tsv", {"class", "lemma"});
  if (!modality) return modality.error();
  for (const TableRow& row : modality->rows()) {
    const auto parsed = parse_modality(row["class"]);
    if (!parsed) return row.error("the class is none of intent, refusal, demand, threat");
    lexicon.modality_[std::string{row["lemma"]}] |= 1U << static_cast<unsigned>(*parsed);
  }
  return lexicon;
}

const std::vector<RelationPhrase>& RelationLexicon::phrases(std::string_view first_lemma) const {
  static const std::vector<RelationPhrase> kNoPhrases;
  const auto found = phrases_.find(first_lemma);
  return found == phrases_.end() ? kNoPhrases : found->second;
}

std::uint32_t RelationLexicon::modality(std::string_view lemma) const {
  const auto found = modality_.find(lemma);
  return found == modality_.end() ? 0 : found->second;
}

}  // namespace avow::events
