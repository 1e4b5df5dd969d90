// Incidents: lists, one, and the map.
#include <algorithm>

#include "avow/base/strings.hpp"
#include "handlers.hpp"

namespace avow::server {
namespace {

constexpr std::size_t kUsualMapIncidents = 2000;
constexpr std::size_t kMostMapIncidents = 5000;

const std::vector<std::string_view>& grade_names() {
  static const std::vector<std::string_view> kNames = {"single_source", "corroborated", "contested",
                                                       "acknowledged", "discounted"};
  return kNames;
}

struct Filter {
  ledger::IncidentQuery query;
  std::vector<std::string> types, grades;
  std::string place;

  explicit Filter(Parameters& given) {
    query.party = given.text("party");
    query.since = given.date("since");
    query.until = given.date("until");
    types = given.list("type", type_names());
    grades = given.list("grade", grade_names());
    place = lower_ascii(given.text("place", 200));
    // What the store can do itself it does.
    if (types.size() == 1) query.type = parse_event_type(types[0]);
    if (grades.size() == 1) query.grade = ledger::parse_grade(grades[0]);
  }
  [[nodiscard]] bool wants(const ledger::Incident& incident) const {
    const auto has = [](const std::vector<std::string>& wanted, std::string_view value) {
      return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
    };
    return has(types, to_string(incident.type)) && has(grades, to_string(incident.grade)) &&
           (place.empty() || lower_ascii(incident.place).find(place) != std::string::npos);
  }
  [[nodiscard]] bool counts_alone() const { return types.size() < 2 && grades.size() < 2 && place.empty(); }
};

}  // namespace

Result<Answer> list_incidents(Context& context) {
  Filter filter{context.parameters};
  filter.query.latest_first = context.parameters.choice("sort", {"-date", "date"}) == "-date";
  filter.query.after = context.parameters.text("cursor");
  filter.query.most = context.parameters.limit();
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  auto incidents = desk->store().standings().incidents(filter.query);
  if (!incidents) return incidents.error();
  Json items = Json::array();
  for (ledger::Incident& incident : *incidents) {
    if (!filter.wants(incident)) continue;
    if (desk->withhold()) withhold(desk->store(), incident);
    items.push_back(incident_json(incident, desk->view()));
  }
  const std::string next = incidents->size() == filter.query.most ? incidents->back().id : "";
  std::optional<std::int64_t> total;
  if (filter.counts_alone()) {
    const auto count = desk->store().standings().count_incidents(filter.query);
    if (count) total = *count;
  }
  return json_answer(page_json(std::move(items), next, total));
}

Result<Answer> get_incident(Context& context) {
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  auto incident = desk->store().standings().incident(context.arguments[0]);
  if (!incident) return incident.error();
  auto words = desk->store().standings().words_met_by(incident->id);
  if (!words) return words.error();
  if (desk->withhold()) withhold(desk->store(), *incident);
  Json meets = Json::array();
  for (ledger::WordStanding& word : *words) {
    const auto listed = desk->lists().row(word.id, desk->withhold());
    if (desk->withhold()) withhold(desk->store(), word);
    for (const ledger::Meeting& meeting : word.meetings) {
      if (meeting.incident != incident->id) continue;
      meets.push_back(
          meeting_json(word, *incident, meeting, listed ? listed->row.confidence : 0, desk->view()));
    }
  }
  return json_answer({{"incident", incident_json(*incident, desk->view())},
                      {"origins", origins_json(*incident, desk->view())},
                      {"meets", std::move(meets)},
                      {"history", history_json(reviews_of(desk->view(), incident->id))}});
}

Result<Answer> get_map(Context& context) {
  Filter filter{context.parameters};
  filter.query.latest_first = true;
  filter.query.most = context.parameters.limit(kUsualMapIncidents, kMostMapIncidents);
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  auto incidents = desk->store().standings().incidents(filter.query);
  if (!incidents) return incidents.error();
  Json features = Json::array(), elsewhere = Json::array();
  for (ledger::Incident& incident : *incidents) {
    if (!filter.wants(incident)) continue;
    if (desk->withhold()) withhold(desk->store(), incident);
    Json json = incident_json(incident, desk->view());
    const bool point =
        incident.latitude && incident.longitude && incident.precision != PlacePrecision::country;
    if (!point) {
      elsewhere.push_back(std::move(json));
      continue;
    }
    features.push_back(
        {{"type", "Feature"},
         {"id", incident.id},
         {"geometry",
          {{"type", "Point"}, {"coordinates", Json::array({*incident.longitude, *incident.latitude})}}},
         {"properties", std::move(json)}});
  }
  return json_answer({{"type", "FeatureCollection"},
                      {"features", std::move(features)},
                      {"elsewhere", std::move(elsewhere)},
                      {"complete", incidents->size() < filter.query.most}});
}

}  // namespace avow::server
