#include "names/actors_stage.hpp"

#include <utility>

#include "avow/document/tree.hpp"
#include "names/actors_finish.hpp"
#include "names/chains.hpp"
#include "names/mentions.hpp"
#include "names/mentions_lexicon.hpp"

namespace avow::names {
namespace {

class ActorsStage : public Stage {
 public:
  explicit ActorsStage(NameLexicon lexicon) : lexicon_(std::move(lexicon)) {}

  [[nodiscard]] std::string_view name() const override { return "actors"; }
  [[nodiscard]] Layers needs() const override { return {Layer::syntax}; }
  [[nodiscard]] Layers adds() const override { return {Layer::mentions}; }

  void run(Document& document) const override {
    const Tree tree{document};
    const std::vector<MentionFacts> facts = find_mentions(document, tree, lexicon_);
    ChainBuilder builder{document, tree, lexicon_, facts};
    builder.run();
    finish_actors(document, tree, facts, builder);
  }

 private:
  NameLexicon lexicon_;
};

}  // namespace

Result<std::unique_ptr<Stage>> make_actors_stage(const std::filesystem::path& data_folder,
                                                 const std::vector<std::filesystem::path>& own_registry) {
  (void)own_registry;
  auto lexicon = NameLexicon::load(data_folder / "names");
  if (!lexicon) return lexicon.error();
  return std::unique_ptr<Stage>(std::make_unique<ActorsStage>(std::move(*lexicon)));
}

}  // namespace avow::names
