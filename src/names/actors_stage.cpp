#include "names/actors_stage.hpp"

#include <utility>

#include "avow/document/tree.hpp"
#include "avow/names/registry.hpp"
#include "names/actors_finish.hpp"
#include "names/chains.hpp"
#include "names/home_country.hpp"
#include "names/mentions.hpp"
#include "names/mentions_knowledge.hpp"
#include "names/mentions_lexicon.hpp"

namespace avow::names {
namespace {

class ActorsStage : public Stage {
 public:
  ActorsStage(NameLexicon lexicon, Registry registry)
      : lexicon_(std::move(lexicon)), registry_(std::move(registry)) {}

  [[nodiscard]] std::string_view name() const override { return "actors"; }
  [[nodiscard]] Layers needs() const override { return {Layer::syntax}; }
  [[nodiscard]] Layers adds() const override { return {Layer::mentions}; }

  void run(Document& document) const override {
    const Tree tree{document};
    const std::vector<MentionFacts> facts = find_mentions(document, tree, lexicon_, registry_);
    std::vector<Knowledge> known = look_up(document, tree, facts, registry_);
    read_at_home(document, facts, registry_, known);
    ChainBuilder builder{document, tree, lexicon_, facts, known};
    builder.run();
    finish_actors(document, tree, facts, known, builder, registry_);
    find_publisher(document, registry_);
  }

 private:
  NameLexicon lexicon_;
  Registry registry_;
};

}  // namespace

Result<std::unique_ptr<Stage>> make_actors_stage(const std::filesystem::path& data_folder,
                                                 const std::vector<std::filesystem::path>& own_registry) {
  auto lexicon = NameLexicon::load(data_folder / "names");
  if (!lexicon) return lexicon.error();
  auto registry = Registry::load(data_folder / "registry", own_registry);
  if (!registry) return registry.error();
  return std::unique_ptr<Stage>(std::make_unique<ActorsStage>(std::move(*lexicon), std::move(*registry)));
}

}  // namespace avow::names
