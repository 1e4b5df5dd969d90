// A document as one run of bytes: its text, and every layer that a ledger keeps, column by column.
//
//   const std::string bytes = pack(kept_part(document));    // the same document, the same bytes
//   std::optional<Document> again = unpack(bytes);          // nullopt: these are no packed document
//   const std::string small = compress(bytes, level);       // what the table `texts` holds
//
// The head of a document (id, uri, title, publisher, date, language) and its diagnostics are columns and rows
// of tables and not in here. Any thread; nothing is shared.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "avow/document/document.hpp"

namespace avow::store {

// What a ledger keeps of a document: no tokens, only actors that are named or that rows speak of (numbered
// anew), spans of a row in the order of the text, each once.
[[nodiscard]] Document kept_part(const Document& document);

[[nodiscard]] std::string pack(const Document& kept);
// In the first layout, which is read and no longer written.
[[nodiscard]] std::string pack_as_at_first(const Document& kept);
[[nodiscard]] std::optional<Document> unpack(std::string_view bytes);
// The text alone, which stands first.
[[nodiscard]] std::optional<std::string_view> packed_text(std::string_view bytes);

// A zstd frame with a checksum, so that a damaged byte is found. level: zstd's, 1 (fast) to 19 (small).
[[nodiscard]] std::string compress(std::string_view bytes, int level);
[[nodiscard]] std::optional<std::string> decompress(std::string_view packed);

}  // namespace avow::store
