#include "pipeline/assembly.hpp"

// A stage joins the pipeline as soon as its floor has it.
#if __has_include("text/stage.hpp")
#include "text/stage.hpp"
#define AVOW_WITH_TEXT 1
#endif
#if __has_include("syntax/stage.hpp")
#include "syntax/stage.hpp"
#define AVOW_WITH_SYNTAX 1
#endif
#if __has_include("syntax/entity_stage.hpp")
#include "syntax/entity_stage.hpp"
#define AVOW_WITH_ENTITIES 1
#endif
#if __has_include("names/times_stage.hpp")
#include "names/times_stage.hpp"
#define AVOW_WITH_TIMES 1
#endif
#if __has_include("names/places_stage.hpp")
#include "names/places_stage.hpp"
#define AVOW_WITH_PLACES 1
#endif
#if __has_include("names/actors_stage.hpp")
#include "names/actors_stage.hpp"
#define AVOW_WITH_ACTORS 1
#endif
#if __has_include("speech/stage.hpp")
#include "speech/stage.hpp"
#define AVOW_WITH_SPEECH 1
#endif
#if __has_include("events/stage.hpp")
#include "events/stage.hpp"
#define AVOW_WITH_EVENTS 1
#endif
#if __has_include("ledger/findings_stage.hpp")
#include "ledger/findings_stage.hpp"
#define AVOW_WITH_FINDINGS 1
#endif

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
#ifdef AVOW_WITH_TEXT
      {Layer::sentences, [](const Options& o) -> Made { return text::make_stage(o.data_folder); }},
#endif
#ifdef AVOW_WITH_SYNTAX
      {Layer::syntax, [](const Options& o) -> Made { return syntax::make_stage(o.data_folder); }},
#endif
#ifdef AVOW_WITH_ENTITIES
      {Layer::entities, [](const Options& o) -> Made { return syntax::make_entity_stage(o.data_folder); }},
#endif
#ifdef AVOW_WITH_TIMES
      {Layer::times, [](const Options& o) -> Made { return names::make_times_stage(o.data_folder); }},
#endif
#ifdef AVOW_WITH_PLACES
      {Layer::places, [](const Options& o) -> Made { return names::make_places_stage(o.data_folder); }},
#endif
#ifdef AVOW_WITH_ACTORS
      {Layer::mentions,
       [](const Options& o) -> Made { return names::make_actors_stage(o.data_folder, o.registry_files); }},
#endif
#ifdef AVOW_WITH_SPEECH
      {Layer::statements, [](const Options& o) -> Made { return speech::make_stage(o.data_folder); }},
#endif
#ifdef AVOW_WITH_EVENTS
      {Layer::obligations, [](const Options& o) -> Made { return events::make_stage(o.data_folder); }},
#endif
#ifdef AVOW_WITH_FINDINGS
      {Layer::findings, [](const Options& o) -> Made { return ledger::make_findings_stage(o.data_folder); }},
#endif
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
