#include "syntax/lexicon.hpp"

#include <bit>

#include "model/bytes.hpp"

namespace avow::syntax {
namespace {

constexpr LexiconEntry kUnknown{};
constexpr std::size_t kMinPlaces = 16;

}  // namespace

Result<Lexicon> Lexicon::read(std::string_view section) {
  static_assert(sizeof(LexiconEntry) == 8);
  const std::size_t places = section.size() / sizeof(LexiconEntry);
  if (section.size() % sizeof(LexiconEntry) != 0 || !std::has_single_bit(places) || places < kMinPlaces) {
    return Error{ErrorCode::model_corrupt, "a lexicon of the wrong size", ""};
  }
  Lexicon out;
  // Sections start at multiples of 64 bytes, so entries are aligned.
  out.table_ = reinterpret_cast<const LexiconEntry*>(section.data());
  out.mask_ = static_cast<std::uint32_t>(places - 1);
  bool has_empty_place = false;
  for (std::size_t i = 0; i < places && !has_empty_place; ++i) has_empty_place = out.table_[i].key == 0;
  if (!has_empty_place) return Error{ErrorCode::model_corrupt, "a lexicon without room", ""};
  return out;
}

std::string Lexicon::to_section(const std::vector<LexiconEntry>& entries) {
  const std::size_t places = std::max(kMinPlaces, std::bit_ceil(entries.size() * 2));
  std::vector<LexiconEntry> table(places);
  for (const LexiconEntry& entry : entries) {
    std::size_t place = entry.key & (places - 1);
    while (table[place].key != 0 && table[place].key != entry.key) place = (place + 1) & (places - 1);
    if (table[place].key == 0) table[place] = entry;
  }
  std::string out;
  for (const LexiconEntry& entry : table) {
    model::store(out, entry.key);
    model::store(out, entry.cluster);
    model::store(out, entry.coarse);
    model::store(out, entry.kind);
  }
  return out;
}

const LexiconEntry& Lexicon::find(model::Atom lower) const {
  if (table_ == nullptr || lower == 0) return kUnknown;
  std::uint32_t place = lower & mask_;
  while (table_[place].key != lower) {
    if (table_[place].key == 0) return kUnknown;
    place = (place + 1) & mask_;
  }
  return table_[place];
}

}  // namespace avow::syntax
