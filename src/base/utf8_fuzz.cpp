// Any bytes: decoding walks to the end, and what is repaired is valid and repairs to itself.
#include <cstdlib>

#include "avow/base/utf8.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  std::size_t invalid = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const avow::CodePoint cp = avow::decode_utf8(bytes, at);
    if (cp.size == 0 || at + cp.size > bytes.size()) std::abort();
    if (!cp.valid) ++invalid;
    at += cp.size;
  }
  const avow::RepairedText repaired = avow::repair_utf8(bytes, 10);
  if (repaired.count != invalid || !avow::valid_utf8(repaired.text)) std::abort();
  if (avow::repair_utf8(repaired.text, 10).text != repaired.text) std::abort();
  return 0;
}
