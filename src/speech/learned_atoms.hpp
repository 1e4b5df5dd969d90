// Small pieces of features that sources, cues and contents share. For learned_*.cpp only.
#pragma once

#include "speech/learned_features.hpp"

namespace avow::speech {

inline constexpr Atom kOutside = 0xFFFFU;

inline Atom bucket(Index distance) {
  const Index size = distance < 0 ? -distance : distance;
  Atom out = 0;
  for (const Index limit : {0, 1, 2, 3, 4, 6, 9, 14, 20, 30, 50}) {
    if (size > limit) ++out;
  }
  return distance < 0 ? out + 16U : out;
}

inline Atom deprel_atom(const Reading& reading, TokenIndex token) {
  return static_cast<Atom>(reading.token(token).deprel) + 1U;
}

inline bool is_quote_mark(std::string_view text) {
  for (const std::string_view mark : {"\"", "''", "``", "'", "`", "\xE2\x80\x9C", "\xE2\x80\x9D",
                                      "\xE2\x80\x98", "\xE2\x80\x99", "\xC2\xAB", "\xC2\xBB", "\"\""}) {
    if (text == mark) return true;
  }
  return false;
}

}  // namespace avow::speech
