#include "ledger/incidents.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <tuple>

#include "avow/base/strings.hpp"

namespace avow::ledger {
namespace {

// Undated reports of one act are published within days of one another.
constexpr std::int64_t kReportingDays = 4;
// A denial follows the reports it denies.
constexpr std::int64_t kDenialDays = 14;
// So many agreements among actor, recipient, place, day, numbers and frame make two reports one act.
constexpr int kLeastAgreement = 3;
// A denial names less: the actor and one thing more.
constexpr int kLeastDenialAgreement = 2;

constexpr int kSameSentence = 2;
constexpr std::size_t kShortestCopyBytes = 40;

enum class Match : std::uint8_t { unknown, agrees, contradicts };

std::optional<Date> day_of(const ActReport& report) {
  return report.start ? report.start : report.published;
}

std::int64_t days_apart(const Date& a, const Date& b) {
  return std::abs(a.days_since_epoch() - b.days_since_epoch());
}

bool share_a_stem(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& stem) { return b.contains(stem); });
}

Match match_texts(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty()) return Match::unknown;
  if (lower_ascii(a) == lower_ascii(b) || share_a_stem(stems_of(a), stems_of(b))) return Match::agrees;
  return Match::contradicts;
}

Match match_times(const ActReport& a, const ActReport& b, std::int64_t most_days) {
  if (a.start && b.start) {
    return *a.start <= *b.end && *b.start <= *a.end ? Match::agrees : Match::contradicts;
  }
  const auto day_a = day_of(a), day_b = day_of(b);
  if (!day_a || !day_b) return Match::contradicts;  // nothing says that they are near
  return days_apart(*day_a, *day_b) <= most_days ? Match::unknown : Match::contradicts;
}

Match match_counts(const std::optional<Count>& a, const std::optional<Count>& b) {
  if (!a || !b) return Match::unknown;
  const bool apart = (a->high && *a->high < b->low) || (b->high && *b->high < a->low);
  return apart ? Match::contradicts : Match::agrees;
}

// Word for word the same sentence, but for a dateline before it: one was copied from the other.
bool copied(const std::string& a, const std::string& b) {
  return std::min(a.size(), b.size()) >= kShortestCopyBytes && (a.ends_with(b) || b.ends_with(a));
}

// How many things agree; negative when something contradicts.
int agreement(const ActReport& a, const ActReport& b, std::int64_t most_days) {
  if (a.type != b.type) return -1;
  int agreeing = 0;
  const Match actor = a.actor.key.empty() || b.actor.key.empty() ? Match::unknown
                      : a.actor.key == b.actor.key               ? Match::agrees
                                                                 : Match::contradicts;
  for (const Match match :
       {actor, match_texts(a.place, b.place), match_times(a, b, most_days),
        match_counts(a.report.killed, b.report.killed), match_counts(a.report.injured, b.report.injured)}) {
    if (match == Match::contradicts) return -1;
    agreeing += match == Match::agrees ? 1 : 0;
  }
  // Recipients are told in so many ways that other words prove nothing.
  if (match_texts(a.recipient, b.recipient) == Match::agrees) ++agreeing;
  if (!a.frame.empty() && a.frame == b.frame) ++agreeing;
  if (copied(a.report.sentence, b.report.sentence)) agreeing += kSameSentence;
  return agreeing;
}

// Members are indices of reports; the first is the earliest.
struct Cluster {
  std::vector<std::size_t> members;
  std::vector<std::size_t> denials;
};

class Clustering {
 public:
  explicit Clustering(const Corpus& corpus) : corpus_(corpus) {}

  Incidents run() {
    std::vector<std::size_t> order(corpus_.reports.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    for (const std::size_t report : order) {
      if (corpus_.reports[report].stance != Stance::denied) place(report);
    }
    for (const std::size_t report : order) {
      if (corpus_.reports[report].stance == Stance::denied) attach_denial(report);
    }
    Incidents out;
    for (const Cluster& cluster : clusters_) append(out, cluster);
    return out;
  }

 private:
  [[nodiscard]] std::tuple<std::string, std::size_t, std::size_t, std::string> key(std::size_t index) const {
    const ActReport& report = corpus_.reports[index];
    const auto day = day_of(report);
    return {day ? day->to_string() : std::string{"9999"}, report.report.document, report.report.id.size(),
            report.report.id};
  }

  void place(std::size_t report) {
    const ActReport& mine = corpus_.reports[report];
    Cluster* best = nullptr;
    int best_agreement = kLeastAgreement - 1;
    for (Cluster& cluster : clusters_) {
      int least = std::numeric_limits<int>::max();
      for (const std::size_t member : cluster.members) {
        const ActReport& other = corpus_.reports[member];
        const bool same_text = other.report.document == mine.report.document;
        least = std::min(least, same_text ? -1 : agreement(mine, other, kReportingDays));
      }
      if (least > best_agreement) {
        best_agreement = least;
        best = &cluster;
      }
    }
    if (best == nullptr) best = &clusters_.emplace_back();
    best->members.push_back(report);
  }

  void attach_denial(std::size_t report) {
    Cluster* best = nullptr;
    int best_agreement = kLeastDenialAgreement - 1;
    for (Cluster& cluster : clusters_) {
      const ActReport& first = corpus_.reports[cluster.members.front()];
      if (first.actor.key != corpus_.reports[report].actor.key) continue;
      for (const std::size_t member : cluster.members) {
        const int value = agreement(corpus_.reports[report], corpus_.reports[member], kDenialDays);
        if (value > best_agreement) {
          best_agreement = value;
          best = &cluster;
        }
      }
    }
    if (best != nullptr) best->denials.push_back(report);
  }

  static void widen(std::optional<Count>& all, const std::optional<Count>& one) {
    if (!one) return;
    if (!all) {
      all = one;
      return;
    }
    all->low = std::min(all->low, one->low);
    if (all->high && one->high) {
      all->high = std::max(*all->high, *one->high);
    } else {
      all->high.reset();
    }
  }

  void append(Incidents& out, const Cluster& cluster) const {
    Incident incident;
    IncidentDetail detail;
    incident.id = "i" + std::to_string(out.list.size() + 1);
    std::set<std::size_t> origins;
    for (const std::size_t index : cluster.members) {
      const ActReport& report = corpus_.reports[index];
      incident.type = report.type;
      if (incident.actor.key.empty()) incident.actor = report.actor;
      if (incident.recipient.empty()) incident.recipient = report.recipient;
      if (incident.place.empty()) incident.place = report.place;
      if (!incident.start) incident.start = report.start, incident.end = report.end;
      widen(incident.killed, report.report.killed);
      widen(incident.injured, report.report.injured);
      origins.insert(corpus_.documents[report.report.document].origin);
      if (report.stance == Stance::admitted) incident.admissions.push_back(report.report.id);
      detail.frames.push_back(report.frame);
      detail.objects.insert(report.objects.begin(), report.objects.end());
      detail.surely = detail.surely || report.factuality == Factuality::CT_plus;
      incident.reports.push_back(report.report);
    }
    if (!incident.start) incident.start = incident.end = corpus_.reports[cluster.members.front()].published;
    for (const std::size_t index : cluster.denials)
      incident.denials.push_back(corpus_.reports[index].report.id);
    incident.origins = origins.size();
    incident.grade = !incident.admissions.empty() ? Grade::acknowledged
                     : !incident.denials.empty()  ? Grade::contested
                     : incident.origins > 1       ? Grade::corroborated
                                                  : Grade::single_source;
    out.list.push_back(std::move(incident));
    out.details.push_back(std::move(detail));
  }

  const Corpus& corpus_;
  std::vector<Cluster> clusters_;
};

}  // namespace

Incidents find_incidents(const Corpus& corpus) {
  return Clustering{corpus}.run();
}

}  // namespace avow::ledger
