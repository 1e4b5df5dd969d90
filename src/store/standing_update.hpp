// Brings the standing tables up to date with the documents of a ledger.
//
//   StandingUpdater updater{database, scope};
//   auto done = updater.run();
//
// What reviewers said since the last time is looked at first; it says what is to be done anew
// (standing_judged.hpp). Then three steps, each in transactions of its own, so that a program killed between
// any two goes on where it stood: documents are taken apart and their reports filed; blocks of reports that
// changed are clustered anew (ledger/incidents.hpp); the words of parties whose incidents or words changed
// are held against them.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "avow/ledger/standing.hpp"
#include "ledger/near_duplicates.hpp"
#include "store/reader.hpp"
#include "store/standing_judged.hpp"
#include "store/standing_rows.hpp"

namespace avow::store {

// Finds for each new text the group of its copies.
class CopyFinder {
 public:
  explicit CopyFinder(Database& database);
  // Files the text. Returns its group; `merged` gains groups that it made one with it.
  std::int64_t add(std::int64_t document, const Document& text, const std::string& names,
                   std::vector<std::int64_t>& merged);

 private:
  struct Near {
    std::int64_t document = 0, copies = 0;
  };
  void find(const Document& text, const ledger::Sketch& sketch, std::vector<std::int64_t>& groups);
  void consider_first(std::int64_t copies, std::int64_t document);
  const ledger::Shingles& shingles_of_document(std::int64_t document);
  DocumentReader texts_;
  Sql twin_, near_, insert_origin_, insert_band_, insert_group_, first_, set_first_, move_, drop_group_,
      order_;
  std::unordered_map<std::int64_t, ledger::Shingles> shingles_;  // of texts looked at lately
};

// Files reports by what they may be found by, and joins the blocks of those that tell one act.
class ReportFiler {
 public:
  ReportFiler(Database& database, Todo& todo);
  void add(const KeptReport& report, const ledger::Decisions& decisions);
  void join_blocks(std::int64_t a, std::int64_t b);
  // Of a report "3f2a9c1b:e1"; 0 when there is none.
  [[nodiscard]] std::int64_t block_of(std::string_view report_id);
  void forget() { seen_.clear(); }
  // Reports that a reviewer holds to be one act are in one block, whether they are alike or not.
  void join_decided(std::string_view report_id, const ledger::Decisions& decisions);

 private:
  const ledger::ActReport& report(std::int64_t number);
  Todo& todo_;
  StandingWords words_;
  Sql insert_, insert_key_, candidates_, read_, move_reports_, move_incidents_, by_row_;
  std::unordered_map<std::int64_t, ledger::ActReport> seen_;
};

class StandingUpdater {
 public:
  StandingUpdater(Database& database, const ledger::ConductScope& scope);
  [[nodiscard]] Result<ledger::StandingUpdate> run();

 private:
  using Step = std::function<bool()>;  // false: nothing was left to do
  // Runs steps, each a transaction, until one says that nothing is left.
  [[nodiscard]] Result<void> each_in_transaction(const Step& step);
  [[nodiscard]] Result<void> follow_words();
  [[nodiscard]] ledger::DocumentParts parts_of(const Document& text);
  bool take_in_documents();
  void take_in(std::int64_t document);
  std::int64_t file_text(std::int64_t document, const Document& text, const ledger::Stems& names);
  void file_parts(std::int64_t document, std::int64_t copies, const ledger::DocumentParts& parts);
  bool cluster_blocks();
  void cluster_block(std::int64_t block);
  void replace_incidents(std::int64_t block, std::vector<KeptIncident>& incidents);
  void drop_incident(const KeptIncident& incident);
  bool settle_parties();

  Database& database_;
  const ledger::ConductScope& scope_;
  Judged judged_;
  Todo todo_;
  CopyFinder copies_;
  ReportFiler filer_;
  StandingWords words_;
  Sql known_, again_, insert_word_, members_, clear_, place_, incidents_, insert_incident_, drop_meetings_,
      drop_incident_;
  std::vector<std::int64_t> waiting_;  // documents to take in, the next last
  ledger::StandingUpdate done_;
  std::optional<Error> failure_;  // beside those the database remembers
};

// Takes out everything that follows from a document's rows, before they are replaced; the next bringing up to
// date takes it in again. In the caller's transaction.
void forget_standing(Database& database, std::int64_t document_row);

// How many documents and blocks are to be taken in still.
[[nodiscard]] Result<std::size_t> standing_behind(Database& database);

}  // namespace avow::store
