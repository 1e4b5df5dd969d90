#include "routes.hpp"

#include <algorithm>
#include <charconv>

#include "avow/base/strings.hpp"
#include "avow/document/layers.hpp"

namespace avow::server {

const std::vector<Route>& routes() {
  static const std::vector<Route> kRoutes = {
      {"GET", "/session", "getSession", Access::anyone, get_session, false},
      {"POST", "/session", "signIn", Access::anyone, sign_in, false, true},
      {"DELETE", "/session", "signOut", Access::viewer, sign_out, false},
      {"GET", "/overview", "getOverview", Access::viewer, get_overview},
      {"GET", "/parties", "listParties", Access::viewer, list_parties},
      {"GET", "/parties/{key}", "getParty", Access::viewer, get_party},
      {"GET", "/statements", "listStatements", Access::viewer, list_statements},
      {"GET", "/obligations", "listObligations", Access::viewer, list_obligations},
      {"GET", "/events", "listEvents", Access::viewer, list_events},
      {"GET", "/incidents", "listIncidents", Access::viewer, list_incidents},
      {"GET", "/incidents/{id}", "getIncident", Access::viewer, get_incident},
      {"GET", "/findings", "listFindings", Access::viewer, list_findings},
      {"GET", "/findings/{id}", "getFinding", Access::viewer, get_finding},
      {"GET", "/rows/{id}", "getRow", Access::viewer, get_row},
      {"GET", "/documents", "listDocuments", Access::viewer, list_documents},
      {"GET", "/documents/{id}", "getDocument", Access::viewer, get_document},
      {"GET", "/actors", "listActors", Access::viewer, list_actors},
      {"GET", "/actors/{key}", "getActor", Access::viewer, get_actor},
      {"POST", "/actors/judgements", "addPartyWord", Access::reviewer, add_party_word, false, true},
      {"POST", "/actors/judgements/{id}/undo", "undoPartyWord", Access::reviewer, undo_party_word, false,
       true},
      {"GET", "/search", "search", Access::viewer, search},
      {"GET", "/map", "getMap", Access::viewer, get_map},
      {"GET", "/timeline", "getTimeline", Access::viewer, get_timeline},
      {"GET", "/queue", "listQueue", Access::reviewer, list_queue, false},
      {"GET", "/reviews", "listReviews", Access::viewer, list_reviews},
      {"POST", "/reviews", "addReview", Access::reviewer, add_review, false, true},
      {"POST", "/reviews/{id}/undo", "undoReview", Access::reviewer, undo_review, false, true},
      {"GET", "/log", "listLog", Access::viewer, list_log},
      {"POST", "/verify", "verify", Access::reviewer, verify, false, true},
      {"GET", "/export", "listExports", Access::viewer, list_exports},
      {"GET", "/export/{format}", "export", Access::viewer, export_ledger, false, true},
      {"GET", "/health", "getHealth", Access::anyone, get_health, false},
      {"GET", "/metrics", "getMetrics", Access::admin, get_metrics, false},
      {"GET", "/openapi.json", "getOpenapi", Access::anyone, get_openapi}};
  return kRoutes;
}

std::optional<std::vector<std::string>> match_route(std::string_view pattern, std::string_view path) {
  // A key may hold a slash, so the last argument takes what is left, up to what the pattern ends with.
  std::vector<std::string> arguments;
  const auto open = pattern.find('{');
  if (open == std::string_view::npos) {
    return pattern == path ? std::optional{arguments} : std::nullopt;
  }
  const auto close = pattern.find('}', open);
  const std::string_view before = pattern.substr(0, open), after = pattern.substr(close + 1);
  if (path.size() <= before.size() + after.size() || !path.starts_with(before) || !path.ends_with(after)) {
    return std::nullopt;
  }
  arguments.emplace_back(path.substr(before.size(), path.size() - before.size() - after.size()));
  return arguments;
}

Answer json_answer(const Json& json, int status) {
  return {status, json.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

const std::string* Parameters::find(const std::string& name) {
  known_.push_back(name);
  const auto found = request_.query.find(name);
  return found == request_.query.end() ? nullptr : &found->second;
}

void Parameters::fault(const std::string& name, std::string what) {
  if (!error_) error_ = Error{ErrorCode::bad_parameter, std::move(what), name};
}

std::string Parameters::text(const std::string& name, std::size_t max_size_bytes) {
  const std::string* value = find(name);
  if (value == nullptr) return {};
  if (value->size() > max_size_bytes) {
    fault(name, "it has more than " + std::to_string(max_size_bytes) + " bytes");
    return {};
  }
  return *value;
}

std::optional<Date> Parameters::date(const std::string& name) {
  const std::string* value = find(name);
  if (value == nullptr || value->empty()) return std::nullopt;
  const auto date = Date::parse(*value);
  if (!date) fault(name, "it is no day such as 2021-07-23");
  return date;
}

std::vector<std::string> Parameters::list(const std::string& name,
                                          const std::vector<std::string_view>& allowed) {
  const std::string* value = find(name);
  std::vector<std::string> out;
  if (value == nullptr || value->empty()) return out;
  for (const std::string_view each : split(*value, ',')) {
    if (std::find(allowed.begin(), allowed.end(), each) == allowed.end()) {
      fault(name, "it may not be \"" + std::string{each.substr(0, 40)} + "\"");
    }
    if (std::find(out.begin(), out.end(), each) == out.end()) out.emplace_back(each);
  }
  return out;
}

std::string Parameters::choice(const std::string& name, const std::vector<std::string_view>& allowed) {
  const std::string* value = find(name);
  if (value == nullptr || value->empty()) return std::string{allowed.front()};
  if (std::find(allowed.begin(), allowed.end(), *value) == allowed.end()) {
    fault(name, "it may not be \"" + value->substr(0, 40) + "\"");
    return std::string{allowed.front()};
  }
  return *value;
}

std::size_t Parameters::limit(std::size_t usual, std::size_t most) {
  const std::string* value = find("limit");
  if (value == nullptr) return usual;
  std::size_t number = 0;
  const auto [end, failure] = std::from_chars(value->data(), value->data() + value->size(), number);
  if (failure != std::errc{} || end != value->data() + value->size() || number == 0 || number > most) {
    fault("limit", "it is no number from 1 to " + std::to_string(most));
    return usual;
  }
  return number;
}

Result<void> Parameters::check() const {
  if (error_) return *error_;
  for (const auto& [name, value] : request_.query) {
    if (std::find(known_.begin(), known_.end(), name) == known_.end()) {
      return Error{ErrorCode::bad_parameter, "the address has no such parameter", name.substr(0, 40)};
    }
  }
  return {};
}

namespace {

template <typename Enum, int count>
const std::vector<std::string_view>& names_of() {
  static const std::vector<std::string_view> kNames = [] {
    std::vector<std::string_view> names;
    for (int i = 0; i < count; ++i) names.push_back(to_string(static_cast<Enum>(i)));
    return names;
  }();
  return kNames;
}

}  // namespace

const std::vector<std::string_view>& function_names() {
  return names_of<SpeechFunction, 12>();
}

const std::vector<std::string_view>& type_names() {
  return names_of<EventType, 13>();
}

const std::vector<std::string_view>& factuality_names() {
  return names_of<Factuality, 5>();
}

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::bad_request:
    case ErrorCode::bad_parameter:
    case ErrorCode::bad_cursor:
    case ErrorCode::bad_date:
    case ErrorCode::usage:
      return 400;
    case ErrorCode::sign_in_needed:
    case ErrorCode::sign_in_refused:
      return 401;
    case ErrorCode::not_allowed:
    case ErrorCode::bad_csrf:
      return 403;
    case ErrorCode::row_not_found:
    case ErrorCode::entry_not_found:
    case ErrorCode::no_such_address:
      return 404;
    case ErrorCode::bad_method:
      return 405;
    case ErrorCode::body_too_large:
      return 413;
    case ErrorCode::body_not_json:
      return 415;
    case ErrorCode::bad_host:
      return 421;
    case ErrorCode::review_refused:
      return 422;
    case ErrorCode::sign_in_too_often:
      return 429;
    case ErrorCode::ledger_locked:
    case ErrorCode::server_busy:
      return 503;
    default:
      return 500;
  }
}

std::string error_text(const Error& error) {
  const Json json = {
      {"error",
       {{"code", error_number(error.code)},
        {"message", error.message.empty() ? std::string{error_meaning(error.code)} : error.message},
        {"hint", error_remedy(error.code)},
        {"place", error.place.empty() ? Json(nullptr) : Json(error.place)}}}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace avow::server
