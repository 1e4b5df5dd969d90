#include "syntax/entity_decode.hpp"

#include <limits>

namespace avow::syntax {
namespace {

constexpr std::int32_t kImpossible = std::numeric_limits<std::int32_t>::min() / 4;

constexpr EntityPart part_of(std::uint32_t label) {
  return static_cast<EntityPart>((label - 1) % 4);
}

// Outside a name: after O, a last or a unit.
constexpr std::array<std::uint8_t, 1 + 2 * kEntityTypes> closed_labels() {
  std::array<std::uint8_t, 1 + 2 * kEntityTypes> out{};
  std::size_t count = 1;
  for (std::uint32_t label = 1; label < kEntityLabels; ++label) {
    if (part_of(label) == EntityPart::last || part_of(label) == EntityPart::unit) {
      out[count++] = static_cast<std::uint8_t>(label);
    }
  }
  return out;
}

constexpr auto kClosed = closed_labels();

}  // namespace

void EntityLattice::decode(const EntityTransitions& steps, std::vector<std::uint8_t>& labels) {
  const std::size_t count = scores.size();
  labels.assign(count, 0);
  if (count == 0) return;
  from_.resize(count);
  LabelScores best{};
  best.fill(kImpossible);
  best[0] = 0;  // before the first word: outside
  for (std::size_t i = 0; i < count; ++i) {
    const auto& step = steps.score[kinds[i]];
    LabelScores next{};
    next.fill(kImpossible);
    auto& from = from_[i];
    const auto consider = [&](std::uint32_t before, std::uint32_t label) {
      const std::int32_t score = best[before] + step[before][label];
      if (score > next[label]) {
        next[label] = score;
        from[label] = static_cast<std::uint8_t>(before);
      }
    };
    for (std::uint32_t label = 0; label < kEntityLabels; ++label) {
      const bool opens =
          label == 0 || part_of(label) == EntityPart::begin || part_of(label) == EntityPart::unit;
      if (opens) {
        for (const std::uint8_t before : kClosed) consider(before, label);
      } else {
        const std::uint32_t begin = label - (label - 1) % 4;
        consider(begin, label);
        consider(begin + 1, label);
      }
      if (next[label] > kImpossible) next[label] += scores[i][label];
    }
    best = next;
  }
  std::uint8_t last = 0;
  for (const std::uint8_t label : kClosed) {
    if (best[label] > best[last]) last = label;
  }
  for (std::size_t i = count; i-- > 0;) {
    labels[i] = last;
    last = from_[i][last];
  }
}

void read_labels(const std::vector<std::uint8_t>& labels, TokenIndex first, std::vector<Entity>& out) {
  TokenIndex begin = kNone;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::uint32_t label = labels[i];
    if (label == 0) continue;
    const TokenIndex token = first + static_cast<TokenIndex>(i);
    const EntityPart part = part_of(label);
    if (part == EntityPart::begin || part == EntityPart::unit) begin = token;
    if (part != EntityPart::last && part != EntityPart::unit) continue;
    out.push_back({{begin, token + 1}, static_cast<EntityType>((label - 1) / 4), 0});
  }
}

}  // namespace avow::syntax
