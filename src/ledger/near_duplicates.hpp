// Which texts are copies of one another: exact, retitled, cut short, or with a paragraph added.
//
//   Sketch sketch = sketch_of(text);
//   // candidates: texts that share one of sketch.bands; decided by
//   are_copies(shingles_of(text), shingles_of(other));
//
// Shingles of five words, MinHash and banding find candidates (Broder 1997); a candidate counts when the
// smaller set of shingles lies mostly in the larger one, so that a shortened copy is found too. A text has a
// fixed number of bands, so a new text costs a fixed number of look-ups. Texts of one signature are the same
// but for marks and case: only one of them needs bands.
//
// Pure functions; thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace avow::ledger {

// Hashes of five words each; sorted, none twice.
using Shingles = std::vector<std::uint64_t>;

struct Sketch {
  std::uint64_t signature = 0;  // of the whole set of shingles; of the words, where they are fewer than five
  std::vector<std::uint64_t> bands;  // none of a text too short to be anything but the same
};

[[nodiscard]] Shingles shingles_of(std::string_view text);
[[nodiscard]] Sketch sketch_of(std::string_view text);
[[nodiscard]] bool are_copies(const Shingles& a, const Shingles& b);

// Groups of copies among texts: for each, the number of the first text of its group.
[[nodiscard]] std::vector<std::size_t> copy_groups(const std::vector<std::string_view>& texts);

}  // namespace avow::ledger
