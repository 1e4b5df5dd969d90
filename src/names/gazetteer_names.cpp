#include "names/gazetteer_names.hpp"

#include <algorithm>
#include <array>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "avow/base/hash.hpp"

namespace avow::names {
namespace {

struct LetterFold {
  UChar32 letter;
  std::string_view ascii;
};

// Latin letters that do not come apart into a letter and a mark.
constexpr std::array kLetters = {
    LetterFold{0x00DF, "ss"}, LetterFold{0x00E6, "ae"}, LetterFold{0x00F0, "d"}, LetterFold{0x00F8, "o"},
    LetterFold{0x00FE, "th"}, LetterFold{0x0111, "d"},  LetterFold{0x0127, "h"}, LetterFold{0x0131, "i"},
    LetterFold{0x0142, "l"},  LetterFold{0x0153, "oe"}, LetterFold{0x0167, "t"}, LetterFold{0x0259, "a"},
    LetterFold{0x018F, "a"},  LetterFold{0x0199, "k"},  LetterFold{0x0257, "d"}, LetterFold{0x0253, "b"},
};

// Apostrophes, and the half rings of Arabic and Hebrew names.
bool is_dropped(UChar32 c) {
  return c == '\'' || c == '.' || c == '`' || c == 0x2019 || c == 0x2018 || (c >= 0x02B9 && c <= 0x02BF) ||
         c == 0x02CB || c == 0x00B4 || c == 0xA78C;
}

bool is_parted(UChar32 c) {
  return c == '-' || c == ' ' || c == '/' || c == ',' || c == '(' || c == ')' ||
         (c >= 0x2010 && c <= 0x2015) || c == 0x00A0;
}

void append_code_point(std::string& out, UChar32 c, bool& foreign) {
  if (c < 0x80) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '&';
    if (word) out += static_cast<char>(c);
    return;
  }
  for (const LetterFold& fold : kLetters) {
    if (fold.letter == c) {
      out += fold.ascii;
      return;
    }
  }
  if (u_getCombiningClass(c) != 0) return;
  foreign = true;
}

void end_word(std::string& out, std::size_t word) {
  const std::string_view last = std::string_view(out).substr(word);
  if (last == "saint") out.replace(word, 5, "st");
  if (last == "sainte") out.replace(word, 6, "ste");
}

constexpr std::array<std::string_view, 22> kAdminWords = {
    "province", "governorate", "county",      "district",  "region", "state",       "oblast", "parish",
    "division", "department",  "prefecture",  "territory", "canton", "voivodeship", "raion",  "municipality",
    "borough",  "emirate",     "subdistrict", "commune",   "krai",   "sub-district"};

// Articles of Arabic names, as they are written before sun and moon letters.
constexpr std::array<std::string_view, 12> kArticles = {"al", "el", "as", "ash", "an",  "ad",
                                                        "ar", "at", "az", "ath", "adh", "the"};

}  // namespace

bool is_admin_word(std::string_view word) {
  return std::find(kAdminWords.begin(), kAdminWords.end(), word) != kAdminWords.end();
}

std::string fold_place_name(std::string_view name) {
  std::string out;
  out.reserve(name.size());
  std::size_t word = 0;
  bool foreign = false;
  const auto feed = [&](UChar32 c) {
    if (is_dropped(c)) return;
    if (!is_parted(c)) {
      append_code_point(out, c, foreign);
      return;
    }
    if (out.empty() || out.back() == ' ') return;
    end_word(out, word);
    out += ' ';
    word = out.size();
  };
  const bool ascii =
      std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) {
    for (const char c : name) feed(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  } else {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
    const icu::UnicodeString text =
        icu::UnicodeString::fromUTF8({name.data(), static_cast<int32_t>(name.size())});
    const icu::UnicodeString apart = U_SUCCESS(status) ? nfkd->normalize(text, status) : text;
    for (int32_t i = 0; i < apart.length(); i = apart.moveIndex32(i, 1)) feed(u_tolower(apart.char32At(i)));
  }
  if (foreign) return {};
  while (!out.empty() && out.back() == ' ') out.pop_back();
  if (word < out.size()) end_word(out, word);
  return out;
}

std::uint64_t place_key(std::string_view folded) {
  return fast_hash(folded, 0x67617A);
}

std::vector<std::string> shorter_names(const std::string& folded, bool admin) {
  std::vector<std::string> shorter;
  std::string base = folded;
  if (admin) {
    const std::size_t space = base.rfind(' ');
    if (space != std::string::npos && is_admin_word(std::string_view(base).substr(space + 1))) {
      base.resize(space);
      shorter.push_back(base);
    }
    for (const std::string_view prefix :
         {"provincia de ", "departamento de ", "muhafazat ", "wilaya de ", "province of "}) {
      if (base.size() > prefix.size() + 2 && base.starts_with(prefix))
        shorter.push_back(base.substr(prefix.size()));
    }
  }
  const std::size_t first = base.find(' ');
  if (first == std::string::npos || base.size() - first < 4) return shorter;
  const std::string_view head = std::string_view(base).substr(0, first);
  if (std::find(kArticles.begin(), kArticles.end(), head) != kArticles.end())
    shorter.push_back(base.substr(first + 1));
  return shorter;
}

}  // namespace avow::names
