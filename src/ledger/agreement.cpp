#include "ledger/agreement.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "avow/base/hash.hpp"
#include "avow/base/strings.hpp"

namespace avow::ledger {
namespace {

// Undated reports of one act are published within days of one another.
constexpr std::int64_t kReportingDays = 4;
// A denial follows the reports it denies.
constexpr std::int64_t kDenialDays = kFarthestDays;
// Time zones and "overnight" put one act on two days.
constexpr std::int64_t kDayUncertainty = 1;
// So many agreements make two reports one act.
constexpr int kLeastAgreement = 3;
// "Gunmen" of one report need more to be those of another.
constexpr int kLeastWeakAgreement = 4;
// A denial names less: the actor and one thing more.
constexpr int kLeastDenialAgreement = 2;
constexpr int kSameSentence = 2;
constexpr int kOneStory = 2;
constexpr std::size_t kShortestCopyBytes = 40;
// Sentences that share most of their words tell one thing.
constexpr double kLikeSentences = 0.5;
constexpr std::size_t kFewestLikeStems = 4;
// Stories that share so many names, and so large a part of the shorter list, are about one thing.
// They are found by the names of the lowest hashes: lists that share so much mostly share one of these.
constexpr std::size_t kNamesFiled = 8;
constexpr std::size_t kSharedNames = 3;
constexpr double kSharedNamesPart = 0.34;
// Of so many, and half of the shorter list, it is the same story beyond doubt.
constexpr std::size_t kManySharedNames = 5;
constexpr double kManySharedNamesPart = 0.5;
// Places so near are one, given how reporters name villages by the next town; places so far are two.
constexpr double kNear_km = 25;
constexpr double kFar_km = 100;
// Tolls are revised: 5 and 9 may be one act, 5 and 60 are not.
constexpr std::int64_t kTollSlack = 5;
constexpr std::int64_t kTollFactor = 3;

enum class Match : std::uint8_t { unknown, agrees, contradicts };

Match match_actors(const ActReport& a, const ActReport& b) {
  if (a.actor.key.empty() || b.actor.key.empty()) return Match::unknown;
  if (a.actor.key == b.actor.key) return Match::agrees;
  // Two whom everybody knows are two; "gunmen" may be anybody.
  const bool both_known = a.actor_named == Named::registered && b.actor_named == Named::registered;
  return both_known ? Match::contradicts : Match::unknown;
}

double distance_km(double latitude_a, double longitude_a, double latitude_b, double longitude_b) {
  constexpr double kRadians = 3.14159265358979323846 / 180, kEarth_km = 6371;
  const double u = std::sin((latitude_b - latitude_a) * kRadians / 2);
  const double v = std::sin((longitude_b - longitude_a) * kRadians / 2);
  const double h = u * u + std::cos(latitude_a * kRadians) * std::cos(latitude_b * kRadians) * v * v;
  return 2 * kEarth_km * std::asin(std::min(1.0, std::sqrt(h)));
}

bool is_point(const ActReport& report) {
  return report.latitude && report.longitude && report.precision >= PlacePrecision::district;
}

Match match_places(const ActReport& a, const ActReport& b) {
  if (a.place.empty() || b.place.empty()) return Match::unknown;
  if (!a.country.empty() && !b.country.empty() && a.country != b.country) return Match::contradicts;
  if (is_point(a) && is_point(b)) {
    const double km = distance_km(*a.latitude, *a.longitude, *b.latitude, *b.longitude);
    return km <= kNear_km ? Match::agrees : km >= kFar_km ? Match::contradicts : Match::unknown;
  }
  if (lower_ascii(a.place) == lower_ascii(b.place) || shared_stems(a.place_stems, b.place_stems) > 0) {
    return Match::agrees;
  }
  // "In the north" and "in Port Vale" may be one place; two names of which nothing is known are two.
  const bool coarse = a.precision == PlacePrecision::country || b.precision == PlacePrecision::country ||
                      a.precision == PlacePrecision::region || b.precision == PlacePrecision::region;
  return coarse ? Match::unknown : Match::contradicts;
}

Match match_times(const ActReport& a, const ActReport& b, std::int64_t most_days) {
  if (a.start && b.start) {
    const std::int64_t gap = std::max(a.start->days_since_epoch() - b.end->days_since_epoch(),
                                      b.start->days_since_epoch() - a.end->days_since_epoch());
    return gap <= 0 ? Match::agrees : gap <= kDayUncertainty ? Match::unknown : Match::contradicts;
  }
  const auto day_a = day_of(a), day_b = day_of(b);
  if (!day_a && !day_b) return Match::unknown;
  if (!day_a || !day_b) return Match::contradicts;  // nothing says that they are near
  return std::abs(*day_a - *day_b) <= most_days ? Match::unknown : Match::contradicts;
}

Match match_counts(const std::optional<Count>& a, const std::optional<Count>& b) {
  if (!a || !b) return Match::unknown;
  const Count& less = a->low <= b->low ? *a : *b;
  const Count& more = a->low <= b->low ? *b : *a;
  if (!less.high || *less.high >= more.low) return Match::agrees;
  const bool revised = more.low <= *less.high + kTollSlack || more.low <= *less.high * kTollFactor;
  return revised ? Match::unknown : Match::contradicts;
}

bool same_recipient(const ActReport& a, const ActReport& b) {
  if (a.recipient.empty() || b.recipient.empty()) return false;
  if (!a.recipient_key.empty() && a.recipient_key == b.recipient_key) return true;
  return shared_stems(a.recipient_stems, b.recipient_stems) > 0;
}

// Word for word the same sentence, but for a dateline before it: one was copied from the other.
bool copied(const std::string& a, const std::string& b) {
  return std::min(a.size(), b.size()) >= kShortestCopyBytes && (a.ends_with(b) || b.ends_with(a));
}

double shared_part(const Stems& a, const Stems& b) {
  const std::size_t smaller = std::min(a.size(), b.size());
  return smaller == 0 ? 0 : static_cast<double>(shared_stems(a, b)) / static_cast<double>(smaller);
}

bool alike(const ActReport& a, const ActReport& b) {
  return std::min(a.sentence_stems.size(), b.sentence_stems.size()) >= kFewestLikeStems &&
         shared_part(a.sentence_stems, b.sentence_stems) >= kLikeSentences;
}

// How much it says for one act that the two stories share their names.
int story_points(const ActReport& a, const ActReport& b) {
  const std::size_t shared = shared_stems(a.names, b.names);
  const double part = shared_part(a.names, b.names);
  if (shared < kSharedNames || part < kSharedNamesPart) return 0;
  return shared >= kManySharedNames && part >= kManySharedNamesPart ? kOneStory + 1 : kOneStory;
}

std::uint64_t key_of(const ActReport& report, std::string_view kind, std::string_view value) {
  return fast_hash(value, fast_hash(to_string(report.type), fast_hash(kind)));
}

// Cells of half a degree: over kNear_km wide up to the 60th parallel.
std::int64_t cell_of(double degrees) {
  return static_cast<std::int64_t>(std::floor(degrees * 2));
}

std::uint64_t cell_key(const ActReport& report, std::int64_t y, std::int64_t x) {
  return key_of(report, "cell", std::to_string(y) + " " + std::to_string(x));
}

std::vector<std::uint64_t> keys_beside_cells(const ActReport& report) {
  std::vector<std::uint64_t> keys;
  if (!report.actor.key.empty()) keys.push_back(key_of(report, "actor", report.actor.key));
  if (report.recipient_named >= Named::named) {
    keys.push_back(key_of(report, "recipient", report.recipient_key));
  }
  if (!report.place.empty()) keys.push_back(key_of(report, "place", lower_ascii(report.place)));
  for (const std::uint32_t stem : report.place_stems) {
    keys.push_back(key_of(report, "place word", std::to_string(stem)));
  }
  for (std::size_t i = 0; i < std::min(report.names.size(), kNamesFiled); ++i) {
    keys.push_back(key_of(report, "name", std::to_string(report.names[i])));
  }
  if (report.sentence.size() >= kShortestCopyBytes) {
    const std::string_view sentence = report.sentence;
    keys.push_back(key_of(report, "sentence", sentence.substr(sentence.size() - kShortestCopyBytes)));
  }
  return keys;
}

void sort_out(std::vector<std::uint64_t>& keys) {
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

}  // namespace

bool Agreement::same_act() const {
  if (contradicts || anchor == Anchor::none) return false;
  return points >= (anchor == Anchor::strong ? kLeastAgreement : kLeastWeakAgreement);
}

bool Agreement::denies_it() const {
  return !contradicts && anchor != Anchor::none && points >= kLeastDenialAgreement;
}

std::optional<std::int64_t> day_of(const ActReport& report) {
  if (report.start) return report.start->days_since_epoch();
  if (report.published) return report.published->days_since_epoch();
  return std::nullopt;
}

Agreement agreement_of(const ActReport& a, const ActReport& b) {
  Agreement out;
  out.contradicts = true;
  if (a.type != b.type) return out;
  const bool denial = a.stance == Stance::denied || b.stance == Stance::denied;
  const Match actor = match_actors(a, b), place = match_places(a, b);
  const Match all[] = {actor, place, match_times(a, b, denial ? kDenialDays : kReportingDays),
                       match_counts(a.killed, b.killed), match_counts(a.injured, b.injured)};
  for (const Match match : all) {
    if (match == Match::contradicts) return out;
    out.points += match == Match::agrees ? 1 : 0;
  }
  out.contradicts = false;
  // Recipients are told in so many ways that other words prove nothing.
  const bool recipient = same_recipient(a, b);
  const bool same_sentence = copied(a.sentence, b.sentence);
  out.points += recipient ? 1 : 0;
  out.points += !a.frame.empty() && a.frame == b.frame ? 1 : 0;
  out.points += same_sentence ? kSameSentence : alike(a, b) ? 1 : 0;
  const int story = story_points(a, b);
  out.points += story;
  const bool known_actor = actor == Match::agrees && a.actor_named >= Named::named;
  const bool known_recipient = recipient && a.recipient_key == b.recipient_key &&
                               std::min(a.recipient_named, b.recipient_named) >= Named::named;
  const bool strong = known_actor || known_recipient || place == Match::agrees || same_sentence || story > 0;
  out.anchor = strong ? Anchor::strong : actor == Match::agrees ? Anchor::weak : Anchor::none;
  return out;
}

std::vector<std::uint64_t> anchor_keys(const ActReport& report) {
  std::vector<std::uint64_t> keys = keys_beside_cells(report);
  if (is_point(report))
    keys.push_back(cell_key(report, cell_of(*report.latitude), cell_of(*report.longitude)));
  sort_out(keys);
  return keys;
}

std::vector<std::uint64_t> search_keys(const ActReport& report) {
  std::vector<std::uint64_t> keys = keys_beside_cells(report);
  if (is_point(report)) {
    for (const std::int64_t dy : {-1, 0, 1}) {
      for (const std::int64_t dx : {-1, 0, 1}) {
        keys.push_back(cell_key(report, cell_of(*report.latitude) + dy, cell_of(*report.longitude) + dx));
      }
    }
  }
  sort_out(keys);
  return keys;
}

}  // namespace avow::ledger
