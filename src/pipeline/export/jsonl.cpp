// JSON Lines: the record of each document, with the reviewers' words beside it.
#include "avow/pipeline/formats.hpp"
#include "pipeline/export/json_shapes.hpp"

namespace avow::pipeline {
namespace {

OrderedJson review_json(const ledger::Review& review) {
  return {{"entry", review.entry},
          {"row", text_or_null(review.row)},
          {"verdict", to_string(review.verdict)},
          {"field", text_or_null(review.field)},
          {"value", text_or_null(review.value)},
          {"machine", text_or_null(review.machine)},
          {"reason", text_or_null(review.reason)},
          {"reviewer", review.reviewer},
          {"at", review.at},
          {"withdraws", review.withdraws == 0 ? OrderedJson(nullptr) : OrderedJson(review.withdraws)},
          {"withdrawn", review.withdrawn},
          {"conflict", text_or_null(review.conflict)}};
}

class JsonlExporter final : public Exporter {
 public:
  Result<void> begin(const ExportSink& sink) override { return sink(kFile, ""); }
  Result<void> add(const ExportItem& item, const ExportSink& sink) override {
    std::string record = to_record(item.document);
    OrderedJson reviews = OrderedJson::array();
    for (const ledger::Review& review : item.reviews) reviews.push_back(review_json(review));
    record.pop_back();  // the closing brace
    return sink(kFile, record + ",\"reviews\":" + dump(reviews) + "}\n");
  }
  Result<void> end(const ExportSink&) override { return {}; }

 private:
  static constexpr std::string_view kFile = "ledger.jsonl";
};

}  // namespace

MadeExporter make_jsonl_exporter(const std::filesystem::path&) {
  return std::unique_ptr<Exporter>{std::make_unique<JsonlExporter>()};
}

}  // namespace avow::pipeline
