#include "avow/pipeline/pipeline.hpp"

#include <cassert>
#include <ctime>

#include "pipeline/assembly.hpp"

namespace avow::pipeline {
namespace {

// Time of this thread on a core: what other threads and programs take does not count.
std::chrono::nanoseconds core_time() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec};
}

// The names of the layers in `wanted` that `present` lacks, for a message.
std::string missing_layers(Layers wanted, Layers present) {
  std::string out;
  for (int i = 0; i <= static_cast<int>(Layer::findings); ++i) {
    const auto layer = static_cast<Layer>(i);
    if (!wanted.has(layer) || present.has(layer)) continue;
    if (!out.empty()) out += ", ";
    out += to_string(layer);
  }
  return out;
}

}  // namespace

Result<Pipeline> Pipeline::assemble(std::vector<std::unique_ptr<const Stage>> stages) {
  Pipeline pipeline;
  for (const auto& stage : stages) {
    if (!pipeline.layers_.includes(stage->needs())) {
      return Error{
          ErrorCode::stage_order,
          "it needs " + missing_layers(stage->needs(), pipeline.layers_) + ", which no stage before it adds",
          "stage " + std::string{stage->name()}};
    }
    pipeline.layers_.add(stage->adds());
  }
  pipeline.stages_ = std::move(stages);
  return pipeline;
}

Result<Pipeline> Pipeline::make(const Options& options) {
  auto stages = make_stages(options);
  if (!stages) return stages.error();
  return assemble(std::move(*stages));
}

void Pipeline::annotate(Document& document) const {
  for (const auto& stage : stages_) stage->run(document);
}

void Pipeline::annotate(Document& document, Layers given) const {
  for (const auto& stage : stages_) {
    if (!given.includes(stage->adds())) stage->run(document);
  }
}

void Pipeline::annotate_timed(Document& document, std::vector<StageTime>& times) const {
  if (times.empty()) {
    for (const auto& stage : stages_) times.push_back({std::string{stage->name()}, {}});
  }
  assert(times.size() == stages_.size());
  for (std::size_t i = 0; i < stages_.size(); ++i) {
    const auto start = core_time();
    stages_[i]->run(document);
    times[i].spent += core_time() - start;
  }
}

std::vector<std::string_view> Pipeline::stage_names() const {
  std::vector<std::string_view> out;
  for (const auto& stage : stages_) out.push_back(stage->name());
  return out;
}

}  // namespace avow::pipeline
