#include "speech/gloss.hpp"

#include <algorithm>
#include <array>

namespace avow::speech {

bool is_question(const Reading& reading, TokenRange range) {
  constexpr std::array<std::string_view, 8> kAsks = {"who",  "whom",  "what", "which",
                                                     "when", "where", "why",  "whether"};
  return std::any_of(kAsks.begin(), kAsks.end(),
                     [&](std::string_view word) { return is_word(reading, range.first, word); });
}

TokenRange without_gloss(const Reading& reading, const Attribution& attribution, TokenRange range) {
  if (attribution.direct || attribution.content_head == kNone || is_finite(reading, attribution.content_head))
    return range;
  for (TokenIndex at = range.first + 1; at + 2 < range.last; ++at) {
    if (reading.text(at) != "," || reading.quote_of[static_cast<std::size_t>(at)] >= 0) continue;
    const TokenIndex next = at + 1;
    const bool relative =
        is_word(reading, next, "which") || is_word(reading, next, "who") || is_word(reading, next, "whose");
    const bool aside = is_word(reading, next, "in") &&
                       (is_word(reading, next + 1, "a") || is_word(reading, next + 1, "an") ||
                        is_word(reading, next + 1, "another") || is_word(reading, next + 1, "what"));
    if (!relative && !aside) continue;
    // To the end of the content: a later comma or "and" goes on with what is said.
    const TokenIndex top = relative ? reading.token(next).head : next;
    const bool to_end = !relative || (top != kNone && reading.tree.subtree(top).last + 1 >= range.last);
    if (to_end && attribution.content_head < at) return {range.first, at};
  }
  return range;
}

}  // namespace avow::speech
