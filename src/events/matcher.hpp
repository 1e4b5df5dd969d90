// Matcher: which frame a token tells, and which tokens fill the frame's actor and recipient.
//
//   if (auto match = match_frame(clause, frames, token)) match->frame->type;
//
// Pure functions of their arguments.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/clause.hpp"
#include "events/frames.hpp"

namespace avow::events {

struct FrameMatch {
  const Frame* frame = nullptr;
  TokenIndex head = kNone;
  std::vector<TokenIndex> words;  // of the phrase, besides the head ("fire" of "opened fire")
  TokenIndex actor = kNone;
  TokenIndex recipient = kNone;
  std::string actor_slot;  // where each was found: "subj", "light", "on" ...
  std::string recipient_slot;
  bool verb = false;
};

// The first frame that fits, or nullopt (also where the reading is no event).
[[nodiscard]] std::optional<FrameMatch> match_frame(const Clause& clause, const FrameTable& frames,
                                                    TokenIndex token);

}  // namespace avow::events
