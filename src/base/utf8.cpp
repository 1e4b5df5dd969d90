#include "avow/base/utf8.hpp"

#include <array>
#include <cstring>

namespace avow {
namespace {

constexpr CodePoint ill_formed(std::size_t size) {
  return {kReplacementCharacter, static_cast<std::uint8_t>(size), false};
}

struct Lead {
  std::uint8_t size = 0;           // of the sequence; 0: no lead byte
  std::uint8_t second_low = 0x80;  // the second byte's range (Unicode Standard, table 3-7)
  std::uint8_t second_high = 0xBF;
};

constexpr Lead lead_of(unsigned byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {2, 0x80, 0xBF};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {3, 0x80, 0xBF};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte >= 0xF1 && byte <= 0xF3) return {4, 0x80, 0xBF};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {};
}

constexpr std::array<Lead, 256> kLeads = [] {
  std::array<Lead, 256> leads{};
  for (unsigned byte = 0; byte < 256; ++byte) leads[byte] = lead_of(byte);
  return leads;
}();

unsigned byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

// The first byte at or after `at` that is not ASCII, or text.size().
std::size_t skip_ascii(std::string_view text, std::size_t at) {
  while (at + 8 <= text.size()) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + at, 8);
    if ((eight & 0x8080808080808080U) != 0) break;
    at += 8;
  }
  while (at < text.size() && byte_at(text, at) < 0x80) ++at;
  return at;
}

}  // namespace

CodePoint decode_utf8(std::string_view text, std::size_t at) {
  const unsigned first = byte_at(text, at);
  if (first < 0x80) return {first, 1, true};
  const Lead lead = kLeads[first];
  if (lead.size == 0 || at + 1 >= text.size()) return ill_formed(1);
  const unsigned second = byte_at(text, at + 1);
  if (second < lead.second_low || second > lead.second_high) return ill_formed(1);
  char32_t value = first & (0x7FU >> lead.size);
  value = (value << 6U) | (second & 0x3FU);
  for (std::size_t i = 2; i < lead.size; ++i) {
    if (at + i >= text.size() || (byte_at(text, at + i) & 0xC0U) != 0x80U) return ill_formed(i);
    value = (value << 6U) | (byte_at(text, at + i) & 0x3FU);
  }
  return {value, lead.size, true};
}

std::size_t find_invalid_utf8(std::string_view text) {
  std::size_t at = 0;
  for (;;) {
    at = skip_ascii(text, at);
    if (at == text.size()) return at;
    const CodePoint cp = decode_utf8(text, at);
    if (!cp.valid) return at;
    at += cp.size;
  }
}

RepairedText repair_utf8(std::string_view bytes, std::size_t max_places) {
  RepairedText repaired;
  repaired.text.reserve(bytes.size());
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t good = find_invalid_utf8(bytes.substr(at));
    repaired.text.append(bytes, at, good);
    at += good;
    if (at == bytes.size()) break;
    if (repaired.places.size() < max_places) repaired.places.push_back(repaired.text.size());
    ++repaired.count;
    append_utf8(repaired.text, kReplacementCharacter);
    at += decode_utf8(bytes, at).size;
  }
  return repaired;
}

void append_utf8(std::string& text, char32_t value) {
  if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) value = kReplacementCharacter;
  const auto put = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (value < 0x80) {
    put(value);
  } else if (value < 0x800) {
    put(0xC0U | (value >> 6U));
    put(0x80U | (value & 0x3FU));
  } else if (value < 0x10000) {
    put(0xE0U | (value >> 12U));
    put(0x80U | ((value >> 6U) & 0x3FU));
    put(0x80U | (value & 0x3FU));
  } else {
    put(0xF0U | (value >> 18U));
    put(0x80U | ((value >> 12U) & 0x3FU));
    put(0x80U | ((value >> 6U) & 0x3FU));
    put(0x80U | (value & 0x3FU));
  }
}

std::size_t floor_code_point(std::string_view text, std::size_t at) {
  if (at >= text.size()) return text.size();
  while (at > 0 && (byte_at(text, at) & 0xC0U) == 0x80U) --at;
  return at;
}

}  // namespace avow
