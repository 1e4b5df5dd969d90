// The reports and words of many documents, freed from their documents: what clustering and standing work on.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "avow/ledger/standing.hpp"
#include "ledger/findings_scope.hpp"

namespace avow::ledger {

// How a report stands to the act: told, denied by the party itself, or owned up to by it.
enum class Stance : std::uint8_t { told, denied, admitted };

struct ActReport {
  Report report;
  Stance stance = Stance::told;
  EventType type = EventType::OTHER;
  std::string frame;
  Factuality factuality = Factuality::CT_plus;
  Party actor;
  std::string recipient, place;
  std::optional<Date> start, end;  // of the act, where the text dates it to ten days or less
  std::optional<Date> published;
  std::set<std::string> objects;  // stems of recipient and place
};

struct BoundWord {
  WordStanding standing;
  Conduct conduct;
  bool conditional = false;
  std::set<std::string> objects;  // stems of conduct and beneficiary
};

struct Corpus {
  std::vector<Origin> documents;
  std::vector<ActReport> reports;
  std::vector<BoundWord> words;
  // Takes in a document; its number is that of the next element of `documents`.
  void add(const Document& document);
};

// Stems (five letters) of the words that carry meaning.
[[nodiscard]] std::set<std::string> stems_of(std::string_view text);

}  // namespace avow::ledger
