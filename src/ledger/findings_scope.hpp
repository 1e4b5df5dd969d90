// What a word covers: the table of data/ledger/conduct_scope.tsv, and who is one side.
//
//   scope.relation({EventType::RETREAT, "ceasefire", WordKind::to_do}, EventType::ASSAULT, "shell") ->
//   contradicts
//
// Owns its table. Const access from any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/document.hpp"

namespace avow::ledger {

enum class WordKind : std::uint8_t { refrain, to_do, denied };

struct Conduct {
  EventType type = EventType::OTHER;
  std::string frame;  // "" when unknown
  WordKind kind = WordKind::refrain;
};

class ConductScope {
 public:
  [[nodiscard]] static Result<ConductScope> load(const std::filesystem::path& data_folder);
  [[nodiscard]] std::optional<Relation> relation(const Conduct& conduct, EventType deed,
                                                 const std::string& deed_frame) const;

 private:
  struct Row {
    EventType conduct, deed;
    std::set<std::string, std::less<>> conduct_frames, deed_frames;  // empty: any
    WordKind kind;
    Relation relation;
  };
  std::vector<Row> rows_;
};

// One actor, one side, a member of the other, or arms of one state.
[[nodiscard]] bool same_side(const Document& document, ActorIndex a, ActorIndex b);

// How those the word protects lie to those the deed hit; nullopt: others altogether.
[[nodiscard]] std::optional<Scope> scope_of(const Document& document, ActorIndex meant, Span meant_span,
                                            ActorIndex hit, Span hit_span);

}  // namespace avow::ledger
