#include "syntax/word_classes.hpp"

#include <algorithm>
#include <cstring>
#include <map>

#include "model/bytes.hpp"

namespace avow::syntax {
namespace {

constexpr std::size_t kHeadSizeBytes = 8;
constexpr std::size_t kGrainSizeBytes = 4;
constexpr std::size_t kSlotSizeBytes = 4;
// With twelve bits of place and twenty in the slot, a hash is kept whole.
constexpr std::uint32_t kMinLog2Slots = 12;
constexpr std::uint32_t kMaxLog2Slots = 22;
constexpr std::uint32_t kFineMask = 0xFFF;

std::uint32_t slot_at(const char* slots, std::uint32_t slot) {
  std::uint32_t value = 0;
  std::memcpy(&value, slots + kSlotSizeBytes * slot, sizeof(value));
  return value;
}

}  // namespace

std::string WordClasses::to_section(const std::vector<WordClassRow>& rows) {
  std::map<model::Atom, std::uint16_t> words;
  std::map<std::uint16_t, WordClass> grains;
  for (const WordClassRow& row : rows) {
    if (row.of.fine == 0 || row.of.fine > kMaxFineClasses) continue;
    words.emplace(row.lower, row.of.fine);
    grains.emplace(row.of.fine, row.of);
  }
  std::uint32_t log2 = kMinLog2Slots;
  while ((std::size_t{1} << log2) * 4 < words.size() * 5) ++log2;
  const std::uint32_t mask = (1U << log2) - 1U;
  const std::uint32_t fines = grains.empty() ? 0 : grains.rbegin()->first;
  std::string out;
  model::store(out, log2);
  model::store(out, fines);
  for (std::uint32_t fine = 1; fine <= fines; ++fine) {
    const WordClass of = grains[static_cast<std::uint16_t>(fine)];
    model::store(out, of.middle);
    model::store(out, of.coarse);
  }
  const std::size_t first = out.size();
  out.resize(first + kSlotSizeBytes * (std::size_t{mask} + 1), '\0');
  for (const auto& [lower, fine] : words) {
    std::uint32_t slot = lower & mask;
    while (slot_at(out.data() + first, slot) != 0) slot = (slot + 1) & mask;
    const std::uint32_t value = (lower & ~kFineMask) | fine;
    std::memcpy(out.data() + first + kSlotSizeBytes * slot, &value, sizeof(value));
  }
  return out;
}

Result<WordClasses> WordClasses::read(std::string_view section) {
  const auto log2 = model::load<std::uint32_t>(section, 0);
  const auto fines = model::load<std::uint32_t>(section, 4);
  const bool sane = log2 >= kMinLog2Slots && log2 <= kMaxLog2Slots && fines <= kMaxFineClasses;
  const std::size_t grains = kGrainSizeBytes * std::size_t{fines};
  if (!sane || section.size() != kHeadSizeBytes + grains + kSlotSizeBytes * (std::size_t{1} << log2)) {
    return Error{ErrorCode::model_corrupt, "a table of word classes of the wrong size", ""};
  }
  WordClasses classes;
  classes.grains_ = section.data() + kHeadSizeBytes;
  classes.slots_ = classes.grains_ + grains;
  classes.fines_ = fines;
  classes.mask_ = (1U << log2) - 1U;
  return classes;
}

WordClass WordClasses::find(model::Atom lower) const {
  std::uint32_t slot = lower & mask_;
  // A corrupt table without an empty slot must still end.
  for (std::uint32_t steps = 0; steps <= mask_; ++steps, slot = (slot + 1) & mask_) {
    const std::uint32_t value = slot_at(slots_, slot);
    if (value == 0) return {};
    if (((value ^ lower) & ~kFineMask) != 0) continue;
    const std::uint32_t fine = value & kFineMask;
    if (fine == 0 || fine > fines_) return {};
    WordClass out;
    out.fine = static_cast<std::uint16_t>(fine);
    const char* grain = grains_ + kGrainSizeBytes * (fine - 1);
    std::memcpy(&out.middle, grain, sizeof(out.middle));
    std::memcpy(&out.coarse, grain + sizeof(out.middle), sizeof(out.coarse));
    return out;
  }
  return {};
}

}  // namespace avow::syntax
