// Silence: attributions that make no row, because the words around them carry it already, or because nobody
// said anything: wished saying ("they should condemn it"), things that show ("the storm shows that"), the
// speaker's own "we believe", two cues for the same words.
//
//   std::vector<bool> silent = without_rows(reading, attributions, tables, voices);
//
// A free function; any thread.
#pragma once

#include <vector>

#include "speech/voices.hpp"

namespace avow::speech {

[[nodiscard]] std::vector<bool> without_rows(const Reading& reading,
                                             const std::vector<Attribution>& attributions,
                                             const ActTables& tables, const Voices& voices);

}  // namespace avow::speech
