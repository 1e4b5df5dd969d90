// The reports and words of a document, freed from it: what clustering and standing work on. Plain values that
// a ledger can keep, so that a document is taken apart once.
//
//   DocumentParts parts = parts_of(document);
//   for (const ActReport& report : parts.reports) ...
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "avow/ledger/standing.hpp"
#include "ledger/findings_scope.hpp"

namespace avow::ledger {

// Hashes of the stems (five letters) of words that carry meaning; sorted, none twice.
using Stems = std::vector<std::uint32_t>;
[[nodiscard]] std::uint32_t stem_of(std::string_view word);  // of the whole word, as it is
[[nodiscard]] Stems stems_of(std::string_view text);
[[nodiscard]] std::size_t shared_stems(const Stems& a, const Stems& b);

// How a party is named: not at all, by a description ("gunmen"), by a name, as an entry of the registry.
enum class Named : std::uint8_t { nobody, described, named, registered };

struct ActReport {
  std::string document;    // "sha256:..."
  std::int32_t event = 0;  // number in the document
  std::string event_id;    // "e1"
  Stance stance = Stance::told;
  bool aggregate = false;  // an allegation of many acts: never clustered
  EventType type = EventType::OTHER;
  std::string frame, lemma;  // the trigger's, in lower case
  Factuality factuality = Factuality::CT_plus;
  Party actor;
  Named actor_named = Named::nobody;
  std::string recipient_key, recipient;
  Named recipient_named = Named::nobody;
  std::string place;
  std::optional<double> latitude, longitude;
  PlacePrecision precision = PlacePrecision::unknown;
  std::string country;
  std::optional<Date> start, end;  // of the act, where the text dates it to ten days or less
  std::optional<Date> published;
  std::optional<Count> killed, injured;
  std::string said_by, relayed;  // relayed: the outlet on whose word it is told
  std::string words, sentence;
  // Not kept; follow from the above (see prepare()).
  Stems sentence_stems, recipient_stems, place_stems;
  Stems names;  // of the document: the people, groups and towns it names
  void prepare();
};

struct BoundWord {
  std::string document;
  std::int32_t number = 0;  // of the obligation, or of the statement that denies
  std::string row;          // "o1", "s1"
  std::string statement;    // it stands in: "s1"; not kept
  WordForm kind = WordForm::commitment;
  Conduct conduct;
  Polarity polarity = Polarity::to_do;
  Party party;
  std::string said_by, beneficiary, words, sentence;
  std::optional<Date> date, deadline;
  bool conditional = false;
  bool rejected = false;  // by a reviewer; the ledger says so
};

struct DocumentParts {
  std::vector<ActReport> reports;
  std::vector<BoundWord> words;
  Stems names;
};
[[nodiscard]] DocumentParts parts_of(const Document& document);

// The agency that a dateline names: "PORT VALE (Ordania Wire) - Shells ..." gives "Ordania Wire". "" for
// none.
[[nodiscard]] std::string credit_of(std::string_view text);

// "The Guardian" and "Guardian", "BBC" and "BBC News" are one outlet.
[[nodiscard]] bool same_outlet(std::string_view a, std::string_view b);

}  // namespace avow::ledger
