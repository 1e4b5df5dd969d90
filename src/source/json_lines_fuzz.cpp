// Any bytes as JSON Lines.
#include "source/source_fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return avow::source::fuzz_source(avow::source::json_lines_source, data, size);
}
