#include "avow/names/registry.hpp"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "avow/base/strings.hpp"
#include "names/registry_builder.hpp"

namespace avow::names {
namespace {

constexpr int kDeepestParent = 12;

bool is_upper(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// "US" only as US; "Turkey" not as turkey, but "al-Shabaab" also as Al-Shabaab.
bool case_fits(const AliasRecord& alias, std::string_view cased) {
  if (alias.exact) return alias.cased == cased;
  return !is_upper(alias.cased.front()) || is_upper(cased.front());
}

}  // namespace

std::string_view StringArena::store(std::string_view text) {
  constexpr std::size_t kBlock = 1U << 16U;
  if (used_ + text.size() > capacity_) {
    capacity_ = std::max(kBlock, text.size());
    blocks_.push_back(std::make_unique<char[]>(capacity_));
    used_ = 0;
  }
  char* const at = blocks_.empty() ? nullptr : blocks_.back().get() + used_;
  if (!text.empty()) std::memcpy(at, text.data(), text.size());
  used_ += text.size();
  return {at, text.size()};
}

std::int32_t registry_day(Date date) {
  return static_cast<std::int32_t>(date.days_since_epoch());
}

RegistryCode& RegistryCode::append(std::string_view text) {
  const std::size_t count = std::min(text.size(), chars_.size() - size_);
  std::copy_n(text.begin(), count, chars_.begin() + size_);
  size_ = static_cast<std::uint8_t>(size_ + count);
  return *this;
}

bool is_state_organ(const RegistryEntry& entry) {
  if (entry.state || entry.periods.empty()) return false;
  for (const RegistryPeriod& period : entry.periods) {
    if (period.kind != ActorKind::government || !period.code.ends_with("GOV") || period.parent == nullptr)
      return false;
  }
  return true;
}

const RegistryEntry& voice_of(const RegistryEntry& organisation) {
  const RegistryEntry* at = &organisation;
  for (int depth = 0; depth < kDeepestParent && is_state_organ(*at); ++depth) at = at->periods.back().parent;
  return *at;
}

const RegistryEntry* RegistryImpl::organ(const RegistryEntry& state, std::uint32_t organ) const {
  const std::uint32_t number = state_number[index_of(state)];
  if (number == kNoItem || organ == kNoItem) return nullptr;
  return &entries[organ_entries[number * organs.size() + organ]];
}

Registry::Registry(std::unique_ptr<RegistryImpl> impl) : impl_(std::move(impl)) {}
Registry::Registry(Registry&&) noexcept = default;
Registry& Registry::operator=(Registry&&) noexcept = default;
Registry::~Registry() = default;

Result<Registry> Registry::load(const std::filesystem::path& folder,
                                const std::vector<std::filesystem::path>& own) {
  RegistryBuilder builder;
  builder.read(folder, own);
  return builder.build();
}

std::vector<Error> check_registry(const std::filesystem::path& folder,
                                  const std::vector<std::filesystem::path>& own) {
  RegistryBuilder builder;
  builder.read(folder, own);
  const Result<Registry> built = builder.build();
  return builder.problems();
}

const RegistryEntry* Registry::by_id(std::string_view id) const {
  const auto found = impl_->ids.find(id);
  return found == impl_->ids.end() ? nullptr : &impl_->entries[found->second];
}

const RegistryEntry* Registry::state_of_alpha2(std::string_view alpha2) const {
  const auto found = impl_->alpha2.find(lower_ascii(alpha2));
  return found == impl_->alpha2.end() ? nullptr : &impl_->entries[found->second];
}

bool Registry::valid_code(std::string_view code) const {
  return !code.empty() && impl_->code_problem(code).empty();
}

std::span<const RegistryEntry> Registry::entries() const {
  return impl_->entries;
}

std::size_t Registry::alias_count() const {
  return impl_->aliases.size();
}

const RegistryEntry* Registry::organ_of(std::string_view country, std::string_view suffix) const {
  const RegistryEntry* state = by_id(country);
  if (state == nullptr) return nullptr;
  for (std::uint32_t i = 0; i < impl_->organs.size(); ++i) {
    if (impl_->organs[i].suffix == suffix) return impl_->organ(*state, i);
  }
  return nullptr;
}

const RegistryPeriod* Registry::period_on(const RegistryEntry& entry, std::optional<Date> date) const {
  const auto periods = entry.periods;
  if (!date) {
    for (const RegistryPeriod& period : periods) {
      if (period.kind == ActorKind::person && !period.to) return &period;
    }
    return periods.empty() ? nullptr : &periods.back();
  }
  const RegistryPeriod* nearest = periods.empty() ? nullptr : &periods.front();
  for (const RegistryPeriod& period : periods) {
    if (period.holds_on(*date)) return &period;
    if (period.from && *period.from <= *date) nearest = &period;
  }
  if (nearest != nullptr && nearest->kind == ActorKind::person && !nearest->role.empty()) return nullptr;
  return nearest;
}

namespace {

// Whose words a person's are in all the offices held on the date (without one: ever held). Offices of a state
// go before others held beside them (a minister who leads a party); other differences are left open (null):
// the text's own words decide, not the registry.
const RegistryEntry* person_voice(const RegistryEntry& entry, std::optional<Date> date) {
  const RegistryEntry* voice = nullptr;
  bool several = false;
  for (const RegistryPeriod& period : entry.periods) {
    if (period.parent == nullptr || (date && !period.holds_on(*date))) continue;
    const RegistryEntry& theirs = voice_of(*period.parent);
    if (voice == nullptr || (theirs.state && !voice->state && date)) {
      voice = &theirs;
      several = false;
    } else if (&theirs != voice && !(date && voice->state && !theirs.state)) {
      several = true;
    }
  }
  return several ? nullptr : voice;
}

}  // namespace

const RegistryEntry& Registry::side_of(const RegistryEntry& entry, std::optional<Date> date) const {
  const RegistryEntry* at = &entry;
  for (int depth = 0; depth < kDeepestParent; ++depth) {
    const RegistryPeriod* period = period_on(*at, date);
    if (period == nullptr) break;
    const RegistryEntry* up = period->kind == ActorKind::person ? person_voice(*at, date) : period->parent;
    if (up == nullptr) break;
    at = up;
  }
  return *at;
}

const RegistryEntry* Registry::on_behalf_of(const RegistryEntry& entry, std::optional<Date> date) const {
  const RegistryPeriod* period = period_on(entry, date);
  if (period == nullptr) return nullptr;
  if (period->kind == ActorKind::person) return person_voice(entry, date);
  const RegistryEntry& voice = voice_of(entry);
  return &voice == &entry ? nullptr : &voice;
}

namespace {

// How well a claim fits: the user's own files before ours, valid on the date before not, the country of the
// text before others, an unshared name before a shared one; then the order of the files.
struct Claim {
  std::uint32_t alias = kNoItem;
  int score = -1;
  bool in_period = true;
  bool ambiguous = false;
};

constexpr int kOwnScore = 1000;
constexpr int kPeriodScore = 100;
constexpr int kCountryScore = 40;
constexpr int kUnsharedScore = 20;

bool active_on(const RegistryEntry& entry, std::optional<Date> date) {
  if (!date) return true;
  return std::any_of(entry.periods.begin(), entry.periods.end(),
                     [&](const RegistryPeriod& period) { return period.holds_on(*date); });
}

int score_of(const Registry& registry, const AliasRecord& alias, const RegistryEntry& entry,
             std::optional<Date> date, std::string_view country) {
  int score = entry.own ? kOwnScore : 0;
  if (active_on(entry, date)) score += kPeriodScore;
  if (!alias.shared) score += kUnsharedScore;
  const RegistryPeriod* period = registry.period_on(entry, date);
  if (!country.empty() && period != nullptr && period->country == country) score += kCountryScore;
  return score;
}

RegistryMatch to_match(const Registry& registry, const AliasRecord& alias, const RegistryEntry& entry,
                       std::optional<Date> date) {
  RegistryMatch match;
  match.entry = &entry;
  match.period = registry.period_on(entry, date);
  match.alias = alias.text;
  match.alias_kind = alias.kind;
  match.shared = alias.shared;
  match.in_period = active_on(entry, date);
  return match;
}

Claim best_claim(const Registry& registry, const std::vector<AliasRecord>& aliases, const KeyIndex& index,
                 std::uint32_t first, std::string_view cased, std::optional<Date> date,
                 std::string_view country) {
  Claim best;
  for (std::uint32_t i = first; i != kNoItem; i = index.next(i)) {
    const AliasRecord& alias = aliases[i];
    if (!case_fits(alias, cased) || (date && !alias.holds_on(registry_day(*date)))) continue;
    const RegistryEntry& entry = registry.entries()[alias.entry];
    const int score = score_of(registry, alias, entry, date, country);
    if (score > best.score) {
      best = {i, score, true, false};
    } else if (score == best.score && aliases[best.alias].entry != alias.entry) {
      best.ambiguous = true;
    }
  }
  return best;
}

std::string_view without_article(std::string_view name) {
  if (name.size() > 4 && (name.starts_with("the ") || name.starts_with("The "))) name.remove_prefix(4);
  for (const std::string_view tail : {"'s", "’s"}) {
    if (name.ends_with(tail)) name.remove_suffix(tail.size());
  }
  return name;
}

}  // namespace

std::optional<RegistryMatch> Registry::find(std::string_view name, std::optional<Date> date,
                                            std::string_view country) const {
  FoldedKey key;
  if (!key.add(without_article(name)) || key.folded().empty()) return std::nullopt;
  const std::uint32_t first = impl_->alias_index.first(key.folded());
  const Claim claim =
      best_claim(*this, impl_->aliases, impl_->alias_index, first, key.cased(), date, country);
  if (claim.alias == kNoItem) return std::nullopt;
  const AliasRecord& alias = impl_->aliases[claim.alias];
  RegistryMatch match = to_match(*this, alias, impl_->entries[alias.entry], date);
  match.ambiguous = claim.ambiguous;
  return match;
}

std::optional<RegistryMatch> Registry::match(std::span<const RegistryWord> words, std::size_t first,
                                             std::optional<Date> date, std::string_view country) const {
  KeyWalk walk(impl_->alias_index);
  Claim best;
  std::size_t best_size = 0;
  for (std::size_t i = first; i < words.size() && walk.step(words[i].text); ++i) {
    if (walk.first() == kNoItem) continue;
    const Claim claim = best_claim(*this, impl_->aliases, impl_->alias_index, walk.first(),
                                   walk.key().cased(), date, country);
    if (claim.alias == kNoItem) continue;
    best = claim;
    best_size = i + 1 - first;
  }
  if (best_size == 0) return std::nullopt;
  const AliasRecord& alias = impl_->aliases[best.alias];
  RegistryMatch match = to_match(*this, alias, impl_->entries[alias.entry], date);
  match.ambiguous = best.ambiguous;
  match.size = static_cast<std::uint16_t>(best_size);
  return match;
}

bool Registry::is_agent(std::string_view lemma) const {
  FoldedKey key;
  return key.add(lemma) && impl_->agent_index.first(key.folded()) != kNoItem;
}

}  // namespace avow::names
