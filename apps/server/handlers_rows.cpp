// Lists of statements, obligations, events and findings; one row.
#include <algorithm>
#include <array>

#include "avow/base/strings.hpp"
#include "avow/pipeline/account.hpp"
#include "handlers.hpp"

namespace avow::server {
namespace {

using ledger::ListQuery;
using ledger::RowKinds;

ListQuery query_of(Context& context, RowKinds what) {
  ListQuery query{.what = what};
  Parameters& given = context.parameters;
  query.party = given.text("party");
  query.since = given.date("since");
  query.until = given.date("until");
  query.oldest_first = given.choice("sort", {"-date", "date"}) == "date";
  query.after = given.text("cursor");
  query.limit = given.limit();
  query.withhold = context.viewer.withhold();
  return query;
}

// Pages of a list; a row that `wanted` does not want leaves the page short.
template <typename ToJson>
Result<Answer> answer_list(Context& context, const ListQuery& query, const ToJson& to_json) {
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  const auto rows = desk->lists().rows(query);
  if (!rows) return rows.error();
  Json items = Json::array();
  for (const ledger::ListedRow& row : rows->rows) {
    Json item = to_json(*desk, row);
    if (!item.is_null()) items.push_back(std::move(item));
  }
  return json_answer(page_json(std::move(items), rows->next, rows->total));
}

// Meetings over documents, a page of words at a time.
Result<Answer> list_meetings(Context& context, const ListQuery& rows) {
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  ledger::WordQuery query{.party = rows.party,
                          .only_met = true,
                          .after = rows.after,
                          .most = rows.limit,
                          .latest_first = !rows.oldest_first};
  query.since = rows.since;
  query.until = rows.until;
  auto words = desk->store().standings().words(query);
  if (!words) return words.error();
  Json items = Json::array();
  for (ledger::WordStanding& word : *words) {
    const auto listed = desk->lists().row(word.id, desk->withhold());
    if (desk->withhold()) withhold(desk->store(), word);
    for (const ledger::Meeting& meeting : word.meetings) {
      auto incident = desk->store().standings().incident(meeting.incident);
      if (!incident) return incident.error();
      if (desk->withhold()) withhold(desk->store(), *incident);
      items.push_back(
          meeting_json(word, *incident, meeting, listed ? listed->row.confidence : 0, desk->view()));
    }
  }
  const std::string next = words->size() == rows.limit ? words->back().id : "";
  return json_answer(page_json(std::move(items), next, std::nullopt));
}

}  // namespace

Result<Answer> list_statements(Context& context) {
  ListQuery query = query_of(context, RowKinds::statements);
  query.kinds = context.parameters.list("function", function_names());
  return answer_list(context, query, [](const Desk& desk, const ledger::ListedRow& row) {
    return statement_json(row, desk.view());
  });
}

Result<Answer> list_obligations(Context& context) {
  ListQuery query = query_of(context, RowKinds::obligations);
  query.kinds = context.parameters.list("kind", {"commitment", "demand", "condition"});
  query.types = context.parameters.list("type", type_names());
  query.others = context.parameters.list("polarity", {"do", "refrain"});
  const std::vector<std::string> statuses = context.parameters.list(
      "status", {"no_reported_breach", "reported_breach", "breach_acknowledged", "contested", "not_reported",
                 "partly_reported", "reported_fulfilled"});
  return answer_list(context, query, [&](const Desk& desk, const ledger::ListedRow& row) {
    const auto word = desk.store().standings().word(row.row.id);
    std::string status;
    if (word && word->status != ledger::Status::none) status = to_string(word->status);
    const bool wanted =
        statuses.empty() || std::find(statuses.begin(), statuses.end(), status) != statuses.end();
    return wanted ? obligation_json(row, status, desk.view()) : Json(nullptr);
  });
}

Result<Answer> list_events(Context& context) {
  ListQuery query = query_of(context, RowKinds::events);
  query.types = context.parameters.list("type", type_names());
  query.others = context.parameters.list("factuality", factuality_names());
  const std::string aggregate = context.parameters.choice("aggregate", {"", "yes", "no"});
  if (!aggregate.empty()) query.aggregate = aggregate == "yes";
  return answer_list(context, query, [](const Desk& desk, const ledger::ListedRow& row) {
    return event_json(row, desk.view());
  });
}

Result<Answer> list_findings(Context& context) {
  ListQuery query = query_of(context, RowKinds::findings);
  Parameters& given = context.parameters;
  query.kinds = given.list("relation", {"contradicts", "fulfils"});
  query.types = given.list("type", type_names());
  query.others = given.list("scope", {"same", "narrower", "wider", "overlapping", "unclear"});
  const std::vector<std::string> verdicts =
      given.list("verdict", {"accept", "reject", "amend", "note", "none"});
  if (given.choice("across", {"no", "yes"}) == "yes") return list_meetings(context, query);
  return answer_list(context, query, [&](const Desk& desk, const ledger::ListedRow& row) {
    const auto verdict = verdict_of(reviews_of(desk.view(), row.row.id));
    const std::string_view word = verdict ? to_string(*verdict) : std::string_view{"none"};
    const bool wanted =
        verdicts.empty() || std::find(verdicts.begin(), verdicts.end(), word) != verdicts.end();
    return wanted ? finding_json(row, desk.view()) : Json(nullptr);
  });
}

Result<Answer> get_row(Context& context) {
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  const auto place = desk->store().find_row(context.arguments[0]);
  if (!place) return place.error();
  auto document = desk->store().document(place->document);
  if (!document) return document.error();
  const bool withheld = desk->withhold() && ledger::withhold_private(*document);
  const auto explanation = pipeline::explain_row(*document, place->row, {});
  if (!explanation) return explanation.error();
  const std::string id = ledger::short_id(place->document) + ":" + place->row;
  static constexpr std::string_view kLetters = "soef";
  static constexpr std::array<const char*, 4> kKinds = {"statement", "obligation", "event", "finding"};
  const auto kind = kLetters.find(place->row[0]);
  const auto passage = passage_json(*document, place->row, desk->withhold());
  return json_answer({{"id", id},
                      {"kind", kKinds[kind == std::string_view::npos ? 0 : kind]},
                      {"passage", passage ? *passage : Json(nullptr)},
                      {"explanation", *explanation},
                      {"history", history_json(reviews_of(desk->view(), id))},
                      {"redacted", withheld}});
}

}  // namespace avow::server
