// Review: what a person says of a row of the ledger. The machine's rows are never altered; the reviewers'
// words lie beside them, each an entry of the append-only log, and outlive a reading with newer models.
//
//   NewReview word{.row = "3f2a9c1b:o1", .verdict = Verdict::amend, .field = "polarity", .value = "refrain",
//                  .reviewer = "Ana", .reason = "the sentence says will not"};
//   auto review = store.add_review(word);            // review_refused when it does not fit the row
//   auto words = store.reviews({.row = "3f2a9c1b:o1"});
//   Judgement latest = judgement_of(*words);
//
// What may be amended (FIELD=VALUE), by kind of row:
//   statement   speaker, on_behalf, target: an actor; function; denial_type (or none); quote; span (content)
//   conduct     actor, recipient: an actor; type; mode; cameo; place: a place of the document, or none; time:
//   a day
//               or DAY/DAY, or none; factuality; aggregate, background: yes or no; killed, injured: 3, 3-5,
//               24+ or none; span (trigger); same_as, not_same_as: another row of conduct, of another
//               document or not
//   obligation  kind; party, beneficiary: an actor; type; polarity; deadline: a day, or none; span (conduct)
//   finding     relation; scope; of findings across documents too, "3f2a9c1b:o1~7c01d2e4:i3"
// An actor is named by registry id or by name, and must be an actor of the row's document or a party of the
// ledger: a review never makes one ("none" empties the field). A span is FIRST-LAST (bytes of the document's
// text) or the words themselves where they stand but once in the document, or once in the row's sentence.
// same_as and not_same_as say that two reports tell, or do not tell, one act; they add up, the others
// replace.
//
// Values and pure functions; thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/document.hpp"

namespace avow::ledger {

// accept and reject judge the row; amend gives one field another value; note only says something; withdraw
// takes an earlier word back (undo), and itself changes nothing else.
enum class Verdict : std::uint8_t { accept, reject, amend, note, withdraw };
[[nodiscard]] std::string_view to_string(Verdict value);
[[nodiscard]] std::optional<Verdict> parse_verdict(std::string_view text);

enum class RowKind : std::uint8_t { statement, conduct, obligation, finding };
[[nodiscard]] std::string_view to_string(RowKind value);
[[nodiscard]] std::optional<RowKind> parse_row_kind(std::string_view text);

struct NewReview {
  std::string row{};  // "3f2a9c1b:o1"; the document's part may be shortened
  Verdict verdict = Verdict::note;
  std::string field{}, value{};  // of an amendment
  std::string reason{};          // why; for a note: the note. Never empty for reject, amend and note
  std::string reviewer{};        // never empty
  std::int64_t withdraws = 0;    // the entry to take back; 0: this reviewer's last word on the row
};

struct Review {
  std::int64_t entry = 0;  // its entry in the log: its id
  std::string row;         // the row as it is called today, "3f2a9c1b:o2"; "" when no row is its successor
  std::string first_row;   // as it was called when the word was said
  RowKind kind = RowKind::statement;
  Verdict verdict = Verdict::note;
  std::string field;
  std::string value;       // in its settled form: a registry id or name, FIRST-LAST, an enumerator's name
  std::string value_name;  // of an actor: its name; else as value
  std::string machine;     // what the machine said of the field then, in the same form
  std::string reason, reviewer;
  std::string at;  // "2031-05-06T10:11:12Z"
  std::int64_t withdraws = 0;
  bool withdrawn = false;  // by a later entry
  std::string conflict;    // what a later reading says against it, in words; "" for none
};

// Empty members ask for everything.
struct ReviewQuery {
  std::string row{};       // as it is called today; may be shortened
  std::string document{};  // "sha256:..."
  std::string reviewer{};
  std::optional<Verdict> verdict{};
  bool standing_only = false;   // without those withdrawn and those that withdraw
  bool conflicts_only = false;  // only those a later reading speaks against
  std::int64_t after = 0;       // entries after this one
  std::size_t most = 0;         // 0: all
};

// A field that a reviewer gave another value.
struct Amendment {
  std::string value, value_name;
  std::string machine;  // the machine's value when it was amended
  std::string reviewer, reason, at;
  std::int64_t entry = 0;
};

// The latest word on a row: what is shown beside the machine's.
struct Judgement {
  std::optional<Verdict> verdict;    // accept or reject, whichever came last; none: neither
  std::string reviewer, reason, at;  // of that verdict
  std::int64_t entry = 0;
  std::map<std::string, Amendment> amended;  // by field; the last word on each
  std::vector<std::string> same_as, not_same_as;
  std::vector<std::string> notes;  // "Ana: ..."
  bool conflict = false;           // a later reading speaks against one of these words

  [[nodiscard]] bool empty() const;
  [[nodiscard]] bool rejected() const { return verdict == Verdict::reject; }
};

// Of the reviews of one row, in order of entry; withdrawn ones do not count.
[[nodiscard]] Judgement judgement_of(std::span<const Review> reviews);
// "rejected by Ana: the source was misread; polarity refrain (machine: do) by Bo". "" for an empty one.
[[nodiscard]] std::string to_words(const Judgement& judgement);

// A document as its reviewers see it: amended fields hold their values (an amended actor the text does not
// name is added at the end of actors). Rejected rows stay, so that indices hold: ask `rejected`. A finding
// whose word or deed is rejected is rejected with it.
struct ReviewedDocument {
  Document document;
  std::set<std::string> rejected;               // ids of rows in the document: "o1"
  std::map<std::string, Judgement> judgements;  // by the same ids
};
[[nodiscard]] ReviewedDocument reviewed(Document document, std::span<const Review> reviews);

// What a word says must fit the row: known field, known value, an actor that exists. Gives the settled form
// of the value and the machine's. `parties` are keys and names of the ledger's parties. review_refused says
// why.
struct SettledValue {
  RowKind kind = RowKind::statement;
  std::string value, value_name, machine;
};
[[nodiscard]] Result<SettledValue> settle_review(const Document& document, std::string_view row,
                                                 const NewReview& review,
                                                 const std::map<std::string, std::string>& parties);

// The fields that may be amended.
[[nodiscard]] const std::vector<std::string_view>& amendable_fields(RowKind kind);
// The machine's (or a reviewed document's) value of a field, in settled form; "" for none.
[[nodiscard]] std::string field_value(const Document& document, std::string_view row, std::string_view field);
// Of "s1", "e1", "o1", "f1": nullopt when the document has no such row.
[[nodiscard]] std::optional<RowKind> kind_of_row(const Document& document, std::string_view row);

// Which row of a later reading stands for each row of an earlier one: the same kind and span, else the one
// that overlaps most (at least half of what both cover). Rows without a successor are left out. No two share
// one.
[[nodiscard]] std::map<std::string, std::string> successors(const Document& earlier, const Document& later);

// What a person says of parties: that two names are one party's, that they are two, or that in some documents
// a name is another party's. Each is an entry of the log; the rows stay as they are read, and everything that
// is said of parties over documents (avow/ledger/standing.hpp) follows the words that stand.
//
//   store->add_party_words({{.kind = PartyWord::Kind::one, .party = "HILL", .other = "the hill men", ...}});
//
// A party is its registry id or its name, as the ledger has it; a word holds for rows of that id or name
// whatever documents come in, or are read again, later. Of two words on the same pair the later one holds.
struct PartyWord {
  // one: `other` is `party`. two: they are not one party. elsewhere: in the document `other` the name `party`
  // is another's, who is called "NAME (3f2a9c1b)" after the first document given with it. withdraw: takes
  // `withdraws` back.
  enum class Kind : std::uint8_t { one, two, elsewhere, withdraw };
  Kind kind = Kind::one;
  std::string party{}, other{};  // given: ids, names or digits of a document; kept: keys, and "sha256:..."
  std::string reason{}, reviewer{};  // neither is ever empty
  std::int64_t withdraws = 0;
  // What the ledger adds.
  std::int64_t entry = 0;
  std::string party_name{}, other_name{};  // other_name of elsewhere: the other party's name
  std::string at{};                        // "2031-05-06T10:11:12Z"
  bool withdrawn = false;
};
[[nodiscard]] std::string_view to_string(PartyWord::Kind value);

// One entry of the log.
struct LogEntry {
  std::int64_t number = 0;
  std::string at, who, tool;
  std::string versions;  // of models and tables
  std::string action;    // "document added", "document read again", "review", "review moved" ...
  std::string document;  // "sha256:...", or "" when it is about none
  std::string content;   // what was said or changed, in words
  std::string digest;    // SHA-256 of the rows it speaks of
  std::string previous, hash;
};

struct LogQuery {
  std::int64_t after = 0;  // entries after this one
  std::size_t most = 0;    // 0: all
  std::string action{}, who{}, document{};
  std::string since{};  // not before this moment ("2031-05-06" or with a time)
  bool newest_first = false;
};

// Who writes from now on, with what: part of every entry. Empty `who`: the user of this process.
struct Hand {
  std::string who{};
  std::string versions{};
};

}  // namespace avow::ledger
