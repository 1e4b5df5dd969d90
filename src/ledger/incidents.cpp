#include "ledger/incidents.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <unordered_map>

namespace avow::ledger {
namespace {

std::pair<std::string, std::string> in_order(std::string a, std::string b) {
  if (b < a) std::swap(a, b);
  return {std::move(a), std::move(b)};
}

struct Link {
  int points = 0;
  std::size_t a = 0, b = 0;  // ranks: a < b
};

// Which of them belong together; a group is called after its least.
class Groups {
 public:
  explicit Groups(std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) {
      group_of_.push_back(i);
      members_.push_back({i});
    }
  }
  [[nodiscard]] std::size_t of(std::size_t item) const { return group_of_[item]; }
  [[nodiscard]] const std::vector<std::size_t>& with(std::size_t item) const { return members_[of(item)]; }
  void join(std::size_t x, std::size_t y) {
    const std::size_t a = std::min(of(x), of(y)), b = std::max(of(x), of(y));
    if (a == b) return;
    for (const std::size_t member : members_[b]) group_of_[member] = a;
    members_[a].insert(members_[a].end(), members_[b].begin(), members_[b].end());
    members_[b].clear();
  }

 private:
  std::vector<std::size_t> group_of_;
  std::vector<std::vector<std::size_t>> members_;
};

class Clustering {
 public:
  // Of those reports that are rejected, or of those that are not; denials among either.
  Clustering(std::span<const ActReport* const> reports, const Decisions& decisions, bool of_rejected)
      : reports_(reports), decisions_(decisions), alike_(reports.size()), incidents_(reports.size()) {
    for (std::size_t i = 0; i < reports.size(); ++i) {
      if (!reports[i]->aggregate) order_.push_back(i);
    }
    std::sort(order_.begin(), order_.end(),
              [&](std::size_t a, std::size_t b) { return earlier(*reports[a], *reports[b]); });
    for (std::size_t i = 0; i < order_.size(); ++i) {
      ids_.push_back(report_id(*reports[order_[i]]));
      rejected_.push_back(decisions.rejected.contains(ids_[i]));
      beside_.push_back(denial(i) || rejected_[i] != of_rejected);
    }
  }

  std::vector<Cluster> run() {
    join_decided();
    for (const Link& link : links()) {
      if (alike_.of(link.a) == alike_.of(link.b) || !may_join(link.a, link.b)) continue;
      alike_.join(link.a, link.b);
      incidents_.join(link.a, link.b);
    }
    std::vector<Cluster> out;
    std::map<std::size_t, std::size_t> number;
    for (std::size_t i = 0; i < order_.size(); ++i) {
      if (beside_[i]) continue;
      const auto [place, is_new] = number.try_emplace(incidents_.of(i), out.size());
      if (is_new) out.emplace_back();
      out[place->second].reports.push_back(order_[i]);
    }
    return out;
  }

  // Rejected reports and denials, where they belong.
  void attach(std::vector<Cluster>& clusters, bool rejected) const {
    for (std::size_t i = 0; i < order_.size(); ++i) {
      if (rejected ? denial(i) || !rejected_[i] : !denial(i)) continue;
      Cluster* best = nullptr;
      int best_points = 0;
      for (Cluster& each : clusters) {
        int points = 0;
        for (const std::size_t index : each.reports) points = std::max(points, points_beside(i, index));
        if (points > best_points) best_points = points, best = &each;
      }
      if (best != nullptr) (rejected ? best->rejected : best->denials).push_back(order_[i]);
    }
  }

 private:
  [[nodiscard]] const ActReport& at(std::size_t rank) const { return *reports_[order_[rank]]; }
  [[nodiscard]] bool denial(std::size_t rank) const { return at(rank).stance == Stance::denied; }

  // A reviewer's word comes before everything that speaks against it.
  void join_decided() {
    if (decisions_.same.empty()) return;
    std::map<std::string, std::size_t> ranks;
    for (std::size_t i = 0; i < ids_.size(); ++i) ranks.emplace(ids_[i], i);
    for (const auto& [first, second] : decisions_.same) {
      const auto a = ranks.find(first), b = ranks.find(second);
      if (a == ranks.end() || b == ranks.end() || beside_[a->second] || beside_[b->second]) continue;
      if (!held_apart(a->second, b->second)) incidents_.join(a->second, b->second);
    }
  }

  // Best first; of equals the earliest reports.
  std::vector<Link> links() const {
    std::vector<Link> out;
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> filed;
    std::vector<std::size_t> seen(order_.size(), order_.size());
    for (std::size_t b = 0; b < order_.size(); ++b) {
      if (beside_[b]) continue;
      for (const std::uint64_t key : search_keys(at(b))) {
        const auto found = filed.find(key);
        if (found == filed.end()) continue;
        for (auto a = found->second.rbegin(); a != found->second.rend(); ++a) {
          const auto day_a = day_of(at(*a)), day_b = day_of(at(b));
          if (day_a && day_b && *day_b - *day_a > kFarthestDays) break;  // ranks are by day
          if (seen[*a] == b) continue;
          seen[*a] = b;
          const Agreement how = agreement_of(at(*a), at(b));
          if (how.same_act()) out.push_back({how.points, *a, b});
        }
      }
      for (const std::uint64_t key : anchor_keys(at(b))) filed[key].push_back(b);
    }
    std::sort(out.begin(), out.end(), [](const Link& x, const Link& y) {
      return std::tuple(-x.points, x.a, x.b) < std::tuple(-y.points, y.a, y.b);
    });
    return out;
  }

  // Whether a reviewer holds some report of the one's incident to be another act than some of the other's.
  [[nodiscard]] bool held_apart(std::size_t a, std::size_t b) const {
    if (decisions_.other.empty() || incidents_.of(a) == incidents_.of(b)) return false;
    for (const std::size_t x : incidents_.with(a)) {
      for (const std::size_t y : incidents_.with(b)) {
        if (decisions_.other.contains(in_order(ids_[x], ids_[y]))) return true;
      }
    }
    return false;
  }

  [[nodiscard]] bool may_join(std::size_t a, std::size_t b) const {
    if (held_apart(a, b)) return false;
    for (const std::size_t x : alike_.with(a)) {
      for (const std::size_t y : alike_.with(b)) {
        if (at(x).document == at(y).document || agreement_of(at(x), at(y)).contradicts) return false;
      }
    }
    return true;
  }

  // How well a denial, or a rejected report, fits a report. Only the party itself can deny its deed.
  [[nodiscard]] int points_beside(std::size_t rank, std::size_t told) const {
    const ActReport& one = at(rank);
    const ActReport& report = *reports_[told];
    const auto pair = in_order(ids_[rank], report_id(report));
    if (decisions_.other.contains(pair)) return 0;
    if (decisions_.same.contains(pair)) return 1000;  // more than any agreement
    const Agreement how = agreement_of(one, report);
    if (!denial(rank)) return one.document != report.document && how.same_act() ? how.points : 0;
    if (one.actor.key.empty() || one.actor.key != report.actor.key) return 0;
    return how.denies_it() ? how.points : 0;
  }

  std::span<const ActReport* const> reports_;
  const Decisions& decisions_;
  std::vector<std::size_t> order_;       // rank -> index into reports_
  std::vector<std::string> ids_;         // by rank, as the next two
  std::vector<bool> rejected_, beside_;  // beside: joins no cluster, stands beside one
  // What the machine joins, in which nothing contradicts; and what the reviewers' words make of that.
  Groups alike_, incidents_;
};

}  // namespace

void Decisions::link(bool same_act, std::string a, std::string b) {
  if (a == b) return;
  (same_act ? same : other).insert(in_order(std::move(a), std::move(b)));
}

std::string report_id(const ActReport& report) {
  return short_id(report.document) + ":" + report.event_id;
}

bool linked(const ActReport& a, const ActReport& b, const Decisions& decisions) {
  if (a.aggregate || b.aggregate) return false;
  if (!decisions.same.empty() && decisions.same.contains(in_order(report_id(a), report_id(b)))) return true;
  if (a.stance == Stance::denied && b.stance == Stance::denied) return false;
  if (a.stance == Stance::denied || b.stance == Stance::denied) {
    return !a.actor.key.empty() && a.actor.key == b.actor.key && agreement_of(a, b).denies_it();
  }
  return a.document != b.document && agreement_of(a, b).same_act();
}

std::vector<Cluster> cluster(std::span<const ActReport* const> reports, const Decisions& decisions) {
  const Clustering counted{reports, decisions, false};
  std::vector<Cluster> out = Clustering{counted}.run();
  counted.attach(out, true);
  std::set<std::size_t> placed;
  for (const Cluster& each : out) placed.insert(each.rejected.begin(), each.rejected.end());
  std::vector<const ActReport*> left;
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const bool is_left = !placed.contains(i) && reports[i]->stance != Stance::denied &&
                         decisions.rejected.contains(report_id(*reports[i]));
    if (is_left) left.push_back(reports[i]), numbers.push_back(i);
  }
  for (Cluster& each : Clustering{left, decisions, true}.run()) {
    for (std::size_t& index : each.reports) index = numbers[index];
    out.push_back(std::move(each));
  }
  counted.attach(out, false);
  return out;
}

std::vector<std::size_t> members_of(const Cluster& cluster) {
  std::vector<std::size_t> out = cluster.reports;
  for (const auto* more : {&cluster.denials, &cluster.rejected})
    out.insert(out.end(), more->begin(), more->end());
  return out;
}

bool earlier(const ActReport& a, const ActReport& b) {
  // Without a day, last.
  const auto key = [](const ActReport& report) {
    const auto day = day_of(report);
    return std::tuple(!day, day.value_or(0), std::cref(report.document), report.event);
  };
  const auto x = key(a), y = key(b);
  if (std::get<0>(x) != std::get<0>(y)) return std::get<0>(x) < std::get<0>(y);
  if (std::get<1>(x) != std::get<1>(y)) return std::get<1>(x) < std::get<1>(y);
  if (a.document != b.document) return a.document < b.document;
  return a.event < b.event;
}

}  // namespace avow::ledger
