// The registry of actors: who a name is on a date, whose forces and whose minister it is, and on whose
// behalf it speaks. Facts are plain tables in data/registry/ (schema: docs/registry.md); a user's own files
// come before them.
//
//   Result<Registry> registry = Registry::load(data / "registry", {"own-parties.tsv"});
//   std::optional<RegistryMatch> who = registry->find("the Taliban", Date{2021, 7, 23});
//   who->entry->name;                       // "Taliban"
//   who->period->kind;                      // ActorKind::armed_group (government from 2021-08-15)
//   registry->side_of(*who->entry, date);   // the root party, for "same side?"
//   registry->describe(words_of("two Indian soldiers"), date)->organisation->id;  // "INDMIL"
//
// A Registry owns every string its records point to: entries, matches and descriptions live as long as it.
// Const access from any thread; find, match and describe do not allocate.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/date.hpp"
#include "avow/base/result.hpp"
#include "avow/document/layers.hpp"

namespace avow::names {

// Longer phrases are not read as descriptions.
inline constexpr std::size_t kMaxPhraseWords = 60;

struct RegistryEntry;
struct RegistryImpl;

// What an entry is from one day to another (both included). A person has one for every office held.
struct RegistryPeriod {
  std::optional<Date> from, to;  // none: open, or not known
  ActorKind kind = ActorKind::unknown;
  std::string_view country;               // ISO 3166 alpha-3 or ""
  std::string_view code;                  // CAMEO/PLOVER or ""
  const RegistryEntry* parent = nullptr;  // whose forces, whose party, whose minister
  std::string_view role;                  // "president", "foreign minister"; "" for organisations
  std::uint32_t line = 0;

  [[nodiscard]] bool holds_on(Date date) const { return (!from || *from <= date) && (!to || date <= *to); }
};

struct RegistryEntry {
  std::string_view id;    // "AFG", "AFGMIL", "TLB", "bashar-al-assad"
  std::string_view name;  // the name to show
  Gender gender = Gender::unknown;
  bool state = false;  // a state itself: id and country are the same
  bool own = false;    // from the user's files
  std::span<const RegistryPeriod> periods;
  std::span<const std::string_view> aliases;  // as the tables write them, without flags
  std::string_view file;                      // where it is written
  std::uint32_t line = 0;
  std::string_view source, licence;
};

// How a name stands for its entry.
enum class AliasKind : std::uint8_t {
  name,       // "Taliban", "State Department"
  metonym,    // "Kabul", "Downing Street": a place too; the actor only where it acts or speaks
  adjective,  // "Afghan"
  people      // "Afghans": the people, not the state
};

struct RegistryMatch {
  const RegistryEntry* entry = nullptr;
  const RegistryPeriod* period = nullptr;  // what it was on the date; null: a person in no office then
  std::string_view alias;                  // as the table writes it
  AliasKind alias_kind = AliasKind::name;
  bool shared = false;     // other entries claim this alias too (a surname, "Congo")
  bool ambiguous = false;  // ... and neither date nor country decides between them
  bool in_period = true;   // false: no period of the entry holds on the date; period is the nearest one
  std::uint16_t size = 0;  // words matched (match() only)
};

// A word of a phrase; lemma may be empty (then simple plural rules are tried).
struct RegistryWord {
  std::string_view text;
  std::string_view lemma;
};

// A short code kept in place: no allocation.
class RegistryCode {
 public:
  RegistryCode() = default;
  RegistryCode& append(std::string_view text);
  [[nodiscard]] std::string_view view() const { return {chars_.data(), size_}; }

 private:
  std::array<char, 15> chars_{};
  std::uint8_t size_ = 0;
};

// What a description says of who it is: "Afghan army spokesman", "Taliban fighters", "villagers".
struct RegistryDescription {
  ActorKind kind = ActorKind::unknown;
  std::string_view country;  // ISO 3166 alpha-3 or ""
  RegistryCode code;         // "AFGMIL", "SYRREB", "CVL"
  std::string_view role;     // the head as data/registry/agents.tsv has it: "spokesman", "fighter"
  std::uint16_t head_first = 0, head_last = 0;  // its words [first, last)
  // The state's organ, group or organisation it is or belongs to: INDMIL for "Indian soldiers", the Taliban
  // for "Taliban fighters"; null when the phrase names none ("villagers", "Syrian rebels").
  const RegistryEntry* organisation = nullptr;
  bool is_organisation = false;  // the phrase is the organisation ("Afghan army"), not its people
  // The root party, for "same side?": Afghanistan for "Afghan army"; null for civilians and unnamed groups.
  const RegistryEntry* side = nullptr;
  // Whose words its words are: the state for a minister or ministry spokesman, the organisation for another
  // spokesman; null where the head does not speak for anybody.
  const RegistryEntry* speaks_for = nullptr;
  Gender gender = Gender::unknown;
  bool person = true;  // one or several people, not a body
  bool plural = false;
  bool former = false;  // "former", "ex-": speaks for nobody
  std::string_view rule;
};

// An answer of `avow registry find`: one reading of the name and why.
struct RegistryAnswer {
  RegistryMatch match;
  std::string why;  // one sentence: alias, period, rule, file and line
};

class Registry {
 public:
  // Reads every *.tsv of the folder, and the user's own files or folders. Any malformed line refuses the
  // whole: registry_malformed or registry_conflict with FILE:LINE and what to mend.
  [[nodiscard]] static Result<Registry> load(const std::filesystem::path& folder,
                                             const std::vector<std::filesystem::path>& own = {});
  Registry(Registry&&) noexcept;
  Registry& operator=(Registry&&) noexcept;
  ~Registry();

  [[nodiscard]] const RegistryEntry* by_id(std::string_view id) const;
  [[nodiscard]] std::span<const RegistryEntry> entries() const;
  [[nodiscard]] std::size_t alias_count() const;

  // The entry a whole name means. `country` (alpha-3, may be "") decides between shared aliases. Without a
  // date the latest period counts. Nothing found: nullopt; try describe().
  [[nodiscard]] std::optional<RegistryMatch> find(std::string_view name, std::optional<Date> date,
                                                  std::string_view country = {}) const;
  // The longest alias that starts at words[first]. Case is checked against the words as written.
  [[nodiscard]] std::optional<RegistryMatch> match(std::span<const RegistryWord> words, std::size_t first,
                                                   std::optional<Date> date,
                                                   std::string_view country = {}) const;
  // Reads a noun phrase (determiner to last post-modifier, appositions left out).
  [[nodiscard]] std::optional<RegistryDescription> describe(std::span<const RegistryWord> words,
                                                            std::optional<Date> date) const;
  // Is this lemma a generic agent's head ("soldier", "spokesman")? For candidate checks.
  [[nodiscard]] bool is_agent(std::string_view lemma) const;

  // The entry's period on the date; for a person in no office, null; for others the nearest.
  [[nodiscard]] const RegistryPeriod* period_on(const RegistryEntry& entry, std::optional<Date> date) const;
  // The root party: parents followed up (Afghan army -> Afghanistan; Quds Force -> Iran). A person's is that
  // of the office held; in no office, the person.
  [[nodiscard]] const RegistryEntry& side_of(const RegistryEntry& entry, std::optional<Date> date) const;
  // Whose words the entry's words are: a minister's or ministry's are the state's, a group spokesman's the
  // group's; null when it speaks for itself.
  [[nodiscard]] const RegistryEntry* on_behalf_of(const RegistryEntry& entry, std::optional<Date> date) const;
  // The organ of a state by the suffix in organs.tsv ("MIL", "MFA"); null when there is no such state or
  // organ.
  [[nodiscard]] const RegistryEntry* organ_of(std::string_view country, std::string_view suffix) const;

  // The state of an ISO 3166 alpha-2 code, in either case; null when there is none.
  [[nodiscard]] const RegistryEntry* state_of_alpha2(std::string_view alpha2) const;
  // Is an actor code made of a known country or region and a known sector (codes.tsv)?
  [[nodiscard]] bool valid_code(std::string_view code) const;

  // Every reading of a name on a date, best first, each with its reason.
  [[nodiscard]] std::vector<RegistryAnswer> explain(std::string_view name, std::optional<Date> date) const;

 private:
  friend class RegistryBuilder;
  explicit Registry(std::unique_ptr<RegistryImpl> impl);
  std::unique_ptr<RegistryImpl> impl_;
};

// Every problem of the files, not only the first (empty: they are sound).
[[nodiscard]] std::vector<Error> check_registry(const std::filesystem::path& folder,
                                                const std::vector<std::filesystem::path>& own = {});

}  // namespace avow::names
