// Lexicon: what nouns stand for, which verbs carry an act told by a noun, and what words do to factuality.
// Read from data/events/{noun_classes,noun_classes_own,light_verbs,factuality}.tsv.
//
//   Result<Lexicon> lexicon = Lexicon::load(data_folder);
//   lexicon->classes("convoy") & kVehicle;
//
// Owns its tables. Const access from any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "avow/base/result.hpp"

namespace avow::events {

using ClassMask = std::uint32_t;
inline constexpr ClassMask kPerson = 1U << 0U;
inline constexpr ClassMask kGroup = 1U << 1U;
inline constexpr ClassMask kPlaceClass = 1U << 2U;
inline constexpr ClassMask kStructure = 1U << 3U;
inline constexpr ClassMask kVehicle = 1U << 4U;
inline constexpr ClassMask kThing = 1U << 5U;
inline constexpr ClassMask kWeapon = 1U << 6U;
inline constexpr ClassMask kMoney = 1U << 7U;
inline constexpr ClassMask kFood = 1U << 8U;
inline constexpr ClassMask kCommunication = 1U << 9U;
inline constexpr ClassMask kAbstract = 1U << 10U;
inline constexpr ClassMask kAct = 1U << 11U;
inline constexpr ClassMask kTimeClass = 1U << 12U;
inline constexpr ClassMask kBody = 1U << 13U;
inline constexpr ClassMask kAnimal = 1U << 14U;
inline constexpr ClassMask kIllness = 1U << 15U;
inline constexpr ClassMask kArmed = 1U << 16U;

// nullopt for a word that names no class.
[[nodiscard]] std::optional<ClassMask> parse_class(std::string_view word);

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <typename T>
using StringMap = std::unordered_map<std::string, T, StringHash, std::equal_to<>>;

// What a word does to the factuality of the act below it (factuality.tsv).
enum class Effect : std::uint8_t { same, negate, future, probable, possible, fact };

struct FactualityWord {
  Effect plain = Effect::same;
  Effect negated = Effect::negate;
  bool source = false;      // a demand: another's word
  bool infinitive = false;  // only above a to-infinitive
};

enum class LightSubject : std::uint8_t { none, actor, recipient };

struct LightVerb {
  LightSubject subject = LightSubject::none;
  Effect effect = Effect::same;
};

class Lexicon {
 public:
  [[nodiscard]] static Result<Lexicon> load(const std::filesystem::path& data_folder);

  [[nodiscard]] ClassMask classes(std::string_view noun) const;
  // `verb` or `verb_particle`; nullptr when it carries no acts.
  [[nodiscard]] const LightVerb* light_verb(std::string_view verb) const;
  // pos: 'v', 'n', 'a' or 'x'; nullptr for a plain word.
  [[nodiscard]] const FactualityWord* factuality(std::string_view lemma, char pos) const;

 private:
  [[nodiscard]] Result<void> load_classes(const std::filesystem::path& path);
  [[nodiscard]] Result<void> load_light_verbs(const std::filesystem::path& path);
  [[nodiscard]] Result<void> load_factuality(const std::filesystem::path& path);

  StringMap<ClassMask> classes_;
  StringMap<LightVerb> light_verbs_;
  StringMap<FactualityWord> factuality_[4];
};

}  // namespace avow::events
