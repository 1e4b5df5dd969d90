#include "speech/stage.hpp"

#include <algorithm>

#include "speech/acts.hpp"
#include "speech/attribution.hpp"
#include "speech/learned.hpp"
#include "speech/learned_acts.hpp"
#include "speech/statements.hpp"

namespace avow::speech {
namespace {

class SpeechStage final : public Stage {
 public:
  SpeechStage(CueTable cues, ActTables acts, AttributionModel model, ActModel act_model)
      : cues_(std::move(cues)),
        acts_(std::move(acts)),
        model_(std::move(model)),
        act_model_(std::move(act_model)) {}

  [[nodiscard]] std::string_view name() const override { return "speech"; }
  [[nodiscard]] Layers needs() const override {
    return {Layer::sentences, Layer::syntax, Layer::mentions, Layer::times};
  }
  [[nodiscard]] Layers adds() const override { return {Layer::statements}; }

  void run(Document& document) const override {
    std::vector<Diagnostic> notes;
    const Reading reading(document, notes);
    const std::vector<Attribution> attributions = find_attributions(reading, cues_, &model_);
    document.statements = make_statements(reading, attributions, acts_, cues_, act_model_);
    for (Diagnostic& note : notes) document.diagnose(note.code, std::move(note.message), note.span);
  }

 private:
  CueTable cues_;
  ActTables acts_;
  AttributionModel model_;
  ActModel act_model_;
};

}  // namespace

Result<std::unique_ptr<Stage>> make_stage(const std::filesystem::path& data_folder) {
  Result<CueTable> cues = CueTable::load(data_folder);
  if (!cues) return cues.error();
  Result<ActTables> acts = ActTables::load(data_folder);
  if (!acts) return acts.error();
  Result<AttributionModel> model = AttributionModel::open(data_folder / "models" / "attribution.model");
  if (!model) return model.error();
  Result<ActModel> act_model = ActModel::open(data_folder / "models" / "acts.model");
  if (!act_model) return act_model.error();
  return std::unique_ptr<Stage>(std::make_unique<SpeechStage>(std::move(*cues), std::move(*acts),
                                                              std::move(*model), std::move(*act_model)));
}

Span codebook_content(const Document& document, const Statement& statement) {
  const auto found = std::max_element(statement.content.begin(), statement.content.end(),
                                      [](Span a, Span b) { return a.size() < b.size(); });
  static_cast<void>(document);
  return found == statement.content.end() ? Span{} : *found;
}

}  // namespace avow::speech
