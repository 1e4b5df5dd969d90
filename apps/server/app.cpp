#include "app.hpp"

#include <algorithm>
#include <chrono>

#include <sodium.h>

#include "avow/base/strings.hpp"
#include "avow/pipeline/versions.hpp"
#include "handlers.hpp"
#include "listener.hpp"
#include "routes.hpp"

namespace avow::server {
namespace {

constexpr std::size_t kCacheSizeBytes = 64U << 20U;

// Scripts, styles and connections of this server only. blob: is for the map's workers and images.
constexpr auto kContentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'";

void add_security_headers(Response& response, bool secure) {
  response.headers.insert(response.headers.end(),
                          {{"Content-Security-Policy", kContentSecurityPolicy},
                           {"X-Content-Type-Options", "nosniff"},
                           {"X-Frame-Options", "DENY"},
                           {"Referrer-Policy", "no-referrer"},
                           {"Cross-Origin-Opener-Policy", "same-origin"},
                           {"Cross-Origin-Resource-Policy", "same-origin"},
                           {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"}});
  if (secure) response.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
}

Response error_response(const Error& error) {
  Response response;
  response.status = status_of(error.code);
  response.body = std::make_shared<const std::string>(error_text(error));
  response.headers = {{"Cache-Control", "no-store"}};
  if (error.code == ErrorCode::sign_in_too_often) response.headers.emplace_back("Retry-After", "60");
  return response;
}

std::string cookie_token(const Request& request) {
  for (std::string_view part : split(header(request, "cookie"), ';')) {
    part = trim(part);
    constexpr std::string_view kName = "avow_session=";
    if (part.starts_with(kName)) return std::string{part.substr(kName.size())};
  }
  return {};
}

// "127.0.0.1:8080" and "[::1]:8080" without their ports.
std::string_view host_name(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

bool is_read(const Request& request) {
  return request.method == "GET" || request.method == "HEAD";
}

// A key for what is kept: the same address with its parameters in another order is the same.
std::string cache_key(const Request& request, const Viewer& viewer) {
  std::string key = viewer.withhold() ? "v" : "r";
  key += request.path;
  for (const auto& [name, value] : request.query) {
    key += '\n';
    key += std::to_string(name.size()) + ":" + name + "=" + value;
  }
  return key;
}

Response response_of(const Request& request, const CachedAnswer& answer) {
  Response response;
  response.type = answer.type;
  response.headers = {
      {"ETag", answer.etag}, {"Cache-Control", "private, no-cache"}, {"Vary", "Accept-Encoding, Cookie"}};
  if (header(request, "if-none-match").find(answer.etag) != std::string_view::npos) {
    response.status = 304;
    response.type.clear();
    return response;
  }
  const bool packed =
      answer.gzip != nullptr && header(request, "accept-encoding").find("gzip") != std::string_view::npos;
  response.body = packed ? answer.gzip : answer.plain;
  if (packed) response.headers.emplace_back("Content-Encoding", "gzip");
  return response;
}

struct Found {
  const Route* route = nullptr;
  std::vector<std::string> arguments;
  bool other_method = false;
};

Found find_route(const Request& request) {
  Found found;
  const std::string_view path = std::string_view{request.path}.substr(kApiRoot.size());
  const std::string_view method = request.method == "HEAD" ? "GET" : std::string_view{request.method};
  for (const Route& route : routes()) {
    auto arguments = match_route(route.pattern, path);
    if (!arguments) continue;
    if (route.method == method) return {&route, std::move(*arguments), false};
    found.other_method = true;
  }
  return found;
}

bool is_api(const Request& request) {
  return request.path == kApiRoot || request.path.starts_with(std::string{kApiRoot} + "/");
}

}  // namespace

Result<std::unique_ptr<App>> App::make(AppOptions options) {
  if (sodium_init() < 0) return Error{ErrorCode::internal, "libsodium cannot start", ""};
  auto registry = names::Registry::load(options.data_folder / "registry", options.registry_files);
  if (!registry) return registry.error();
  Users users;
  if (!options.users.empty()) {
    auto loaded = Users::load(options.users);
    if (!loaded) return loaded.error();
    users = std::move(*loaded);
  }
  std::unique_ptr<App> app{new App{std::move(options), std::move(*registry), std::move(users)}};
  // A ledger that cannot be used is said at once and not at the first page.
  if (auto store = app->stores_.reader(); !store) return store.error();
  return app;
}

App::App(AppOptions options, names::Registry registry, Users users)
    : options_(std::move(options)),
      registry_(std::move(registry)),
      stores_(options_.ledger),
      files_(options_.web_folder),
      cache_(kCacheSizeBytes),
      local_csrf_(random_token()),
      users_(std::move(users)) {
  std::error_code ignored;
  if (has_users()) users_time_ = std::filesystem::last_write_time(options_.users, ignored);
}

App::~App() = default;

Users App::users() {
  const std::lock_guard lock{users_mutex_};
  std::error_code failure;
  const auto time = std::filesystem::last_write_time(options_.users, failure);
  if (!failure && time != users_time_) {
    // A file that cannot be read any more changes nothing: the people who are in stay in.
    if (auto loaded = Users::load(options_.users)) {
      users_ = std::move(*loaded);
      users_time_ = time;
    }
  }
  return users_;
}

Result<std::shared_ptr<const Judged>> App::judged() {
  const auto now = stores_.epoch();
  if (!now) return now.error();
  const std::lock_guard lock{judged_mutex_};
  if (judged_ != nullptr && judged_->epoch == *now) return judged_;
  const auto store = stores_.reader();
  if (!store) return store.error();
  const auto reviews = (*store)->reviews({});
  if (!reviews) return reviews.error();
  auto judged = std::make_shared<Judged>();
  judged->epoch = *now;
  for (const ledger::Review& review : *reviews) judged->by_row[review.row].push_back(review);
  judged_ = judged;
  return judged_;
}

Result<std::string> App::versions() {
  const std::lock_guard lock{versions_mutex_};
  if (versions_.empty()) {
    auto found = pipeline::versions_of(options_.data_folder, options_.registry_files);
    if (!found) return found.error();
    versions_ = std::move(*found);
  }
  return versions_;
}

bool App::is_slow(const Request& request) const {
  if (!is_api(request)) return false;
  const Found found = find_route(request);
  return found.route != nullptr && found.route->slow;
}

Response App::handle(const Request& request) {
  const auto start = std::chrono::steady_clock::now();
  std::string route_name = "none";
  Response response = answer(request, route_name);
  add_security_headers(response, options_.secure);
  metrics_.count(route_name, response.status, std::chrono::steady_clock::now() - start);
  return response;
}

Response App::answer(const Request& request, std::string& route_name) {
  if (auto host = check_host(request); !host) return error_response(host.error());
  if (!is_api(request)) {
    route_name = "app";
    if (!is_read(request)) return error_response({ErrorCode::bad_method, "", request.method});
    return files_.answer(request);
  }
  Found found = find_route(request);
  if (found.route == nullptr) {
    const auto code = found.other_method ? ErrorCode::bad_method : ErrorCode::no_such_address;
    return error_response({code, "", request.path.substr(0, 200)});
  }
  route_name = found.route->name;
  return api(request, *found.route, std::move(found.arguments));
}

Response App::api(const Request& request, const Route& route, std::vector<std::string> arguments) {
  if (request.body.size() > kMaxBodySizeBytes) return error_response({ErrorCode::body_too_large, "", ""});
  if (auto origin = check_origin(request); !origin) return error_response(origin.error());
  const Viewer viewer = viewer_of(request);
  if (auto may = check_viewer(request, route, viewer); !may) return error_response(may.error());
  std::uint64_t epoch = 0;
  std::string key;
  if (route.kept) {
    const auto now = stores_.epoch();
    if (!now) return error_response(now.error());
    epoch = *now;
    key = cache_key(request, viewer);
    const auto kept = cache_.find(key, epoch);
    metrics_.count_cache(kept != nullptr);
    if (kept != nullptr) return response_of(request, *kept);
  }
  Context context{request, *this, viewer, std::move(arguments), Parameters{request}};
  auto answer = run(route, context);
  if (!answer) return error_response(answer.error());
  if (route.kept && answer->status == 200) {
    const auto kept = make_answer(std::move(answer->type), std::move(answer->text));
    cache_.keep(key, epoch, kept);
    return response_of(request, *kept);
  }
  Response response;
  response.status = answer->status;
  response.type = answer->status == 204 ? "" : answer->type;
  response.headers = std::move(answer->headers);
  response.headers.emplace_back("Cache-Control", "no-store");
  response.file = answer->file;
  response.drop_file = !answer->file.empty();
  if (answer->status != 204) response.body = std::make_shared<const std::string>(std::move(answer->text));
  return response;
}

// The library throws nothing over a floor, but what it stands on may run out of memory.
Result<Answer> App::run(const Route& route, Context& context) {
  try {
    return route.handler(context);
  } catch (const std::exception& failure) {
    return Error{ErrorCode::internal, failure.what(), std::string{route.name}};
  }
}

// A page of another site could name a host of its own that resolves to this machine (DNS rebinding).
Result<void> App::check_host(const Request& request) const {
  if (options_.hosts.empty()) return {};
  const std::string host = lower_ascii(host_name(header(request, "host")));
  const bool known = std::find(options_.hosts.begin(), options_.hosts.end(), host) != options_.hosts.end();
  return known ? Result<void>{} : Error{ErrorCode::bad_host, "", host.substr(0, 100)};
}

// Other sites' pages may not use the API, whatever cookies a browser would send along.
Result<void> App::check_origin(const Request& request) const {
  const Error foreign{ErrorCode::bad_csrf, "", ""};
  if (header(request, "sec-fetch-site") == "cross-site") return foreign;
  const std::string_view origin = header(request, "origin");
  if (origin.empty() || is_read(request)) return {};
  const auto slashes = origin.find("://");
  if (slashes == std::string_view::npos || origin.substr(slashes + 3) != header(request, "host"))
    return foreign;
  return {};
}

Viewer App::viewer_of(const Request& request) {
  if (!has_users()) return {options_.local_name, Role::admin, true, local_csrf_, ""};
  const std::string token = cookie_token(request);
  const auto session = sessions_.find(token);
  if (!session) return {};
  // Removed from the file, or in another role since: signed out.
  if (users().role_of(session->user) != session->role) {
    sessions_.close_all(session->user);
    return {};
  }
  return {session->user, session->role, true, session->csrf, token};
}

Result<void> App::check_viewer(const Request& request, const Route& route, const Viewer& viewer) const {
  if (!is_read(request) && !request.body.empty() &&
      !header(request, "content-type").starts_with("application/json")) {
    return Error{ErrorCode::body_not_json, "", ""};
  }
  if (route.access == Access::anyone) return {};
  if (!viewer.signed_in) return Error{ErrorCode::sign_in_needed, "", ""};
  if (!is_read(request) && !equal_secrets(header(request, "x-avow-csrf"), viewer.csrf)) {
    return Error{ErrorCode::bad_csrf, "the token of the session is missing", "X-Avow-CSRF"};
  }
  const bool may = route.access == Access::viewer || viewer.role == Role::admin ||
                   (route.access == Access::reviewer && viewer.role == Role::reviewer);
  return may ? Result<void>{} : Error{ErrorCode::not_allowed, "", std::string{to_string(viewer.role)}};
}

}  // namespace avow::server
