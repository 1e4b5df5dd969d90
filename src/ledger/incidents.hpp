// Reports of one act, in several documents, become one incident.
//
// A pair of reports that tell one act is linked (agreement.hpp). Reports joined by links, however far, are a
// block; no decision about a block needs any other report, so a ledger clusters only the blocks that new
// reports touch. In a block, the best links join first, and nothing is joined whose reports contradict one
// another. Two acts of one document are never one incident (the events floor has joined its mentions already)
// unless a reviewer says so. What a reviewer joins stays one, with all that each of the two has gathered; a
// report that a reviewer rejected joins nothing, and only stands beside the incident it would belong to.
//
// The same for the same reports and decisions, in whatever order they come. Pure functions; thread-safe.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ledger/agreement.hpp"

namespace avow::ledger {

// What reviewers decided about reports; ids are "3f2a9c1b:e1". Same and other bind whatever the machine makes
// of the reports, now and later.
struct Decisions {
  std::set<std::pair<std::string, std::string>> same, other;  // pairs in order: first < second
  std::set<std::string> rejected;                             // reports that do not count
  void link(bool same_act, std::string a, std::string b);
};

[[nodiscard]] std::string report_id(const ActReport& report);

// Whether a link joins the two into one block: they tell one act, or one denies what the other tells, or a
// reviewer says that they are one.
[[nodiscard]] bool linked(const ActReport& a, const ActReport& b, const Decisions& decisions);

struct Cluster {
  std::vector<std::size_t> reports;  // by day, document, event
  std::vector<std::size_t> denials;
  std::vector<std::size_t> rejected;  // that would be reports of it; count for nothing
};
// Clusters in order of their first reports; those of rejected reports only, which no other takes, come last.
// A denial that belongs to none is in no cluster; aggregates never are.
[[nodiscard]] std::vector<Cluster> cluster(std::span<const ActReport* const> reports,
                                           const Decisions& decisions);

// By day, document, event: the first of an incident gives it its name.
[[nodiscard]] bool earlier(const ActReport& a, const ActReport& b);

// Where a report comes from: what independent origins are counted by.
struct ReportSource {
  std::string group;      // of copies of its document's text
  std::string publisher;  // "" when unknown
  std::string relayed;    // an outlet that it, or its document's dateline, relays
};
// One number a report; reports of one origin share it: copies of one text, texts of one publisher that nobody
// else carries, and relays of an outlet with that outlet's own.
[[nodiscard]] std::vector<std::size_t> independent_origins(std::span<const ReportSource> sources);

// Reports, denials, rejected: as they stand in an incident's list.
[[nodiscard]] std::vector<std::size_t> members_of(const Cluster& cluster);

// The incident that a cluster is; `sources` as long as members_of(cluster), in its order.
[[nodiscard]] Incident incident_of(std::span<const ActReport* const> reports, const Cluster& cluster,
                                   std::span<const ReportSource> sources, const Decisions& decisions);

}  // namespace avow::ledger
