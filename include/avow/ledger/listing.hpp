// Lists of a ledger, a page at a time: what a face shows without reading the whole. Every list has a fixed
// order (day, then the order in which documents came in, then the row's place in its document) and goes on
// from a cursor, so that a page costs the same at the start and after a million rows.
//
//   ListQuery query{.what = RowKinds::statements, .party = "taliban", .kinds = {"denial"}, .limit = 50};
//   auto page = store.lists().rows(query);
//   query.after = page->next;            // "" at the end
//
// A store owns its Lists. Private persons: with `withhold` set, names of persons whom the registry does not
// know and who hold no role are replaced, in every field and in the texts (by as many asterisks as they have
// bytes, so that offsets hold).
//
// Threads: as of the Store.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "avow/document/layers.hpp"
#include "avow/ledger/store.hpp"

namespace avow::ledger {

// What stands where a private person's name is withheld.
inline constexpr std::string_view kWithheldName = "[name withheld]";

// Whether the actor is a private person: nobody the registry knows, and in no public role
// (data/ledger/public_roles.tsv). The one rule, for exports, the server and lists.
[[nodiscard]] bool is_private(const Actor& actor);
// The name in a text, in any case, becomes kWithheldName; true when it stood there.
bool withhold_name(std::string& text, std::string_view name);
// Takes private persons' names out of the document's text, actors and rows, and coarsens the places of what
// was done by or to them to the region, masking towns in those sentences; true when there were any.
bool withhold_private(Document& document);

enum class RowKinds : std::uint8_t { statements, obligations, events, findings };

struct ListQuery {
  RowKinds what = RowKinds::statements;
  std::string party{};                // key, exactly; "" for all
  std::vector<std::string> kinds{};   // statements: functions; obligations: kinds; findings: relations
  std::vector<std::string> types{};   // events and obligations: PLOVER types; findings: of their deed
  std::vector<std::string> others{};  // events: factualities; obligations: polarities; findings: scopes
  std::optional<bool> aggregate{};    // events
  std::optional<Date> since{}, until{};
  bool oldest_first = false;
  std::string after{};  // cursor of the page before
  std::size_t limit = 50;
  bool withhold = false;
};

// A row with what a page shows beside it. Empty strings: the row has none.
struct ListedRow {
  Row row;
  std::string title, published;
  std::string function;  // statements, and of an obligation's statement
  std::string deadline, deadline_end;
  std::string scope;                 // findings
  std::string word_text, deed_text;  // findings
  std::optional<Place> place;
  std::optional<Count> killed, injured;
  bool aggregate = false;
  bool withheld = false;  // something was left out
};

struct ListedRows {
  std::vector<ListedRow> rows;
  std::string next;                   // cursor; "" at the end
  std::optional<std::int64_t> total;  // where it is known without counting
};

struct DocumentQuery {
  std::string publisher{};
  std::optional<Date> since{}, until{};
  bool oldest_first = false;
  bool as_added = false;  // newest in the ledger first, whatever their day
  std::string after{};
  std::size_t limit = 50;
};

struct ListedDocument {
  std::string id, uri, title, publisher, published, language;
  std::int64_t statements = 0, events = 0, obligations = 0, findings = 0, diagnostics = 0;
};

struct ListedDocuments {
  std::vector<ListedDocument> documents;
  std::string next;
  std::optional<std::int64_t> total;
};

enum class PartyOrder : std::uint8_t { words, reports, contradicts, name };

struct PartyQuery {
  std::string key{};   // this party only
  std::string name{};  // its name holds this, any case
  PartyOrder order = PartyOrder::words;
  std::string after{};
  std::size_t limit = 50;
  bool withhold = false;  // without private persons
};

struct PartyTally {
  std::int64_t commitments = 0, denials = 0, demands = 0, conditions = 0, statements = 0, reports = 0,
               allegations = 0, contradicts = 0, fulfils = 0, incidents = 0;
};

struct PartyMonth {
  std::string month;  // "2021-07"
  std::int64_t words = 0, reports = 0, contradicts = 0;
  std::int64_t corroborated = 0;  // incidents that began in it; of one party only
};

struct PartyDay {
  Date day;
  std::int64_t words = 0, reports = 0, contradicts = 0;
  std::int64_t incidents = 0;  // that began on it
};

struct ListedParty {
  Party party;
  PartyTally counts;
  std::vector<PartyMonth> months;  // oldest first
};

struct ListedParties {
  std::vector<ListedParty> parties;
  std::string next;
  std::optional<std::int64_t> total;
};

struct PassageQuery {
  std::string words{};
  std::string party{};                   // key: sentences with a statement of it
  std::string speaker{};                 // part of a speaker's name
  std::vector<std::string> functions{};  // of a statement in the sentence
  std::optional<Date> since{}, until{};  // day of publication
  std::string after{};
  std::size_t limit = 50;
  bool withhold = false;
};

// A sentence that holds all the words.
struct Passage {
  ListedDocument document;  // without counts
  Span span;                // of the sentence
  std::string sentence;
  std::vector<Span> hits;  // bytes of the document's text
  std::vector<std::string> statements;
  bool withheld = false;
};

struct Passages {
  std::vector<Passage> passages;  // last come into the ledger first
  std::string next;
};

// Where the ledger stands: as long as it is equal, every answer is.
struct LedgerState {
  std::int64_t entries = 0;  // of the log
  std::string head, at;      // hash and time of the last; "" for an empty log
};

class Lists {
 public:
  Lists() = default;
  Lists(const Lists&) = delete;
  Lists& operator=(const Lists&) = delete;
  virtual ~Lists() = default;
  // A cursor that is none of this list's: bad_cursor, here and below.
  [[nodiscard]] virtual Result<ListedRows> rows(const ListQuery& query) = 0;
  // The row of this id, whole; row_not_found.
  [[nodiscard]] virtual Result<ListedRow> row(std::string_view id, bool withhold) = 0;
  [[nodiscard]] virtual Result<ListedDocuments> documents(const DocumentQuery& query) = 0;
  // The document of an id or of its first digits, without its rows; row_not_found.
  [[nodiscard]] virtual Result<ListedDocument> document(std::string_view id) = 0;
  [[nodiscard]] virtual Result<ListedParties> parties(const PartyQuery& query) = 0;
  // By month, of a party or ("") of all.
  [[nodiscard]] virtual Result<std::vector<PartyMonth>> months(std::string_view party) = 0;
  // By day, those of which anything is known, both ends included; of a party or ("") of all.
  [[nodiscard]] virtual Result<std::vector<PartyDay>> days(std::string_view party, Date since,
                                                           Date until) = 0;
  [[nodiscard]] virtual Result<Passages> passages(const PassageQuery& query) = 0;
  [[nodiscard]] virtual Result<LedgerState> state() = 0;
  // Another number than this connection gave before, when anybody else changed the ledger since.
  [[nodiscard]] virtual Result<std::int64_t> change_mark() = 0;
};

}  // namespace avow::ledger
