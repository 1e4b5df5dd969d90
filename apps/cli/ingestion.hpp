// Documents of a run into a ledger: in transactions of many, their originals beside it, and what could not be
// read noted down; the counts of it all.
//
//   auto ingestion = Ingestion::open({.ledger = "ledger.db"});
//   callbacks.skip = [&](const std::string& id) { return ingestion->knows(id); };           // coding threads
//   callbacks.finish = [&](Document& document) { return ingestion->keep_original(document); };  // the same
//   ingestion->add(std::move(document));  ingestion->note(input, error);  ingestion->end_input(input);
//   ingestion->flush();
//
// Whatever is not marked for the coding threads: one thread. What was flushed outlives a killed run.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/ledger/store.hpp"
#include "avow/store/originals.hpp"

namespace avow::cli {

struct IngestionOptions {
  std::string ledger;
  bool originals = true;
  std::string versions{};  // of models and tables, for the log (pipeline::versions_of)
};

class Ingestion {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Ingestion>> open(const IngestionOptions& options);

  // Coding threads: whether a document of this id is in since before the run.
  [[nodiscard]] bool knows(const std::string& id) const { return known_.contains(id); }
  // Coding threads: puts the document's bytes away, and drops them.
  [[nodiscard]] Result<void> keep_original(Document& document) const;

  [[nodiscard]] Result<void> add(Document document);
  [[nodiscard]] Result<void> note(const std::string& input, const Error& error);
  // The input was read to its end: what was wrong with it before and is not any more is cleared.
  void end_input(const std::string& input);
  [[nodiscard]] Result<void> flush();

  [[nodiscard]] ledger::Store& store() { return *store_; }
  // Documents that were new; problems of earlier runs that are cleared now may be asked of the store.
  [[nodiscard]] std::size_t added() const { return added_; }

 private:
  Ingestion() = default;
  [[nodiscard]] Result<void> flush_problems();

  std::unique_ptr<ledger::Store> store_;
  std::optional<store::Originals> originals_;
  std::unordered_set<std::string> known_;  // ids in the ledger before the run; looked up, never listed
  std::string run_;                        // its time
  std::vector<Document> waiting_;          // for the next transaction
  std::size_t waiting_bytes_ = 0;
  std::vector<ledger::Problem> problems_;     // the same
  std::unordered_set<std::string> troubled_;  // inputs with open problems
  std::vector<std::string> ended_;            // of those, what was read to the end
  std::size_t added_ = 0;
};

}  // namespace avow::cli
