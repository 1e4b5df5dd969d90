// Export: a ledger in the shapes other programs and data sets use. A shape is fed one document after another,
// as its reviewers see it, and writes into one or several named files.
//
//   auto shape = make_exporter("ucdp", data_folder);
//   export_ledger(store, **shape, {.redact = true}, [](std::string_view file, std::string_view bytes) { ...
//   });
//
// Memory holds one document. The same ledger gives the same bytes. One thread at a time.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/ledger/redact.hpp"
#include "avow/ledger/store.hpp"
#include "avow/pipeline/pipeline.hpp"

namespace avow::pipeline {

// A document with its reviewers' words, ready to be shown.
struct ExportItem {
  Document document;  // amended fields hold the reviewers' values; redacted unless asked otherwise
  std::set<std::string> rejected;
  std::map<std::string, ledger::Judgement> judgements;
  std::vector<ledger::Review> reviews;
};
[[nodiscard]] Result<ExportItem> export_item(ledger::Store& store, std::string_view document_id, bool redact);

// Takes bytes to add to a file of this name.
using ExportSink = std::function<Result<void>(std::string_view file, std::string_view bytes)>;

class Exporter {
 public:
  virtual ~Exporter() = default;
  [[nodiscard]] virtual Result<void> begin(const ExportSink& sink) = 0;
  [[nodiscard]] virtual Result<void> add(const ExportItem& item, const ExportSink& sink) = 0;
  [[nodiscard]] virtual Result<void> end(const ExportSink& sink) = 0;
};

struct ExportShape {
  std::string_view name;
  std::string_view file;  // the one file it writes; "" when it writes several, into a folder
  std::string_view media_type;
  std::string_view title;    // in words, for people
  bool needs_trees = false;  // documents must be annotated up to syntax before they are added
};
// csv, jsonl, plover, gdelt, acled, ucdp, claimreview, webannotation, geojson, brat, conllu.
[[nodiscard]] const std::vector<ExportShape>& export_shapes();
[[nodiscard]] const ExportShape* find_export_shape(std::string_view name);

// usage for an unknown name; table_missing, table_malformed.
[[nodiscard]] Result<std::unique_ptr<Exporter>> make_exporter(std::string_view name,
                                                              const std::filesystem::path& data_folder);

// The stages that a shape with needs_trees reads documents with; null for any other shape. Errors of
// Pipeline::make.
[[nodiscard]] Result<std::unique_ptr<Pipeline>> trees_for(const ExportShape& shape,
                                                          const std::filesystem::path& data_folder);

// Every document of the ledger, in order of id. `pipeline` serves shapes that need trees; else it may be
// null.
struct ExportChoices {
  bool redact = true;
  const Pipeline* pipeline = nullptr;
  // Looks at each document before it is written, and may change what is shown; false leaves it out.
  std::function<bool(ExportItem&)> look{};
};
// Returns how many documents there were.
[[nodiscard]] Result<std::size_t> export_ledger(ledger::Store& store, Exporter& exporter,
                                                const ExportChoices& choices, const ExportSink& sink);

// What the shape cannot hold, a line each; usage for an unknown name.
[[nodiscard]] Result<std::vector<std::string>> export_losses(std::string_view name,
                                                             const std::filesystem::path& data_folder);
// The same as text with a heading.
[[nodiscard]] Result<std::string> explain_loss(std::string_view name,
                                               const std::filesystem::path& data_folder);

// What `avow import reviews` makes of a csv that `--format csv` wrote and people edited: the reviews that its
// edited cells ask for, not yet written. All problems are found before anything is given back: each says row,
// column and what to mend (review_refused). `reviewer` signs those rows whose column `reviewer` is missing or
// empty.
struct ImportedReviews {
  std::vector<ledger::NewReview> reviews;
  std::vector<std::size_t> lines;  // of each review's row in the file; 1 is the heading
  std::vector<Error> problems;
};
[[nodiscard]] Result<ImportedReviews> read_reviews_csv(ledger::Store& store, std::string_view bytes,
                                                       const std::string& file, const std::string& reviewer,
                                                       const std::filesystem::path& data_folder);

}  // namespace avow::pipeline
