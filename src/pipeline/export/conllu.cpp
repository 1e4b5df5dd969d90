// CoNLL-U: sentences and trees, read anew since a ledger keeps no tokens.
#include "avow/pipeline/formats.hpp"
#include "pipeline/export/shapes.hpp"
#include "pipeline/formats/names.hpp"

namespace avow::pipeline {
namespace {

class ConlluExporter final : public Exporter {
 public:
  Result<void> begin(const ExportSink& sink) override { return sink(kFile, ""); }
  Result<void> add(const ExportItem& item, const ExportSink& sink) override {
    return sink(kFile, "# newdoc id = " + item.document.id + "\n# uri = " + on_one_line(item.document.uri) +
                           "\n" + to_conllu(item.document));
  }
  Result<void> end(const ExportSink&) override { return {}; }

 private:
  static constexpr std::string_view kFile = "ledger.conllu";
};

}  // namespace

MadeExporter make_conllu_exporter(const std::filesystem::path&) {
  return std::unique_ptr<Exporter>{std::make_unique<ConlluExporter>()};
}

}  // namespace avow::pipeline
