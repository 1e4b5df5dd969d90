#include "ledger/findings_scope.hpp"

#include <algorithm>

#include "avow/base/strings.hpp"
#include "avow/base/table.hpp"

namespace avow::ledger {
namespace {

std::set<std::string, std::less<>> frame_set(std::string_view cell) {
  std::set<std::string, std::less<>> out;
  if (cell == "*") return out;
  for (const std::string_view id : split(cell, '|')) out.emplace(id);
  return out;
}

bool arm_of_state(ActorKind kind) {
  return kind == ActorKind::government || kind == ActorKind::military || kind == ActorKind::police;
}

// Content words of a noun phrase, lowered, cut to a stem so that "interpreter" and "interpreters" agree.
std::set<std::string> stems(std::string_view text) {
  static const std::set<std::string_view> kStop = {
      "the",   "a",   "an",  "of",  "and",   "or",  "in",    "all", "any",   "other", "some",
      "their", "its", "his", "her", "those", "who", "these", "to",  "other", "former"};
  std::set<std::string> out;
  const std::string lower = lower_ascii(text);
  for (std::string_view word : split_words(lower)) {
    while (!word.empty() && (word.back() == ',' || word.back() == '.' || word.back() == ';'))
      word.remove_suffix(1);
    if (word.size() < 3 || kStop.count(word) > 0) continue;
    out.emplace(word.substr(0, 6));
  }
  return out;
}

// People in general: a word about them covers any group of civilians.
bool people_at_large(std::string_view text) {
  const std::string lower = lower_ascii(text);
  for (const std::string_view word :
       {"civilian", "people", "population", "anyone", "everyone", "resident", "citizen", "human"}) {
    if (lower.find(word) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

Result<ConductScope> ConductScope::load(const std::filesystem::path& data_folder) {
  ConductScope scope;
  auto table = Table::load(data_folder / "ledger" / "conduct_scope.tsv",
                           {"conduct", "conduct_frames", "polarity", "deed", "deed_frames", "relation"});
  if (!table) return table.error();
  for (const TableRow& line : table->rows()) {
    const auto conduct = parse_event_type(line["conduct"]);
    const auto deed = parse_event_type(line["deed"]);
    if (!conduct || !deed) return line.error("unknown event type");
    Row row{*conduct,
            *deed,
            frame_set(line["conduct_frames"]),
            frame_set(line["deed_frames"]),
            WordKind::refrain,
            Relation::contradicts};
    const std::string_view polarity = line["polarity"];
    if (polarity == "to_do")
      row.kind = WordKind::to_do;
    else if (polarity == "denied")
      row.kind = WordKind::denied;
    else if (polarity != "refrain")
      return line.error("polarity must be refrain, to_do or denied");
    const std::string_view relation = line["relation"];
    if (relation == "fulfils")
      row.relation = Relation::fulfils;
    else if (relation != "contradicts")
      return line.error("relation must be contradicts or fulfils");
    scope.rows_.push_back(std::move(row));
  }
  return scope;
}

std::optional<Relation> ConductScope::relation(const Conduct& conduct, EventType deed,
                                               const std::string& deed_frame) const {
  for (const Row& row : rows_) {
    if (row.kind != conduct.kind || row.conduct != conduct.type || row.deed != deed) continue;
    if (!row.conduct_frames.empty() && row.conduct_frames.count(conduct.frame) == 0) continue;
    if (!row.deed_frames.empty() && row.deed_frames.count(deed_frame) == 0) continue;
    return row.relation;
  }
  return std::nullopt;
}

bool same_side(const Document& document, ActorIndex a, ActorIndex b) {
  if (a == kNone || b == kNone) return false;
  if (a == b) return true;
  const Actor& x = document.actors[a];
  const Actor& y = document.actors[b];
  const auto side = [](const Actor& actor) { return actor.side_id.empty() ? actor.id : actor.side_id; };
  if (side(x) == side(y)) return true;
  if (!x.side_name.empty() && x.side_name == y.name) return true;
  if (!y.side_name.empty() && y.side_name == x.name) return true;
  if (arm_of_state(x.kind) && arm_of_state(y.kind) && !x.country.empty() && x.country == y.country)
    return true;
  const auto any_member = [&](const Actor& whole, ActorIndex other) {
    return std::any_of(whole.members.begin(), whole.members.end(), [&](ActorIndex member) {
      return member == other || same_side(document, member, other);
    });
  };
  return (!x.members.empty() && y.members.empty() && any_member(x, b)) ||
         (!y.members.empty() && x.members.empty() && any_member(y, a));
}

std::optional<Scope> scope_of(const Document& document, ActorIndex meant, Span meant_span, ActorIndex hit,
                              Span hit_span) {
  const bool meant_known = meant != kNone || !meant_span.empty();
  const bool hit_known = hit != kNone || !hit_span.empty();
  if (!meant_known || !hit_known) return Scope::unclear;
  if (meant != kNone && meant == hit) return Scope::same;
  const std::string_view meant_text = document.text_of(meant_span);
  const std::string_view hit_text = document.text_of(hit_span);
  const auto meant_words = stems(meant_text);
  const auto hit_words = stems(hit_text);
  const bool within =
      std::includes(hit_words.begin(), hit_words.end(), meant_words.begin(), meant_words.end());
  const bool around =
      std::includes(meant_words.begin(), meant_words.end(), hit_words.begin(), hit_words.end());
  if (!meant_words.empty() && within && around) return Scope::same;
  if (!meant_words.empty() && within) return Scope::wider;
  if (!hit_words.empty() && around) return Scope::narrower;
  const bool shared = std::any_of(meant_words.begin(), meant_words.end(),
                                  [&](const std::string& word) { return hit_words.count(word) > 0; });
  if (shared) return Scope::overlapping;
  if (same_side(document, meant, hit)) return Scope::overlapping;
  if (people_at_large(meant_text)) return Scope::narrower;
  if (people_at_large(hit_text)) return Scope::wider;
  return std::nullopt;
}

}  // namespace avow::ledger
