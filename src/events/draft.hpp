// Draft: an event while it is being read; joins.hpp puts drafts of one act together, coder.hpp makes rows of
// them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/factuality_reader.hpp"
#include "events/matcher.hpp"

namespace avow::events {

// Somebody in an act: a token of the text, or an actor known from the statement the act stands in.
struct Party {
  TokenIndex token = kNone;
  ActorIndex actor = kNone;
  Span span;
  std::string from;  // the slot or rule it was found by

  [[nodiscard]] bool known() const { return token != kNone || actor != kNone || !span.empty(); }
};

struct Draft {
  FrameMatch match;
  Party actor, recipient;
  TokenRange trigger;
  FactualityReading factuality;
  StatementIndex statement = kNone;   // innermost whose content holds it
  bool own_words_of_article = false;  // some mention stands outside every statement
  bool aggregate = false;
  std::optional<Count> killed, injured;
  PlaceIndex place = kNone;
  Span place_span;
  TimeIndex time = kNone;
  std::string place_why, time_why;  // how far from the act each was found
  int into = -1;                    // the draft it was joined to
  std::vector<TokenRange> others;   // mentions joined to it
  std::string joined;               // why, for the trace

  [[nodiscard]] EventType type() const { return match.frame->type; }
  [[nodiscard]] TokenIndex head() const { return match.head; }
};

}  // namespace avow::events
