#include "names/registry_text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace avow::names {
namespace {

constexpr std::uint32_t kFirstLatin = 0xC0;
constexpr std::uint32_t kLastLatin = 0x24F;
constexpr std::uint32_t kFirstLatinAdditional = 0x1E00;
constexpr std::uint32_t kLastLatinAdditional = 0x1EFF;
constexpr std::size_t kLatinCount = kLastLatin - kFirstLatin + 1;
constexpr std::size_t kAdditionalCount = kLastLatinAdditional - kFirstLatinAdditional + 1;

// A Latin letter without its accents: one or two ASCII letters.
struct Plain {
  char first = 0, second = 0;
};

struct Undecomposed {
  std::uint32_t code_point;
  Plain plain;
};

// Letters that Unicode does not decompose, as news agencies write them.
constexpr std::array<Undecomposed, 23> kUndecomposed = {{
    {0xC6, {'A', 'E'}}, {0xE6, {'a', 'e'}},  {0xD8, {'O', 0}},    {0xF8, {'o', 0}},    {0xD0, {'D', 0}},
    {0xF0, {'d', 0}},   {0xDE, {'T', 'h'}},  {0xFE, {'t', 'h'}},  {0xDF, {'s', 's'}},  {0x110, {'D', 0}},
    {0x111, {'d', 0}},  {0x126, {'H', 0}},   {0x127, {'h', 0}},   {0x131, {'i', 0}},   {0x141, {'L', 0}},
    {0x142, {'l', 0}},  {0x14A, {'N', 'g'}}, {0x14B, {'n', 'g'}}, {0x152, {'O', 'E'}}, {0x153, {'o', 'e'}},
    {0x18F, {'A', 0}},  {0x1DD, {'e', 0}},   {0x259, {'a', 0}},
}};

class LatinTable {
 public:
  LatinTable() {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status) != 0) return;
    for (std::size_t i = 0; i < plain_.size(); ++i) {
      icu::UnicodeString parts;
      const auto code_point = static_cast<UChar32>(code_point_of(i));
      if (nfd->getDecomposition(code_point, parts) == 0 || parts.isEmpty()) continue;
      const char16_t base = parts.charAt(0);
      if (base < 0x80) plain_[i].first = static_cast<char>(base);
    }
    for (const Undecomposed& letter : kUndecomposed) {
      if (letter.code_point <= kLastLatin) plain_[letter.code_point - kFirstLatin] = letter.plain;
    }
  }

  [[nodiscard]] Plain operator[](std::uint32_t code_point) const {
    if (code_point >= kFirstLatin && code_point <= kLastLatin) return plain_[code_point - kFirstLatin];
    if (code_point >= kFirstLatinAdditional && code_point <= kLastLatinAdditional) {
      return plain_[kLatinCount + code_point - kFirstLatinAdditional];
    }
    return code_point == 0x259 ? Plain{'a', 0} : Plain{};
  }

 private:
  [[nodiscard]] static std::uint32_t code_point_of(std::size_t i) {
    return static_cast<std::uint32_t>(i < kLatinCount ? kFirstLatin + i
                                                      : kFirstLatinAdditional + (i - kLatinCount));
  }
  std::array<Plain, kLatinCount + kAdditionalCount> plain_{};
};

const LatinTable& latin_table() {
  static const LatinTable table;
  return table;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// The code point at text[i] and its length in bytes; malformed bytes count as one each.
std::uint32_t decode(std::string_view text, std::size_t i, std::size_t& size) {
  const auto byte = [&](std::size_t k) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[k]));
  };
  const std::uint32_t lead = byte(i);
  size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  if (size == 1 || i + size > text.size()) {
    size = 1;
    return lead;
  }
  std::uint32_t code_point = lead & (0xFFU >> (size + 1));
  for (std::size_t k = 1; k < size; ++k) code_point = (code_point << 6U) | (byte(i + k) & 0x3FU);
  return code_point;
}

bool is_apostrophe(std::uint32_t c) {
  return c == '\'' || c == '`' || c == 0xB4 || c == 0x2018 || c == 0x2019 || c == 0x2032 ||
         (c >= 0x2B9 && c <= 0x2BF);
}

bool is_gap(std::uint32_t c) {
  return c == ' ' || c == '-' || c == '/' || c == '_' || c == '+' || c == 0xA0 ||
         (c >= 0x2010 && c <= 0x2013) || c == 0x202F;
}

bool is_dropped(std::uint32_t c) {
  return c == '.' || c == 0xAD || (c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F);
}

}  // namespace

bool FoldedKey::put(char folded, char cased) {
  if (size_ >= folded_.size()) return false;
  folded_[size_] = folded;
  cased_[size_] = cased;
  ++size_;
  return true;
}

bool FoldedKey::put_letter(char folded, char cased) {
  if (gap_ && size_ > 0 && !put(' ', ' ')) return false;
  gap_ = false;
  return put(folded, cased);
}

bool FoldedKey::add_code_point(std::uint32_t code_point, std::string_view bytes) {
  if (code_point == '&') {
    gap_ = true;
    for (const char c : {'a', 'n', 'd'}) {
      if (!put_letter(c, c)) return false;
    }
    gap_ = true;
    return true;
  }
  if (code_point < 0x80) {
    const char c = static_cast<char>(code_point);
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return letter && put_letter(lower(c), c);
  }
  const Plain plain = latin_table()[code_point];
  if (plain.first != 0) {
    return put_letter(lower(plain.first), plain.first) &&
           (plain.second == 0 || put_letter(lower(plain.second), plain.second));
  }
  if (u_isalnum(static_cast<UChar32>(code_point)) == 0) return false;
  for (const char c : bytes) {
    if (!put_letter(c, c)) return false;
  }
  return true;
}

bool FoldedKey::add(std::string_view token) {
  const std::size_t size_before = size_;
  bool after_apostrophe = false;
  if (!join_next_) gap_ = true;
  join_next_ = false;
  for (std::size_t i = 0; i < token.size();) {
    std::size_t size = 1;
    const std::uint32_t c = decode(token, i, size);
    after_apostrophe = is_apostrophe(c);
    if (after_apostrophe) {
      if (i == 0 && token.size() > size) gap_ = false;  // "'s": part of the word before
    } else if (is_gap(c)) {
      gap_ = true;
    } else if (!is_dropped(c) && !add_code_point(c, token.substr(i, size))) {
      return false;
    }
    i += size;
  }
  join_next_ = after_apostrophe && size_ > size_before;
  // A token of punctuation alone ends a name, but for a hyphen.
  return size_ > size_before || (!token.empty() && gap_ && token.front() != '.' && !after_apostrophe);
}

}  // namespace avow::names
