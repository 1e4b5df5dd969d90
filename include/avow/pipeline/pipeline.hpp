// Pipeline: the stages in their order, checked when it is put together: a stage whose needs no earlier
// stage meets is refused, so that no run can start with a hole in it.
//
//   Result<Pipeline> pipeline = Pipeline::make({.data_folder = folder});
//   if (!pipeline) return pipeline.error();
//   pipeline->annotate(document);     // document.text in, every layer out
//
// Owns its stages, tables and models. annotate() is const: any number of threads, each on its own document.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/stage.hpp"

namespace avow::pipeline {

struct Options {
  // Where tables and models are (avow/base/file.hpp: find_data_folder).
  std::filesystem::path data_folder{};
  // The user's own registry files; they come before ours.
  std::vector<std::filesystem::path> registry_files{};
  // The last layer that is wanted; stages that only serve higher layers are not made.
  Layer until = Layer::findings;
};

// What a stage took of a core, summed over the documents it was run on.
struct StageTime {
  std::string name;
  std::chrono::nanoseconds spent{0};
};

class Pipeline {
 public:
  // All stages up to options.until, with the tables and models of the data folder.
  [[nodiscard]] static Result<Pipeline> make(const Options& options);
  // These stages in this order; stage_order when a stage needs what none before it adds.
  [[nodiscard]] static Result<Pipeline> assemble(std::vector<std::unique_ptr<const Stage>> stages);

  void annotate(Document& document) const;
  // The same for a document that has some layers already: stages that would only write those are left out.
  void annotate(Document& document, Layers given) const;
  // The same, adding each stage's time to `times` (as long as stage_names(), or empty at first).
  void annotate_timed(Document& document, std::vector<StageTime>& times) const;

  // Every layer some stage adds (and the text itself).
  [[nodiscard]] Layers layers() const { return layers_; }
  [[nodiscard]] std::vector<std::string_view> stage_names() const;

 private:
  Pipeline() = default;
  std::vector<std::unique_ptr<const Stage>> stages_;
  Layers layers_{Layer::text};
};

}  // namespace avow::pipeline
