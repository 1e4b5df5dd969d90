// What a cluster of reports says as one incident: origins, tolls, grade (incidents.hpp).
#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "ledger/incidents.hpp"

namespace avow::ledger {
namespace {

class Unions {
 public:
  explicit Unions(std::size_t size) : parents_(size) { std::iota(parents_.begin(), parents_.end(), 0); }
  std::size_t root(std::size_t at) {
    while (parents_[at] != at) at = parents_[at] = parents_[parents_[at]];
    return at;
  }
  void join(std::size_t a, std::size_t b) {
    a = root(a), b = root(b);
    parents_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::size_t> parents_;
};

struct TollSource {
  std::size_t origin = 0;
  Count count;
  std::int64_t told = 0;  // day
};

// The number that most origins give; of equals the one told later, then the lower.
std::int64_t best_of(const std::vector<TollSource>& tolls) {
  std::map<std::int64_t, std::pair<std::set<std::size_t>, std::int64_t>> by_number;
  for (const TollSource& each : tolls) {
    auto& [origins, told] = by_number[each.count.low];
    origins.insert(each.origin);
    told = std::max(told, each.told);
  }
  const auto weight = [](const auto& entry) {
    return std::tuple(entry.second.first.size(), entry.second.second, -entry.first);
  };
  return std::max_element(by_number.begin(), by_number.end(),
                          [&](const auto& a, const auto& b) { return weight(a) < weight(b); })
      ->first;
}

std::optional<Toll> toll_of(const std::vector<TollSource>& tolls) {
  if (tolls.empty()) return std::nullopt;
  Toll out{tolls.front().count.low, best_of(tolls), tolls.front().count.high};
  for (const TollSource& each : tolls) {
    out.low = std::min(out.low, each.count.low);
    if (out.high && each.count.high)
      out.high = std::max(*out.high, *each.count.high);
    else
      out.high.reset();
  }
  return out;
}

void fill_in(Incident& incident, const ActReport& report) {
  if (incident.actor.key.empty()) incident.actor = report.actor;
  if (incident.recipient.empty()) incident.recipient = report.recipient;
  if (!incident.start && report.start) {
    incident.start = report.start;
    incident.end = report.end;
    incident.dated = true;
  }
  if (incident.country.empty()) incident.country = report.country;
  // The most precise place that has a name.
  const bool better = incident.place.empty() || (report.precision > incident.precision && report.latitude);
  if (better && !report.place.empty()) {
    incident.place = report.place;
    incident.latitude = report.latitude;
    incident.longitude = report.longitude;
    incident.precision = report.precision;
    if (!report.country.empty()) incident.country = report.country;
  }
}

Grade grade_of(const Incident& incident, bool any_counts) {
  if (!any_counts) return Grade::discounted;
  if (!incident.admissions.empty()) return Grade::acknowledged;
  if (!incident.denials.empty()) return Grade::contested;
  return incident.origins > 1 ? Grade::corroborated : Grade::single_source;
}

Report report_of(const ActReport& act, std::size_t origin, bool rejected) {
  Report out;
  out.id = report_id(act);
  out.document.document = act.document;
  out.stance = act.stance;
  out.said_by = act.said_by;
  out.relayed = act.relayed;
  out.origin = origin;
  out.words = act.words;
  out.sentence = act.sentence;
  out.killed = act.killed;
  out.injured = act.injured;
  out.rejected = rejected;
  return out;
}

}  // namespace

std::vector<std::size_t> independent_origins(std::span<const ReportSource> sources) {
  Unions unions{sources.size()};
  // Who carries each group of copies: what several carry is nobody's own.
  std::map<std::string, std::set<std::string>> carriers;
  std::map<std::string, std::size_t> group_first;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const auto [first, is_new] = group_first.try_emplace(sources[i].group, i);
    if (!is_new) unions.join(i, first->second);
    if (!sources[i].publisher.empty()) carriers[sources[i].group].insert(sources[i].publisher);
  }
  const auto own = [&](const ReportSource& source) {
    return source.relayed.empty() && !source.publisher.empty() && carriers[source.group].size() < 2;
  };
  for (std::size_t i = 0; i < sources.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const ReportSource &a = sources[i], &b = sources[j];
      const bool one_publisher = own(a) && own(b) && same_outlet(a.publisher, b.publisher);
      const bool one_relay = !a.relayed.empty() && same_outlet(a.relayed, b.relayed);
      const bool a_relays_b = !a.relayed.empty() && b.relayed.empty() && same_outlet(a.relayed, b.publisher);
      const bool b_relays_a = !b.relayed.empty() && a.relayed.empty() && same_outlet(b.relayed, a.publisher);
      if (one_publisher || one_relay || a_relays_b || b_relays_a) unions.join(i, j);
    }
  }
  std::map<std::size_t, std::size_t> numbers;
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    out.push_back(numbers.try_emplace(unions.root(i), numbers.size()).first->second);
  }
  return out;
}

Incident incident_of(std::span<const ActReport* const> reports, const Cluster& cluster,
                     std::span<const ReportSource> sources, const Decisions& decisions) {
  Incident incident;
  const auto origins = independent_origins(sources);
  const ActReport& first = *reports[cluster.reports.front()];
  incident.id = short_id(first.document) + ":i" + first.event_id.substr(1);
  incident.type = first.type;
  incident.words = first.words;
  incident.sentence = first.sentence;
  std::set<std::size_t> counted;
  std::vector<TollSource> killed, injured;
  for (std::size_t i = 0; i < cluster.reports.size(); ++i) {
    const ActReport& act = *reports[cluster.reports[i]];
    const bool rejected = decisions.rejected.contains(report_id(act));
    incident.reports.push_back(report_of(act, origins[i], rejected));
    fill_in(incident, act);
    if (rejected) continue;
    ++incident.reports_count;
    counted.insert(origins[i]);
    const std::int64_t told = act.published ? act.published->days_since_epoch() : 0;
    if (act.killed) killed.push_back({origins[i], *act.killed, told});
    if (act.injured) injured.push_back({origins[i], *act.injured, told});
    if (act.stance == Stance::admitted) incident.admissions.push_back(report_id(act));
  }
  const std::vector<std::size_t> all = members_of(cluster);
  for (std::size_t i = cluster.reports.size(); i < all.size(); ++i) {
    const ActReport& act = *reports[all[i]];
    const bool rejected = decisions.rejected.contains(report_id(act));
    incident.reports.push_back(report_of(act, origins[i], rejected));
    if (act.stance == Stance::denied && !rejected) incident.denials.push_back(report_id(act));
  }
  if (!incident.start) incident.start = incident.end = first.published;
  incident.killed = toll_of(killed);
  incident.injured = toll_of(injured);
  incident.origins = counted.size();
  incident.grade = grade_of(incident, !counted.empty());
  return incident;
}

}  // namespace avow::ledger
