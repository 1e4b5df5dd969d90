#include "avow/pipeline/export.hpp"

#include <algorithm>

#include "pipeline/export/shapes.hpp"

namespace avow::pipeline {
namespace {

struct Maker {
  ExportShape shape;
  MadeExporter (*make)(const std::filesystem::path& data_folder);
};

const std::vector<Maker>& makers() {
  static const std::vector<Maker> list = {
      {{"csv", "", "text/csv", "Tables for a spreadsheet"}, make_csv_exporter},
      {{"jsonl", "ledger.jsonl", "application/x-ndjson", "Everything, one record a document"},
       make_jsonl_exporter},
      {{"plover", "plover.tsv", "text/tab-separated-values", "Deeds as PLOVER and POLECAT code them"},
       make_plover_exporter},
      {{"gdelt", "", "text/tab-separated-values", "Deeds and their mentions as GDELT 2 codes them"},
       make_gdelt_exporter},
      {{"acled", "acled.csv", "text/csv", "Violence and protest as ACLED codes them"}, make_acled_exporter},
      {{"ucdp", "ucdp.csv", "text/csv", "Deadly deeds as UCDP GED codes them"}, make_ucdp_exporter},
      {{"claimreview", "claimreview.jsonld", "application/ld+json", "Accepted findings as ClaimReview"},
       make_claimreview_exporter},
      {{"webannotation", "annotations.jsonld", "application/ld+json",
        "Rows as notes on the texts (W3C Web Annotation)"},
       make_webannotation_exporter},
      {{"geojson", "deeds.geojson", "application/geo+json", "Deeds for a map"}, make_geojson_exporter},
      {{"brat", "", "text/plain", "Texts and rows for the annotation tool brat"}, make_brat_exporter},
      {{"conllu", "ledger.conllu", "text/plain", "Sentences as CoNLL-U trees", true}, make_conllu_exporter}};
  return list;
}

Error unknown_shape(std::string_view name) {
  return {ErrorCode::usage, "there is no shape \"" + std::string{name} + "\"", ""};
}

// Reviewers write names too.
void redact_words(std::vector<ledger::Review>& reviews, const std::vector<std::string>& names) {
  for (ledger::Review& review : reviews) {
    for (std::string* text :
         {&review.value, &review.value_name, &review.machine, &review.reason, &review.conflict})
      *text = ledger::masked(std::move(*text), names);
  }
}

}  // namespace

Result<ExportItem> export_item(ledger::Store& store, std::string_view document_id, bool redact) {
  auto document = store.document(document_id);
  if (!document) return document.error();
  ledger::ReviewQuery query;
  query.document = document->id;
  auto reviews = store.reviews(query);
  if (!reviews) return reviews.error();
  if (redact) redact_words(*reviews, ledger::private_names(*document));
  ledger::ReviewedDocument seen = ledger::reviewed(std::move(*document), *reviews);
  if (redact) seen.document = ledger::redacted(std::move(seen.document));
  return ExportItem{std::move(seen.document), std::move(seen.rejected), std::move(seen.judgements),
                    std::move(*reviews)};
}

const std::vector<ExportShape>& export_shapes() {
  static const std::vector<ExportShape> list = [] {
    std::vector<ExportShape> out;
    for (const Maker& each : makers()) out.push_back(each.shape);
    return out;
  }();
  return list;
}

const ExportShape* find_export_shape(std::string_view name) {
  const auto& list = export_shapes();
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const ExportShape& each) { return each.name == name; });
  return found == list.end() ? nullptr : &*found;
}

Result<std::unique_ptr<Pipeline>> trees_for(const ExportShape& shape,
                                            const std::filesystem::path& data_folder) {
  if (!shape.needs_trees) return std::unique_ptr<Pipeline>{};
  auto made = Pipeline::make({.data_folder = data_folder, .registry_files = {}, .until = Layer::syntax});
  if (!made) return made.error();
  return std::make_unique<Pipeline>(std::move(*made));
}

Result<std::unique_ptr<Exporter>> make_exporter(std::string_view name,
                                                const std::filesystem::path& data_folder) {
  for (const Maker& each : makers()) {
    if (each.shape.name == name) return each.make(data_folder);
  }
  return unknown_shape(name);
}

Result<std::size_t> export_ledger(ledger::Store& store, Exporter& exporter, const ExportChoices& choices,
                                  const ExportSink& sink) {
  const auto ids = store.document_ids();
  if (!ids) return ids.error();
  std::size_t written = 0;
  if (auto begun = exporter.begin(sink); !begun) return begun.error();
  for (const std::string& id : *ids) {
    auto item = export_item(store, id, choices.redact);
    if (!item) return item.error();
    if (choices.look && !choices.look(*item)) continue;
    ++written;
    if (choices.pipeline != nullptr) {
      // Tokens only: the rows of the ledger stay as they are.
      Document read;
      read.id = item->document.id;
      read.uri = item->document.uri;
      read.published = item->document.published;
      read.text = item->document.text;
      choices.pipeline->annotate(read);
      item->document.sentences = std::move(read.sentences);
      item->document.tokens = std::move(read.tokens);
    }
    if (auto added = exporter.add(*item, sink); !added) return added.error();
  }
  if (auto ended = exporter.end(sink); !ended) return ended.error();
  return written;
}

Result<std::vector<std::string>> export_losses(std::string_view name,
                                               const std::filesystem::path& data_folder) {
  if (find_export_shape(name) == nullptr) return unknown_shape(name);
  const auto table = Table::load(data_folder / "export/losses.tsv", {"format", "loss"});
  if (!table) return table.error();
  std::vector<std::string> out;
  for (const TableRow& row : table->rows()) {
    if (row["format"] == name) out.emplace_back(row["loss"]);
  }
  return out;
}

Result<std::string> explain_loss(std::string_view name, const std::filesystem::path& data_folder) {
  const auto losses = export_losses(name, data_folder);
  if (!losses) return losses.error();
  std::string out = std::string{name} + " does not hold:\n";
  for (const std::string& loss : *losses) out += "  " + loss + "\n";
  return out;
}

}  // namespace avow::pipeline
