#include "names/places_resolve.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "names/places_context.hpp"

namespace avow::names {
namespace {

// Weights of the evidence, on one scale (roughly: 1 is a factor of ten in population). Set by hand.
struct Weights {
  double population = 1.0;
  double country = 6.0;
  double admin1 = 2.0;
  double capital = 3.0;
  double continent = 6.0;
  double unpeopled = 3.0;  // seas and the like, whose weight is no population
  double as_container = 3.0;
  double softness = 2.0;  // how far below the best a candidate still speaks for its neighbours
  double seat = 0.4;
  double named_feature = 1.5;
  double section = -0.8;
  double other_name = -2.5;
  double shortened = -0.6;
  double container = 9.0;
  double loose_container = 5.0;
  double outside = -4.0;
  double unit = 4.0;
  double not_unit = -3.0;
  double hinted = 3.5;
  double country_share = 4.0;
  double admin_share = 4.0;
  double country_named = 1.5;
  double admin_named = 3.0;
  double nearby = 4.0;
  double address = 1.5;
};
constexpr Weights kWeights;
constexpr double kNear_km = 120;  // scale of nearness
constexpr int kRounds = 3;
constexpr std::size_t kMaxCandidates = 40;

struct Candidate {
  std::uint32_t place = kNoPlace;
  double base = 0;  // what does not change between rounds
  double score = 0;
  double weight = 0;  // its share of the group: a soft pick
  bool contained = false;
  bool unit = false;
  bool context = false;
  bool nearby = false;
};

// All mentions of one name; a mention with a container of its own is a group of its own.
struct Group {
  NameContext context;
  std::vector<std::size_t> names;
  std::vector<Candidate> candidates;
  std::size_t best = 0;
};

bool is_settlement(PlaceKind kind) {
  return kind == PlaceKind::capital || kind == PlaceKind::admin_seat || kind == PlaceKind::city ||
         kind == PlaceKind::section;
}

bool is_named_feature(PlaceKind kind) {
  return kind == PlaceKind::region || kind == PlaceKind::continent || kind == PlaceKind::water ||
         kind == PlaceKind::terrain || kind == PlaceKind::site;
}

bool fits_unit(PlaceKind kind, UnitHint unit) {
  switch (unit) {
    case UnitHint::country:
      return kind == PlaceKind::country;
    case UnitHint::admin1:
      return kind == PlaceKind::admin1 || kind == PlaceKind::region;
    case UnitHint::admin2:
      return kind == PlaceKind::admin2;
    case UnitHint::admin:
      return kind == PlaceKind::admin1 || kind == PlaceKind::admin2 || kind == PlaceKind::region;
    case UnitHint::settlement:
      return is_settlement(kind) || kind == PlaceKind::site;
    case UnitHint::water:
      return kind == PlaceKind::water;
    case UnitHint::terrain:
      return kind == PlaceKind::terrain || kind == PlaceKind::region;
    case UnitHint::none:
      break;
  }
  return false;
}

double prior(const GazetteerPlace& place, std::uint32_t flags) {
  double score = kWeights.population * std::log10(static_cast<double>(place.population) + 100);
  if (place.kind == PlaceKind::country) score += kWeights.country;
  if (place.kind == PlaceKind::admin1) score += kWeights.admin1;
  if (place.kind == PlaceKind::capital) score += kWeights.capital;
  if (place.kind == PlaceKind::admin_seat) score += kWeights.seat;
  if (place.kind == PlaceKind::section) score += kWeights.section;
  if (is_named_feature(place.kind)) score += kWeights.named_feature;
  if (place.kind == PlaceKind::continent) score += kWeights.continent;
  if (is_named_feature(place.kind) && place.population == 0) score += kWeights.unpeopled;
  if ((flags & kPrimaryName) == 0 && (flags & kOtherName) != 0) score += kWeights.other_name;
  if ((flags & kShortened) != 0 && (flags & kPrimaryName) == 0) score += kWeights.shortened;
  return score;
}

class Resolver {
 public:
  Resolver(const Document& document, const Gazetteer& gazetteer, const std::vector<PlaceName>& names)
      : document_(document), gazetteer_(gazetteer), names_(names) {}

  std::vector<ResolvedPlace> run() {
    make_groups();
    address_country_ = country_of_address(gazetteer_, document_.uri);
    if (address_country_ == kNoPlace) address_country_ = country_of_address(gazetteer_, document_.publisher);
    for (Group& group : groups_) pick(group);
    for (int round = 0; round < kRounds; ++round) {
      summarise();
      for (Group& group : groups_) {
        for (Candidate& candidate : group.candidates)
          candidate.score = candidate.base + in_context(group, candidate);
        pick(group);
      }
    }
    return results();
  }

 private:
  void make_groups() {
    std::map<std::string, std::size_t> by_key;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const Span previous = i > 0 ? names_[i - 1].span : Span{};
      const Span next = i + 1 < names_.size() ? names_[i + 1].span : Span{};
      NameContext context = read_name_context(document_, gazetteer_, names_[i].span, previous, next);
      std::string key = context.folded;
      if (context.unit == UnitHint::admin1 || context.unit == UnitHint::admin2) key += "|unit";
      if (context.as_container) key += "|container";
      const auto [found, fresh] = by_key.emplace(key, groups_.size());
      if (fresh) {
        groups_.emplace_back();
        groups_.back().context = context;
      } else {
        merge_context(groups_[found->second].context, context);
      }
      groups_[found->second].names.push_back(i);
    }
    for (Group& group : groups_) make_candidates(group);
  }

  // Later mentions of a name are rarely spelled out again: what one says holds for all.
  static void merge_context(NameContext& into, const NameContext& from) {
    if (into.unit == UnitHint::none) into.unit = from.unit;
    into.as_container = into.as_container && from.as_container;
    if (into.containers.empty() || (from.firm_container && !into.firm_container)) {
      into.containers = from.containers.empty() ? into.containers : from.containers;
      into.firm_container = into.firm_container || from.firm_container;
    }
    into.hinted.insert(into.hinted.end(), from.hinted.begin(), from.hinted.end());
  }

  void make_candidates(Group& group) {
    const std::string_view surface = document_.text_of(names_[group.names.front()].span);
    const bool demonyms = names_[group.names.front()].demonyms;
    auto found = gazetteer_.find(group.context.folded);
    // "Syrians", "Canadians"
    if (found.empty() && demonyms && group.context.folded.ends_with('s')) {
      found =
          gazetteer_.find(std::string_view(group.context.folded).substr(0, group.context.folded.size() - 1));
    }
    for (const GazetteerPosting& posting : found) {
      if (group.candidates.size() == kMaxCandidates) break;
      if ((posting.flags & kDemonym) != 0 && (posting.flags & kPrimaryName) == 0 && !demonyms) continue;
      if ((posting.flags & kCaseMatters) != 0 && !all_capitals(surface)) continue;
      Candidate candidate;
      candidate.place = posting.place;
      candidate.base =
          prior(gazetteer_.place(posting.place), posting.flags) + from_words(group.context, candidate);
      candidate.score = candidate.base;
      group.candidates.push_back(candidate);
    }
  }

  static bool all_capitals(std::string_view surface) {
    if (surface.find('.') != std::string_view::npos) return true;
    return std::none_of(surface.begin(), surface.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  }

  double from_words(const NameContext& context, Candidate& candidate) const {
    const GazetteerPlace& place = gazetteer_.place(candidate.place);
    double score = 0;
    if (!context.containers.empty()) {
      const bool inside = std::any_of(
          context.containers.begin(), context.containers.end(),
          [&](std::uint32_t c) { return c != candidate.place && gazetteer_.is_within(candidate.place, c); });
      candidate.contained = inside;
      if (inside) score += context.firm_container ? kWeights.container : kWeights.loose_container;
      if (!inside && context.firm_container) score += kWeights.outside;
    }
    if (context.unit != UnitHint::none) {
      candidate.unit = fits_unit(place.kind, context.unit);
      score += candidate.unit ? kWeights.unit : kWeights.not_unit;
    }
    const bool hinted = std::any_of(context.hinted.begin(), context.hinted.end(), [&](std::uint32_t c) {
      return c != candidate.place && gazetteer_.is_within(candidate.place, c);
    });
    if (hinted) score += kWeights.hinted;
    const bool holds = place.kind == PlaceKind::country || place.kind == PlaceKind::admin1 ||
                       place.kind == PlaceKind::admin2;
    if (context.as_container && holds) score += kWeights.as_container;
    candidate.contained = candidate.contained || hinted;
    return score;
  }

  static void pick(Group& group) {
    for (std::size_t i = 0; i < group.candidates.size(); ++i) {
      if (group.candidates[i].score > group.candidates[group.best].score) group.best = i;
    }
    double sum = 0;
    for (Candidate& candidate : group.candidates) {
      candidate.weight = std::exp((candidate.score - group.candidates[group.best].score) / kWeights.softness);
      sum += candidate.weight;
    }
    for (Candidate& candidate : group.candidates) candidate.weight /= sum;
  }

  [[nodiscard]] std::uint32_t country_of(std::uint32_t place) const {
    const GazetteerPlace& row = gazetteer_.place(place);
    return row.kind == PlaceKind::country ? place : row.country;
  }
  [[nodiscard]] std::uint32_t admin_of(std::uint32_t place) const {
    const GazetteerPlace& row = gazetteer_.place(place);
    return row.kind == PlaceKind::admin1 ? place : row.admin1;
  }

  // How often the text speaks of each country and unit, by the soft picks of the last round.
  void summarise() {
    countries_.clear();
    admins_.clear();
    total_ = 0;
    for (const Group& group : groups_) {
      const double weight = std::sqrt(static_cast<double>(group.names.size()));
      for (const Candidate& candidate : group.candidates) {
        const std::uint32_t country = country_of(candidate.place);
        if (country != kNoPlace) countries_[country] += weight * candidate.weight;
        const std::uint32_t admin = admin_of(candidate.place);
        if (admin != kNoPlace) admins_[admin] += weight * candidate.weight;
      }
      if (!group.candidates.empty()) total_ += weight;
    }
  }

  // The part of the other names' weight that falls on `key`.
  double share_of_others(const std::map<std::uint32_t, double>& counts, std::uint32_t key, const Group& group,
                         std::uint32_t (Resolver::*of)(std::uint32_t) const) const {
    const auto found = counts.find(key);
    if (found == counts.end()) return 0;
    const double weight = std::sqrt(static_cast<double>(group.names.size()));
    double own = 0;
    for (const Candidate& candidate : group.candidates) {
      if ((this->*of)(candidate.place) == key) own += weight * candidate.weight;
    }
    return std::max(0.0, found->second - own) / (total_ - weight + 1);
  }

  double in_context(const Group& group, Candidate& candidate) const {
    const GazetteerPlace& row = gazetteer_.place(candidate.place);
    double score = 0;
    candidate.context = false;
    if (row.kind != PlaceKind::country && row.country != kNoPlace) {
      const double share = share_of_others(countries_, row.country, group, &Resolver::country_of);
      score += kWeights.country_share * share;
      candidate.context = share > 0.05;
      if (names(row.country)) score += kWeights.country_named;
      if (row.country == address_country_) score += kWeights.address;
    }
    if (row.admin1 != kNoPlace) {
      score += kWeights.admin_share * share_of_others(admins_, row.admin1, group, &Resolver::admin_of);
      if (names(row.admin1)) score += kWeights.admin_named;
    }
    const double near = nearness(group, row);
    candidate.nearby = near > 0.3;
    return score + kWeights.nearby * near;
  }

  // Does the text name this country or unit itself?
  [[nodiscard]] bool names(std::uint32_t container) const {
    return std::any_of(groups_.begin(), groups_.end(), [&](const Group& g) {
      return !g.candidates.empty() && g.candidates[g.best].place == container;
    });
  }

  // Others of the text close by: each adds by its distance, together at most 1.
  double nearness(const Group& group, const GazetteerPlace& row) const {
    constexpr double kFar_degrees = 5;
    if (row.located == 0 || row.kind == PlaceKind::country || row.kind == PlaceKind::continent) return 0;
    double sum = 0;
    for (const Group& other : groups_) {
      if (&other == &group) continue;
      double best = 0;
      for (const Candidate& candidate : other.candidates) {
        if (candidate.weight < 0.02) continue;
        const GazetteerPlace& place = gazetteer_.place(candidate.place);
        const bool point =
            is_settlement(place.kind) || place.kind == PlaceKind::admin2 || place.kind == PlaceKind::site;
        if (!point || place.located == 0 || std::abs(place.latitude - row.latitude) > kFar_degrees) continue;
        const double distance = distance_km(row.latitude, row.longitude, place.latitude, place.longitude);
        best = std::max(best, std::exp(-distance / kNear_km) * candidate.weight);
      }
      sum += 0.5 * best;
    }
    return std::min(1.0, sum);
  }

  std::vector<ResolvedPlace> results() const {
    std::vector<ResolvedPlace> resolved(names_.size());
    for (const Group& group : groups_) {
      if (group.candidates.empty()) continue;
      const Candidate& best = group.candidates[group.best];
      double second = best.score - 6;
      for (const Candidate& candidate : group.candidates) {
        if (&candidate != &best) second = std::max(second, candidate.score);
      }
      ResolvedPlace result;
      result.place = best.place;
      result.confidence = static_cast<float>(1 / (1 + std::exp(-(best.score - second))));
      result.rule = best.contained                 ? "container"
                    : best.unit                    ? "unit-word"
                    : group.candidates.size() == 1 ? "only-bearer"
                    : best.nearby                  ? "nearby"
                    : best.context                 ? "country-context"
                                                   : "prior";
      for (const std::size_t name : group.names) resolved[name] = result;
    }
    return resolved;
  }

  const Document& document_;
  const Gazetteer& gazetteer_;
  const std::vector<PlaceName>& names_;
  std::vector<Group> groups_;
  std::map<std::uint32_t, double> countries_, admins_;
  double total_ = 0;
  std::uint32_t address_country_ = kNoPlace;
};

}  // namespace

std::vector<ResolvedPlace> resolve_places(const Document& document, const Gazetteer& gazetteer,
                                          const std::vector<PlaceName>& names) {
  return Resolver(document, gazetteer, names).run();
}

}  // namespace avow::names
