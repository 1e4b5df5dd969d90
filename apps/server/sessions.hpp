// Who is signed in, and how often one may try.
//
//   Sessions sessions;
//   const Session session = sessions.open("mira", Role::reviewer);   // session.token goes into the cookie
//   sessions.find(token);                                            // while it lasts
//
// Thread-safe. Tokens are kept as their hashes only.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "users.hpp"

namespace avow::server {

using Clock = std::chrono::steady_clock;

inline constexpr auto kSessionIdleTime = std::chrono::hours{8};
inline constexpr auto kSessionLongestTime = std::chrono::hours{24 * 7};
inline constexpr std::size_t kMaxSessions = 10'000;
// Tries to sign in within a minute, of one address or for one name; and of all together.
inline constexpr std::size_t kMaxTriesPerMinute = 10;
inline constexpr std::size_t kMaxTriesOfAllPerMinute = 120;

struct Session {
  std::string user;
  Role role = Role::viewer;
  std::string token;  // only when just opened
  std::string csrf;
};

// 32 random bytes as text that a cookie and a header can hold.
[[nodiscard]] std::string random_token();
// Compares in a time that does not depend on what differs.
[[nodiscard]] bool equal_secrets(std::string_view a, std::string_view b);

class Sessions {
 public:
  Session open(const std::string& user, Role role, Clock::time_point now = Clock::now());
  [[nodiscard]] std::optional<Session> find(const std::string& token, Clock::time_point now = Clock::now());
  void close(const std::string& token);
  // All of a user: removed, or in another role.
  void close_all(const std::string& user);
  [[nodiscard]] std::size_t size();

 private:
  struct Entry {
    Session session;
    Clock::time_point opened, used;
  };
  void drop_old(Clock::time_point now);
  std::mutex mutex_;
  std::map<std::string, Entry> entries_;  // by hash of token
};

// Counts tries within the last minute.
class TryLimit {
 public:
  // False: too many, and this one does not count.
  bool take(const std::string& address, const std::string& name, Clock::time_point now = Clock::now());

 private:
  bool fits(const std::string& key, std::size_t most, Clock::time_point now);
  std::mutex mutex_;
  std::map<std::string, std::deque<Clock::time_point>> tries_;
};

}  // namespace avow::server
