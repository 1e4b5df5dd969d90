#include "avow/pipeline/reading.hpp"

#include <algorithm>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "avow/base/limits.hpp"
#include "pipeline/ordered_queue.hpp"

namespace avow::pipeline {
namespace {

struct Job {
  std::size_t number = 0;
  ReadItem item;
  std::optional<source::RawDocument> raw;
};

// The documents of all inputs, numbered in order, one at a time to whichever thread asks.
class Feed {
 public:
  Feed(const ReadPlan& plan, OrderedQueue<ReadItem>& queue) : plan_(plan), queue_(queue) {}

  std::optional<Job> take() {
    const std::lock_guard lock{mutex_};
    if (ended_ || !queue_.wait_for_room(number_)) return std::nullopt;
    if (source_ == nullptr && !open_next()) return std::nullopt;
    auto next = source_->take();
    Job job{number_, {}, std::nullopt};
    job.item.input = input_ - 1;
    job.item.number = ++of_input_;
    job.item.bytes_read = bytes_before_ + source_->bytes_read();
    if (!next.ok()) {
      job.item.error = next.error();
    } else if (next->has_value()) {
      if (!queue_.weigh(number_, (*next)->bytes.size())) return std::nullopt;
      job.raw = std::move(*next);
    } else {
      job.item.end_of_input = true;
      bytes_before_ = job.item.bytes_read;
      source_.reset();
    }
    ++number_;
    return job;
  }

 private:
  bool open_next() {
    if (input_ == plan_.inputs.inputs.size()) {
      ended_ = true;
      queue_.close(number_);
      return false;
    }
    source_ = source::open_input(plan_.inputs.inputs[input_++], plan_.options);
    of_input_ = 0;
    return true;
  }

  const ReadPlan& plan_;
  OrderedQueue<ReadItem>& queue_;
  std::mutex mutex_;
  std::unique_ptr<source::DocumentSource> source_;
  std::size_t input_ = 0;     // the next input to open
  std::size_t number_ = 0;    // of the next document
  std::size_t of_input_ = 0;  // documents of the input that is open
  std::size_t bytes_before_ = 0;
  bool ended_ = false;
};

// Makes, annotates and renders one document.
void code(const Pipeline& pipeline, const ReadPlan& plan, const ReadCallbacks& callbacks,
          source::RawDocument& raw, ReadItem& item) {
  item.passed_over = raw.passed_over;
  if (item.passed_over) return;
  item.skipped = callbacks.skip && callbacks.skip(raw.id());
  if (item.skipped) return;
  auto made = raw.make();
  if (!made) {
    item.error = made.error();
    return;
  }
  item.document = std::move(*made);
  if (plan.with_originals) item.document->original = std::move(raw.bytes);
  pipeline.annotate(*item.document);
  if (callbacks.render) item.rendered = callbacks.render(*item.document, item.input, item.number);
  if (!callbacks.finish) return;
  if (const auto finished = callbacks.finish(*item.document); !finished) item.failed = finished.error();
}

void work(const Pipeline& pipeline, const ReadPlan& plan, const ReadCallbacks& callbacks, Feed& feed,
          OrderedQueue<ReadItem>& queue) {
  while (auto job = feed.take()) {
    if (job->raw) code(pipeline, plan, callbacks, *job->raw, job->item);
    queue.put(job->number, std::move(job->item));
  }
}

}  // namespace

void read_all(const Pipeline& pipeline, const ReadPlan& plan, const ReadCallbacks& callbacks) {
  const unsigned threads = std::max(1U, plan.threads);
  OrderedQueue<ReadItem> queue{threads * kMaxDocumentsAhead, kMaxBytesAhead};
  Feed feed{plan, queue};
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < threads; ++i) {
    workers.emplace_back([&] { work(pipeline, plan, callbacks, feed, queue); });
  }
  while (auto item = queue.next()) {
    if (!callbacks.deliver(std::move(*item))) break;
  }
  queue.stop();
  for (std::thread& worker : workers) worker.join();
}

}  // namespace avow::pipeline
