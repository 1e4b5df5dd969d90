// Which texts are copies of one another: exact, retitled, cut short, or with a paragraph added.
//
//   NearDuplicates texts;
//   texts.add("..."); texts.add("...");
//   texts.groups();     // one number a text; copies share it
//
// Shingles of five words, MinHash and banding find candidates (Broder 1997); a candidate counts when the
// smaller set of shingles lies mostly in the larger one, so that a shortened copy is found too.
// Deterministic; one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace avow::ledger {

class NearDuplicates {
 public:
  void add(std::string_view text);
  // For each text the number of the first text of its group.
  [[nodiscard]] std::vector<std::size_t> groups() const;

 private:
  std::vector<std::vector<std::uint64_t>> shingles_;  // of each text: sorted hashes
};

}  // namespace avow::ledger
