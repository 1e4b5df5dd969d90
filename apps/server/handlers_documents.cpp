// Documents, and full-text search.
#include "avow/pipeline/formats.hpp"
#include "handlers.hpp"

namespace avow::server {

Result<Answer> list_documents(Context& context) {
  Parameters& given = context.parameters;
  ledger::DocumentQuery query;
  query.publisher = given.text("publisher");
  query.since = given.date("since");
  query.until = given.date("until");
  query.oldest_first = given.choice("sort", {"-date", "date"}) == "date";
  query.after = given.text("cursor");
  query.limit = given.limit();
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  const auto documents = desk->lists().documents(query);
  if (!documents) return documents.error();
  Json items = Json::array();
  for (const ledger::ListedDocument& each : documents->documents) {
    items.push_back(document_json(each, desk->withhold()));
  }
  return json_answer(page_json(std::move(items), documents->next, documents->total));
}

Result<Answer> get_document(Context& context) {
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  const auto listed = desk->lists().document(context.arguments[0]);
  if (!listed) return listed.error();
  auto document = desk->store().document(listed->id);
  if (!document) return document.error();
  const bool withheld = desk->withhold() && ledger::withhold_private(*document);
  if (desk->withhold()) document->uri.clear();
  const auto copies = desk->store().standings().copies_of(listed->id);
  Json copy_list = Json::array();
  Json origin = nullptr;
  if (copies) {
    for (const ledger::Origin& copy : *copies) {
      if (copy.document == listed->id) {
        origin = text_or_null(copy.origin);
      } else {
        copy_list.push_back(document_ref(copy, desk->withhold()));
      }
    }
  }
  const auto reviews = desk->store().reviews({.document = listed->id});
  if (!reviews) return reviews.error();
  const Json rest = {{"document", document_ref(*listed, desk->withhold())},
                     {"origin", std::move(origin)},
                     {"copies", std::move(copy_list)},
                     {"reviews", history_json(*reviews)},
                     {"redacted", withheld}};
  // The record is JSON already.
  std::string text = rest.dump(-1, ' ', false, Json::error_handler_t::replace);
  text.back() = ',';
  text += "\"record\":" + pipeline::to_record(*document) + "}";
  return Answer{200, std::move(text)};
}

Result<Answer> search(Context& context) {
  Parameters& given = context.parameters;
  ledger::PassageQuery query;
  query.words = given.text("q", 300);
  query.party = given.text("party");
  query.speaker = given.text("speaker", 200);
  query.functions = given.list("function", function_names());
  query.since = given.date("since");
  query.until = given.date("until");
  query.after = given.text("cursor");
  query.limit = given.limit();
  query.withhold = context.viewer.withhold();
  if (query.words.find_first_not_of(" \t") == std::string::npos) {
    return Error{ErrorCode::bad_parameter, "words to look for are missing", "q"};
  }
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  const auto found = desk->lists().passages(query);
  if (!found) return found.error();
  Json items = Json::array();
  for (const ledger::Passage& each : found->passages) {
    Json hits = Json::array();
    for (const Span hit : each.hits) hits.push_back(Json::array({hit.begin, hit.end}));
    items.push_back({{"document", document_ref(each.document, desk->withhold())},
                     {"sentence", each.sentence},
                     {"span", Json::array({each.span.begin, each.span.end})},
                     {"hits", std::move(hits)},
                     {"statements", each.statements}});
  }
  return json_answer(page_json(std::move(items), found->next, std::nullopt));
}

}  // namespace avow::server
