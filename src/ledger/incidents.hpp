// Reports of one act, in several documents, become one incident.
//
// Two reports can tell one act when nothing they say contradicts (type, actor, place, time, numbers), and
// enough of it agrees. Two acts of one document are never one incident: the events floor has joined its
// mentions already. The same for the same reports, in whatever order they come.
#pragma once

#include <vector>

#include "ledger/corpus.hpp"

namespace avow::ledger {

// For each incident, the frames of its reports (for the scope of a word) and the stems of their objects.
struct IncidentDetail {
  std::vector<std::string> frames;
  std::set<std::string> objects;
  bool surely = false;  // some report tells it flat, not as probable
};
struct Incidents {
  std::vector<Incident> list;
  std::vector<IncidentDetail> details;
};
// In order of date. Origins are those of corpus.documents.
[[nodiscard]] Incidents find_incidents(const Corpus& corpus);

}  // namespace avow::ledger
