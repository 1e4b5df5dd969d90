#include "events/stage.hpp"

#include "events/coder.hpp"
#include "events/obligations.hpp"

namespace avow::events {
namespace {

class EventsStage final : public Stage {
 public:
  EventsStage(Lexicon lexicon, FrameTable frames, ConductWords words, FactualityModel second_opinion)
      : lexicon_(std::move(lexicon)),
        frames_(std::move(frames)),
        words_(std::move(words)),
        second_opinion_(std::move(second_opinion)) {}

  [[nodiscard]] std::string_view name() const override { return "events"; }
  [[nodiscard]] Layers needs() const override { return {Layer::syntax, Layer::mentions, Layer::statements}; }
  [[nodiscard]] Layers adds() const override { return {Layer::events, Layer::obligations}; }

  void run(Document& document) const override {
    const Tree tree{document};
    const Clause clause{document, tree, lexicon_};
    Coder coder{clause, frames_, second_opinion_};
    coder.read();
    auto obligations = read_obligations(clause, words_, coder);
    document.events = coder.events();
    document.obligations = std::move(obligations);
  }

 private:
  Lexicon lexicon_;
  FrameTable frames_;
  ConductWords words_;
  FactualityModel second_opinion_;
};

}  // namespace

Result<std::unique_ptr<Stage>> make_stage(const std::filesystem::path& data_folder) {
  auto lexicon = Lexicon::load(data_folder);
  if (!lexicon) return lexicon.error();
  auto frames = FrameTable::load(data_folder);
  if (!frames) return frames.error();
  auto words = ConductWords::load(data_folder);
  if (!words) return words.error();
  auto factuality = FactualityModel::open(data_folder / "models" / "factuality.model");
  if (!factuality) return factuality.error();
  return std::unique_ptr<Stage>(std::make_unique<EventsStage>(std::move(*lexicon), std::move(*frames),
                                                              std::move(*words), std::move(*factuality)));
}

}  // namespace avow::events
