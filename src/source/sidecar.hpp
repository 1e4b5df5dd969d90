// The `.toml` beside a document: what its reader could not know from the text.
//
//   title = "Two villages shelled"
//   publisher = "The Valley Post"
//   published = 2021-07-23        # a TOML date, or a string of that form
//   kind = "government"           # the text is the publisher's own: its "we" is the publisher
//   language = "en"
//   uri = "https://example.org/1"
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "avow/base/result.hpp"
#include "avow/source/reader.hpp"

namespace avow::source {

// Reads the bytes of a sidecar; bad_sidecar (with file:line) or bad_date otherwise.
[[nodiscard]] Result<Metadata> parse_sidecar(std::string_view toml, const std::string& place);
// The sidecar of `path`: FILE.txt.toml, else FILE.toml. nullopt when there is none.
[[nodiscard]] Result<std::optional<Metadata>> read_sidecar(const std::filesystem::path& path);

}  // namespace avow::source
