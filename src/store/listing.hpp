// The tables behind lists (avow/ledger/listing.hpp): where each row of the ledger stands in its lists, and
// counts. They follow from the other tables, so the log's digests leave them out.
//
//   Lister lister{database};
//   lister.add(document_row);          // after its rows are in
//   lister.remove(document_row);       // before its rows are changed or go
//
// Failures are remembered in the database. A Lister must not outlive it.
#pragma once

#include <cstdint>

#include "store/database.hpp"

namespace avow::store {

// Creates the tables.
extern const char* const kListingTables;

// Numbers of kinds in the table `listing`; stored, so they never change.
inline constexpr int kFirstFunction = 0;
inline constexpr int kFirstObligation = 20;
inline constexpr int kFirstSingleReport = 40;
inline constexpr int kFirstAggregateReport = 60;
inline constexpr int kFirstRelation = 80;
inline constexpr int kFirstNotReported = 100;  // planned, demanded, denied conduct

class Lister {
 public:
  explicit Lister(Database& database);
  void add(std::int64_t document_row);
  void remove(std::int64_t document_row);

 private:
  Sql list_all_, list_by_party_, count_all_, count_by_party_, sum_up_, mark_private_;
  Sql unlist_, uncount_all_, uncount_by_party_, sum_down_;
};

// Lists every document that is in: for ledgers from before there were lists.
void list_older_documents(Database& database);

}  // namespace avow::store
