#include "syntax/entity_stage.hpp"

#include <utility>

#include "syntax/entity_tagger.hpp"

namespace avow::syntax {
namespace {

class EntityStage final : public Stage {
 public:
  EntityStage(model::Model model, EntityTagger tagger) : model_(std::move(model)), tagger_(tagger) {}
  [[nodiscard]] std::string_view name() const override { return "entities"; }
  [[nodiscard]] Layers needs() const override { return {Layer::syntax}; }
  [[nodiscard]] Layers adds() const override { return {Layer::entities}; }
  void run(Document& document) const override { tagger_.tag(document); }

 private:
  model::Model model_;
  EntityTagger tagger_;
};

}  // namespace

Result<std::unique_ptr<Stage>> make_entity_stage(const std::filesystem::path& data_folder) {
  return open_entity_stage(data_folder / "models" / "entities.model");
}

Result<std::unique_ptr<Stage>> open_entity_stage(const std::filesystem::path& model_file) {
  auto model = model::Model::open(model_file);
  if (!model) return model.error();
  auto tagger = EntityTagger::read(*model);
  if (!tagger) return tagger.error();
  // Views into the mapping stay valid when the Model moves: the mapping itself does not.
  return std::unique_ptr<Stage>(std::make_unique<EntityStage>(std::move(*model), *tagger));
}

}  // namespace avow::syntax
