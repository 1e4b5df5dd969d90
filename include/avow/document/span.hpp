// Span: a half-open byte interval [begin, end) into the document's text. The one way avow points at text.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace avow {

struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  auto operator<=>(const Span&) const = default;

  [[nodiscard]] bool empty() const { return begin >= end; }
  [[nodiscard]] std::uint32_t size() const { return empty() ? 0 : end - begin; }
  [[nodiscard]] bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
  [[nodiscard]] bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
  // The bytes of `text` it names.
  [[nodiscard]] std::string_view of(std::string_view text) const { return text.substr(begin, size()); }
};

}  // namespace avow
