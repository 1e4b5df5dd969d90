// The routes of the API and what their handlers share. Each is an operation of docs/api/openapi.json; a test
// compares the two.
//
// A handler reads its parameters, asks the store and gives an Answer or an Error; who may call it, CSRF,
// caching and compression are decided before and after it, in app.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "app.hpp"
#include "avow/base/date.hpp"
#include "avow/base/error_code.hpp"

namespace avow::server {

using Json = nlohmann::ordered_json;

inline constexpr std::string_view kApiRoot = "/api/v1";
inline constexpr std::size_t kUsualLimit = 50;
inline constexpr std::size_t kMaxLimit = 1000;

// What a handler gives. `text` is the body as it is.
struct Answer {
  int status = 200;
  std::string text;
  std::string type = "application/json; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers{};
  std::string file{};  // sent and taken away instead of the text
};
[[nodiscard]] Answer json_answer(const Json& json, int status = 200);

// The parameters of a request. The first that is not understood is kept as an error; so is one nobody asked
// for.
class Parameters {
 public:
  explicit Parameters(const Request& request) : request_(request) {}
  [[nodiscard]] std::string text(const std::string& name, std::size_t max_size_bytes = 500);
  [[nodiscard]] std::optional<Date> date(const std::string& name);
  // Values with commas between, each of `allowed`.
  [[nodiscard]] std::vector<std::string> list(const std::string& name,
                                              const std::vector<std::string_view>& allowed);
  // One of `allowed`; the first when it is not given.
  [[nodiscard]] std::string choice(const std::string& name, const std::vector<std::string_view>& allowed);
  [[nodiscard]] std::size_t limit(std::size_t usual = kUsualLimit, std::size_t most = kMaxLimit);
  // After all were read.
  [[nodiscard]] Result<void> check() const;

 private:
  [[nodiscard]] const std::string* find(const std::string& name);
  void fault(const std::string& name, std::string what);
  const Request& request_;
  std::vector<std::string> known_;
  std::optional<Error> error_;
};

struct Context {
  const Request& request;
  App& app;
  Viewer viewer;
  std::vector<std::string> arguments;  // of the address, decoded: {key} ...
  Parameters parameters;
};

using RouteHandler = Result<Answer> (*)(Context&);

// Who may call a route.
enum class Access : std::uint8_t { anyone, viewer, reviewer, admin };

struct Route {
  std::string_view method;   // GET answers HEAD too
  std::string_view pattern;  // below kApiRoot: "/parties/{key}"
  std::string_view name;     // operationId
  Access access = Access::viewer;
  RouteHandler handler = nullptr;
  bool kept = true;   // the answer holds until the ledger changes
  bool slow = false;  // takes longer than a page may
};

[[nodiscard]] const std::vector<Route>& routes();
// The arguments of the address when the path is one of the pattern.
[[nodiscard]] std::optional<std::vector<std::string>> match_route(std::string_view pattern,
                                                                  std::string_view path);

// Handlers, by file.
Result<Answer> get_session(Context& context);  // handlers_session.cpp
Result<Answer> sign_in(Context& context);
Result<Answer> sign_out(Context& context);
Result<Answer> get_health(Context& context);  // handlers_about.cpp
Result<Answer> get_metrics(Context& context);
Result<Answer> get_openapi(Context& context);
Result<Answer> list_log(Context& context);
Result<Answer> verify(Context& context);
Result<Answer> list_statements(Context& context);  // handlers_rows.cpp
Result<Answer> list_obligations(Context& context);
Result<Answer> list_events(Context& context);
Result<Answer> list_findings(Context& context);
Result<Answer> get_row(Context& context);
Result<Answer> list_documents(Context& context);  // handlers_documents.cpp
Result<Answer> get_document(Context& context);
Result<Answer> search(Context& context);
Result<Answer> get_overview(Context& context);  // handlers_parties.cpp
Result<Answer> list_parties(Context& context);
Result<Answer> get_party(Context& context);
Result<Answer> list_actors(Context& context);
Result<Answer> get_actor(Context& context);
Result<Answer> get_timeline(Context& context);    // handlers_timeline.cpp
Result<Answer> list_incidents(Context& context);  // handlers_incidents.cpp
Result<Answer> get_incident(Context& context);
Result<Answer> get_map(Context& context);
Result<Answer> get_finding(Context& context);  // handlers_findings.cpp
Result<Answer> list_queue(Context& context);   // handlers_reviews.cpp
Result<Answer> list_reviews(Context& context);
Result<Answer> add_review(Context& context);
Result<Answer> undo_review(Context& context);
Result<Answer> add_party_word(Context& context);  // handlers_party_words.cpp
Result<Answer> undo_party_word(Context& context);
Result<Answer> list_exports(Context& context);  // handlers_export.cpp
Result<Answer> export_ledger(Context& context);

// What enumerators are called, in the order of the enumeration.
[[nodiscard]] const std::vector<std::string_view>& function_names();
[[nodiscard]] const std::vector<std::string_view>& type_names();
[[nodiscard]] const std::vector<std::string_view>& factuality_names();

// The status of HTTP for an error, and the one shape of errors.
[[nodiscard]] int status_of(ErrorCode code);
[[nodiscard]] std::string error_text(const Error& error);

}  // namespace avow::server
