// Classes of words that are used alike, from raw text: the exchange algorithm (Kneser and Ney 1993; Martin,
// Liermann, Ney 1998), which moves one word at a time to the class where a class bigram model gains most.
#pragma once

#include <cstdint>
#include <vector>

namespace avow::train {

// Sentences as word numbers 0 .. words-1, most frequent word first; the number `words` stands for any other
// word and for the sentence's edge. Returns the class, 0 .. classes-1, of every word. Deterministic.
[[nodiscard]] std::vector<std::uint32_t> cluster_words(
    const std::vector<std::vector<std::uint32_t>>& sentences, std::uint32_t words, std::uint32_t classes,
    std::uint32_t rounds);

}  // namespace avow::train
