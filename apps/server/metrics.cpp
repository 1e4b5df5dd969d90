#include "metrics.hpp"

#include <fmt/format.h>

namespace avow::server {

void Metrics::count(const std::string& route, int status, std::chrono::nanoseconds spent) {
  const double seconds = std::chrono::duration<double>(spent).count();
  const std::lock_guard lock{mutex_};
  ++requests_[{route, status}];
  Histogram& histogram = times_[route];
  std::size_t bucket = 0;
  while (bucket < kBounds_s.size() && seconds > kBounds_s[bucket]) ++bucket;
  ++histogram.counts[bucket];
  ++histogram.count;
  histogram.sum_s += seconds;
}

void Metrics::count_cache(bool hit) {
  const std::lock_guard lock{mutex_};
  ++(hit ? hits_ : misses_);
}

std::string Metrics::text(std::size_t sessions, std::int64_t documents) {
  const std::lock_guard lock{mutex_};
  std::string out = "# HELP avow_requests_total Requests answered.\n# TYPE avow_requests_total counter\n";
  for (const auto& [key, n] : requests_) {
    out += fmt::format("avow_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", key.first, key.second, n);
  }
  out += "# HELP avow_request_seconds Time spent at the server.\n# TYPE avow_request_seconds histogram\n";
  for (const auto& [route, histogram] : times_) {
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < kBounds_s.size(); ++i) {
      below += histogram.counts[i];
      out += fmt::format("avow_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route, kBounds_s[i],
                         below);
    }
    out +=
        fmt::format("avow_request_seconds_bucket{{route=\"{}\",le=\"+Inf\"}} {}\n", route, histogram.count);
    out += fmt::format("avow_request_seconds_sum{{route=\"{}\"}} {}\n", route, histogram.sum_s);
    out += fmt::format("avow_request_seconds_count{{route=\"{}\"}} {}\n", route, histogram.count);
  }
  out += fmt::format(
      "# HELP avow_cache_total Answers that were kept, and not.\n# TYPE avow_cache_total counter\n"
      "avow_cache_total{{found=\"yes\"}} {}\navow_cache_total{{found=\"no\"}} {}\n"
      "# HELP avow_sessions People signed in.\n# TYPE avow_sessions gauge\navow_sessions {}\n"
      "# HELP avow_documents Documents in the ledger.\n# TYPE avow_documents gauge\navow_documents {}\n",
      hits_, misses_, sessions, documents);
  return out;
}

}  // namespace avow::server
