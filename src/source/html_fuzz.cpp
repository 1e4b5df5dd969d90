// Any bytes as a web page: an article of valid UTF-8, or an error.
#include <cstdlib>

#include "avow/base/utf8.hpp"
#include "source/readers.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document = avow::source::read_html({reinterpret_cast<const char*>(data), size}, "fuzz", {});
  if (document && (document->text.empty() || !avow::valid_utf8(document->text))) std::abort();
  return 0;
}
