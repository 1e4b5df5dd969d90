#include "syntax/entity_names.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>

#include "avow/base/strings.hpp"
#include "model/bytes.hpp"

namespace avow::syntax {
namespace {

constexpr std::size_t kSlotSizeBytes = 5;
constexpr std::uint32_t kMaxLog2Slots = 24;

constexpr std::array<std::string_view, kNameLabels> kLabels = {"first",   "last",    "place", "big_place",
                                                               "country", "demonym", "body"};

bool in_piece(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0xC0 ||
         (static_cast<unsigned char>(c) >= 0x80 && static_cast<unsigned char>(c) < 0xC0);
}

}  // namespace

void PhraseHash::add(std::string_view word) {
  bool inside = false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    // A typographic apostrophe or dash (E2 80 xx) parts pieces as ASCII ones do.
    if (word[i] == '\xE2' && i + 2 < word.size() && word[i + 1] == '\x80') {
      inside = false;
      i += 2;
      continue;
    }
    if (!in_piece(word[i])) {
      inside = false;
      continue;
    }
    if (!inside) hash_ = (hash_ ^ 0x1F) * 0x100000001B3ULL;
    inside = true;
    hash_ = (hash_ ^ static_cast<unsigned char>(word[i])) * 0x100000001B3ULL;
  }
}

std::uint32_t PhraseHash::value() const {
  const std::uint64_t mixed = (hash_ ^ (hash_ >> 31U)) * 0x9E3779B97F4A7C15ULL;
  return std::max<std::uint32_t>(1, static_cast<std::uint32_t>(mixed >> 32U));
}

std::string KnownNames::to_section(const std::vector<std::pair<std::string, std::string>>& rows) {
  std::map<std::uint32_t, std::uint8_t> labels;
  for (const auto& [name, label] : rows) {
    const auto found = std::find(kLabels.begin(), kLabels.end(), label);
    if (found == kLabels.end()) continue;
    PhraseHash phrase;
    for (const std::string_view word : split_words(name)) phrase.add(word);
    labels[phrase.value()] |= static_cast<std::uint8_t>(1U << (found - kLabels.begin()));
  }
  std::uint32_t log2 = 4;
  while ((std::size_t{1} << log2) * 3 < labels.size() * 4) ++log2;
  const std::uint32_t mask = (1U << log2) - 1U;
  std::string out;
  model::store(out, log2);
  out.resize(sizeof(log2) + kSlotSizeBytes * (std::size_t{mask} + 1), '\0');
  for (const auto& [hash, bits] : labels) {
    std::uint32_t slot = hash & mask;
    char* at = nullptr;
    for (;; slot = (slot + 1) & mask) {
      at = out.data() + sizeof(log2) + kSlotSizeBytes * slot;
      if (model::load<std::uint32_t>({at, 4}, 0) == 0) break;
    }
    std::memcpy(at, &hash, sizeof(hash));
    at[4] = static_cast<char>(bits);
  }
  return out;
}

Result<KnownNames> KnownNames::read(std::string_view section) {
  const auto log2 = model::load<std::uint32_t>(section, 0);
  const std::size_t slots = std::size_t{1} << std::min(log2, kMaxLog2Slots);
  if (log2 > kMaxLog2Slots || section.size() != sizeof(log2) + kSlotSizeBytes * slots) {
    return Error{ErrorCode::model_corrupt, "a table of names of the wrong size", ""};
  }
  KnownNames names;
  names.slots_ = section.data() + sizeof(log2);
  names.mask_ = static_cast<std::uint32_t>(slots - 1);
  return names;
}

std::uint8_t KnownNames::find(std::uint32_t phrase) const {
  // A corrupt table without an empty slot must still end.
  std::uint32_t slot = phrase & mask_;
  for (std::uint32_t steps = 0; steps <= mask_; ++steps, slot = (slot + 1) & mask_) {
    const char* at = slots_ + kSlotSizeBytes * slot;
    std::uint32_t hash = 0;
    std::memcpy(&hash, at, sizeof(hash));
    if (hash == 0) return 0;
    if (hash == phrase) return static_cast<std::uint8_t>(at[4]);
  }
  return 0;
}

}  // namespace avow::syntax
