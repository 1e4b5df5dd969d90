#include "syntax/tagset.hpp"

#include <algorithm>
#include <cassert>

#include "model/bytes.hpp"

namespace avow::syntax {

Result<TagSet> TagSet::read(std::string_view section) {
  model::ByteReader in{section};
  TagSet out;
  const auto count = in.read<std::uint32_t>();
  for (std::uint32_t i = 0; i < count && !in.failed(); ++i) {
    const auto upos = in.read<std::uint8_t>();
    const auto xpos = in.read<std::uint8_t>();
    if (upos >= kUposCount) return Error{ErrorCode::model_corrupt, "a tag set with an unknown tag", ""};
    out.pairs_.push_back({static_cast<Upos>(upos), xpos});
  }
  if (in.failed() || !in.at_end() || count == 0 || count > 250) {
    return Error{ErrorCode::model_corrupt, "a tag set of the wrong size", ""};
  }
  return out;
}

std::string TagSet::to_section() const {
  std::string out;
  model::store(out, static_cast<std::uint32_t>(pairs_.size()));
  for (const TagPair& pair : pairs_) {
    model::store(out, static_cast<std::uint8_t>(pair.upos));
    model::store(out, pair.xpos);
  }
  return out;
}

std::uint8_t TagSet::intern(TagPair pair) {
  const auto found = std::find(pairs_.begin(), pairs_.end(), pair);
  if (found != pairs_.end()) return static_cast<std::uint8_t>(found - pairs_.begin());
  assert(pairs_.size() < 250);
  pairs_.push_back(pair);
  return static_cast<std::uint8_t>(pairs_.size() - 1);
}

std::uint8_t TagSet::find(TagPair pair) const {
  const auto exact = std::find(pairs_.begin(), pairs_.end(), pair);
  if (exact != pairs_.end()) return static_cast<std::uint8_t>(exact - pairs_.begin());
  const auto same_upos = std::find_if(pairs_.begin(), pairs_.end(),
                                      [pair](const TagPair& other) { return other.upos == pair.upos; });
  return same_upos == pairs_.end() ? std::uint8_t{0} : static_cast<std::uint8_t>(same_upos - pairs_.begin());
}

}  // namespace avow::syntax
