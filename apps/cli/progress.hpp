// A progress bar on standard error, only when that is a terminal and the work takes over a second.
#pragma once

#include <chrono>
#include <cstddef>

namespace avow::cli {

class Progress {
 public:
  // What is done so far; the bytes are those of the inputs as they lie on disk.
  struct Done {
    std::size_t documents = 0, words = 0, bytes = 0;
  };

  // `total_bytes`: how much there is to read, 0 when that is not known.
  explicit Progress(std::size_t total_bytes);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void update(const Done& done);
  // Takes the bar away, for other lines on the terminal; the next update() brings it back.
  void clear();
  [[nodiscard]] double seconds() const;

 private:
  using Clock = std::chrono::steady_clock;
  std::size_t total_bytes_;
  bool terminal_;
  bool drawn_ = false;
  Clock::time_point start_, last_;
};

}  // namespace avow::cli
