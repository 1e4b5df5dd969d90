// Fetching feeds by address: the only calls avow makes to the network, and only when `avow watch` is asked
// to.
//
//   FeedState state = FeedState::parse(stored, now);
//   if (state.due(now)) {
//     Result<Fetched> got = fetch("https://example.org/feed.xml", state);
//     state.note(got, now, every_s);                       // when to ask again, and with which ETag
//   }
//
// Polite: a server is told what we have (ETag, Last-Modified), is asked no sooner than
// kShortestFeedInterval_s after the last time (machines of the user's own excepted), nor before its
// Retry-After, and after failures ever more seldom. Only http and https; sizes, times and redirects are
// limited (avow/base/limits.hpp). Values and free functions: any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "avow/base/result.hpp"

namespace avow::source {

struct Fetched {
  int status = 0;    // of HTTP: 200, or 304 when nothing is new
  std::string body;  // of 200
  std::string etag, last_modified;
};

// What is remembered of a feed between two fetches. Times are seconds since 1970.
struct FeedState {
  std::string etag, last_modified;
  std::int64_t next_s = 0;                      // not to be asked before
  int failures = 0;                             // in a row
  std::optional<std::int64_t> retry_after_s{};  // what the last answer asked for; seconds from then

  // The form to_string() wrote; anything else is a feed that was never fetched.
  [[nodiscard]] static FeedState parse(std::string_view text);
  [[nodiscard]] std::string to_string() const;
  [[nodiscard]] bool due(std::int64_t now_s) const { return now_s >= next_s; }
  // After an answer or a failure: what to send and how long to wait the next time.
  void note(const Result<Fetched>& got, std::string_view address, std::int64_t now_s, std::int64_t every_s);
};

// "http://..." or "https://...".
[[nodiscard]] bool is_web_address(std::string_view address);

// bad_address, fetch_failed (no answer), fetch_refused (an answer that is neither 200 nor 304),
// file_too_large. Writes the answer's Retry-After into the state, nothing else.
[[nodiscard]] Result<Fetched> fetch(const std::string& address, FeedState& state);

}  // namespace avow::source
