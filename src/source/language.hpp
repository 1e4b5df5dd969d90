// Which language a text is in, by Google's Compact Language Detector 2.
#pragma once

#include <string>
#include <string_view>

namespace avow::source {

// An ISO 639-1 code ("fr") when the text is long enough and the detector sure, else "". `text` is valid
// UTF-8; its first kilobytes decide. Any thread.
[[nodiscard]] std::string recognise_language(std::string_view text);

}  // namespace avow::source
