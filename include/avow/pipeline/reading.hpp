// Reading many texts: readers and coders on any number of threads, and one receiver that gets every document
// in the order of the inputs, however many threads there are.
//
//   ReadPlan plan{.inputs = source::list_inputs({"news/"}), .options = {}, .threads = 2};
//   ReadCallbacks callbacks;
//   callbacks.deliver = [](ReadItem item) { ...; return true; };
//   read_all(pipeline, plan, callbacks);
//
// Memory holds some documents a thread, not the corpus: at most kMaxDocumentsAhead of them for each thread,
// and kMaxBytesAhead of their bytes (one document that is larger goes alone).
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
  bool with_originals = false;  // documents come with the bytes they were made of
};

// What became of one document.
struct ReadItem {
  std::size_t input = 0;             // number of the input it came from
  std::optional<Document> document;  // none: it could not be read (error says why)
  std::optional<Error> error;
  std::size_t number = 0;       // which of its input's documents it is, from 1
  bool skipped = false;         // not made nor annotated: skip() said so
  bool passed_over = false;     // a record of no text
  bool end_of_input = false;    // no document: its input was read to the end
  std::string rendered;         // what render() made of it
  std::optional<Error> failed;  // what finish() said: the run cannot go on
  std::size_t bytes_read = 0;   // of all inputs so far, as they lie on disk
};

struct ReadCallbacks {
  // Whether the document of this id need not be made; called from the coding threads. May be empty.
  std::function<bool(const std::string& document_id)> skip{};
  // Called from the coding threads with the document, the number of its input and its own in that; its result
  // comes with the item. May be empty.
  std::function<std::string(const Document& document, std::size_t input, std::size_t number)> render{};
  // Called from the coding threads with a document that is read. May be empty.
  std::function<Result<void>(Document& document)> finish{};
  // Called from the calling thread, in the order of the inputs. False ends the run.
  std::function<bool(ReadItem)> deliver{};
};

// Reads every input; what inputs.problems holds is the caller's to tell.
void read_all(const Pipeline& pipeline, const ReadPlan& plan, const ReadCallbacks& callbacks);

}  // namespace avow::pipeline
