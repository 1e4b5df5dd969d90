#include "ledger/meetings.hpp"

#include <algorithm>

namespace avow::ledger {
namespace {

// Stems beyond the deed's own that make a word one about something: "attack convoys", not "attack".
constexpr std::size_t kStemsWithObject = 2;
// A denial speaks of what was reported lately.
constexpr std::int64_t kDenialDays = 14;

bool in_time(const BoundWord& word, const MetAct& act) {
  if (!word.date || !act.start) return false;
  const std::int64_t days = act.start->days_since_epoch() - word.date->days_since_epoch();
  if (word.kind == WordForm::denial) return days >= -kDenialDays && days <= 0;
  const bool same_text =
      std::find(act.documents.begin(), act.documents.end(), word.document) != act.documents.end();
  return days > 0 || (days == 0 && !same_text);
}

// How what the word covers lies to what the act hit. An act against a promise to do something ("a ceasefire")
// goes against it wherever it falls.
Scope scope_between(const BoundWord& word, Relation relation, const MetAct& act) {
  const Stems objects = stems_of(word.words + " " + word.beneficiary);
  if (shared_stems(objects, act.objects) > 0) return Scope::same;
  const bool against_doing = word.conduct.kind == WordKind::to_do && relation == Relation::contradicts;
  if (against_doing || objects.size() < kStemsWithObject || act.recipient.empty()) return Scope::overlapping;
  return Scope::unclear;
}

// What has been reported so far of a word.
struct SoFar {
  bool against = false, admitted = false, contested = false, fulfilled = false, partly = false;

  void take(const MetMeeting& meeting) {
    if (meeting.rejected || meeting.how.scope == Scope::unclear || meeting.grade == Grade::discounted) return;
    if (meeting.how.relation == Relation::fulfils) {
      (meeting.surely ? fulfilled : partly) = true;
      return;
    }
    if (meeting.grade == Grade::acknowledged)
      admitted = true;
    else if (meeting.grade == Grade::contested)
      contested = true;
    else
      against = true;
  }

  [[nodiscard]] Status status(Polarity polarity) const {
    const bool any = against || admitted || contested;
    if (polarity == Polarity::refrain) {
      if (admitted) return Status::breach_acknowledged;
      // One breach that nobody denies is a reported breach, whatever else is contested.
      if (against) return Status::reported_breach;
      return contested ? Status::contested : Status::no_reported_breach;
    }
    if (any) return Status::contested;
    if (fulfilled) return Status::reported_fulfilled;
    return partly ? Status::partly_reported : Status::not_reported;
  }
};

}  // namespace

std::optional<MetHow> meet(const BoundWord& word, const MetAct& act, const ConductScope& scope) {
  if (word.conditional || word.rejected || word.party.key.empty() || act.actor_key != word.party.key ||
      !in_time(word, act)) {
    return std::nullopt;
  }
  for (const std::string& frame : act.frames) {
    if (const auto relation = scope.relation(word.conduct, act.type, frame)) {
      return MetHow{*relation, scope_between(word, *relation, act)};
    }
  }
  return std::nullopt;
}

std::vector<StatusStep> history_of(const BoundWord& word, const std::vector<MetMeeting>& met) {
  const bool has_status =
      !word.rejected && (word.kind == WordForm::commitment || word.kind == WordForm::demand);
  SoFar so_far;
  const auto status = [&] { return has_status ? so_far.status(word.polarity) : Status::none; };
  std::vector<StatusStep> steps = {{word.date ? word.date->to_string() : std::string{}, status(), ""}};
  for (const MetMeeting& meeting : met) {
    so_far.take(meeting);
    if (status() == steps.back().status) continue;
    steps.push_back({meeting.day ? meeting.day->to_string() : std::string{}, status(), meeting.id});
  }
  return steps;
}

}  // namespace avow::ledger
