#include "speech/polnear.hpp"

#include <nlohmann/json.hpp>

#include "avow/base/file.hpp"
#include "avow/base/strings.hpp"

namespace avow::speech {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxFileSizeBytes = 256U << 20U;

// Byte offset of each character, and one past the last.
std::vector<std::uint32_t> character_offsets(const std::string& text) {
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) out.push_back(static_cast<std::uint32_t>(i));
  }
  out.push_back(static_cast<std::uint32_t>(text.size()));
  return out;
}

bool read_spans(const Json& list, const std::vector<std::uint32_t>& offsets, std::vector<Span>& out) {
  if (!list.is_array()) return false;
  for (const Json& pair : list) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_number_unsigned() ||
        !pair[1].is_number_unsigned())
      return false;
    const auto begin = pair[0].get<std::size_t>();
    const auto end = pair[1].get<std::size_t>();
    if (begin > end || end >= offsets.size()) return false;
    out.push_back({offsets[begin], offsets[end]});
  }
  return true;
}

}  // namespace

Result<std::vector<MarkedText>> read_marked_texts(const std::filesystem::path& path) {
  Result<std::string> bytes = system_files().read(path, kMaxFileSizeBytes);
  if (!bytes) return bytes.error();
  std::vector<MarkedText> out;
  std::size_t number = 0;
  for (const std::string_view line : split(*bytes, '\n')) {
    ++number;
    if (trim(line).empty()) continue;
    const auto bad = [&](const char* what) {
      return Error{ErrorCode::table_malformed, what, path.string() + ":" + std::to_string(number)};
    };
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object() || !json.contains("text") || !json["text"].is_string() ||
        !json.contains("attributions") || !json["attributions"].is_array())
      return bad("not a marked text");
    MarkedText text;
    text.name = std::to_string(number);
    text.text = json["text"].get<std::string>();
    const std::vector<std::uint32_t> offsets = character_offsets(text.text);
    for (const Json& row : json["attributions"]) {
      MarkedAttribution attribution;
      if (!row.is_object() || !row.contains("source") || !row.contains("cue") || !row.contains("content"))
        return bad("an attribution without source, cue or content");
      if (!read_spans(row["source"], offsets, attribution.source) ||
          !read_spans(row["cue"], offsets, attribution.cue) ||
          !read_spans(row["content"], offsets, attribution.content))
        return bad("a span outside the text");
      text.attributions.push_back(std::move(attribution));
    }
    out.push_back(std::move(text));
  }
  return out;
}

}  // namespace avow::speech
