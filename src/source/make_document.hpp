// The last step of every reader: text and metadata into a Document, or the reason why not.
#pragma once

#include <string>
#include <string_view>

#include "avow/source/reader.hpp"
#include "source/encoding.hpp"

namespace avow::source {

struct Draft {
  DecodedText decoded;  // the text
  Metadata metadata;
  std::string_view identity;  // the bytes whose SHA-256 is the id
  std::string place;          // for errors
};

// document_empty, document_binary, other_language, file_too_large; repairs and conversions become
// diagnostics.
[[nodiscard]] Result<Document> make_document(Draft draft);
[[nodiscard]] Error too_large(std::size_t size_bytes, const std::string& place);

}  // namespace avow::source
