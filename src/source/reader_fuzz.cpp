// Any bytes as a plain text and as a sidecar: what comes out is valid UTF-8 with spans inside it, or an
// error.
#include <cstdlib>

#include "avow/base/utf8.hpp"
#include "avow/source/reader.hpp"
#include "source/sidecar.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const auto document = avow::source::read_text(bytes, "fuzz");
  if (document) {
    if (!avow::valid_utf8(document->text) || document->text.empty()) std::abort();
    for (const avow::Diagnostic& diagnostic : document->diagnostics) {
      if (diagnostic.span.end > document->text.size()) std::abort();
    }
  }
  const auto sidecar = avow::source::parse_sidecar(bytes, "fuzz.toml");
  if (!sidecar && sidecar.error().place.empty()) std::abort();
  return 0;
}
