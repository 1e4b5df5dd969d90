// What reviewers' words make of the standing tables: taken from their words as they stand (reviews, moves of
// reviews, words about parties), kept in act_decisions, so that the next words show what they change.
//
//   follow_reviews(database);                 // in the caller's transaction; what changes waits in
//   standing_todo const Judged judged = read_judged(database);
//
// Failures are remembered in the database.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ledger/incidents.hpp"
#include "ledger/party_names.hpp"
#include "store/database.hpp"

namespace avow::store {

// A word on a finding across documents, by the report it was said of.
struct JudgedFinding {
  std::string report;  // "7c01d2e4:e3"
  std::int64_t entry = 0;
  std::optional<ledger::Verdict> verdict;
  std::optional<Relation> relation;
  std::optional<Scope> scope;
};

struct Judged {
  ledger::Decisions reports;
  std::set<std::string> words;                                 // rejected: "3f2a9c1b:o1", "3f2a9c1b:s1"
  std::map<std::string, std::vector<JudgedFinding>> findings;  // by word, in order of entry
  std::set<std::string> amended;                               // documents with amended rows: "3f2a9c1b"
  ledger::PartyNames parties;
};
[[nodiscard]] Judged read_judged(Database& database);

// Whether words came in since the tables followed them last.
[[nodiscard]] bool has_new_reviews(Database& database);
void follow_reviews(Database& database);

}  // namespace avow::store
