// The socket: takes connections, holds them to limits, and asks a handler for answers (libmicrohttpd).
//
//   auto listener = Listener::start({.bind = "127.0.0.1", .port = 8080}, handler);
//   listener->port();
//   listener->stop();                       // lets requests under way finish
//
// The handler is called from several threads at once. Requests for which `slow` says so run on threads of
// their own and hold up nobody else.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "avow/base/result.hpp"
#include "http.hpp"

namespace avow::server {

// Limits of one connection and of all; docs/serve.md lists them.
inline constexpr std::size_t kMaxBodySizeBytes = 256U << 10U;
inline constexpr std::size_t kMaxHeaderSizeBytes = 32U << 10U;  // request line and headers together
inline constexpr unsigned kIdleTimeout_s = 15;
inline constexpr unsigned kMaxConnections = 512;
inline constexpr unsigned kStopTimeout_s = 10;

struct ListenOptions {
  std::string bind = "127.0.0.1";
  std::uint16_t port = 0;         // 0: any free one
  std::string tls_cert, tls_key;  // PEM texts; empty: no TLS
  unsigned threads = 4;
};

class Listener {
 public:
  using Handler = std::function<Response(const Request&)>;
  using IsSlow = std::function<bool(const Request&)>;
  // bind_failed when the address cannot be had.
  [[nodiscard]] static Result<std::unique_ptr<Listener>> start(const ListenOptions& options, Handler handler,
                                                               IsSlow slow);
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener();
  [[nodiscard]] std::uint16_t port() const;
  void stop();

 private:
  struct State;
  explicit Listener(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// 127.0.0.0/8, ::1 or localhost.
[[nodiscard]] bool is_loopback(const std::string& address);

}  // namespace avow::server
