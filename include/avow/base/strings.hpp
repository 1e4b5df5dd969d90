// Small string helpers. ASCII unless they say otherwise; Unicode work is in text/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace avow {

// The pieces between separators; "" gives one empty piece. Views into `text`.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
// Pieces between runs of ASCII white space, none empty.
[[nodiscard]] std::vector<std::string_view> split_words(std::string_view text);
// Without ASCII white space at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);
// ASCII letters lowered, other bytes kept.
[[nodiscard]] std::string lower_ascii(std::string_view text);
[[nodiscard]] std::string join(const std::vector<std::string>& parts, std::string_view separator);

}  // namespace avow
