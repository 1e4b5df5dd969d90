// A progress bar on standard error, only when that is a terminal and the work takes over a second.
#pragma once

#include <chrono>
#include <cstddef>

namespace avow::cli {

class Progress {
 public:
  // `total`: how many there are to do, 0 when that is not known.
  explicit Progress(std::size_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  // So many are done, with so many words in all.
  void update(std::size_t done, std::size_t words);
  // Takes the bar away, for other lines on the terminal; the next update() brings it back.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  std::size_t total_;
  bool terminal_;
  bool drawn_ = false;
  Clock::time_point start_, last_;
};

}  // namespace avow::cli
