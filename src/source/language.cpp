#include "source/language.hpp"

#include <cld2/public/compact_lang_det.h>

#include "avow/base/utf8.hpp"

namespace avow::source {
namespace {

constexpr std::size_t kLookedAtBytes = 3000;
// Shorter texts are mostly names and numbers; the detector guesses wildly.
constexpr std::size_t kMinBytes = 120;

}  // namespace

std::string recognise_language(std::string_view text) {
  if (text.size() < kMinBytes) return {};
  const std::string_view start = text.substr(0, floor_code_point(text, kLookedAtBytes));
  bool reliable = false;
  const CLD2::Language language =
      CLD2::DetectLanguage(start.data(), static_cast<int>(start.size()), true, &reliable);
  if (!reliable || language == CLD2::UNKNOWN_LANGUAGE) return {};
  return CLD2::LanguageCode(language);
}

}  // namespace avow::source
