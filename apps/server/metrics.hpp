// What the server counts of itself, in Prometheus' text format. Thread-safe.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace avow::server {

class Metrics {
 public:
  // Names of routes are few and fixed: never an address as somebody typed it.
  void count(const std::string& route, int status, std::chrono::nanoseconds spent);
  void count_cache(bool hit);
  [[nodiscard]] std::string text(std::size_t sessions, std::int64_t documents);

 private:
  static constexpr std::array<double, 9> kBounds_s = {0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2.5};
  struct Histogram {
    std::array<std::uint64_t, kBounds_s.size() + 1> counts{};
    double sum_s = 0;
    std::uint64_t count = 0;
  };
  std::mutex mutex_;
  std::map<std::pair<std::string, int>, std::uint64_t> requests_;
  std::map<std::string, Histogram> times_;
  std::uint64_t hits_ = 0, misses_ = 0;
};

}  // namespace avow::server
