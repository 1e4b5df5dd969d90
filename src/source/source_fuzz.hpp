// What the fuzz targets of sources share: any bytes as one form of many documents; the source comes to an
// end, and what it gives is valid.
#pragma once

#include <cstdlib>
#include <memory>

#include "avow/base/utf8.hpp"
#include "source/readers.hpp"

namespace avow::source {

using SourceOf = std::unique_ptr<DocumentSource> (*)(StreamReader, std::string, Options);

inline int fuzz_source(SourceOf source_of, const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const auto source = source_of(StreamReader{memory_stream(std::string{bytes})}, "fuzz", {});
  // Each document or error takes at least a byte of the input, or of what it unpacks to.
  for (std::size_t i = 0;; ++i) {
    if (i > (std::size_t{1} << 24U)) std::abort();
    const auto next = source->next();
    if (!next) continue;
    if (!*next) break;
    if (!valid_utf8((*next)->text) || (*next)->text.empty() || !(*next)->id.starts_with("sha256:"))
      std::abort();
  }
  if (source->bytes_read() > size) std::abort();
  return 0;
}

}  // namespace avow::source
