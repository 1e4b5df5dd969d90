// The server without a socket: its routes against the API's description, sessions, tries, what is kept.
#include <algorithm>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "cache.hpp"
#include "program.hpp"
#include "routes.hpp"
#include "sessions.hpp"

namespace avow::server {
namespace {

using namespace std::chrono_literals;

std::set<std::string> described_routes() {
  const Json api = Json::parse(tests::read_bytes(tests::source_folder() / "docs/api/openapi.json"));
  std::set<std::string> out;
  for (const auto& [path, methods] : api["paths"].items()) {
    for (const auto& [method, operation] : methods.items()) {
      std::string name = method;
      std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::toupper(c); });
      out.insert(name + " " + path + " " + operation["operationId"].get<std::string>() + " " +
                 operation["x-role"].get<std::string>());
    }
  }
  return out;
}

std::string name_of(Access access) {
  static const std::vector<std::string> kNames = {"anyone", "viewer", "reviewer", "admin"};
  return kNames[static_cast<std::size_t>(access)];
}

TEST(Server, RoutesAreThoseOfTheDescription) {
  std::set<std::string> served;
  for (const Route& route : routes()) {
    served.insert(std::string{route.method} + " " + std::string{route.pattern} + " " +
                  std::string{route.name} + " " + name_of(route.access));
  }
  EXPECT_EQ(served, described_routes());
}

TEST(Server, AddressesAreMatched) {
  EXPECT_EQ(match_route("/parties", "/parties")->size(), 0U);
  EXPECT_FALSE(match_route("/parties", "/parties/x").has_value());
  EXPECT_EQ(match_route("/parties/{key}", "/parties/hill/front")->front(), "hill/front");
  EXPECT_FALSE(match_route("/parties/{key}", "/parties/").has_value());
  EXPECT_EQ(match_route("/reviews/{id}/undo", "/reviews/7/undo")->front(), "7");
  EXPECT_FALSE(match_route("/reviews/{id}/undo", "/reviews/undo").has_value());
}

TEST(Server, SessionsEnd) {
  Sessions sessions;
  const auto start = Clock::now();
  const Session session = sessions.open("mira", Role::reviewer, start);
  EXPECT_EQ(session.token.size(), 43U);
  EXPECT_NE(session.token, session.csrf);
  EXPECT_EQ(sessions.find(session.token, start + 7h)->user, "mira");
  EXPECT_TRUE(sessions.find(session.token, start + 14h).has_value());
  EXPECT_FALSE(sessions.find(session.token, start + 23h).has_value());
  EXPECT_FALSE(sessions.find("", start).has_value());
  EXPECT_FALSE(sessions.find("x", start).has_value());
  const Session used = sessions.open("mira", Role::reviewer, start);
  for (auto at = 0h; at <= 168h; at += 6h) static_cast<void>(sessions.find(used.token, start + at));
  EXPECT_FALSE(sessions.find(used.token, start + 169h).has_value());
  const Session gone = sessions.open("bo", Role::admin, start);
  sessions.close_all("bo");
  EXPECT_FALSE(sessions.find(gone.token, start).has_value());
}

TEST(Server, TriesAreCountedByAddressAndByName) {
  TryLimit limit;
  const auto start = Clock::now();
  for (std::size_t i = 0; i < kMaxTriesPerMinute; ++i) {
    EXPECT_TRUE(limit.take("1.2.3.4", "user" + std::to_string(i), start));
  }
  EXPECT_FALSE(limit.take("1.2.3.4", "another", start));
  EXPECT_TRUE(limit.take("1.2.3.4", "another", start + 61s));
  for (std::size_t i = 0; i < kMaxTriesPerMinute; ++i) {
    EXPECT_TRUE(limit.take("9.9.9." + std::to_string(i), "mira", start + 200s));
  }
  EXPECT_FALSE(limit.take("9.9.9.99", "mira", start + 200s));
}

TEST(Server, WhatIsKeptEndsWithTheEpoch) {
  Cache cache{10'000};
  const auto answer = make_answer("text/plain", std::string(2000, 'x'));
  ASSERT_NE(answer->gzip, nullptr);
  EXPECT_LT(answer->gzip->size(), 100U);
  cache.keep("a", 1, answer);
  EXPECT_EQ(cache.find("a", 1), answer);
  EXPECT_EQ(cache.find("b", 1), nullptr);
  EXPECT_EQ(cache.find("a", 2), nullptr);
  EXPECT_EQ(cache.find("a", 1), nullptr);
  for (int i = 0; i < 20; ++i) cache.keep(std::to_string(i), 1, answer);
  EXPECT_EQ(cache.find("0", 1), nullptr);
  EXPECT_EQ(cache.find("19", 1), answer);
}

TEST(Server, SecretsAreCompared) {
  EXPECT_TRUE(equal_secrets("abc", "abc"));
  EXPECT_FALSE(equal_secrets("abc", "abd"));
  EXPECT_FALSE(equal_secrets("abc", "ab"));
  EXPECT_FALSE(equal_secrets("", "a"));
}

}  // namespace
}  // namespace avow::server
