// Values of amended fields: from a reviewer's words to the settled form, and back into a document's layers.
//
// Pure functions; thread-safe. Errors are review_refused and say what would have fitted.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "avow/base/result.hpp"
#include "avow/document/document.hpp"

namespace avow::ledger {

using Settled = Result<std::pair<std::string, std::string>>;  // settled form, name for a reader

[[nodiscard]] Error refuse(std::string why);
[[nodiscard]] bool means_none(std::string_view text);

[[nodiscard]] Settled settle_actor(const Document& document,
                                   const std::map<std::string, std::string>& parties,
                                   const std::string& text);
[[nodiscard]] std::string actor_value(const Document& document, ActorIndex actor, Span words);
// The actor of this settled value, added at the end when the document has none; kNone for "".
[[nodiscard]] ActorIndex actor_of_value(Document& document, const std::string& value,
                                        const std::string& name);

[[nodiscard]] Settled settle_span(const Document& document, Span sentence_of, const std::string& text);
[[nodiscard]] std::string span_value(Span span);
[[nodiscard]] Span span_of_value(std::string_view value);

[[nodiscard]] Settled settle_place(const Document& document, const std::string& text);
[[nodiscard]] PlaceIndex place_of_value(const Document& document, std::string_view value);

// DAY or DAY/DAY.
[[nodiscard]] Settled settle_days(const std::string& text, bool one_day);
[[nodiscard]] std::string time_value(const Document& document, TimeIndex time);
[[nodiscard]] TimeIndex time_of_value(Document& document, std::string_view value);

// 3, 3-5, 24+ or none.
[[nodiscard]] Settled settle_count(const std::string& text);
[[nodiscard]] std::string count_value(const std::optional<Count>& count);
[[nodiscard]] std::optional<Count> count_of_value(std::string_view value);

[[nodiscard]] Settled settle_yes_no(const std::string& text);

}  // namespace avow::ledger
