// What of a content's words is not what was said: the writer's own words behind it, a question instead of a
// deed.
#pragma once

#include "speech/attribution.hpp"

namespace avow::speech {

// Does the content begin with a question word ("deciding who may fish")?
[[nodiscard]] bool is_question(const Reading& reading, TokenRange range);

// The range without the writer's words behind a phrase that somebody else's cue governs: ", which holds the
// valley", ", in another sign of strain". A whole clause keeps them: they may be the speaker's.
//   matches: "The rebels blamed Norvia for the raid, which killed nine."
//   must not: "The rebels said the raid killed nine, which shocked them."
[[nodiscard]] TokenRange without_gloss(const Reading& reading, const Attribution& attribution,
                                       TokenRange range);

}  // namespace avow::speech
