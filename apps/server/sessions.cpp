#include "sessions.hpp"

#include <array>

#include <sodium.h>

#include "avow/base/hash.hpp"

namespace avow::server {

std::string random_token() {
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, 64> text{};
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text.data();
}

// Of hashes, so that not even the length shows.
bool equal_secrets(std::string_view a, std::string_view b) {
  const std::string x = sha256_hex(a);
  const std::string y = sha256_hex(b);
  return sodium_memcmp(x.data(), y.data(), x.size()) == 0;
}

Session Sessions::open(const std::string& user, Role role, Clock::time_point now) {
  Session session{user, role, random_token(), random_token()};
  const std::lock_guard lock{mutex_};
  drop_old(now);
  Entry entry{session, now, now};
  entry.session.token.clear();
  entries_[sha256_hex(session.token)] = std::move(entry);
  return session;
}

std::optional<Session> Sessions::find(const std::string& token, Clock::time_point now) {
  if (token.empty()) return std::nullopt;
  const std::lock_guard lock{mutex_};
  const auto found = entries_.find(sha256_hex(token));
  if (found == entries_.end()) return std::nullopt;
  Entry& entry = found->second;
  if (now - entry.used > kSessionIdleTime || now - entry.opened > kSessionLongestTime) {
    entries_.erase(found);
    return std::nullopt;
  }
  entry.used = now;
  return entry.session;
}

void Sessions::close(const std::string& token) {
  const std::lock_guard lock{mutex_};
  entries_.erase(sha256_hex(token));
}

void Sessions::close_all(const std::string& user) {
  const std::lock_guard lock{mutex_};
  std::erase_if(entries_, [&](const auto& each) { return each.second.session.user == user; });
}

std::size_t Sessions::size() {
  const std::lock_guard lock{mutex_};
  return entries_.size();
}

void Sessions::drop_old(Clock::time_point now) {
  std::erase_if(entries_, [&](const auto& each) {
    return now - each.second.used > kSessionIdleTime || now - each.second.opened > kSessionLongestTime;
  });
  while (entries_.size() >= kMaxSessions) {
    auto oldest = entries_.begin();
    for (auto each = entries_.begin(); each != entries_.end(); ++each) {
      if (each->second.used < oldest->second.used) oldest = each;
    }
    entries_.erase(oldest);
  }
}

bool TryLimit::fits(const std::string& key, std::size_t most, Clock::time_point now) {
  auto& times = tries_[key];
  while (!times.empty() && now - times.front() > std::chrono::minutes{1}) times.pop_front();
  return times.size() < most;
}

bool TryLimit::take(const std::string& address, const std::string& name, Clock::time_point now) {
  const std::lock_guard lock{mutex_};
  std::erase_if(tries_, [&](const auto& each) {
    return each.second.empty() || now - each.second.back() > std::chrono::minutes{1};
  });
  const std::array<std::pair<std::string, std::size_t>, 3> keys = {
      {{"address " + address, kMaxTriesPerMinute},
       {"name " + name, kMaxTriesPerMinute},
       {"all", kMaxTriesOfAllPerMinute}}};
  for (const auto& [key, most] : keys) {
    if (!fits(key, most, now)) return false;
  }
  for (const auto& [key, most] : keys) tries_[key].push_back(now);
  return true;
}

}  // namespace avow::server
