#include "source/encoding.hpp"

#include <algorithm>
#include <memory>

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include "avow/base/strings.hpp"
#include "avow/base/utf8.hpp"

namespace avow::source {
namespace {

// As many places of bad bytes are kept; the count covers them all.
constexpr std::size_t kMaxRepairPlaces = 10;
constexpr std::size_t kDetectBytes = 1U << 14U;
constexpr std::size_t kDeclarationBytes = 2048;
// ICU's detector gives 0..100.
constexpr int kSureEnough = 30;

// Converts by ICU; "" when it knows no such encoding.
std::string convert(std::string_view bytes, const std::string& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> from{ucnv_open(encoding.c_str(), &status),
                                                                &ucnv_close};
  if (U_FAILURE(status) || from == nullptr) return {};
  std::string out;
  std::u16string block(1U << 15U, u'\0');
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  char16_t pending = 0;
  for (;;) {
    char16_t* target = block.data();
    ucnv_toUnicode(from.get(), &target, block.data() + block.size(), &source, end, nullptr, 1, &status);
    for (const char16_t* unit = block.data(); unit < target; ++unit) {
      if (pending != 0) {
        const bool pair = *unit >= 0xDC00 && *unit <= 0xDFFF;
        append_utf8(
            out, pair ? 0x10000U + ((pending - 0xD800U) << 10U) + (*unit - 0xDC00U) : kReplacementCharacter);
        pending = 0;
        if (pair) continue;
      }
      if (*unit >= 0xD800 && *unit <= 0xDBFF) {
        pending = *unit;
      } else {
        append_utf8(out, *unit);
      }
    }
    if (status != U_BUFFER_OVERFLOW_ERROR) break;
    status = U_ZERO_ERROR;
  }
  if (U_FAILURE(status)) return {};
  return out;
}

// The first and some more bytes decide; "" when ICU is not sure.
std::string detect(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector{ucsdet_open(&status),
                                                                            &ucsdet_close};
  const std::string_view start = bytes.substr(0, kDetectBytes);
  ucsdet_setText(detector.get(), start.data(), static_cast<std::int32_t>(start.size()), &status);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
  if (U_FAILURE(status) || match == nullptr) return {};
  const std::string name = ucsdet_getName(match, &status);
  const int confidence = ucsdet_getConfidence(match, &status);
  if (U_FAILURE(status) || confidence < kSureEnough || name.starts_with("UTF-") || name.starts_with("IBM"))
    return {};
  // The web's Latin-1 is windows-1252 (WHATWG Encoding standard).
  return name == "ISO-8859-1" ? "windows-1252" : name;
}

// How many well-formed sequences of several bytes, and how many ill-formed pieces.
std::pair<std::size_t, std::size_t> count_sequences(std::string_view bytes) {
  std::size_t good = 0;
  std::size_t bad = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const CodePoint cp = decode_utf8(bytes, at);
    if (!cp.valid) ++bad;
    if (cp.valid && cp.size > 1) ++good;
    at += cp.size;
  }
  return {good, bad};
}

DecodedText repaired(std::string_view bytes) {
  RepairedText repair = repair_utf8(bytes, kMaxRepairPlaces);
  return {std::move(repair.text), "UTF-8", std::move(repair.places), repair.count};
}

// UTF-16 without a mark: every other byte of English is zero.
std::string_view utf16_by_zeros(std::string_view bytes) {
  if (bytes.size() < 8 || bytes.size() % 2 != 0) return {};
  std::size_t even = 0;
  std::size_t odd = 0;
  const std::size_t size = std::min<std::size_t>(bytes.size(), 512);
  for (std::size_t i = 0; i < size; ++i) {
    if (bytes[i] == 0) ++(i % 2 == 0 ? even : odd);
  }
  if (odd * 5 > size * 2 && even == 0) return "UTF-16LE";
  return even * 5 > size * 2 && odd == 0 ? "UTF-16BE" : std::string_view{};
}

}  // namespace

DecodedText decode_text(std::string_view bytes, std::string_view declared) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  std::string_view utf16 = bytes.starts_with("\xFF\xFE")   ? "UTF-16LE"
                           : bytes.starts_with("\xFE\xFF") ? "UTF-16BE"
                                                           : "";
  const bool mark = !utf16.empty();
  if (!mark) utf16 = utf16_by_zeros(bytes);
  if (!utf16.empty()) {
    std::string text = convert(bytes.substr(mark ? 2 : 0), std::string{utf16});
    if (!text.empty()) return {std::move(text), std::string{utf16}, {}, 0};
  }
  if (valid_utf8(bytes)) return {std::string{bytes}, "UTF-8", {}, 0};
  const auto [good, bad] = count_sequences(bytes);
  if (good > bad) return repaired(bytes);
  std::string name = lower_ascii(declared);
  if (name == "iso-8859-1" || name == "latin1" || name == "us-ascii") name = "windows-1252";
  if (name.empty() || name == "utf-8" || name == "utf8") name = detect(bytes);
  if (!name.empty()) {
    std::string text = convert(bytes, name);
    if (!text.empty()) return {std::move(text), name, {}, 0};
  }
  return repaired(bytes);
}

std::string declared_charset(std::string_view html) {
  const std::string start = lower_ascii(html.substr(0, kDeclarationBytes));
  for (const std::string_view key : {"charset=", "encoding="}) {
    std::size_t at = start.find(key);
    if (at == std::string::npos) continue;
    at += key.size();
    while (at < start.size() && (start[at] == '"' || start[at] == '\'' || start[at] == ' ')) ++at;
    const std::size_t end = start.find_first_of("\"' />;\r\n\t?", at);
    return start.substr(at, std::min(end, start.size()) - at);
  }
  return {};
}

}  // namespace avow::source
