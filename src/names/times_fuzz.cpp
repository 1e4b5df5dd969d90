// Any bytes as text and as token cuts: the times stage must neither crash nor write spans outside the text.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "names/times_stage.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const avow::Stage* const stage = [] {
    auto made = avow::names::make_times_stage(std::string(AVOW_SOURCE_DIR) + "/data");
    if (!made) std::abort();
    return std::move(*made).release();
  }();
  avow::Document document;
  document.text.assign(reinterpret_cast<const char*>(data), size);
  if (size % 3 != 0) document.published = avow::Date{2021, 7, static_cast<std::uint8_t>(1 + size % 28)};
  std::uint32_t begin = 0;
  for (std::uint32_t i = 0; i <= size; ++i) {
    if (i < size && document.text[i] != ' ' && i - begin < 12) continue;
    avow::Token token;
    token.span = {begin, i};
    if (!token.span.empty()) document.tokens.push_back(token);
    begin = i < size && document.text[i] == ' ' ? i + 1 : i;
  }
  stage->run(document);
  for (const avow::Time& time : document.times) {
    if (time.span.end > size || time.span.empty() || time.tokens.empty()) std::abort();
  }
  return 0;
}
