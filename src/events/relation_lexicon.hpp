// The phrases and modal words that the relation model looks for (data/events/relation/).
//
//   Result<RelationLexicon> lexicon = RelationLexicon::load(data / "events/relation");
//
// Owns its tables. Const access from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"

namespace avow::events {

// PLOVER's roots as Zero-Shot-PLOVER names them; YIELD folds RETREAT and CONCEDE.
inline constexpr std::array<std::string_view, 15> kRelationRoots = {
    "ACCUSE",  "AGREE",  "AID",     "ASSAULT",  "COERCE",  "CONSULT",  "COOPERATE", "MOBILIZE",
    "PROTEST", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN", "YIELD"};
[[nodiscard]] std::optional<std::uint32_t> relation_root(std::string_view name);

enum class Modality : std::uint8_t { intent, refusal, demand, threat };
inline constexpr int kModalityCount = 4;

struct RelationPhrase {
  std::vector<std::string> lemmas;  // one or more
  std::uint32_t root = 0;           // into kRelationRoots
};

class RelationLexicon {
 public:
  // table_missing or table_malformed, with file and line.
  [[nodiscard]] static Result<RelationLexicon> load(const std::filesystem::path& folder);
  // Phrases whose first lemma this is.
  [[nodiscard]] const std::vector<RelationPhrase>& phrases(std::string_view first_lemma) const;
  // Bits of the modal classes of a lemma: 1 << Modality.
  [[nodiscard]] std::uint32_t modality(std::string_view lemma) const;

 private:
  std::map<std::string, std::vector<RelationPhrase>, std::less<>> phrases_;
  std::map<std::string, std::uint32_t, std::less<>> modality_;
};

}  // namespace avow::events
