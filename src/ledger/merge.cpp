// Merging and splitting incidents (avow/ledger/store.hpp).
#include <algorithm>
#include <set>

#include "avow/base/strings.hpp"
#include "avow/ledger/standing.hpp"

namespace avow::ledger {
namespace {

using Pair = std::pair<std::string, std::string>;

Error refused(std::string why) {
  return {ErrorCode::review_refused, std::move(why), ""};
}

NewReview word(const Pair& pair, bool same, const std::string& reviewer, const std::string& reason) {
  NewReview out;
  out.row = pair.first;
  out.verdict = Verdict::amend;
  out.field = same ? "same_as" : "not_same_as";
  out.value = pair.second;
  out.reviewer = reviewer;
  out.reason = reason;
  return out;
}

Pair in_order(Pair pair) {
  if (pair.second < pair.first) std::swap(pair.first, pair.second);
  return pair;
}

// Pairs that some standing word holds to be one act (or two), one of each side.
Result<std::set<Pair>> pairs_across(Store& store, const std::set<std::string>& one,
                                    const std::set<std::string>& other, std::string_view field) {
  ReviewQuery query;
  query.verdict = Verdict::amend;
  query.standing_only = true;
  const auto reviews = store.reviews(query);
  if (!reviews) return reviews.error();
  std::set<Pair> out;
  for (const Review& each : *reviews) {
    if (each.field != field) continue;
    const bool crosses = (one.contains(each.row) && other.contains(each.value)) ||
                         (other.contains(each.row) && one.contains(each.value));
    if (crosses) out.insert(in_order({each.row, each.value}));
  }
  return out;
}

std::set<std::string> report_ids(const Incident& incident) {
  std::set<std::string> out;
  for (const Report& each : incident.reports) out.insert(each.id);
  return out;
}

// The report that an incident is called after.
std::string first_report(const Incident& incident) {
  const std::size_t at = incident.id.find(":i");
  return incident.id.substr(0, at) + ":e" + incident.id.substr(at + 2);
}

}  // namespace

Result<std::vector<Review>> merge_incidents(Store& store, const std::vector<std::string>& incidents,
                                            const std::string& reviewer, const std::string& reason) {
  std::vector<Incident> all;
  std::set<std::string> seen;
  for (const std::string& id : incidents) {
    auto incident = store.standings().incident(id);
    if (!incident) return incident.error();
    if (seen.insert(incident->id).second) all.push_back(std::move(*incident));
  }
  if (all.size() < 2) return refused("it takes two different incidents to merge");
  std::set<Pair> pairs;
  std::set<std::string> before = report_ids(all.front());
  for (std::size_t i = 1; i < all.size(); ++i) {
    pairs.insert(in_order({first_report(all.front()), first_report(all[i])}));
    const std::set<std::string> more = report_ids(all[i]);
    const auto apart = pairs_across(store, before, more, "not_same_as");
    if (!apart) return apart.error();
    pairs.insert(apart->begin(), apart->end());
    before.insert(more.begin(), more.end());
  }
  std::vector<NewReview> words;
  for (const Pair& pair : pairs) words.push_back(word(pair, true, reviewer, reason));
  return store.add_reviews(words);
}

Result<std::vector<Review>> split_incident(Store& store, const std::string& id,
                                           const std::vector<std::string>& reports,
                                           const std::string& reviewer, const std::string& reason) {
  const auto incident = store.standings().incident(id);
  if (!incident) return incident.error();
  std::set<std::string> stay = report_ids(*incident), go;
  for (const std::string& given : reports) {
    const auto place = store.find_row(given);
    if (!place) return place.error();
    const std::string report = short_id(place->document) + ":" + place->row;
    if (stay.erase(report) == 0 && !go.contains(report))
      return refused(given + " is no report of " + incident->id);
    go.insert(report);
  }
  if (go.empty()) return refused("no report is given that is to leave the incident");
  if (stay.empty()) return refused("no report would stay");
  const std::string& first = *go.begin();
  auto apart = pairs_across(store, go, stay, "same_as");
  if (!apart) return apart.error();
  for (const std::string& each : stay) apart->insert(in_order({first, each}));
  std::vector<NewReview> words;
  for (const std::string& each : go) {
    if (each != first) words.push_back(word(in_order({first, each}), true, reviewer, reason));
  }
  for (const Pair& pair : *apart) words.push_back(word(pair, false, reviewer, reason));
  return store.add_reviews(words);
}

}  // namespace avow::ledger
