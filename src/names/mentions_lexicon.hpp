// What the names floor knows of words: what kind of thing a noun stands for, the gender of first names and
// titles, verbs whose subject speaks. Tables: data/names/nouns.tsv, first_names.tsv, agent_verbs.tsv.
//
//   Result<NameLexicon> lexicon = NameLexicon::load(data / "names");
//   lexicon->noun("spokeswoman");   // {NounClass::person, Gender::female, ...}
//   lexicon->first_name("Jalina");  // Gender::female
//
// Owns its words. Const access from any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "avow/base/result.hpp"
#include "avow/document/layers.hpp"

namespace avow::names {

enum class NounClass : std::uint8_t { thing, person, people, group, state, place, time, words, title };

struct NounFacts {
  NounClass noun_class = NounClass::thing;
  Gender gender = Gender::unknown;
  bool part = false;        // a part of another body: "the wing of X"
  std::uint32_t kinds = 0;  // bit set of ActorKind: what "the <noun>" may point back to
  [[nodiscard]] bool allows(ActorKind kind) const { return (kinds >> static_cast<unsigned>(kind) & 1U) != 0; }
};

class NameLexicon {
 public:
  [[nodiscard]] static Result<NameLexicon> load(const std::filesystem::path& folder);

  // By lemma, case ignored; nullptr for a noun the table does not hold.
  [[nodiscard]] const NounFacts* noun(std::string_view lemma) const;
  // "Mr", "Gen.": a form of address; case is ignored.
  [[nodiscard]] const NounFacts* title(std::string_view word) const;
  [[nodiscard]] Gender first_name(std::string_view name) const;
  [[nodiscard]] bool is_agent_verb(std::string_view lemma) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  template <typename T>
  using Map = std::unordered_map<std::string, T, Hash, std::equal_to<>>;
  Map<NounFacts> nouns_;
  Map<NounFacts> titles_;
  Map<Gender> first_names_;
  std::unordered_set<std::string, Hash, std::equal_to<>> agent_verbs_;
};

}  // namespace avow::names
