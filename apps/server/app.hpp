// The server behind the socket: who asks, what they may see, and the answers of docs/api/openapi.json.
//
//   auto app = App::make({.ledger = "ledger.db", .data_folder = data, .web_folder = "web"});
//   Response response = (*app)->handle(request);
//
// handle() may be called from any number of threads.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/names/registry.hpp"
#include "cache.hpp"
#include "http.hpp"
#include "metrics.hpp"
#include "sessions.hpp"
#include "static_files.hpp"
#include "store_pool.hpp"
#include "users.hpp"

namespace avow::server {

struct AppOptions {
  std::string ledger;  // a file, or the address of a PostgreSQL database
  std::filesystem::path data_folder;
  std::vector<std::filesystem::path> registry_files{};
  std::filesystem::path web_folder{};  // the built web app; may be missing
  std::filesystem::path users{};       // empty: no users, one local person
  std::string local_name{};            // whose reviews they are without users
  std::string version{};
  bool secure = false;        // reached by https: cookies say Secure
  bool behind_proxy = false;  // the address that asks stands in X-Forwarded-For
  // Names by which the server may be called; empty: any (only where users must sign in).
  std::vector<std::string> hosts{};
};

// Who asks.
struct Viewer {
  std::string name;
  Role role = Role::viewer;
  bool signed_in = false;
  std::string csrf, token;
  // Private persons' names reach reviewers and admins only.
  [[nodiscard]] bool withhold() const { return role == Role::viewer; }
};

struct Answer;
struct Context;
struct Judged;
struct Route;

class App {
 public:
  // users_unreadable, table errors of the registry, and what opening a ledger can give.
  [[nodiscard]] static Result<std::unique_ptr<App>> make(AppOptions options);
  App(const App&) = delete;
  App& operator=(const App&) = delete;
  ~App();

  [[nodiscard]] Response handle(const Request& request);
  // Whether the answer takes long: signing in, verifying, exports.
  [[nodiscard]] bool is_slow(const Request& request) const;

  [[nodiscard]] const AppOptions& options() const { return options_; }
  [[nodiscard]] StorePool& stores() { return stores_; }
  [[nodiscard]] Sessions& sessions() { return sessions_; }
  [[nodiscard]] TryLimit& tries() { return tries_; }
  [[nodiscard]] Metrics& metrics() { return metrics_; }
  [[nodiscard]] const names::Registry& registry() const { return registry_; }
  [[nodiscard]] bool has_users() const { return !options_.users.empty(); }
  // As the file has them now: it may be changed while the server runs.
  [[nodiscard]] Users users();
  [[nodiscard]] const std::string& local_csrf() const { return local_csrf_; }
  // What people judged, as of now.
  [[nodiscard]] Result<std::shared_ptr<const Judged>> judged();
  // Which models and tables it works with, for the log: reckoned when first asked for.
  [[nodiscard]] Result<std::string> versions();
  // For what must run once at a time.
  [[nodiscard]] std::mutex& verifying() { return verifying_; }

 private:
  App(AppOptions options, names::Registry registry, Users users);
  [[nodiscard]] Response answer(const Request& request, std::string& route_name);
  [[nodiscard]] Response api(const Request& request, const Route& route, std::vector<std::string> arguments);
  [[nodiscard]] Result<Answer> run(const Route& route, Context& context);
  [[nodiscard]] Result<void> check_host(const Request& request) const;
  [[nodiscard]] Result<void> check_origin(const Request& request) const;
  [[nodiscard]] Result<void> check_viewer(const Request& request, const Route& route,
                                          const Viewer& viewer) const;
  [[nodiscard]] Viewer viewer_of(const Request& request);

  AppOptions options_;
  names::Registry registry_;
  StorePool stores_;
  StaticFiles files_;
  Cache cache_;
  Sessions sessions_;
  TryLimit tries_;
  Metrics metrics_;
  std::string local_csrf_;
  std::mutex users_mutex_, verifying_, judged_mutex_, versions_mutex_;
  std::string versions_;
  std::shared_ptr<const Judged> judged_;
  Users users_;
  std::filesystem::file_time_type users_time_{};
};

}  // namespace avow::server
