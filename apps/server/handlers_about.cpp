// Health, metrics, the API's own description, the log and its verification.
#include <algorithm>
#include <charconv>

#include "avow/store/open.hpp"
#include "handlers.hpp"
#include "openapi_text.hpp"

namespace avow::server {
namespace {

// Entries before `before` (newest first) or after it, so many at most. Entries are numbered without gaps, so
// going back reads windows of them.
Result<std::vector<ledger::LogEntry>> entries_of(ledger::Store& store, const std::string& who,
                                                 bool newest_first, std::int64_t edge, std::size_t most) {
  if (!newest_first) return store.log({.after = edge, .most = most, .who = who});
  std::vector<ledger::LogEntry> out;
  for (std::int64_t window = std::max<std::int64_t>(static_cast<std::int64_t>(most), 1000); edge > 1;) {
    const std::int64_t low = std::max<std::int64_t>(edge - 1 - window, 0);
    auto entries = store.log({.after = low, .most = static_cast<std::size_t>(edge - 1 - low), .who = who});
    if (!entries) return entries.error();
    for (auto entry = entries->rbegin(); entry != entries->rend(); ++entry) {
      if (entry->number >= edge) continue;
      out.push_back(std::move(*entry));
      if (out.size() == most) return out;
    }
    edge = low + 1;
  }
  return out;
}

Json entry_json(const ledger::LogEntry& entry, bool withhold) {
  return {{"entry", entry.number},
          {"at", entry.at},
          {"who", entry.who},
          {"tool", entry.tool},
          {"action", entry.action},
          {"document", text_or_null(entry.document)},
          {"row", nullptr},
          {"content", withhold ? Json(nullptr) : text_or_null(entry.content)},
          {"digest", entry.digest},
          {"hash", entry.hash},
          {"versions", text_or_null(entry.versions)}};
}

}  // namespace

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
  const std::string who = context.parameters.text("who", 100);
  const bool newest_first = context.parameters.choice("sort", {"-date", "date"}) == "-date";
  const std::string cursor = context.parameters.text("cursor");
  const std::size_t limit = context.parameters.limit();
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  std::int64_t edge = 0;
  if (!cursor.empty()) {
    const auto [end, failure] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), edge);
    if (failure != std::errc{} || end != cursor.data() + cursor.size()) {
      return Error{ErrorCode::bad_cursor, "", cursor};
    }
  } else if (newest_first) {
    const auto state = desk->lists().state();
    if (!state) return state.error();
    edge = state->entries + 1;
  }
  const auto entries = entries_of(desk->store(), who, newest_first, edge, limit + 1);
  if (!entries) return entries.error();
  Json items = Json::array();
  for (const ledger::LogEntry& entry : *entries) {
    if (items.size() < limit) items.push_back(entry_json(entry, desk->withhold()));
  }
  const std::string next = entries->size() > limit ? std::to_string((*entries)[limit - 1].number) : "";
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
