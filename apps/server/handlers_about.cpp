// Health, metrics, the API's own description, the log and its verification.
#include <charconv>

#include "avow/store/sqlite_store.hpp"
#include "handlers.hpp"
#include "openapi_text.hpp"

namespace avow::server {

Result<Answer> get_health(Context& context) {
  if (auto fine = context.parameters.check(); !fine) return fine.error();
  const auto store = context.app.stores().reader();
  if (!store) return store.error();
  const auto state = (*store)->lists().state();
  if (!state) return state.error();
  return json_answer({{"status", "ok"},
                      {"version", context.app.options().version},
                      {"ledger_version", store::schema_version()}});
}

Result<Answer> get_metrics(Context& context) {
  if (auto fine = context.parameters.check(); !fine) return fine.error();
  const auto store = context.app.stores().reader();
  if (!store) return store.error();
  const auto documents = (*store)->lists().documents({.limit = 1});
  if (!documents) return documents.error();
  Answer answer;
  answer.text = context.app.metrics().text(context.app.sessions().size(), documents->total.value_or(0));
  answer.type = "text/plain; version=0.0.4; charset=utf-8";
  return answer;
}

Result<Answer> get_openapi(Context& context) {
  if (auto fine = context.parameters.check(); !fine) return fine.error();
  return Answer{200, std::string{kOpenapiText}};
}

Result<Answer> list_log(Context& context) {
  ledger::LogQuery query;
  query.who = context.parameters.text("who", 100);
  query.newest_first = context.parameters.choice("sort", {"-date", "date"}) == "-date";
  const std::string cursor = context.parameters.text("cursor");
  const std::size_t limit = context.parameters.limit();
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  if (!cursor.empty()) {
    const auto [end, failure] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), query.after);
    if (failure != std::errc{} || end != cursor.data() + cursor.size())
      return Error{ErrorCode::bad_cursor, "", cursor};
  }
  query.most = limit + 1;
  const auto entries = desk->store().log(query);
  if (!entries) return entries.error();
  Json items = Json::array();
  std::string next;
  for (const ledger::LogEntry& entry : *entries) {
    if (items.size() == limit) {
      next = std::to_string(items.back()["entry"].get<std::int64_t>());
      break;
    }
    items.push_back({{"entry", entry.number},
                     {"at", entry.at},
                     {"who", entry.who},
                     {"tool", entry.tool},
                     {"action", entry.action},
                     {"document", text_or_null(entry.document)},
                     {"row", nullptr},
                     {"content", desk->withhold() ? Json(nullptr) : text_or_null(entry.content)},
                     {"digest", entry.digest},
                     {"hash", entry.hash}});
  }
  return json_answer(page_json(std::move(items), next, std::nullopt));
}

Result<Answer> verify(Context& context) {
  if (auto fine = context.parameters.check(); !fine) return fine.error();
  const std::unique_lock once{context.app.verifying(), std::try_to_lock};
  if (!once.owns_lock()) return Error{ErrorCode::server_busy, "the ledger is being verified already", ""};
  const auto store = context.app.stores().reader();
  if (!store) return store.error();
  const auto found = (*store)->verify();
  if (!found) return found.error();
  const bool intact = found->bad_entry == 0 && found->what.empty();
  return json_answer({{"intact", intact},
                      {"entries", found->entries},
                      {"documents", found->documents},
                      {"head", found->head},
                      {"bad_entry", found->bad_entry == 0 ? Json(nullptr) : Json(found->bad_entry)},
                      {"what", text_or_null(found->what)}});
}

}  // namespace avow::server
