// What people judge: the queue, reviews, undo. Every review is an entry of the log under the viewer's name.
#include <algorithm>
#include <charconv>

#include "handlers.hpp"

namespace avow::server {
namespace {

constexpr std::size_t kMaxRowIdBytes = 100;
constexpr std::size_t kMaxReasonBytes = 4000;
constexpr std::size_t kMaxFields = 20;
constexpr std::size_t kMaxValueBytes = 1000;

std::string text_of(const Json& input, const char* name, std::size_t max_size_bytes, bool& fits) {
  if (!input.contains(name)) return {};
  if (!input[name].is_string() || input[name].get_ref<const std::string&>().size() > max_size_bytes) {
    fits = false;
    return {};
  }
  return input[name].get<std::string>();
}

// One review for each field that is amended, else one.
Result<std::vector<ledger::NewReview>> reviews_in(const Context& context) {
  const Json input = Json::parse(context.request.body, nullptr, false);
  const Error bad{ErrorCode::bad_request, "a row, a verdict and a reason are needed", ""};
  if (!input.is_object()) return bad;
  bool fits = true;
  ledger::NewReview review;
  review.row = text_of(input, "row", kMaxRowIdBytes, fits);
  review.reason = text_of(input, "reason", kMaxReasonBytes, fits);
  const auto verdict = ledger::parse_verdict(text_of(input, "verdict", kMaxRowIdBytes, fits));
  review.reviewer = context.viewer.name;
  if (!fits || review.row.empty() || !verdict || *verdict == ledger::Verdict::withdraw) return bad;
  review.verdict = *verdict;
  if (*verdict != ledger::Verdict::amend) return std::vector{review};
  const Json fields = input.value("fields", Json::object());
  if (!fields.is_object() || fields.empty() || fields.size() > kMaxFields) {
    return Error{ErrorCode::bad_request, "an amendment needs 1 to 20 fields", "fields"};
  }
  std::vector<ledger::NewReview> out;
  for (const auto& [field, value] : fields.items()) {
    if (!value.is_string() || value.get_ref<const std::string&>().size() > kMaxValueBytes) return bad;
    review.field = field;
    review.value = value.get<std::string>();
    out.push_back(review);
  }
  return out;
}

Result<Answer> take_in(Context& context, const std::vector<ledger::NewReview>& news) {
  auto versions = context.app.versions();
  if (!versions) return versions.error();
  const auto store = context.app.stores().writer();
  if (!store) return store.error();
  (*store)->work_as({.who = context.viewer.name, .versions = std::move(*versions)});
  const auto reviews = (*store)->add_reviews(news);
  if (!reviews) return reviews.error();
  if (auto done = (*store)->standings().bring_up_to_date(context.app.options().data_folder); !done) {
    return done.error();
  }
  Json json = review_json(reviews->front());
  for (const ledger::Review& review : *reviews) json["fields"].update(review_json(review)["fields"]);
  return json_answer(json, 201);
}

}  // namespace

Result<Answer> add_review(Context& context) {
  if (auto fine = context.parameters.check(); !fine) return fine.error();
  const auto news = reviews_in(context);
  if (!news) return news.error();
  return take_in(context, *news);
}

Result<Answer> undo_review(Context& context) {
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  const std::string& id = context.arguments[0];
  std::int64_t entry = 0;
  const auto [end, failure] = std::from_chars(id.data(), id.data() + id.size(), entry);
  if (failure != std::errc{} || end != id.data() + id.size()) return Error{ErrorCode::row_not_found, "", id};
  for (const auto& [row, reviews] : desk->decisions()) {
    for (const ledger::Review& review : reviews) {
      if (review.entry != entry) continue;
      if (review.reviewer != context.viewer.name && context.viewer.role != Role::admin) {
        return Error{ErrorCode::not_allowed, "it is another's review", id};
      }
      ledger::NewReview undo;
      undo.row = review.row;
      undo.verdict = ledger::Verdict::withdraw;
      undo.reviewer = context.viewer.name;
      undo.reason = "taken back";
      undo.withdraws = entry;
      return take_in(context, {undo});
    }
  }
  return Error{ErrorCode::row_not_found, "there is no such review", id};
}

Result<Answer> list_reviews(Context& context) {
  ledger::ReviewQuery query;
  query.row = context.parameters.text("row", kMaxRowIdBytes);
  query.reviewer = context.parameters.text("who", 100);
  const bool oldest_first = context.parameters.choice("sort", {"-date", "date"}) == "date";
  const std::string cursor = context.parameters.text("cursor");
  const std::size_t limit = context.parameters.limit();
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  auto reviews = desk->store().reviews(query);
  if (!reviews) return reviews.error();
  if (!oldest_first) std::reverse(reviews->begin(), reviews->end());
  std::int64_t after = 0;
  if (!cursor.empty()) {
    const auto [end, failure] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), after);
    if (failure != std::errc{} || end != cursor.data() + cursor.size())
      return Error{ErrorCode::bad_cursor, "", cursor};
  }
  Json items = Json::array();
  std::string next;
  for (const ledger::Review& review : *reviews) {
    if (after != 0 && (oldest_first ? review.entry <= after : review.entry >= after)) continue;
    if (items.size() == limit) {
      next = std::to_string(items.back()["id"].get<std::int64_t>());
      break;
    }
    items.push_back(review_json(review));
  }
  return json_answer(page_json(std::move(items), next, static_cast<std::int64_t>(reviews->size())));
}

Result<Answer> list_queue(Context& context) {
  const std::string state = context.parameters.choice("state", {"open", "reviewed", "differ", "all"});
  ledger::ListQuery query{.what = ledger::RowKinds::findings};
  query.party = context.parameters.text("party");
  query.after = context.parameters.text("cursor");
  query.limit = context.parameters.limit();
  auto desk = Desk::open(context);
  if (!desk) return desk.error();
  Json items = Json::array();
  // Pages of findings until one is full of those that are wanted.
  std::string next;
  std::optional<std::int64_t> total;
  for (int page = 0; page < 20 && items.size() < query.limit; ++page) {
    const std::size_t wanted = query.limit - items.size();
    ledger::ListQuery part = query;
    part.limit = wanted;
    const auto rows = desk->lists().rows(part);
    if (!rows) return rows.error();
    if (state == "all") total = rows->total;
    for (const ledger::ListedRow& row : rows->rows) {
      const auto& reviews = reviews_of(desk->view(), row.row.id);
      const std::string agreement = agreement_of(reviews);
      const std::string is = agreement == "differ" ? "differ" : agreement.empty() ? "open" : "reviewed";
      if (state != "all" && state != is) continue;
      Json mine = nullptr;
      for (const ledger::Review& review : reviews) {
        if (review.reviewer == context.viewer.name && !review.withdrawn &&
            review.verdict != ledger::Verdict::withdraw) {
          mine = to_string(review.verdict);
        }
      }
      items.push_back(
          {{"finding", finding_json(row, desk->view())}, {"mine", std::move(mine)}, {"state", is}});
    }
    next = query.after = rows->next;
    if (next.empty()) break;
  }
  return json_answer(page_json(std::move(items), next, total));
}

}  // namespace avow::server
