// What a Registry is made of. Private to src/names/registry*.cpp; filled once by RegistryBuilder.
#pragma once

#include <deque>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "avow/names/registry.hpp"
#include "names/registry_index.hpp"
#include "names/registry_rows.hpp"

namespace avow::names {

// Strings that live as long as the registry.
class StringArena {
 public:
  [[nodiscard]] std::string_view store(std::string_view text);

 private:
  std::deque<std::unique_ptr<char[]>> blocks_;
  std::size_t used_ = 0, capacity_ = 0;
};

inline constexpr std::int32_t kFirstDay = std::numeric_limits<std::int32_t>::min();
inline constexpr std::int32_t kLastDay = std::numeric_limits<std::int32_t>::max();

struct AliasRecord {
  std::uint32_t entry = 0;
  std::int32_t from_day = kFirstDay, to_day = kLastDay;
  std::string_view text;           // as written, flags removed
  std::string_view folded, cased;  // its key
  AliasKind kind = AliasKind::name;
  bool exact = false;   // '=': only with this very case
  bool shared = false;  // '?': others may claim it
  const RegistryFile* file = nullptr;
  std::uint32_t line = 0;

  [[nodiscard]] bool holds_on(std::int32_t day) const { return from_day <= day && day <= to_day; }
};

// To whom people of a head belong when the phrase names a state, group or organisation.
enum class Belonging : std::uint8_t {
  none,   // villagers, refugees: only a country
  any,    // officials, spokesmen: to whatever is named
  group,  // fighters, rebels: to a group named; a state named is only where they are
  organ   // soldiers, ministers: to that organ of a state named
};

struct AgentRecord {
  std::string_view head;
  ActorKind kind = ActorKind::unknown;
  std::string_view sector;
  Belonging belongs = Belonging::none;
  std::uint32_t organ = kNoItem;  // into organs, with Belonging::organ
  bool speaks = false;            // its words are its organisation's or state's
  bool body = false;              // an organisation or crowd in one word ("army"), not people
  bool always_plural = false;     // "troops", "police"
  Gender gender = Gender::unknown;
};

struct AgentForm {
  std::uint32_t agent = 0;
  bool plural = false;
};

struct OrganRecord {
  std::string_view suffix;  // "MIL": AFGMIL
  std::string_view name;    // "{adjective} army"
  ActorKind kind = ActorKind::government;
  std::string_view sector;
};

struct RegistryImpl {
  RegistryRows rows;
  StringArena arena;
  std::vector<RegistryEntry> entries;
  std::vector<RegistryPeriod> periods;
  std::vector<std::string_view> alias_views;
  std::unordered_map<std::string_view, std::uint32_t> ids;  // looked up, never walked
  std::vector<AliasRecord> aliases;
  KeyIndex alias_index;
  std::vector<AgentRecord> agents;
  std::vector<AgentForm> agent_forms;
  KeyIndex agent_index;
  std::vector<OrganRecord> organs;
  std::unordered_map<std::string_view, std::uint32_t> alpha2;  // lower case; looked up, never walked
  std::unordered_set<std::string_view> sectors, regions;
  std::vector<std::uint32_t> state_number;   // of an entry: its row in organ_entries; kNoItem: no state
  std::vector<std::uint32_t> organ_entries;  // state_number * organs.size() + organ -> entry

  [[nodiscard]] const RegistryEntry* organ(const RegistryEntry& state, std::uint32_t organ) const;
  // Why an actor code is wrong, "" when it is right.
  [[nodiscard]] std::string code_problem(std::string_view code) const;
  [[nodiscard]] std::uint32_t index_of(const RegistryEntry& entry) const {
    return static_cast<std::uint32_t>(&entry - entries.data());
  }
};

[[nodiscard]] std::int32_t registry_day(Date date);
// A state's ministry or government: its words are the state's. Not parliaments, courts, armies; not a
// movement that was an armed group before it governed.
[[nodiscard]] bool is_state_organ(const RegistryEntry& entry);
// What an organisation's words are taken as: the state for its ministries, else itself.
[[nodiscard]] const RegistryEntry& voice_of(const RegistryEntry& organisation);

}  // namespace avow::names
