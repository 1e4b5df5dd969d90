// Datelines: where and from whom a wire story comes, before its first words. They are no part of the
// sentence.
//   matches: "KABUL (Reuters) - Gunmen ...", "OSKEL, Velmora - Police ..."   must not: "US-led forces ..."
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "text/tokenizer.hpp"

namespace avow::text {

// How many tokens at the start of a paragraph are its dateline, dash included; 0 for none.
[[nodiscard]] std::size_t dateline_tokens(std::string_view text, std::span<const RawToken> tokens);

}  // namespace avow::text
