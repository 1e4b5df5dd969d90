// Writes documents into a ledger. Statements are prepared once and used for every document.
//
// Failures are remembered in the database (Database::note); the caller ends the transaction accordingly.
#pragma once

#include <string>

#include "avow/ledger/store.hpp"
#include "store/database.hpp"
#include "store/listing.hpp"
#include "store/text_index.hpp"

namespace avow::store {

class Writer {
 public:
  explicit Writer(Database& database);
  // False when a document of these bytes is in already, or after a failure.
  bool add(const Document& document);
  // Puts a newer reading in the place of the earlier one of this row of `documents`; its sentences' search
  // stays where they are the same. False after a failure.
  bool replace(const Document& earlier, const Document& document, std::int64_t row);
  // Everything about a document but its row of `documents`, which is there: for ledgers that are brought up
  // to date too.
  void put(std::int64_t row, const Document& kept, const std::string& packed);
  void work_as(ledger::Hand hand) { hand_ = std::move(hand); }
  // What was remembered about rows is no longer true after a rollback.
  void forget() { parties_.forget(); }

 private:
  void add_diagnostics(const Document& document);
  // The number of the first of its sentences; they follow each other.
  std::int64_t add_sentences(const Document& document);

  Database& database_;
  PartyRows parties_;
  Lister lister_;
  TextIndex words_;
  ledger::Hand hand_;
  std::int64_t document_ = 0;  // row of the document being written
  Sql insert_document_, insert_diagnostic_, insert_text_, set_sizes_, next_sentence_;
};

}  // namespace avow::store
