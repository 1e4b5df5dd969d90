#include "events/lexicon.hpp"

#include <array>
#include <utility>

#include "avow/base/strings.hpp"
#include "avow/base/table.hpp"

namespace avow::events {
namespace {

constexpr std::array<std::pair<std::string_view, ClassMask>, 17> kClassNames{
    {{"person", kPerson},
     {"group", kGroup},
     {"place", kPlaceClass},
     {"structure", kStructure},
     {"vehicle", kVehicle},
     {"thing", kThing},
     {"weapon", kWeapon},
     {"money", kMoney},
     {"food", kFood},
     {"communication", kCommunication},
     {"abstract", kAbstract},
     {"act", kAct},
     {"time", kTimeClass},
     {"body", kBody},
     {"animal", kAnimal},
     {"illness", kIllness},
     {"armed", kArmed}}};

std::optional<Effect> parse_effect(std::string_view word) {
  if (word == "same") return Effect::same;
  if (word == "NOT") return Effect::negate;
  if (word == "FUT") return Effect::future;
  if (word == "PR") return Effect::probable;
  if (word == "PS") return Effect::possible;
  if (word == "CT") return Effect::fact;
  return std::nullopt;
}

int pos_index(char pos) {
  switch (pos) {
    case 'v':
      return 0;
    case 'n':
      return 1;
    case 'a':
      return 2;
    default:
      return 3;
  }
}

}  // namespace

std::optional<ClassMask> parse_class(std::string_view word) {
  for (const auto& [name, mask] : kClassNames) {
    if (name == word) return mask;
  }
  return std::nullopt;
}

Result<Lexicon> Lexicon::load(const std::filesystem::path& data_folder) {
  Lexicon lexicon;
  const auto folder = data_folder / "events";
  for (const char* name : {"noun_classes.tsv", "noun_classes_own.tsv"}) {
    if (auto loaded = lexicon.load_classes(folder / name); !loaded) return loaded.error();
  }
  if (auto loaded = lexicon.load_light_verbs(folder / "light_verbs.tsv"); !loaded) return loaded.error();
  if (auto loaded = lexicon.load_factuality(folder / "factuality.tsv"); !loaded) return loaded.error();
  return lexicon;
}

Result<void> Lexicon::load_classes(const std::filesystem::path& path) {
  auto table = Table::load(path, {"lemma", "classes"});
  if (!table) return table.error();
  for (const TableRow& row : table->rows()) {
    ClassMask mask = 0;
    for (const std::string_view word : split_words(row["classes"])) {
      const auto parsed = parse_class(word);
      if (!parsed) return row.error("unknown class " + std::string(word));
      mask |= *parsed;
    }
    classes_.insert_or_assign(std::string(row["lemma"]), mask);
  }
  return {};
}

Result<void> Lexicon::load_light_verbs(const std::filesystem::path& path) {
  auto table = Table::load(path, {"lemma", "subject", "effect"});
  if (!table) return table.error();
  for (const TableRow& row : table->rows()) {
    LightVerb verb;
    const std::string_view subject = row["subject"];
    if (subject == "actor") {
      verb.subject = LightSubject::actor;
    } else if (subject == "recipient") {
      verb.subject = LightSubject::recipient;
    } else if (subject != "-") {
      return row.error("subject must be actor, recipient or -");
    }
    const std::string_view effect = row["effect"];
    const auto parsed = parse_effect(effect);
    if (!parsed) return row.error("unknown effect " + std::string(effect));
    verb.effect = *parsed;
    light_verbs_.try_emplace(std::string(row["lemma"]), verb);
  }
  return {};
}

Result<void> Lexicon::load_factuality(const std::filesystem::path& path) {
  auto table = Table::load(path, {"lemma", "pos", "effect", "negated", "flags"});
  if (!table) return table.error();
  for (const TableRow& row : table->rows()) {
    const auto plain = parse_effect(row["effect"]);
    const auto negated = parse_effect(row["negated"]);
    if (!plain || !negated) return row.error("unknown effect");
    const std::string_view pos = row["pos"];
    if (pos.size() != 1 || std::string_view("vnax").find(pos[0]) == std::string_view::npos) {
      return row.error("pos must be v, n, a or x");
    }
    FactualityWord word{*plain, *negated, false, false};
    for (const std::string_view flag : split_words(row["flags"])) {
      if (flag == "source") word.source = true;
      if (flag == "inf") word.infinitive = true;
    }
    factuality_[pos_index(pos[0])].insert_or_assign(std::string(row["lemma"]), word);
  }
  return {};
}

ClassMask Lexicon::classes(std::string_view noun) const {
  // A plural that the lemmatizer kept ("troops") is looked for without its ending first.
  if (noun.size() > 3 && noun.ends_with('s') && !noun.ends_with("ss")) {
    const auto singular = classes_.find(noun.substr(0, noun.size() - 1));
    if (singular != classes_.end()) return singular->second;
  }
  const auto found = classes_.find(noun);
  return found == classes_.end() ? 0 : found->second;
}

const LightVerb* Lexicon::light_verb(std::string_view verb) const {
  const auto found = light_verbs_.find(verb);
  return found == light_verbs_.end() ? nullptr : &found->second;
}

const FactualityWord* Lexicon::factuality(std::string_view lemma, char pos) const {
  const auto& words = factuality_[pos_index(pos)];
  const auto found = words.find(lemma);
  return found == words.end() ? nullptr : &found->second;
}

}  // namespace avow::events
