// Reading many texts: readers and coders on any number of threads, and one receiver that gets every document
// in the order of the inputs, however many threads there are.
//
//   ReadPlan plan{.inputs = source::list_inputs({"news/"}), .options = {}, .threads = 2};
//   read_all(pipeline, plan, {.skip = {}, .render = {}, .deliver = [](ReadItem item) { ...; return
//   true; }});
//
// Memory holds a few documents a thread, not the corpus.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "avow/base/result.hpp"
#include "avow/document/document.hpp"
#include "avow/pipeline/pipeline.hpp"
#include "avow/source/reader.hpp"

namespace avow::pipeline {

struct ReadPlan {
  source::InputList inputs{};
  source::Options options{};
  unsigned threads = 1;
};

// What became of one document.
struct ReadItem {
  std::size_t input = 0;             // number of the input it came from
  std::optional<Document> document;  // none: it could not be read (error says why)
  std::optional<Error> error;
  bool skipped = false;  // read but not annotated: skip() said so
  std::string rendered;  // what render() made of it
};

struct ReadCallbacks {
  // Whether the document of this id need not be annotated; called from the coding threads. May be empty.
  std::function<bool(const std::string& document_id)> skip{};
  // Called from the coding threads with the document and the number of its input; its result comes with the
  // item. May be empty.
  std::function<std::string(const Document& document, std::size_t input)> render{};
  // Called from the calling thread, in the order of the inputs. False ends the run.
  std::function<bool(ReadItem)> deliver{};
};

// Reads every input; what inputs.problems holds is the caller's to tell.
void read_all(const Pipeline& pipeline, const ReadPlan& plan, const ReadCallbacks& callbacks);

}  // namespace avow::pipeline
