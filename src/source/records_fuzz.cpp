// Any bytes as each form of many documents, the first byte choosing the form: the source comes to an end, and
// what it gives is valid.
#include <cstdlib>

#include "avow/base/utf8.hpp"
#include "source/readers.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  using namespace avow::source;
  StreamReader reader{memory_stream({reinterpret_cast<const char*>(data) + 1, size - 1})};
  std::unique_ptr<DocumentSource> source;
  switch (data[0] % 4) {
    case 0:
      source = json_lines_source(std::move(reader), "fuzz", {});
      break;
    case 1:
      source = table_source(std::move(reader), "fuzz", {});
      break;
    case 2:
      source = warc_source(std::move(reader), "fuzz", {});
      break;
    default:
      source = feed_source(std::move(reader), "fuzz", {});
      break;
  }
  // Each document or error takes at least a byte of the input, or of what it unpacks to.
  for (std::size_t i = 0;; ++i) {
    if (i > (std::size_t{1} << 24U)) std::abort();
    const auto next = source->next();
    if (!next) continue;
    if (!*next) return 0;
    if (!avow::valid_utf8((*next)->text)) std::abort();
  }
}
