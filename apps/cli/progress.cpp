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

Progress::Progress(std::size_t total_bytes)
    : total_bytes_(total_bytes),
      terminal_(::isatty(STDERR_FILENO) == 1),
      start_(Clock::now()),
      last_(start_) {}

Progress::~Progress() {
  clear();
}

double Progress::seconds() const {
  return std::chrono::duration<double>(Clock::now() - start_).count();
}

void Progress::update(const Done& done) {
  if (!terminal_) return;
  const auto now = Clock::now();
  if (now - start_ < kBeforeFirst || now - last_ < kBetween) return;
  last_ = now;
  drawn_ = true;
  const double passed = seconds();
  std::string line = "\r\x1b[K";
  const bool known = total_bytes_ > 0 && done.bytes <= total_bytes_;
  if (known) {
    const std::size_t filled = kBarColumns * done.bytes / total_bytes_;
    line += "[" + std::string(filled, '#') + std::string(kBarColumns - filled, '.') + "] ";
  }
  line += std::to_string(done.documents) + " documents, " +
          std::to_string(static_cast<std::size_t>(static_cast<double>(done.words) / passed)) + " words/s";
  if (known && done.bytes > 0) {
    const double left =
        passed * static_cast<double>(total_bytes_ - done.bytes) / static_cast<double>(done.bytes);
    line += ", " + std::to_string(static_cast<std::size_t>(left) + 1) + " s left";
  }
  std::fputs(line.c_str(), stderr);
}

void Progress::clear() {
  if (drawn_) std::fputs("\r\x1b[K", stderr);
  drawn_ = false;
}

}  // namespace avow::cli
