// Any text through the whole stage: tokens are in order, do not overlap, lie in their sentence and hold every
// byte that is no white space.
#include <cstdio>
#include <cstdlib>

#include "avow/base/utf8.hpp"
#include "text/stage.hpp"
#include "text/unicode.hpp"

namespace {

const avow::Stage& stage() {
  static const auto made = [] {
    auto result = avow::text::make_stage(AVOW_SOURCE_DIR "/data");
    if (!result) std::abort();
    return std::move(result).value();
  }();
  return *made;
}

bool only_space(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const avow::CodePoint cp = avow::decode_utf8(text, at);
    if (!avow::text::is_space(avow::text::char_class(cp.value))) return false;
    at += cp.size;
  }
  return true;
}

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  avow::Document document;
  document.text = avow::repair_utf8({reinterpret_cast<const char*>(data), size}, 0).text;
  stage().run(document);
  const std::string_view text = document.text;
  std::uint32_t end = 0;
  for (const avow::Token& token : document.tokens) {
    require(token.span.begin >= end && token.span.end > token.span.begin,
            "tokens are in order and not empty");
    require(token.span.end <= text.size(), "tokens are inside the text");
    require(avow::valid_utf8(token.span.of(text)), "tokens are whole code points");
    require(only_space(text.substr(end, token.span.begin - end)), "nothing is lost between tokens");
    const auto& sentence = document.sentences[static_cast<std::size_t>(token.sentence)];
    require(sentence.span.contains(token.span), "tokens lie in their sentence");
    end = token.span.end;
  }
  require(only_space(text.substr(end)), "nothing is lost at the end");
  avow::TokenIndex next = 0;
  for (const avow::Sentence& sentence : document.sentences) {
    require(sentence.tokens.first == next && !sentence.tokens.empty(), "sentences hold all tokens in order");
    next = sentence.tokens.last;
  }
  require(static_cast<std::size_t>(next) == document.tokens.size(), "no token is outside a sentence");
  return 0;
}
