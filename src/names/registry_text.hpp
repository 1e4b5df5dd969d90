// How registry names are compared: folded to lower case without accents, apostrophes and full stops, with
// hyphens as spaces, so that "Sana’a", "Sanaa" and "U.S.-led", "US-led" have one key. The cased form is kept
// beside it for aliases whose case tells them apart ("US", "us").
//
//   FoldedKey key;
//   key.add("Ahrar");
//   key.add("al-Sham");    // folded() == "ahrar al sham", cased() == "Ahrar al Sham"
//
// Fixed size, no allocation; one thread at a time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace avow::names {

// Keys longer than this are no names.
inline constexpr std::size_t kMaxRegistryKeySizeBytes = 240;

class FoldedKey {
 public:
  // Adds one token (or a whole name) after a space; a token such as "'s" joins the word before it. False:
  // the token holds punctuation that no name contains, or the key is full; nothing more can be added.
  bool add(std::string_view token);
  [[nodiscard]] std::string_view folded() const { return {folded_.data(), size_}; }
  [[nodiscard]] std::string_view cased() const { return {cased_.data(), size_}; }
  void clear() {
    size_ = 0;
    join_next_ = false;
  }

 private:
  bool add_plain(unsigned char c);
  bool add_code_point(std::uint32_t code_point, std::string_view bytes);
  bool put(char folded, char cased);
  bool put_letter(char folded, char cased);

  std::array<char, kMaxRegistryKeySizeBytes> folded_;
  std::array<char, kMaxRegistryKeySizeBytes> cased_;
  std::size_t size_ = 0;
  bool gap_ = false;        // a space is due before the next letter
  bool join_next_ = false;  // the last token ended in an apostrophe: "d’" "Ivoire"
};

}  // namespace avow::names
