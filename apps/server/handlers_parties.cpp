// The overview, parties, actors and the timeline.
#include <algorithm>
#include <filesystem>

#include "avow/base/strings.hpp"
#include "avow/store/open.hpp"
#include "handlers.hpp"

namespace avow::server {
namespace {

constexpr std::size_t kOverviewParties = 50;
constexpr std::size_t kOverviewFindings = 20;
constexpr std::size_t kOverviewDocuments = 10;

const names::RegistryPeriod* latest_period(const names::RegistryEntry* entry) {
  return entry == nullptr || entry->periods.empty() ? nullptr : &entry->periods.back();
}

Json kind_json(const names::RegistryPeriod* period) {
  return period == nullptr ? Json(nullptr) : Json(to_string(period->kind));
}

Json country_json(const names::RegistryPeriod* period) {
  return period == nullptr ? Json(nullptr) : text_or_null(std::string{period->country});
}

Json summary_json(const Context& context, const ledger::ListedParty& each) {
  const auto* period = latest_period(context.app.registry().by_id(each.party.key));
  return {{"party", party_json(each.party.key, each.party.name)},
          {"kind", kind_json(period)},
          {"country", country_json(period)},
          {"counts", counts_json(each.counts)},
          {"months", months_json(each.months)}};
}

ledger::PartyQuery party_query(Context& context, const std::vector<std::string_view>& orders) {
  ledger::PartyQuery query;
  query.name = context.parameters.text("q", 200);
  const std::string order = context.parameters.choice("sort", orders);
  query.order = order == "name"           ? ledger::PartyOrder::name
                : order == "-contradicts" ? ledger::PartyOrder::contradicts
                : order == "-reports"     ? ledger::PartyOrder::reports
                                          : ledger::PartyOrder::words;
  query.after = context.parameters.text("cursor");
  query.limit = context.parameters.limit();
  query.withhold = context.viewer.withhold();
  return query;
}

// Of one key; row_not_found for a party nobody spoke of, or that is withheld.
Result<ledger::ListedParty> find_party(const Desk& desk, const std::string& key) {
  const auto found = desk.lists().parties({.key = key, .limit = 1, .withhold = desk.withhold()});
  if (!found) return found.error();
  if (found->parties.empty()) return Error{ErrorCode::row_not_found, "no such party", key};
  return found->parties.front();
}

// Contradictions nobody judged: the most sure, then the newest.
Result<Json> findings_to_review(const Desk& desk, std::size_t most) {
  const auto rows = desk.lists().rows({.what = ledger::RowKinds::findings,
                                       .kinds = {"contradicts"},
                                       .limit = 4 * most,
                                       .withhold = desk.withhold()});
  if (!rows) return rows.error();
  std::vector<const ledger::ListedRow*> open;
  for (const ledger::ListedRow& row : rows->rows) {
    if (!verdict_of(reviews_of(desk.view(), row.row.id))) open.push_back(&row);
  }
  std::stable_sort(open.begin(), open.end(),
                   [](const auto* a, const auto* b) { return a->row.confidence > b->row.confidence; });
  if (open.size() > most) open.resize(most);
  Json out = Json::array();
  for (const auto* row : open) out.push_back(finding_json(*row, desk.view()));
  return out;
}

Result<Json> totals_json(const Desk& desk) {
  const auto totals = desk.store().totals();
  if (!totals) return totals.error();
  const auto incidents = desk.store().standings().count_incidents({});
  if (!incidents) return incidents.error();
  std::int64_t reviews = 0, judged = 0;
  for (const auto& [row, list] : desk.decisions()) {
    reviews += static_cast<std::int64_t>(list.size());
    if (row.find(":f") != std::string::npos && verdict_of(list)) ++judged;
  }
  return Json{{"documents", totals->documents},
              {"sentences", totals->sentences},
              {"actors", totals->actors},
              {"statements", totals->statements},
              {"events", totals->events},
              {"obligations", totals->obligations},
              {"findings", totals->findings},
              {"diagnostics", totals->diagnostics},
              {"incidents", *incidents},
              {"reviews", reviews},
              {"to_review", std::max<std::int64_t>(totals->findings - judged, 0)}};
}

Result<Json> new_documents(const Desk& desk) {
  const auto documents = desk.lists().documents({.as_added = true, .limit = kOverviewDocuments});
  if (!documents) return documents.error();
  Json out = Json::array();
  for (const auto& each : documents->documents) out.push_back(document_json(each, desk.withhold()));
  return out;
}

// Of a file its name, of a database on a server its name there: nothing that one signs in with.
std::string ledger_name(const Context& context) {
  return std::filesystem::path{store::shown_place(context.app.options().ledger)}.filename().string();
}

Json role_json(const names::RegistryPeriod& period) {
  Json parent = nullptr;
  if (period.parent != nullptr) {
    parent = party_json(std::string{period.parent->id}, std::string{period.parent->name});
  }
  return {{"role", text_or_null(std::string{period.role})},
          {"kind", to_string(period.kind)},
          {"country", text_or_null(std::string{period.country})},
          {"code", text_or_null(std::string{period.code})},
          {"parent", std::move(parent)},
          {"from", date_or_null(period.from)},
          {"to", date_or_null(period.to)}};
}

// What a party page may be narrowed to.
struct PageFilter {
  std::vector<std::string> kinds, types, grades, statuses;
  std::string place;

  explicit PageFilter(Parameters& given)
      : kinds(given.list("kind", {"commitment", "demand", "condition", "denial"})),
        types(given.list("type", type_names())),
        grades(given.list("grade",
                          {"single_source", "corroborated", "contested", "acknowledged", "discounted"})),
        statuses(
            given.list("status", {"no_reported_breach", "reported_breach", "breach_acknowledged", "contested",
                                  "not_reported", "partly_reported", "reported_fulfilled"})),
        place(lower(given.text("place", 200))) {}

  [[nodiscard]] bool wants(const ledger::WordStanding& word) const {
    return has(kinds, to_string(word.kind)) && has(types, to_string(word.type)) &&
           has(statuses, to_string(word.status));
  }
  [[nodiscard]] bool wants(const ledger::Incident& incident) const {
    return has(types, to_string(incident.type)) && has(grades, to_string(incident.grade)) &&
           (place.empty() || lower(incident.place).find(place) != std::string::npos);
  }

 private:
  static std::string lower(const std::string& text) { return lower_ascii(text); }
  static bool has(const std::vector<std::string>& wanted, std::string_view value) {
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
  }
};

}  // namespace

Result<Answer> get_overview(Context& context) {
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  const auto state = desk->lists().state();
  if (!state) return state.error();
  auto totals = totals_json(*desk);
  if (!totals) return totals.error();
  auto documents = new_documents(*desk);
  if (!documents) return documents.error();
  const auto parties = desk->lists().parties({.limit = kOverviewParties, .withhold = desk->withhold()});
  if (!parties) return parties.error();
  Json summaries = Json::array();
  for (const auto& each : parties->parties) summaries.push_back(summary_json(context, each));
  auto findings = findings_to_review(*desk, kOverviewFindings);
  if (!findings) return findings.error();
  return json_answer({{"ledger",
                       {{"name", ledger_name(context)},
                        {"last_entry", state->entries},
                        {"last_added", text_or_null(state->at)},
                        {"head", state->head}}},
                      {"totals", std::move(*totals)},
                      {"new_documents", std::move(*documents)},
                      {"parties", std::move(summaries)},
                      {"review_first", std::move(*findings)}});
}

Result<Answer> list_parties(Context& context) {
  const auto query = party_query(context, {"-words", "name", "-contradicts", "-reports"});
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  const auto parties = desk->lists().parties(query);
  if (!parties) return parties.error();
  Json items = Json::array();
  for (const auto& each : parties->parties) items.push_back(summary_json(context, each));
  return json_answer(page_json(std::move(items), parties->next, parties->total));
}

Result<Answer> get_party(Context& context) {
  const PageFilter filter{context.parameters};
  const auto since = context.parameters.date("since"), until = context.parameters.date("until");
  const std::size_t most = context.parameters.limit(200);
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  const auto party = find_party(*desk, context.arguments[0]);
  if (!party) return party.error();
  const std::string& key = party->party.key;
  // The newest of each, newest first.
  auto said = desk->store().standings().words(
      {.party = key, .since = since, .until = until, .most = most, .latest_first = true});
  if (!said && said.error().code != ErrorCode::row_not_found) return said.error();
  auto done = desk->store().standings().incidents(
      {.party = key, .since = since, .until = until, .most = most, .latest_first = true});
  if (!done && done.error().code != ErrorCode::row_not_found) return done.error();
  // Of whom only statements are known, no word and no deed is.
  if (!said) said = std::vector<ledger::WordStanding>{};
  if (!done) done = std::vector<ledger::Incident>{};
  const bool complete = said->size() < most && done->size() < most;
  Json words = Json::array(), incidents = Json::array(), allegations = Json::array(),
       findings = Json::array();
  for (ledger::WordStanding& word : *said) {
    if (!filter.wants(word)) continue;
    if (desk->withhold()) withhold(desk->store(), word);
    words.push_back(word_json(word, desk->view()));
  }
  for (ledger::Incident& incident : *done) {
    if (!filter.wants(incident)) continue;
    if (desk->withhold()) withhold(desk->store(), incident);
    incidents.push_back(incident_json(incident, desk->view()));
  }
  ledger::ListQuery rows{.what = ledger::RowKinds::events, .party = key, .types = filter.types};
  rows.aggregate = true;
  rows.since = since;
  rows.until = until;
  rows.limit = most;
  rows.withhold = desk->withhold();
  const auto sums = desk->lists().rows(rows);
  if (!sums) return sums.error();
  for (const auto& row : sums->rows) allegations.push_back(event_json(row, desk->view()));
  rows.what = ledger::RowKinds::findings;
  rows.aggregate.reset();
  const auto met = desk->lists().rows(rows);
  if (!met) return met.error();
  for (const auto& row : met->rows) findings.push_back(finding_json(row, desk->view()));
  return json_answer({{"party", summary_json(context, *party)},
                      {"words", std::move(words)},
                      {"incidents", std::move(incidents)},
                      {"allegations", std::move(allegations)},
                      {"findings", std::move(findings)},
                      {"complete", complete && sums->next.empty() && met->next.empty()}});
}

Result<Answer> list_actors(Context& context) {
  const auto query = party_query(context, {"-words", "name"});
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  const auto parties = desk->lists().parties(query);
  if (!parties) return parties.error();
  Json items = Json::array();
  for (const auto& each : parties->parties) {
    const auto* entry = context.app.registry().by_id(each.party.key);
    const auto* period = latest_period(entry);
    items.push_back({{"party", party_json(each.party.key, each.party.name)},
                     {"registry", entry != nullptr},
                     {"kind", kind_json(period)},
                     {"country", country_json(period)},
                     {"counts", counts_json(each.counts)}});
  }
  return json_answer(page_json(std::move(items), parties->next, parties->total));
}

Result<Answer> get_actor(Context& context) {
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  const std::string& key = context.arguments[0];
  const auto* entry = context.app.registry().by_id(key);
  auto party = find_party(*desk, key);
  if (!party && (entry == nullptr || party.error().code != ErrorCode::row_not_found)) return party.error();
  const ledger::ListedParty listed =
      party ? *party : ledger::ListedParty{{key, std::string{entry->name}}, {}, {}};
  Json aliases = Json::array(), roles = Json::array();
  if (entry != nullptr) {
    for (const std::string_view alias : entry->aliases) aliases.push_back(alias);
    for (const auto& period : entry->periods) roles.push_back(role_json(period));
  }
  const auto* period = latest_period(entry);
  return json_answer({{"party", party_json(listed.party.key, listed.party.name)},
                      {"registry", entry != nullptr},
                      {"kind", kind_json(period)},
                      {"country", country_json(period)},
                      {"aliases", std::move(aliases)},
                      {"roles", std::move(roles)},
                      {"source", entry == nullptr ? Json(nullptr) : text_or_null(std::string{entry->source})},
                      {"counts", counts_json(listed.counts)},
                      {"judgements", party_words_json(*desk, key)},
                      {"history", Json::array()}});
}

}  // namespace avow::server
