// Whatever the bytes: read_conllu gives sentences or a coded error, and what it gives can be written and
// read again.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "syntax/conllu.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto sentences = avow::syntax::read_conllu(text, "fuzz");
  if (!sentences) {
    if (sentences.error().code != avow::ErrorCode::bad_conllu) std::abort();
    return 0;
  }
  const avow::Document document = avow::syntax::document_of(*sentences);
  const std::string written = avow::syntax::write_conllu(document);
  // Words without heads are written as several roots, which is no tree; only trees must come back.
  for (const auto& sentence : *sentences) {
    if (!sentence.has_tree) return 0;
  }
  if (!avow::syntax::read_conllu(written, "fuzz again")) std::abort();
  return 0;
}
