// TagSet: the pairs of UPOS and XPOS that the tagger tells apart, as one small number each.
// A value; const access from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/ud.hpp"

namespace avow::syntax {

struct TagPair {
  Upos upos = Upos::X;
  std::uint8_t xpos = 0;
  auto operator<=>(const TagPair&) const = default;
};

class TagSet {
 public:
  // Reads and writes the model section.
  [[nodiscard]] static Result<TagSet> read(std::string_view section);
  [[nodiscard]] std::string to_section() const;

  // The number of a pair, added when new (trainer); at most 250 pairs (assert).
  std::uint8_t intern(TagPair pair);
  // The number of a pair, or of the first pair with that UPOS, or 0.
  [[nodiscard]] std::uint8_t find(TagPair pair) const;
  [[nodiscard]] const TagPair& operator[](std::uint8_t tag) const { return pairs_[tag]; }
  [[nodiscard]] std::size_t size() const { return pairs_.size(); }

 private:
  std::vector<TagPair> pairs_;
};

}  // namespace avow::syntax
