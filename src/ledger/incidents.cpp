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

class Clustering {
 public:
  Clustering(std::span<const ActReport* const> reports, const Decisions& decisions)
      : reports_(reports), decisions_(decisions) {
    for (std::size_t i = 0; i < reports.size(); ++i) {
      if (!reports[i]->aggregate) order_.push_back(i);
    }
    std::sort(order_.begin(), order_.end(),
              [&](std::size_t a, std::size_t b) { return earlier(*reports[a], *reports[b]); });
    for (const std::size_t index : order_) ids_.push_back(report_id(*reports[index]));
    cluster_of_.resize(order_.size());
    for (std::size_t i = 0; i < order_.size(); ++i) {
      cluster_of_[i] = i;
      members_.push_back({i});
    }
  }

  std::vector<Cluster> run() {
    join_decided();
    for (const Link& link : links()) {
      const std::size_t a = cluster_of_[link.a], b = cluster_of_[link.b];
      if (a != b && may_join(members_[a], members_[b])) join(a, b);
    }
    std::vector<Cluster> out;
    std::map<std::size_t, std::size_t> number;
    for (std::size_t i = 0; i < order_.size(); ++i) {
      if (denial(i)) continue;
      const auto [place, is_new] = number.try_emplace(cluster_of_[i], out.size());
      if (is_new) out.emplace_back();
      out[place->second].reports.push_back(order_[i]);
    }
    attach_denials(out);
    return out;
  }

 private:
  [[nodiscard]] const ActReport& at(std::size_t rank) const { return *reports_[order_[rank]]; }
  [[nodiscard]] bool denial(std::size_t rank) const { return at(rank).stance == Stance::denied; }

  void join(std::size_t a, std::size_t b) {
    if (b < a) std::swap(a, b);
    for (const std::size_t member : members_[b]) cluster_of_[member] = a;
    members_[a].insert(members_[a].end(), members_[b].begin(), members_[b].end());
    members_[b].clear();
  }

  // A reviewer's word comes first, and before everything that speaks against it.
  void join_decided() {
    if (decisions_.same.empty()) return;
    std::map<std::string, std::size_t> ranks;
    for (std::size_t i = 0; i < ids_.size(); ++i) ranks.emplace(ids_[i], i);
    for (const auto& [first, second] : decisions_.same) {
      const auto a = ranks.find(first), b = ranks.find(second);
      if (a == ranks.end() || b == ranks.end() || decisions_.other.contains({first, second})) continue;
      if (cluster_of_[a->second] != cluster_of_[b->second])
        join(cluster_of_[a->second], cluster_of_[b->second]);
    }
  }

  // Best first; of equals the earliest reports.
  std::vector<Link> links() const {
    std::vector<Link> out;
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> filed;
    std::vector<std::size_t> seen(order_.size(), order_.size());
    for (std::size_t b = 0; b < order_.size(); ++b) {
      if (denial(b)) continue;
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

  [[nodiscard]] bool may_join(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) const {
    for (const std::size_t x : a) {
      for (const std::size_t y : b) {
        if (at(x).document == at(y).document) return false;
        if (!decisions_.other.empty() && decisions_.other.contains(in_order(ids_[x], ids_[y]))) return false;
        if (agreement_of(at(x), at(y)).contradicts) return false;
      }
    }
    return true;
  }

  void attach_denials(std::vector<Cluster>& clusters) const {
    for (std::size_t i = 0; i < order_.size(); ++i) {
      if (!denial(i)) continue;
      Cluster* best = nullptr;
      int best_points = 0;
      for (Cluster& each : clusters) {
        int points = 0;
        for (const std::size_t index : each.reports) points = std::max(points, denial_points(i, index));
        if (points > best_points) best_points = points, best = &each;
      }
      if (best != nullptr) best->denials.push_back(order_[i]);
    }
  }

  // Only the party itself can deny its deed.
  [[nodiscard]] int denial_points(std::size_t rank, std::size_t told) const {
    const ActReport& denied = at(rank);
    const ActReport& report = *reports_[told];
    const auto pair = in_order(ids_[rank], report_id(report));
    if (decisions_.other.contains(pair)) return 0;
    if (decisions_.same.contains(pair)) return 1000;  // more than any agreement
    if (denied.actor.key.empty() || denied.actor.key != report.actor.key) return 0;
    const Agreement how = agreement_of(denied, report);
    return how.denies_it() ? how.points : 0;
  }

  std::span<const ActReport* const> reports_;
  const Decisions& decisions_;
  std::vector<std::size_t> order_;  // rank -> index into reports_
  std::vector<std::string> ids_;    // by rank
  std::vector<std::size_t> cluster_of_;
  std::vector<std::vector<std::size_t>> members_;
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
  return Clustering{reports, decisions}.run();
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
