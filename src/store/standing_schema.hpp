// The tables of what documents say together (avow/ledger/standing.hpp). All of it follows from the documents
// and the reviewers' words, so none of it is in the log's digests. Ids are made by avow: of a report document
// << 20 | event, of a word document << 21 | number << 1 | denial, of an incident that of its first report.
// Days are days since 1970; kNoDay stands for none. bound_words.row and incidents.row are whole ids
// ("3f2a9c1b:o1"); the origin of a report that a reviewer rejected is kept as -origin - 1.
#pragma once

#include <cstdint>

namespace avow::store {

inline constexpr std::int64_t kNoDay = -1'000'000;

// Keys that only find candidates, which are then looked at: half of their bits do, in four bytes of a row.
[[nodiscard]] constexpr std::int64_t short_key(std::uint64_t key) {
  return static_cast<std::int64_t>(key & 0xFFFF'FFFFU) - 0x8000'0000;
}

inline constexpr const char* kStandingTables = R"sql(
CREATE TABLE text_origins(
  document INTEGER NOT NULL, signature INTEGER NOT NULL, copies INTEGER NOT NULL, credit TEXT NOT NULL,
  names TEXT NOT NULL, PRIMARY KEY(document)) STRICT;
CREATE INDEX origins_of_signature ON text_origins(signature, document);
CREATE INDEX origins_of_copies ON text_origins(copies, document);
CREATE TABLE text_groups(copies INTEGER NOT NULL, first INTEGER NOT NULL, PRIMARY KEY(copies)) STRICT;
CREATE TABLE text_bands(band INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY(band, document)
  ) STRICT, WITHOUT ROWID;
CREATE TABLE act_reports(
  report INTEGER NOT NULL, document INTEGER NOT NULL, event INTEGER NOT NULL, row TEXT NOT NULL,
  stance INTEGER NOT NULL, aggregate INTEGER NOT NULL, type TEXT NOT NULL, frame TEXT NOT NULL,
  factuality TEXT NOT NULL, actor TEXT NOT NULL, actor_name TEXT NOT NULL, actor_named INTEGER NOT NULL,
  recipient TEXT NOT NULL, recipient_key TEXT NOT NULL, recipient_named INTEGER NOT NULL,
  place TEXT NOT NULL, latitude REAL, longitude REAL, precision INTEGER NOT NULL, country TEXT NOT NULL,
  first_day INTEGER NOT NULL, last_day INTEGER NOT NULL, told_day INTEGER NOT NULL,
  killed_low INTEGER, killed_high INTEGER, injured_low INTEGER, injured_high INTEGER,
  said_by TEXT NOT NULL, relayed TEXT NOT NULL, words TEXT NOT NULL, sentence TEXT NOT NULL,
  block INTEGER NOT NULL, incident INTEGER, origin INTEGER NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY(report)) STRICT;
CREATE INDEX reports_of_document ON act_reports(document);
CREATE INDEX reports_of_block ON act_reports(block);
CREATE INDEX reports_of_incident ON act_reports(incident, position);
CREATE INDEX reports_of_actor ON act_reports(actor, aggregate, told_day);
CREATE TABLE report_keys(
  anchor INTEGER NOT NULL, day INTEGER NOT NULL, report INTEGER NOT NULL,
  PRIMARY KEY(anchor, day, report)) STRICT, WITHOUT ROWID;
CREATE TABLE incidents(
  incident INTEGER NOT NULL, row TEXT NOT NULL, block INTEGER NOT NULL, digest TEXT NOT NULL, type TEXT NOT NULL,
  actor TEXT NOT NULL, actor_name TEXT NOT NULL, recipient TEXT NOT NULL, place TEXT NOT NULL,
  latitude REAL, longitude REAL, precision INTEGER NOT NULL, country TEXT NOT NULL,
  first_day INTEGER NOT NULL, last_day INTEGER NOT NULL, dated INTEGER NOT NULL,
  killed_low INTEGER, killed_best INTEGER, killed_high INTEGER,
  injured_low INTEGER, injured_best INTEGER, injured_high INTEGER, grade INTEGER NOT NULL,
  origins INTEGER NOT NULL, reports INTEGER NOT NULL, words TEXT NOT NULL, sentence TEXT NOT NULL,
  frames TEXT NOT NULL, objects TEXT NOT NULL, surely INTEGER NOT NULL, PRIMARY KEY(incident)) STRICT;
CREATE INDEX incidents_of_block ON incidents(block);
CREATE INDEX incidents_by_row ON incidents(row);
CREATE INDEX incidents_by_day ON incidents(first_day, row);
CREATE INDEX incidents_of_actor ON incidents(actor, first_day, row);
CREATE TABLE bound_words(
  word INTEGER NOT NULL, document INTEGER NOT NULL, number INTEGER NOT NULL, row TEXT NOT NULL,
  form INTEGER NOT NULL, polarity INTEGER NOT NULL, type TEXT NOT NULL, frame TEXT NOT NULL, party TEXT NOT NULL,
  party_name TEXT NOT NULL, said_by TEXT NOT NULL, beneficiary TEXT NOT NULL, words TEXT NOT NULL,
  sentence TEXT NOT NULL, day INTEGER NOT NULL, deadline INTEGER NOT NULL, conditional INTEGER NOT NULL,
  status INTEGER NOT NULL, meetings INTEGER NOT NULL, PRIMARY KEY(word)) STRICT;
CREATE INDEX words_of_document ON bound_words(document);
CREATE INDEX words_by_row ON bound_words(row);
CREATE INDEX words_of_party ON bound_words(party, day, row);
CREATE INDEX words_by_day ON bound_words(day, row);
CREATE INDEX words_that_meet ON bound_words(meetings, day, row);
CREATE TABLE meetings(
  word INTEGER NOT NULL, incident INTEGER NOT NULL, relation INTEGER NOT NULL, scope INTEGER NOT NULL,
  PRIMARY KEY(word, incident)) STRICT, WITHOUT ROWID;
CREATE INDEX meetings_of_incident ON meetings(incident, word);
CREATE TABLE party_counts(
  party TEXT NOT NULL, name TEXT NOT NULL, folded_party TEXT NOT NULL, folded_name TEXT NOT NULL,
  commitments INTEGER NOT NULL, demands INTEGER NOT NULL, conditions INTEGER NOT NULL, denials INTEGER NOT NULL,
  incidents INTEGER NOT NULL, allegations INTEGER NOT NULL, contradicts INTEGER NOT NULL,
  fulfils INTEGER NOT NULL, unclear INTEGER NOT NULL, PRIMARY KEY(party)) STRICT, WITHOUT ROWID;
CREATE INDEX counts_by_party ON party_counts(folded_party);
CREATE INDEX counts_by_name ON party_counts(folded_name);
CREATE TABLE standing_todo(what TEXT NOT NULL, item TEXT NOT NULL, PRIMARY KEY(what, item)) STRICT, WITHOUT ROWID;
)sql";

// Version 11: no words and sentences, which stand in the documents, and short keys.
inline constexpr const char* kLeanStanding = R"sql(
ALTER TABLE act_reports DROP COLUMN words;
ALTER TABLE act_reports DROP COLUMN sentence;
ALTER TABLE bound_words DROP COLUMN words;
ALTER TABLE bound_words DROP COLUMN sentence;
ALTER TABLE incidents DROP COLUMN words;
ALTER TABLE incidents DROP COLUMN sentence;
CREATE TABLE short_keys(
  anchor INTEGER NOT NULL, day INTEGER NOT NULL, report INTEGER NOT NULL,
  PRIMARY KEY(anchor, day, report)) STRICT, WITHOUT ROWID;
INSERT INTO short_keys SELECT DISTINCT (anchor & 4294967295) - 2147483648, day, report FROM report_keys;
DROP TABLE report_keys;
ALTER TABLE short_keys RENAME TO report_keys;
CREATE TABLE short_bands(band INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY(band, document)
  ) STRICT, WITHOUT ROWID;
INSERT INTO short_bands SELECT DISTINCT (band & 4294967295) - 2147483648, document FROM text_bands;
DROP TABLE text_bands;
ALTER TABLE short_bands RENAME TO text_bands;
)sql";

// What follows from reviewers' words (standing_decisions.cpp).
inline constexpr const char* kDecisionTable = R"sql(
CREATE TABLE act_decisions(
  kind INTEGER NOT NULL, report TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY(kind, report, other)
  ) STRICT, WITHOUT ROWID;
)sql";

// Words on parties, which only grow, as reviews do; kind is PartyWord::Kind. What reviewers say of words and
// of findings over documents: judged is 0 for nothing, 1 accepted, 2 rejected.
inline constexpr const char* kJudgedTables = R"sql(
CREATE TABLE party_reviews(
  entry INTEGER PRIMARY KEY REFERENCES log(entry) DEFERRABLE INITIALLY DEFERRED,
  kind INTEGER NOT NULL, party TEXT NOT NULL, party_name TEXT NOT NULL, other TEXT NOT NULL,
  other_name TEXT NOT NULL, reason TEXT NOT NULL, reviewer TEXT NOT NULL, at TEXT NOT NULL,
  withdraws INTEGER NOT NULL) STRICT;
APPEND ONLY party_reviews;
ALTER TABLE bound_words ADD COLUMN rejected INTEGER NOT NULL DEFAULT 0;
ALTER TABLE meetings ADD COLUMN judged INTEGER NOT NULL DEFAULT 0;
)sql";

// What a meeting tells of its incident, so that a word's are read in one run; it is dropped when the incident
// changes.
inline constexpr const char* kMeetingColumns = R"sql(
ALTER TABLE meetings ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE meetings ADD COLUMN row TEXT NOT NULL DEFAULT '';
ALTER TABLE meetings ADD COLUMN grade INTEGER NOT NULL DEFAULT 0;
ALTER TABLE meetings ADD COLUMN surely INTEGER NOT NULL DEFAULT 0;
UPDATE meetings SET day=(SELECT i.first_day FROM incidents i WHERE i.incident=meetings.incident),
  row=(SELECT i.row FROM incidents i WHERE i.incident=meetings.incident),
  grade=(SELECT i.grade FROM incidents i WHERE i.incident=meetings.incident),
  surely=(SELECT i.surely FROM incidents i WHERE i.incident=meetings.incident);
)sql";

}  // namespace avow::store
