#include "store/schema.hpp"

#include <array>
#include <string>

#include "avow/store/open.hpp"
#include "store/listing.hpp"
#include "store/log.hpp"
#include "store/old_tables.hpp"
#include "store/standing_schema.hpp"

namespace avow::store {
namespace {

// Version 1. Local numbers are indices in the document's layers; spans are bytes of documents.text.
constexpr const char* kFirstTables = R"sql(
CREATE TABLE documents(
  id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, uri TEXT NOT NULL, title TEXT NOT NULL,
  publisher TEXT NOT NULL, publisher_kind TEXT NOT NULL, published TEXT, language TEXT NOT NULL,
  text TEXT NOT NULL) STRICT;
CREATE TABLE diagnostics(
  document INTEGER NOT NULL REFERENCES documents(id), number INTEGER NOT NULL, code TEXT NOT NULL,
  message TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY(document, number)) STRICT, WITHOUT ROWID;
CREATE TABLE sentences(
  id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents(id), first INTEGER NOT NULL,
  last INTEGER NOT NULL, paragraph INTEGER NOT NULL, headline INTEGER NOT NULL) STRICT;
CREATE INDEX sentences_of_document ON sentences(document, first);
CREATE TABLE parties(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT;
CREATE TABLE actors(
  document INTEGER NOT NULL REFERENCES documents(id), number INTEGER NOT NULL, actor TEXT NOT NULL,
  name TEXT NOT NULL, kind INTEGER NOT NULL, country TEXT NOT NULL, code TEXT NOT NULL,
  in_registry INTEGER NOT NULL, valid_on TEXT, role TEXT NOT NULL, side_id TEXT NOT NULL,
  side_name TEXT NOT NULL, PRIMARY KEY(document, number)) STRICT, WITHOUT ROWID;
CREATE TABLE members(
  document INTEGER NOT NULL, whole INTEGER NOT NULL, position INTEGER NOT NULL,
  member INTEGER NOT NULL, PRIMARY KEY(document, whole, position),
  FOREIGN KEY(document, whole) REFERENCES actors(document, number),
  FOREIGN KEY(document, member) REFERENCES actors(document, number) DEFERRABLE INITIALLY DEFERRED
  ) STRICT, WITHOUT ROWID;
CREATE TABLE mentions(
  document INTEGER NOT NULL, actor INTEGER NOT NULL, position INTEGER NOT NULL, first INTEGER NOT NULL,
  last INTEGER NOT NULL, kind INTEGER NOT NULL, rule TEXT NOT NULL, confidence REAL NOT NULL,
  PRIMARY KEY(document, actor, position),
  FOREIGN KEY(document, actor) REFERENCES actors(document, number)) STRICT, WITHOUT ROWID;
CREATE TABLE places(
  document INTEGER NOT NULL REFERENCES documents(id), number INTEGER NOT NULL, place TEXT NOT NULL,
  name TEXT NOT NULL, latitude REAL, longitude REAL, country TEXT NOT NULL, admin1 TEXT NOT NULL,
  kind TEXT NOT NULL, precision INTEGER NOT NULL, geonames INTEGER NOT NULL, rule TEXT NOT NULL,
  confidence REAL NOT NULL, PRIMARY KEY(document, number)) STRICT, WITHOUT ROWID;
CREATE TABLE place_mentions(
  document INTEGER NOT NULL, place INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY(document, place, first),
  FOREIGN KEY(document, place) REFERENCES places(document, number)) STRICT, WITHOUT ROWID;
CREATE TABLE times(
  document INTEGER NOT NULL REFERENCES documents(id), number INTEGER NOT NULL, type TEXT NOT NULL,
  value TEXT NOT NULL, start TEXT, "end" TEXT, precision TEXT NOT NULL, first INTEGER NOT NULL,
  last INTEGER NOT NULL, rule TEXT NOT NULL, PRIMARY KEY(document, number)) STRICT, WITHOUT ROWID;
CREATE TABLE statements(
  document INTEGER NOT NULL REFERENCES documents(id), number INTEGER NOT NULL, row TEXT NOT NULL,
  sentence INTEGER REFERENCES sentences(id), party INTEGER REFERENCES parties(id), speaker INTEGER,
  speaker_first INTEGER NOT NULL, speaker_last INTEGER NOT NULL, on_behalf INTEGER,
  on_behalf_name TEXT NOT NULL, quote INTEGER NOT NULL, function TEXT NOT NULL, target INTEGER,
  target_first INTEGER NOT NULL, target_last INTEGER NOT NULL, denial_type INTEGER, within INTEGER,
  own_voice INTEGER NOT NULL, rule TEXT NOT NULL, confidence REAL NOT NULL, trace TEXT NOT NULL,
  PRIMARY KEY(document, number),
  FOREIGN KEY(document, speaker) REFERENCES actors(document, number),
  FOREIGN KEY(document, on_behalf) REFERENCES actors(document, number),
  FOREIGN KEY(document, target) REFERENCES actors(document, number),
  FOREIGN KEY(document, within) REFERENCES statements(document, number) DEFERRABLE INITIALLY DEFERRED
  ) STRICT, WITHOUT ROWID;
CREATE TABLE statement_spans(
  document INTEGER NOT NULL, statement INTEGER NOT NULL, part TEXT NOT NULL, first INTEGER NOT NULL,
  last INTEGER NOT NULL, PRIMARY KEY(document, statement, part, first),
  FOREIGN KEY(document, statement) REFERENCES statements(document, number)) STRICT, WITHOUT ROWID;
CREATE TABLE events(
  document INTEGER NOT NULL REFERENCES documents(id), number INTEGER NOT NULL, row TEXT NOT NULL,
  sentence INTEGER REFERENCES sentences(id), party INTEGER REFERENCES parties(id), first INTEGER NOT NULL,
  last INTEGER NOT NULL, type TEXT NOT NULL, mode TEXT NOT NULL, cameo TEXT NOT NULL, contexts TEXT NOT NULL,
  actor INTEGER, actor_first INTEGER NOT NULL, actor_last INTEGER NOT NULL, recipient INTEGER,
  recipient_first INTEGER NOT NULL, recipient_last INTEGER NOT NULL, place INTEGER,
  place_first INTEGER NOT NULL, place_last INTEGER NOT NULL, time INTEGER, factuality TEXT NOT NULL,
  according_to INTEGER, aggregate INTEGER NOT NULL, background INTEGER NOT NULL, killed_low INTEGER,
  killed_high INTEGER, injured_low INTEGER, injured_high INTEGER, rule TEXT NOT NULL,
  confidence REAL NOT NULL, trace TEXT NOT NULL, PRIMARY KEY(document, number),
  FOREIGN KEY(document, actor) REFERENCES actors(document, number),
  FOREIGN KEY(document, recipient) REFERENCES actors(document, number),
  FOREIGN KEY(document, place) REFERENCES places(document, number),
  FOREIGN KEY(document, time) REFERENCES times(document, number),
  FOREIGN KEY(document, according_to) REFERENCES statements(document, number)) STRICT, WITHOUT ROWID;
CREATE TABLE event_mentions(
  document INTEGER NOT NULL, event INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY(document, event, first),
  FOREIGN KEY(document, event) REFERENCES events(document, number)) STRICT, WITHOUT ROWID;
CREATE TABLE obligations(
  document INTEGER NOT NULL REFERENCES documents(id), number INTEGER NOT NULL, row TEXT NOT NULL,
  sentence INTEGER REFERENCES sentences(id), owing INTEGER REFERENCES parties(id), kind TEXT NOT NULL,
  statement INTEGER, party INTEGER, party_first INTEGER NOT NULL, party_last INTEGER NOT NULL,
  first INTEGER NOT NULL, last INTEGER NOT NULL, type TEXT NOT NULL, polarity TEXT NOT NULL,
  beneficiary INTEGER, beneficiary_first INTEGER NOT NULL, beneficiary_last INTEGER NOT NULL,
  stake_first INTEGER NOT NULL, stake_last INTEGER NOT NULL, deadline INTEGER, rule TEXT NOT NULL,
  confidence REAL NOT NULL, trace TEXT NOT NULL, PRIMARY KEY(document, number),
  FOREIGN KEY(document, statement) REFERENCES statements(document, number),
  FOREIGN KEY(document, party) REFERENCES actors(document, number),
  FOREIGN KEY(document, beneficiary) REFERENCES actors(document, number),
  FOREIGN KEY(document, deadline) REFERENCES times(document, number)) STRICT, WITHOUT ROWID;
CREATE TABLE findings(
  document INTEGER NOT NULL REFERENCES documents(id), number INTEGER NOT NULL, row TEXT NOT NULL,
  party INTEGER REFERENCES parties(id), obligation INTEGER, denial INTEGER, deed INTEGER NOT NULL,
  relation TEXT NOT NULL, scope INTEGER NOT NULL, why TEXT NOT NULL, rule TEXT NOT NULL,
  confidence REAL NOT NULL, PRIMARY KEY(document, number),
  CHECK((obligation IS NULL) <> (denial IS NULL)),
  FOREIGN KEY(document, obligation) REFERENCES obligations(document, number),
  FOREIGN KEY(document, denial) REFERENCES statements(document, number),
  FOREIGN KEY(document, deed) REFERENCES events(document, number)) STRICT, WITHOUT ROWID;
CREATE INDEX statements_of_party ON statements(party, function);
CREATE INDEX events_of_party ON events(party);
CREATE INDEX obligations_of_party ON obligations(owing, kind);
CREATE INDEX findings_of_party ON findings(party);
)sql";

// Version 2: the log, which nobody may change.
constexpr const char* kLog = R"sql(
CREATE TABLE log(
  entry INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, tool TEXT NOT NULL, action TEXT NOT NULL,
  document TEXT NOT NULL, digest TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL UNIQUE) STRICT;
APPEND ONLY log;
)sql";

// Version 5: what could not be read, and small things to remember. Neither is part of what the log proves.
constexpr const char* kProblems = R"sql(
CREATE TABLE problems(
  id INTEGER PRIMARY KEY, input TEXT NOT NULL, place TEXT NOT NULL, code TEXT NOT NULL, uri TEXT NOT NULL, message TEXT NOT NULL,
  first TEXT NOT NULL, last TEXT NOT NULL, cleared TEXT NOT NULL, times INTEGER NOT NULL,
  UNIQUE(input, place, code)) STRICT;
CREATE TABLE kept(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
)sql";

// Version 6: what reviewers say of rows, and where their words went when a document was read again. Both only
// grow, as the log does. `first_row` and `row` are ids in the document.
constexpr const char* kReviews = R"sql(
ALTER TABLE log ADD COLUMN versions TEXT NOT NULL DEFAULT '';
ALTER TABLE log ADD COLUMN content TEXT NOT NULL DEFAULT '';
CREATE TABLE reviews(
  entry INTEGER PRIMARY KEY REFERENCES log(entry) DEFERRABLE INITIALLY DEFERRED,
  document INTEGER NOT NULL REFERENCES documents(id),
  first_row TEXT NOT NULL, kind TEXT NOT NULL, verdict TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL,
  value_name TEXT NOT NULL, machine TEXT NOT NULL, reason TEXT NOT NULL, reviewer TEXT NOT NULL,
  at TEXT NOT NULL, withdraws INTEGER NOT NULL) STRICT;
CREATE INDEX reviews_of_document ON reviews(document, entry);
CREATE TABLE review_moves(
  entry INTEGER PRIMARY KEY REFERENCES log(entry) DEFERRABLE INITIALLY DEFERRED,
  review INTEGER NOT NULL REFERENCES reviews(entry), row TEXT NOT NULL, value TEXT NOT NULL, conflict TEXT NOT NULL) STRICT;
CREATE INDEX moves_of_review ON review_moves(review, entry);
APPEND ONLY reviews;
APPEND ONLY review_moves;
)sql";

// Version 7 (3: standing_schema.hpp, 4: listing.cpp): the index of words is made from words that avow itself
// cuts, the same for every database program.
constexpr const char* kWords = R"sql(
DROP TABLE IF EXISTS sentence_search;
DROP VIEW IF EXISTS sentence_texts;
TEXT INDEX sentence_search;
)sql";

// Ledgers of versions 1 and 2, which were SQLite files all, had SQLite cut the words.
void index_as_at_first(Database& database) {
  if (database.backend() != Backend::sqlite) return;
  const auto done = database.execute(R"sql(
CREATE VIEW sentence_texts(id, text) AS
  SELECT s.id, CAST(substr(CAST(d.text AS BLOB), s.first + 1, s.last - s.first) AS TEXT)
  FROM sentences s JOIN documents d ON d.id = s.document;
CREATE VIRTUAL TABLE sentence_search USING fts5(
  text, content='sentence_texts', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
)sql");
  if (!done) database.note(done.error());
}

// Version 9: of a document, what is searched and listed stays in columns; its text and all that was read in
// it are one packed run of bytes (store/packing.hpp). Its sentences are numbered first_sentence and on.
constexpr const char* kTexts = R"sql(
CREATE TABLE texts(document INTEGER NOT NULL, packed BLOB NOT NULL, PRIMARY KEY(document)) STRICT;
ALTER TABLE documents ADD COLUMN first_sentence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN sentences INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN actors INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN statements INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN events INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN obligations INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN findings INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN diagnostics INTEGER NOT NULL DEFAULT 0;
CREATE INDEX documents_by_sentence ON documents(first_sentence);
DROP TABLE sentence_search;
TEXT INDEX sentence_search;
)sql";

void make_lists_and_texts(Database& database) {
  if (const auto done = database.execute(kListingWithMarks); !done) return database.note(done.error());
  pack_older_documents(database);
}

// Version 13: what the first page counts is read from indexes alone.
constexpr const char* kCountingIndexes = R"sql(
CREATE INDEX documents_counted ON documents(sentences,actors,statements,events,obligations,findings,diagnostics);
CREATE INDEX incidents_of_grade ON incidents(actor, grade, first_day);
)sql";

struct Migration {
  const char* sql;                   // portable (store/dialect.hpp)
  void (*then)(Database& database);  // what SQL alone cannot do; may be null
};

// What takes a ledger from version i to i + 1. Only ever added to: every ledger ever written can be opened.
const std::array<Migration, 13> kMigrations = {{{kFirstTables, index_as_at_first},
                                                {kLog, log_older_documents},
                                                {kStandingTables, nullptr},
                                                {kListingTables, nullptr},
                                                {kProblems, nullptr},
                                                {kReviews, nullptr},
                                                {kWords, nullptr},
                                                {kDecisionTable, nullptr},
                                                {kTexts, make_lists_and_texts},
                                                {kJudgedTables, nullptr},
                                                {kLeanStanding, nullptr},
                                                {kMeetingColumns, nullptr},
                                                {kCountingIndexes, nullptr}}};

Result<void> migrate(Database& database, std::int64_t from, std::size_t to) {
  if (from == 0) {
    if (auto done = database.connection().found(); !done) return done;
  }
  for (auto version = static_cast<std::size_t>(from); version < to; ++version) {
    const Migration& migration = kMigrations[version];
    if (auto done = database.execute(migration.sql); !done) return done;
    if (migration.then != nullptr) migration.then(database);
    if (auto failed = database.take_error()) return *failed;
    if (auto done = database.connection().set_version(static_cast<int>(version) + 1); !done) return done;
  }
  return {};
}

// Another program may make the tables at the same moment: looked at again under the write lock.
Result<void> migrate_in_transaction(Database& database) {
  if (auto begun = database.begin_write(); !begun) return begun;
  const auto state = database.connection().ledger_state();
  auto done = state ? migrate(database, state->version, kMigrations.size()) : Result<void>{state.error()};
  if (done) done = database.commit();
  if (!done) database.rollback();
  // What the older tables took; without it, the ledger is only larger than it need be.
  if (done && state->version > 0) static_cast<void>(database.connection().shrink());
  return done;
}

}  // namespace

Result<void> make_older_schema(Database& database, int version) {
  return migrate(database, 0, static_cast<std::size_t>(version));
}

int schema_version() {
  return static_cast<int>(kMigrations.size());
}

Result<void> prepare_schema(Database& database, bool may_write) {
  const auto state = database.connection().ledger_state();
  if (!state) return state.error();
  if (!state->is_ledger && !(state->empty && may_write)) {
    return Error{ErrorCode::ledger_not_a_ledger, "", database.place()};
  }
  if (state->version > schema_version()) {
    return Error{ErrorCode::ledger_newer,
                 "its tables are of version " + std::to_string(state->version) +
                     ", this avow knows versions up to " + std::to_string(schema_version()),
                 database.place()};
  }
  if (auto done = database.connection().configure(may_write); !done) return done;
  if (state->version == schema_version()) return {};
  if (may_write) return migrate_in_transaction(database);
  return Error{ErrorCode::ledger_older,
               "its tables are of version " + std::to_string(state->version) + ", this avow reads version " +
                   std::to_string(schema_version()),
               database.place()};
}

}  // namespace avow::store
