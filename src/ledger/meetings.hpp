// Where the words of a party meet the acts laid to it, and what status follows.
//
//   if (auto meeting = meet(word, act, scope)) ...
//   auto steps = history_of(word, met);      // the last step is the status
//
// Pure functions; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/reports.hpp"

namespace avow::ledger {

// An incident as a word meets it.
struct MetAct {
  std::string id, actor_key;
  EventType type = EventType::OTHER;
  std::optional<Date> start;
  Grade grade = Grade::single_source;
  std::string recipient;
  std::vector<std::string> frames;     // of its reports
  Stems objects;                       // of recipients and places of its reports
  std::vector<std::string> documents;  // that report it
  bool surely = false;                 // some report tells it flat, not as probable
};

struct MetHow {
  Relation relation = Relation::contradicts;
  Scope scope = Scope::unclear;
};
// nullopt: the act is no matter of the word's. Only acts of days on or after the word's meet it; of a denial,
// those of the fortnight before it and after.
[[nodiscard]] std::optional<MetHow> meet(const BoundWord& word, const MetAct& act, const ConductScope& scope);

struct MetMeeting {
  MetHow how;
  std::string id;
  std::optional<Date> day;
  Grade grade = Grade::single_source;
  bool surely = false;
  bool rejected = false;  // by a reviewer: changes no status
};
// `met` in order of day, id. Never empty. A rejected word has no status.
[[nodiscard]] std::vector<StatusStep> history_of(const BoundWord& word, const std::vector<MetMeeting>& met);

}  // namespace avow::ledger
