#include <algorithm>
#include <array>

#include "avow/base/strings.hpp"
#include "avow/base/table.hpp"
#include "speech/acts.hpp"
#include "speech/forms.hpp"

namespace avow::speech {
namespace {

std::optional<WordClass> parse_word_class(std::string_view text) {
  constexpr std::array<std::string_view, 13> kNames = {"wrong",  "harm",    "victim", "harsh", "sorrow",
                                                       "accept", "need",    "untrue", "blame", "fault",
                                                       "good",   "penalty", "befall"};
  const auto found = std::find(kNames.begin(), kNames.end(), text);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<WordClass>(found - kNames.begin());
}

constexpr std::uint32_t bit(WordClass word_class) {
  return 1U << static_cast<unsigned>(word_class);
}
// Classes whose words may be verbs, so that their forms are known too.
constexpr std::uint32_t kVerbClasses =
    bit(WordClass::wrong) | bit(WordClass::harm) | bit(WordClass::accept) | bit(WordClass::blame);

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  for (const std::string_view word : split_words(text)) out.emplace_back(word);
  return out;
}

// The words from `token` on, by form or (the first) by lemma.
bool words_at(const Reading& reading, TokenIndex token, const std::vector<std::string>& words) {
  const TokenIndex last = reading.sentence_of(token).last;
  if (token + static_cast<TokenIndex>(words.size()) > last) return false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const TokenIndex at = token + static_cast<TokenIndex>(i);
    if (!is_word(reading, at, words[i]) && reading.lemma(at) != words[i]) return false;
  }
  return !words.empty();
}

}  // namespace

Result<ActTables> ActTables::load(const std::filesystem::path& data_folder) {
  const std::filesystem::path folder = data_folder / "speech";
  ActTables out;
  Result<Table> words = Table::load(folder / "words.tsv", {"word", "class", "example", "counterexample"});
  if (!words) return words.error();
  for (const TableRow& row : words->rows()) {
    const std::optional<WordClass> kind = parse_word_class(row["class"]);
    if (!kind) return row.error("unknown class");
    Known& known = out.words_[std::string(row["word"])];
    known.word = row["word"];
    known.classes |= 1U << static_cast<unsigned>(*kind);
    // A victim decides together with the verb of harm beside it.
    const std::string word = *kind == WordClass::victim ? "" : std::string(row["word"]);
    out.examples_.push_back(
        {"word:" + word, std::string(row["example"]), std::string(row["counterexample"])});
  }
  Result<FormTable> forms = FormTable::load(data_folder);
  if (!forms) return forms.error();
  for (const TableRow& row : words->rows()) {
    const Known& known = out.words_.at(std::string(row["word"]));
    if ((known.classes & kVerbClasses) == 0) continue;
    for (const std::string& form : forms->forms_of(known.word)) out.forms_.emplace(form, known);
  }
  Result<Table> modals = Table::load(folder / "modals.tsv", {"word", "class", "example", "counterexample"});
  if (!modals) return modals.error();
  for (const TableRow& row : modals->rows()) {
    if (row["class"] != "oblige" && row["class"] != "bind") return row.error("class is oblige or bind");
    out.modals_.push_back({std::string(row["word"]),
                           row["class"] == "bind" ? ModalClass::bind : ModalClass::oblige,
                           words_of(row["word"])});
    out.examples_.push_back({"modal:" + std::string(row["word"]), std::string(row["example"]),
                             std::string(row["counterexample"])});
  }
  Result<Table> conditions = Table::load(folder / "conditions.tsv", {"word", "example", "counterexample"});
  if (!conditions) return conditions.error();
  for (const TableRow& row : conditions->rows()) {
    out.conditions_.push_back({words_of(row["word"]), std::string(row["word"])});
    out.examples_.push_back({"condition:" + std::string(row["word"]), std::string(row["example"]),
                             std::string(row["counterexample"])});
  }
  Result<Table> sources = Table::load(folder / "sources.tsv", {"word", "class", "example", "counterexample"});
  if (!sources) return sources.error();
  for (const TableRow& row : sources->rows()) {
    if (row["class"] != "document" && row["class"] != "shows") return row.error("class is document or shows");
    (row["class"] == "shows" ? out.showing_ : out.documents_).emplace(row["word"]);
    out.source_examples_.push_back(
        {std::string(row["word"]), std::string(row["example"]), std::string(row["counterexample"])});
  }
  return out;
}

// The first of lemma, form and verb form that has one of the wanted classes.
const ActTables::Known* ActTables::known(const Reading& reading, TokenIndex token,
                                         std::uint32_t wanted) const {
  const auto by_lemma = words_.find(reading.lemma(token));
  if (by_lemma != words_.end() && (by_lemma->second.classes & wanted) != 0) return &by_lemma->second;
  const auto by_form = words_.find(reading.text(token));
  if (by_form != words_.end() && (by_form->second.classes & wanted) != 0) return &by_form->second;
  if (by_lemma != words_.end() || by_form != words_.end()) return nullptr;
  const auto inflected = forms_.find(reading.text(token));
  return inflected != forms_.end() && (inflected->second.classes & wanted) != 0 ? &inflected->second
                                                                                : nullptr;
}

std::uint32_t ActTables::classes(const Reading& reading, TokenIndex token) const {
  std::uint32_t out = 0;
  const auto by_lemma = words_.find(reading.lemma(token));
  if (by_lemma != words_.end()) out |= by_lemma->second.classes;
  const auto by_form = words_.find(reading.text(token));
  if (by_form != words_.end()) out |= by_form->second.classes;
  if (out != 0) return out;
  const auto inflected = forms_.find(reading.text(token));
  return inflected == forms_.end() ? 0 : inflected->second.classes;
}

std::string_view ActTables::row_word(const Reading& reading, TokenIndex token, WordClass word_class) const {
  const Known* found = known(reading, token, 1U << static_cast<unsigned>(word_class));
  return found == nullptr ? std::string_view{} : std::string_view(found->word);
}

bool ActTables::is(const Reading& reading, TokenIndex token, WordClass word_class) const {
  return (classes(reading, token) >> static_cast<unsigned>(word_class) & 1U) != 0;
}

const ActTables::Modal* ActTables::modal_at(const Reading& reading, TokenIndex token) const {
  const Upos upos = reading.token(token).upos;
  if (upos != Upos::AUX && upos != Upos::VERB) return nullptr;
  for (const Modal& modal : modals_) {
    if (words_at(reading, token, modal.words)) return &modal;
  }
  return nullptr;
}

const ConditionWord* ActTables::condition_at(const Reading& reading, TokenIndex token) const {
  for (const ConditionWord& condition : conditions_) {
    if (words_at(reading, token, condition.words)) return &condition;
  }
  return nullptr;
}

}  // namespace avow::speech
