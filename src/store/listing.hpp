// The tables behind lists (avow/ledger/listing.hpp): where each row of the ledger stands in its lists, and
// counts. They follow from the documents, so the log's digests leave them out.
//
//   PartyRows parties{database};
//   Lister lister{database, parties};
//   lister.add(document_row, document);
//   lister.remove(document_row, document);     // as it was when it was added
//
// Failures are remembered in the database, which must live as long.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "avow/ledger/store.hpp"
#include "store/database.hpp"

namespace avow::store {

// Creates the tables of version 4; of version 9.
extern const char* const kListingTables;
extern const char* const kListingWithMarks;

// Numbers of kinds in the table `listing`; stored, so they never change.
inline constexpr int kFirstFunction = 0;
inline constexpr int kFirstObligation = 20;
inline constexpr int kFirstSingleReport = 40;
inline constexpr int kFirstAggregateReport = 60;
inline constexpr int kFirstRelation = 80;
inline constexpr int kFirstNotReported = 100;  // planned, demanded, denied conduct

// What lists are narrowed by, in the column `marks`: the type of conduct in the low bits, above it the
// polarity of an obligation, the factuality of an event or the scope of a finding, above that whether an
// event is a sum.
inline constexpr int kTypeBits = 5;
inline constexpr int kTypeMask = (1 << kTypeBits) - 1;
inline constexpr int kOtherMask = 7;  // after shifting by kTypeBits
inline constexpr int kAggregateMark = 1 << 8;

// Rows of the table `parties`, made if need be.
class PartyRows {
 public:
  explicit PartyRows(Database& database);
  // None for nobody.
  std::optional<std::int64_t> row(const ledger::Party& party);
  // What was remembered is no longer true after a rollback.
  void forget() { known_.clear(); }

 private:
  Database& database_;
  Sql insert_, find_;
  std::map<std::string, std::int64_t> known_;
};

class Lister {
 public:
  Lister(Database& database, PartyRows& parties);
  void add(std::int64_t document_row, const Document& document) { change(document_row, document, 1); }
  void remove(std::int64_t document_row, const Document& document) { change(document_row, document, -1); }

 private:
  void change(std::int64_t document_row, const Document& document, int by);
  PartyRows& parties_;
  Sql list_, unlist_, count_, sum_, mark_private_;
};

}  // namespace avow::store
