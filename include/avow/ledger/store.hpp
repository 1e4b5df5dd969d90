// Store: where read documents and their rows are kept, and asked for again. The one interface in front of
// SQLite and PostgreSQL (avow/store/open.hpp); nothing above it knows SQL.
//
//   auto store = store::open_ledger("ledger.db", store::Access::write);
//   (*store)->add({&document});                             // whole documents or none
//   auto rows = (*store)->rows({.party = "Taliban"});
//
// A row's id in a ledger is the first eight digits of its document's SHA-256, a colon, and the row's id in
// the document: "3f2a9c1b:o1".
//
// Threads: one Store, one thread at a time. Several programs may open one ledger: one writes at a time,
// readers never wait.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/document.hpp"
#include "avow/ledger/review.hpp"

namespace avow::ledger {

// What a reader may ask the ledger for. Empty members ask for everything.
struct Query {
  std::string party{};               // registry id, or a name (any case; also a part of it)
  std::vector<std::string> kinds{};  // commitment, demand, condition, denial, conduct, finding, or a function
  std::optional<Date> since{}, until{};
};

// One row as a table shows it.
struct Row {
  std::string id;          // "3f2a9c1b:o1"
  std::string kind;        // commitment, demand, condition, conduct, finding, or a statement's function
  std::string party_key;   // registry id, or the name in lower case
  std::string party;       // whose word or deed it is held to be
  std::string date;        // of the deed where known, else of publication; "" when neither is
  std::string actor;       // who exactly: "Taliban fighters"
  std::string other;       // recipient, target or beneficiary
  std::string said_by;     // on whose word; "" for the article's own
  std::string polarity;    // obligations: do, refrain
  std::string type;        // obligations and conduct: the event type; findings: their deed's
  std::string factuality;  // conduct
  std::string relation;    // findings
  std::string text;        // the words of it: conduct, content, trigger; findings: why
  std::string sentence;    // that it stands in
  std::string publisher, uri, document;  // document: "sha256:..."
  std::string word, deed;                // findings: the two rows that meet
  std::string rule;
  double confidence = 0;
  Judgement judgement;  // the reviewers' latest word; the members above are the machine's
};

// What a newer reading of a document changed.
struct Rereading {
  bool changed = false;                           // false: the rows are the same; nothing was written
  std::map<std::string, std::string> successors;  // earlier row of the document -> later row
  std::vector<std::string> gone, fresh;           // rows without successor; rows that succeed none
  std::vector<std::string> differences;  // "o1 -> o2: polarity do -> refrain", rows that say otherwise
  std::vector<Review> conflicts;         // reviews the newer reading speaks against
};

struct Totals {
  std::int64_t documents = 0, sentences = 0, actors = 0, statements = 0, events = 0, obligations = 0,
               findings = 0, diagnostics = 0;
};

// A sentence that full-text search found.
struct Hit {
  std::string document;
  std::string uri;
  std::string sentence;
};

// A row found by its id: its document, and its id there.
struct RowPlace {
  std::string document;
  std::string row;
};

// Something that could not be read, of one input: a document, a record, or the input itself.
struct Problem {
  std::string input;    // file or address it came from
  std::string place;    // "news.jsonl:7"; the input where nothing smaller is known
  std::string code;     // "AVW-1018"
  std::string uri;      // of the document, where known
  std::string message;  // what is wrong, in words
  // Times of runs, "2031-05-05T12:00:00.123456Z": the first and the last that met it, and the one that read
  // the input to its end without it ("": none yet).
  std::string first, last, cleared;
  std::int64_t times = 1;  // how many runs met it
};

// Whether the ledger is what its log says.
struct Verification {
  std::int64_t entries = 0, documents = 0;  // of the log that were found right; in the ledger
  std::int64_t reviews = 0;                 // in the ledger
  std::string head;                         // hash of the last entry: stands for all that is in
  std::int64_t bad_entry = 0;               // the first that is not right; 0: none
  std::string what;                         // is wrong with it
};

class Standings;  // avow/ledger/standing.hpp
class Lists;      // avow/ledger/listing.hpp

class Store {
 public:
  virtual ~Store() = default;
  // Adds those documents that are not in yet, all in one transaction: after an error, none of them is in.
  // Returns how many were new.
  [[nodiscard]] virtual Result<std::size_t> add(std::span<const Document* const> documents) = 0;
  // The ids ("sha256:...") of all documents, sorted.
  [[nodiscard]] virtual Result<std::vector<std::string>> document_ids() = 0;
  // The document with every layer that is kept: sentences, named or referenced actors, places, times and
  // all rows; no tokens. row_not_found when it is not in.
  [[nodiscard]] virtual Result<Document> document(std::string_view id) = 0;
  // Sorted by party, kind, date, id.
  [[nodiscard]] virtual Result<std::vector<Row>> rows(const Query& query) = 0;
  // The row of this id; its document's part may be shortened as long as it stays the only one.
  [[nodiscard]] virtual Result<RowPlace> find_row(std::string_view id) = 0;
  // Sentences that hold all these words, best first.
  [[nodiscard]] virtual Result<std::vector<Hit>> search(std::string_view words, std::size_t most) = 0;
  [[nodiscard]] virtual Result<Totals> totals() = 0;
  // What its documents together say; as long as the store.
  [[nodiscard]] virtual Standings& standings() = 0;
  // Its lists, a page at a time; as long as the store.
  [[nodiscard]] virtual Lists& lists() = 0;
  // Keeps what a run met (its time in `last`); what is known by input, place and code is counted on.
  [[nodiscard]] virtual Result<void> note_problems(std::span<const Problem> problems) = 0;
  // These inputs were read to their end: their open problems that the run of this time did not meet again are
  // marked cleared.
  [[nodiscard]] virtual Result<void> clear_problems(std::span<const std::string> inputs,
                                                    std::string_view run) = 0;
  // Sorted by input and place as they stand in the input; those that are cleared only when asked for. Then
  // the documents that were read though their bytes, date or sidecar had faults, by code and uri.
  [[nodiscard]] virtual Result<std::vector<Problem>> problems(bool cleared_too) = 0;
  // A small thing the program has to remember with the ledger, such as when a feed was last fetched; not part
  // of what the log proves. An empty value forgets it.
  [[nodiscard]] virtual Result<void> keep(std::string_view key, std::string_view value) = 0;
  [[nodiscard]] virtual Result<std::string> kept(std::string_view key) = 0;  // "": nothing
  // The ids of the documents that were put in with their originals kept beside the ledger, sorted.
  [[nodiscard]] virtual Result<std::vector<std::string>> with_originals() = 0;
  // Who writes from now on, with which models and tables: part of every entry of the log.
  virtual void work_as(Hand hand) = 0;
  // Takes these words of reviewers in, each an entry of the log: all or none. row_not_found, review_refused
  // or entry_not_found say which word is wrong and why.
  [[nodiscard]] virtual Result<std::vector<Review>> add_reviews(std::span<const NewReview> reviews) = 0;
  [[nodiscard]] Result<Review> add_review(const NewReview& review);
  // In order of entry.
  [[nodiscard]] virtual Result<std::vector<Review>> reviews(const ReviewQuery& query) = 0;
  // Takes these words about parties in: all or none. row_not_found: no such party or document;
  // review_refused: a word without a name or reason, or one that would make one party of two that another
  // word holds apart; entry_not_found: no such word to withdraw.
  [[nodiscard]] virtual Result<std::vector<PartyWord>> add_party_words(std::span<const PartyWord> words) = 0;
  // In order of entry.
  [[nodiscard]] virtual Result<std::vector<PartyWord>> party_words(bool standing_only) = 0;
  // In order of entry, or newest first.
  [[nodiscard]] virtual Result<std::vector<LogEntry>> log(const LogQuery& query) = 0;
  // An entry of its own, for what was done to the ledger as a whole. Returns its number.
  [[nodiscard]] virtual Result<std::int64_t> record(std::string_view action, std::string_view content) = 0;
  // Puts the rows of a newer reading in the place of a document's: its reviews move to the successors of
  // their rows, and what the newer reading says against them is told. The text stays. row_not_found: no such
  // document.
  [[nodiscard]] virtual Result<Rereading> replace(const Document& document) = 0;
  // Checks the log's chain and every document's rows against it.
  [[nodiscard]] virtual Result<Verification> verify() = 0;
};

// Reviewers' words about which reports tell one act, by the incidents they are in; written as amendments
// same_as and not_same_as of the reports' rows, which hold whatever comes in or is read again later. Each
// undoes what the other said. The standings follow at the next bringing up to date.
//
// These incidents (ids, or ids of reports of them) are one act. Needs two different ones at least.
[[nodiscard]] Result<std::vector<Review>> merge_incidents(Store& store,
                                                          const std::vector<std::string>& incidents,
                                                          const std::string& reviewer,
                                                          const std::string& reason);
// These reports of the incident tell one act, and another than the rest. Needs some to stay.
[[nodiscard]] Result<std::vector<Review>> split_incident(Store& store, const std::string& incident,
                                                         const std::vector<std::string>& reports,
                                                         const std::string& reviewer,
                                                         const std::string& reason);

// The document as its reviewers see it.
[[nodiscard]] Result<ReviewedDocument> reviewed_document(Store& store, std::string_view id);

// "3f2a9c1b" of "sha256:3f2a9c1b...": what row ids of a ledger begin with.
[[nodiscard]] std::string short_id(std::string_view document_id);

// Whose word or deed a chain of mentions stands for: its side where it has one, else itself.
struct Party {
  std::string key;  // registry id, or the name in lower case
  std::string name;
};
[[nodiscard]] Party party_of(const Document& document, ActorIndex actor);
// Of a statement: whom it is made on behalf of, else its speaker. Empty key: nobody is named.
[[nodiscard]] Party party_of(const Document& document, const Statement& statement);

// Every noun phrase has a chain; a ledger keeps, and a record prints, those that rows refer to, that the
// registry knows or that the text calls by name. As long as document.actors.
[[nodiscard]] std::vector<bool> wanted_actors(const Document& document);

}  // namespace avow::ledger
