#include "avow/base/utf8.hpp"

#include <gtest/gtest.h>

namespace avow {
namespace {

// The definition of UTF-8 (RFC 3629) written out slowly: the length of the well-formed sequence at `at`, or
// 0.
std::size_t slow_sequence_size(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned first = byte(at);
  if (first < 0x80) return 1;
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 0;
  if (size == 0 || first > 0xF7 || at + size > text.size()) return 0;
  char32_t value = first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80U) return 0;
    value = (value << 6U) | (byte(at + i) & 0x3FU);
  }
  const char32_t smallest = size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000;
  if (value < smallest || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0;
  return size;
}

std::size_t slow_find_invalid(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t size = slow_sequence_size(text, at);
    if (size == 0) return at;
    at += size;
  }
  return at;
}

TEST(Utf8, FastAgreesWithSlowOnManySmallInputs) {
  // Bytes at every border of the ranges of table 3-7, in all sequences of up to four, behind ASCII of
  // different length so that the eight-byte step is crossed at every place.
  const std::string borders =
      "a\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE1\xED\xEE\xEF\xF0\xF1\xF4\xF5\xFF";
  std::size_t checked = 0;
  for (const char a : borders) {
    for (const char b : borders) {
      for (const char c : borders) {
        for (const char d : borders) {
          const std::string text = std::string(checked % 9, 'x') + a + b + c + d;
          ASSERT_EQ(find_invalid_utf8(text), slow_find_invalid(text)) << "input " << checked;
          ASSERT_TRUE(valid_utf8(repair_utf8(text, 4).text)) << "input " << checked;
          ++checked;
        }
      }
    }
  }
}

TEST(Utf8, DecodesWhatItAppends) {
  for (char32_t value = 0; value <= 0x10FFFF; value += value < 0x3000 ? 1 : 97) {
    if (value >= 0xD800 && value <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, value);
    const CodePoint cp = decode_utf8(text, 0);
    ASSERT_TRUE(cp.valid);
    ASSERT_EQ(cp.value, value);
    ASSERT_EQ(cp.size, text.size());
  }
}

TEST(Utf8, RepairReplacesMaximalSubparts) {
  // The example of the Unicode Standard, table 3-8.
  const RepairedText repaired = repair_utf8(
      "a\xF1\x80\x80\xE1\x80\xC2"
      "b\x80"
      "c\x80\xBF"
      "d",
      2);
  EXPECT_EQ(repaired.text, "a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd");
  EXPECT_EQ(repaired.count, 6U);
  EXPECT_EQ(repaired.places, (std::vector<std::size_t>{1, 4}));
}

TEST(Utf8, SurrogatesAndOverlongFormsAreIllFormed) {
  EXPECT_FALSE(valid_utf8("\xED\xA0\x80"));
  EXPECT_FALSE(valid_utf8("\xC0\xAF"));
  EXPECT_FALSE(valid_utf8("\xF4\x90\x80\x80"));
  EXPECT_TRUE(valid_utf8("\xF4\x8F\xBF\xBF"));
}

TEST(Utf8, FloorFindsTheStartOfACodePoint) {
  const std::string text = "a\u20ACb";
  EXPECT_EQ(floor_code_point(text, 0), 0U);
  EXPECT_EQ(floor_code_point(text, 2), 1U);
  EXPECT_EQ(floor_code_point(text, 3), 1U);
  EXPECT_EQ(floor_code_point(text, 4), 4U);
  EXPECT_EQ(floor_code_point(text, 99), text.size());
}

}  // namespace
}  // namespace avow
