#include "pipeline/assembly.hpp"

#include "events/stage.hpp"
#include "ledger/findings_stage.hpp"
#include "names/actors_stage.hpp"
#include "names/places_stage.hpp"
#include "names/times_stage.hpp"
#include "speech/stage.hpp"
#include "syntax/entity_stage.hpp"
#include "syntax/stage.hpp"
#include "text/stage.hpp"

namespace avow::pipeline {
namespace {

using Made = Result<std::unique_ptr<Stage>>;

// One line of the list: the last layer it adds, and how it is made.
struct Entry {
  Layer layer;
  Made (*make)(const Options& options);
};

const std::vector<Entry>& entries() {
  static const std::vector<Entry> list = {
      {Layer::sentences, [](const Options& o) -> Made { return text::make_stage(o.data_folder); }},
      {Layer::syntax, [](const Options& o) -> Made { return syntax::make_stage(o.data_folder); }},
      {Layer::entities, [](const Options& o) -> Made { return syntax::make_entity_stage(o.data_folder); }},
      {Layer::times, [](const Options& o) -> Made { return names::make_times_stage(o.data_folder); }},
      {Layer::places, [](const Options& o) -> Made { return names::make_places_stage(o.data_folder); }},
      {Layer::mentions,
       [](const Options& o) -> Made { return names::make_actors_stage(o.data_folder, o.registry_files); }},
      {Layer::statements, [](const Options& o) -> Made { return speech::make_stage(o.data_folder); }},
      {Layer::obligations, [](const Options& o) -> Made { return events::make_stage(o.data_folder); }},
      {Layer::findings, [](const Options& o) -> Made { return ledger::make_findings_stage(o.data_folder); }},
  };
  return list;
}

}  // namespace

Result<std::vector<std::unique_ptr<const Stage>>> make_stages(const Options& options) {
  std::vector<std::unique_ptr<const Stage>> stages;
  for (const Entry& entry : entries()) {
    // Layers are numbered in the order of the floors, so a stage beyond the last wanted layer serves none.
    if (entry.layer > options.until) continue;
    auto stage = entry.make(options);
    if (!stage) return stage.error();
    stages.push_back(std::move(*stage));
  }
  return stages;
}

}  // namespace avow::pipeline
