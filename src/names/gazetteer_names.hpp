// How place names are made alike before they are looked up: "Al-Ḩudaydah" and "al Hudaydah" have one key.
//
//   fold_place_name("Sant Julià de Lòria");   // "sant julia de loria"
//   place_key("St. Louis") == place_key("Saint Louis");
//
// Plain functions; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace avow::names {

// Lower case without accents, apostrophes and full stops; hyphens are spaces; "saint" is "st"; a name in
// another script gives "".
[[nodiscard]] std::string fold_place_name(std::string_view name);
[[nodiscard]] std::uint64_t place_key(std::string_view folded);
// Shorter names that writers use for it: "Aleppo Governorate" -> "aleppo", "al hudaydah" -> "hudaydah".
// Folded.
[[nodiscard]] std::vector<std::string> shorter_names(const std::string& folded, bool admin);
// "province", "county", "governorate" ...: the words for units of administration.
[[nodiscard]] bool is_admin_word(std::string_view folded_word);

}  // namespace avow::names
