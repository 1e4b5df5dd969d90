#include "progress.hpp"

#include <cstdio>
#include <string>

#include <unistd.h>

namespace avow::cli {
namespace {
constexpr auto kBeforeFirst = std::chrono::seconds{1};
constexpr auto kBetween = std::chrono::milliseconds{100};
constexpr std::size_t kBarColumns = 30;
}  // namespace

Progress::Progress(std::size_t total)
    : total_(total), terminal_(::isatty(STDERR_FILENO) == 1), start_(Clock::now()), last_(start_) {}

Progress::~Progress() {
  clear();
}

void Progress::update(std::size_t done, std::size_t words) {
  if (!terminal_) return;
  const auto now = Clock::now();
  if (now - start_ < kBeforeFirst || now - last_ < kBetween) return;
  last_ = now;
  drawn_ = true;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  std::string line = "\r\x1b[K";
  if (total_ > 0) {
    const std::size_t filled = kBarColumns * done / total_;
    line += "[" + std::string(filled, '#') + std::string(kBarColumns - filled, '.') + "] " +
            std::to_string(done) + " of " + std::to_string(total_);
  } else {
    line += std::to_string(done) + " documents";
  }
  line += ", " + std::to_string(static_cast<std::size_t>(static_cast<double>(words) / seconds)) + " words/s";
  if (total_ > 0 && done > 0 && done < total_) {
    const double left = seconds * static_cast<double>(total_ - done) / static_cast<double>(done);
    line += ", " + std::to_string(static_cast<std::size_t>(left) + 1) + " s left";
  }
  std::fputs(line.c_str(), stderr);
}

void Progress::clear() {
  if (drawn_) std::fputs("\r\x1b[K", stderr);
  drawn_ = false;
}

}  // namespace avow::cli
