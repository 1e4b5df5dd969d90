// Standing: what many documents together say. Reports of one act become an incident with a grade; each
// commitment and demand gets a status from the incidents that meet it. The program never says "broken" or
// "kept": it says what is reported, by how many independent origins, and who denies it.
//
//   auto standing = standing_of(*store, data_folder);
//   for (const WordStanding& word : standing->words) word.status;
//
// A value; computed from the ledger each time, the same for the same ledger, however it was filled.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/document.hpp"
#include "avow/ledger/store.hpp"

namespace avow::ledger {

// A document as a source: copies and shortened copies share one origin.
struct Origin {
  std::string document;  // "sha256:..."
  std::string uri, publisher, published;
  std::size_t origin = 0;  // documents of one origin have the same number
};

enum class Grade : std::uint8_t { single_source, corroborated, contested, acknowledged };

// One report of an act in one document.
struct Report {
  std::string id;            // "3f2a9c1b:e1"
  std::size_t document = 0;  // index into Standing::documents
  std::string said_by;       // on whose word; "" for the article's own
  std::string words, sentence;
  std::optional<Count> killed, injured;
};

struct Incident {
  std::string id;  // "i1", ... in order of date
  EventType type = EventType::OTHER;
  Party actor;
  std::string recipient, place;
  std::optional<Date> start, end;
  std::optional<Count> killed, injured;  // lowest low and highest high of its reports
  Grade grade = Grade::single_source;
  std::size_t origins = 0;
  std::vector<Report> reports;       // by document, in order
  std::vector<std::string> denials;  // ids of reports of a denial by the party itself
  std::vector<std::string> admissions;
};

enum class Status : std::uint8_t {
  no_reported_breach,
  reported_breach,
  breach_acknowledged,
  contested,
  not_reported,
  partly_reported,
  reported_fulfilled
};

// An incident that meets a word.
struct Meeting {
  std::size_t incident = 0;  // index into Standing::incidents
  Relation relation = Relation::contradicts;
  Scope scope = Scope::unclear;
};

struct WordStanding {
  std::string id;  // "3f2a9c1b:o1"
  std::size_t document = 0;
  ObligationKind kind = ObligationKind::commitment;
  Polarity polarity = Polarity::to_do;
  EventType type = EventType::OTHER;
  Party party;
  std::string beneficiary, words, sentence;
  std::optional<Date> date;  // of publication
  Status status = Status::no_reported_breach;
  std::vector<Meeting> meetings;
};

struct Standing {
  std::vector<Origin> documents;  // by date of publication, then id
  std::vector<Incident> incidents;
  std::vector<WordStanding> words;  // by party, date, id
};

[[nodiscard]] std::string_view to_string(Grade value);
[[nodiscard]] std::string_view to_string(Status value);

[[nodiscard]] Result<Standing> standing_of(Store& store, const std::filesystem::path& data_folder);

}  // namespace avow::ledger
