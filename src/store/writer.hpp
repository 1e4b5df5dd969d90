// Writes documents into the tables of a ledger. Statements are prepared once and used for every document.
//
// Failures are remembered in the database (Database::note); the caller ends the transaction accordingly.
#pragma once

#include <map>
#include <string>
#include <vector>

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
  // Puts a newer reading's rows in the place of those of this row of `documents`; its text and sentences'
  // search stay where the sentences are the same. False after a failure.
  bool replace(const Document& document, std::int64_t row);
  void work_as(ledger::Hand hand) { hand_ = std::move(hand); }
  // What was remembered about rows is no longer true after a rollback.
  void forget() { parties_.clear(); }

 private:
  void add_rows(const Document& document);
  void remove_rows();
  // Whether the sentences in the ledger are the document's; then their rows are kept.
  bool keeps_sentences(const Document& document);
  // Their text is the document's: a newer reading is of the same bytes.
  void remove_sentences(const Document& document);
  void add_diagnostics(const Document& document);
  void add_sentences(const Document& document);
  void add_actors(const Document& document);
  void add_places_and_times(const Document& document);
  void add_statements(const Document& document);
  void add_events(const Document& document);
  void add_obligations(const Document& document);
  void add_findings(const Document& document);
  // The row of parties for this party, made if need be; none for nobody.
  std::optional<std::int64_t> party_row(const ledger::Party& party);
  // The row of the sentence that holds the first byte of the span.
  std::optional<std::int64_t> sentence_row(const Document& document, Span span) const;

  Database& database_;
  Lister lister_;
  ledger::Hand hand_;
  std::int64_t document_ = 0;            // row of the document being written
  std::vector<std::int64_t> sentences_;  // rows of its sentences
  std::map<std::string, std::int64_t> parties_;
  Sql insert_document_, insert_diagnostic_, insert_sentence_;
  TextIndex words_;
  Sql insert_party_, find_party_;
  Sql insert_actor_, insert_member_, insert_mention_, insert_place_, insert_place_mention_, insert_time_;
  Sql insert_statement_, insert_statement_span_, insert_event_, insert_event_mention_, insert_obligation_,
      insert_finding_;
};

}  // namespace avow::store
