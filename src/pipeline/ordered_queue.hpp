// Brings the results of many threads into the order of their numbers, holding at most `window` of them: a
// worker that is too far ahead waits for room.
//
//   worker:    queue.wait_for_room(number) ... queue.put(number, work());
//   the last:  queue.close(count);                       // no number from count on will come
//   receiver:  while (auto result = queue.next()) use(*result);
//
// Any number of workers, one receiver.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <limits>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace avow::pipeline {

template <typename T>
class OrderedQueue {
 public:
  explicit OrderedQueue(std::size_t window) : window_(window) {}

  // False when the run was stopped.
  bool wait_for_room(std::size_t number) {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return stopped_ || number < given_ + window_; });
    return !stopped_;
  }

  void put(std::size_t number, T result) {
    const std::lock_guard lock{mutex_};
    results_.emplace(number, std::move(result));
    changed_.notify_all();
  }

  void close(std::size_t count) {
    const std::lock_guard lock{mutex_};
    count_ = count;
    changed_.notify_all();
  }

  // The result of the next number in order; none after the last.
  std::optional<T> next() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return given_ >= count_ || results_.contains(given_); });
    if (given_ >= count_) return std::nullopt;
    auto node = results_.extract(given_);
    ++given_;
    changed_.notify_all();
    return std::move(node.mapped());
  }

  // Workers are let go; nothing more is asked for.
  void stop() {
    const std::lock_guard lock{mutex_};
    stopped_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::size_t, T> results_;
  std::size_t window_;
  std::size_t given_ = 0;
  std::size_t count_ = std::numeric_limits<std::size_t>::max();
  bool stopped_ = false;
};

}  // namespace avow::pipeline
