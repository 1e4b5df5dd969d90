#include "avow/pipeline/reading.hpp"

#include <algorithm>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "pipeline/ordered_queue.hpp"

namespace avow::pipeline {
namespace {

// Documents held at once for each coding thread: enough that a long one does not make the others wait.
constexpr std::size_t kWindowPerThread = 8;

struct Job {
  std::size_t number = 0;
  ReadItem item;
};

// The documents of all inputs, numbered in order, one at a time to whichever thread asks.
class Feed {
 public:
  Feed(const ReadPlan& plan, OrderedQueue<ReadItem>& queue) : plan_(plan), queue_(queue) {}

  std::optional<Job> take() {
    const std::lock_guard lock{mutex_};
    while (!ended_) {
      if (!queue_.wait_for_room(number_)) break;
      if (source_ == nullptr && !open_next()) break;
      auto next = source_->next();
      if (next.ok() && !next->has_value()) {
        source_.reset();
        continue;
      }
      Job job{number_++, {}};
      job.item.input = input_ - 1;
      if (next.ok()) {
        job.item.document = std::move(*next);
      } else {
        job.item.error = next.error();
      }
      return job;
    }
    return std::nullopt;
  }

 private:
  bool open_next() {
    if (input_ == plan_.inputs.inputs.size()) {
      ended_ = true;
      queue_.close(number_);
      return false;
    }
    source_ = source::open_input(plan_.inputs.inputs[input_++], plan_.options);
    return true;
  }

  const ReadPlan& plan_;
  OrderedQueue<ReadItem>& queue_;
  std::mutex mutex_;
  std::unique_ptr<source::DocumentSource> source_;
  std::size_t input_ = 0;   // the next input to open
  std::size_t number_ = 0;  // of the next document
  bool ended_ = false;
};

void work(const Pipeline& pipeline, const ReadCallbacks& callbacks, Feed& feed,
          OrderedQueue<ReadItem>& queue) {
  while (auto job = feed.take()) {
    ReadItem& item = job->item;
    if (item.document) {
      item.skipped = callbacks.skip && callbacks.skip(item.document->id);
      if (!item.skipped) {
        pipeline.annotate(*item.document);
        if (callbacks.render) item.rendered = callbacks.render(*item.document, item.input);
      }
    }
    queue.put(job->number, std::move(item));
  }
}

}  // namespace

void read_all(const Pipeline& pipeline, const ReadPlan& plan, const ReadCallbacks& callbacks) {
  const unsigned threads = std::max(1U, plan.threads);
  OrderedQueue<ReadItem> queue{threads * kWindowPerThread};
  Feed feed{plan, queue};
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < threads; ++i) {
    workers.emplace_back([&] { work(pipeline, callbacks, feed, queue); });
  }
  while (auto item = queue.next()) {
    if (!callbacks.deliver(std::move(*item))) break;
  }
  queue.stop();
  for (std::thread& worker : workers) worker.join();
}

}  // namespace avow::pipeline
