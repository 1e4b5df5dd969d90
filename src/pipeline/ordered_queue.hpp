// Brings the results of many threads into the order of their numbers, holding at most `window` of them, and
// work of at most `max_weight` in all: a worker that is too far ahead waits for room.
//
//   worker:    queue.wait_for_room(number) ... queue.weigh(number, bytes) ... queue.put(number, work());
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
  OrderedQueue(std::size_t window, std::size_t max_weight) : window_(window), max_weight_(max_weight) {}

  // False when the run was stopped.
  bool wait_for_room(std::size_t number) {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return stopped_ || number < given_ + window_; });
    return !stopped_;
  }

  // Waits until work of this weight fits; what is too heavy for any room goes alone. False when the run was
  // stopped.
  bool weigh(std::size_t number, std::size_t weight) {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return stopped_ || weight_ == 0 || weight_ + weight <= max_weight_; });
    if (stopped_) return false;
    weights_.emplace(number, weight);
    weight_ += weight;
    return true;
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
    if (const auto weight = weights_.extract(given_)) weight_ -= weight.mapped();
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
  std::map<std::size_t, std::size_t> weights_;  // of those that were taken and not given yet
  std::size_t window_;
  std::size_t max_weight_;
  std::size_t weight_ = 0;
  std::size_t given_ = 0;
  std::size_t count_ = std::numeric_limits<std::size_t>::max();
  bool stopped_ = false;
};

}  // namespace avow::pipeline
