// One finding: both texts, who tells them through whom, origins, history.
#include "handlers.hpp"

namespace avow::server {
namespace {

// The passage of a row, out of its document.
Result<Json> passage_of(const Desk& desk, const std::string& id) {
  const auto place = desk.store().find_row(id);
  if (!place) return place.error();
  auto document = desk.store().document(place->document);
  if (!document) return document.error();
  if (desk.withhold()) ledger::withhold_private(*document);
  return passage_json(*document, place->row, desk.withhold());
}

struct Pieces {
  Json finding;
  std::string word, deed;
  std::optional<ledger::Incident> incident;
};

// A finding inside one document.
Result<Pieces> inside(const Desk& desk, const std::string& id) {
  const auto row = desk.lists().row(id, desk.withhold());
  if (!row) return row.error();
  if (row->row.kind != "finding") return Error{ErrorCode::row_not_found, "", id};
  Pieces out{finding_json(*row, desk.view()), row->row.word, row->row.deed, std::nullopt};
  if (auto incident = desk.store().standings().incident(row->row.deed)) out.incident = std::move(*incident);
  return out;
}

// A word and an incident, over documents.
Result<Pieces> across(const Desk& desk, const std::string& id, std::size_t tilde) {
  auto word = desk.store().standings().word(id.substr(0, tilde));
  if (!word) return word.error();
  auto incident = desk.store().standings().incident(id.substr(tilde + 1));
  if (!incident) return incident.error();
  const auto listed = desk.lists().row(word->id, desk.withhold());
  if (desk.withhold()) withhold(desk.store(), *word);
  for (const ledger::Meeting& meeting : word->meetings) {
    if (meeting.incident != incident->id || incident->reports.empty()) continue;
    return Pieces{meeting_json(*word, *incident, meeting, listed ? listed->row.confidence : 0, desk.view()),
                  word->id, incident->reports.front().id, std::move(*incident)};
  }
  return Error{ErrorCode::row_not_found, "the two do not meet", id};
}

}  // namespace

Result<Answer> get_finding(Context& context) {
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  const std::string& id = context.arguments[0];
  const auto tilde = id.find('~');
  auto pieces = tilde == std::string::npos ? inside(*desk, id) : across(*desk, id, tilde);
  if (!pieces) return pieces.error();
  auto word = passage_of(*desk, pieces->word);
  if (!word) return word.error();
  auto deed = passage_of(*desk, pieces->deed);
  if (!deed) return deed.error();
  Json origins = Json::array(), incident = nullptr;
  if (pieces->incident) {
    if (desk->withhold()) withhold(desk->store(), *pieces->incident);
    origins = origins_json(*pieces->incident, desk->view());
    incident = incident_json(*pieces->incident, desk->view());
    pieces->finding["incident"] = pieces->incident->id;
    pieces->finding["grade"] = to_string(pieces->incident->grade);
    pieces->finding["origins"] = pieces->incident->origins;
  }
  const std::string row = pieces->finding["id"].get<std::string>();
  return json_answer({{"finding", std::move(pieces->finding)},
                      {"word", std::move(*word)},
                      {"deed", std::move(*deed)},
                      {"origins", std::move(origins)},
                      {"incident", std::move(incident)},
                      {"history", history_json(reviews_of(desk->view(), row))}});
}

}  // namespace avow::server
