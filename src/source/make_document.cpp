#include "source/make_document.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "avow/base/hash.hpp"
#include "avow/base/limits.hpp"
#include "avow/base/strings.hpp"
#include "source/language.hpp"

namespace avow::source {
namespace {

// Binary or text is told by so many bytes from the start.
constexpr std::size_t kBinaryProbeBytes = 1U << 16U;

// Text holds no NUL and hardly any control character but white space, backspace and escape sequences.
bool looks_binary(std::string_view text) {
  const std::string_view start = text.substr(0, kBinaryProbeBytes);
  std::size_t controls = 0;
  for (const char c : start) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0) return true;
    if (byte < 0x20 && !(byte >= 0x08 && byte <= 0x0D) && byte != 0x1B) ++controls;
  }
  return controls * 10 > start.size();
}

bool only_white_space(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || (c >= 0x09 && c <= 0x0D); });
}

void diagnose_decoding(Document& document, const DecodedText& decoded) {
  if (decoded.encoding != "UTF-8") {
    document.diagnose(ErrorCode::encoding_converted, "it was read as " + decoded.encoding, {});
  }
  for (const std::size_t place : decoded.repairs) {
    const auto begin = static_cast<std::uint32_t>(place);
    document.diagnose(ErrorCode::invalid_utf8, "bytes that are not UTF-8 were replaced by U+FFFD",
                      {begin, begin + 3});
  }
  if (decoded.repair_count > decoded.repairs.size()) {
    document.diagnose(
        ErrorCode::invalid_utf8,
        fmt::format("{} more places were repaired", decoded.repair_count - decoded.repairs.size()), {});
  }
}

bool is_english(std::string_view language) {
  const std::string lower = lower_ascii(language);
  return lower == "en" || lower == "eng" || lower == "english" || lower.starts_with("en-") ||
         lower.starts_with("en_");
}

}  // namespace

Error too_large(std::size_t size_bytes, const std::string& place) {
  return {ErrorCode::file_too_large,
          fmt::format("{} bytes; the limit is {}", size_bytes, kMaxDocumentSizeBytes), place};
}

Result<Document> make_document(Draft draft) {
  const std::string& text = draft.decoded.text;
  if (text.size() > kMaxDocumentSizeBytes) return too_large(text.size(), draft.place);
  if (only_white_space(text))
    return Error{ErrorCode::document_empty, "it holds nothing but white space", draft.place,
                 draft.metadata.uri};
  if (looks_binary(text))
    return Error{ErrorCode::document_binary, "it holds control characters", draft.place, draft.metadata.uri};
  // What the input says of its language is believed; else the text is looked at.
  const std::string language =
      draft.metadata.language.empty() ? recognise_language(text) : draft.metadata.language;
  if (!language.empty() && !is_english(language)) {
    return Error{ErrorCode::other_language, fmt::format("its language is {}", language), draft.place,
                 draft.metadata.uri};
  }
  Document document;
  document.id = "sha256:" + sha256_hex(draft.identity);
  document.uri = draft.metadata.uri.empty() ? draft.place : draft.metadata.uri;
  document.title = draft.metadata.title;
  document.publisher = draft.metadata.publisher;
  document.publisher_kind = draft.metadata.publisher_kind;
  document.published = draft.metadata.published;
  document.text = std::move(draft.decoded.text);
  diagnose_decoding(document, draft.decoded);
  return document;
}

}  // namespace avow::source
