#include "avow/source/fetch.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <memory>
#include <mutex>

#include <curl/curl.h>
#include <fmt/format.h>

#include "avow/base/limits.hpp"
#include "avow/base/strings.hpp"

namespace avow::source {
namespace {

constexpr auto kUserAgent = "avow (reads feeds its user asked for)";
constexpr long kOk = 200;
constexpr long kNotModified = 304;

struct Answer {
  std::string body, etag, last_modified, retry_after;
  bool too_large = false;
};

std::size_t take_body(const char* data, std::size_t size, std::size_t count, void* user) {
  auto& answer = *static_cast<Answer*>(user);
  answer.too_large = answer.body.size() + size * count > kMaxFeedSizeBytes;
  if (answer.too_large) return 0;  // ends the transfer
  answer.body.append(data, size * count);
  return size * count;
}

std::size_t take_header(const char* data, std::size_t size, std::size_t count, void* user) {
  auto& answer = *static_cast<Answer*>(user);
  const std::string_view line{data, size * count};
  if (line.starts_with("HTTP/")) answer = {};  // of a redirect before this one
  if (const auto colon = line.find(':'); colon != std::string_view::npos) {
    const std::string name = lower_ascii(trim(line.substr(0, colon)));
    const std::string_view value = trim(line.substr(colon + 1));
    if (name == "etag") answer.etag = value;
    if (name == "last-modified") answer.last_modified = value;
    if (name == "retry-after") answer.retry_after = value;
  }
  return size * count;
}

// Seconds, or a date.
std::optional<std::int64_t> seconds_of_retry_after(const std::string& value) {
  if (value.empty()) return std::nullopt;
  std::int64_t seconds = 0;
  const char* end = value.data() + value.size();
  if (const auto read = std::from_chars(value.data(), end, seconds); read.ptr == end) {
    return std::clamp<std::int64_t>(seconds, 0, kLongestFeedWait_s);
  }
  const auto when = static_cast<std::int64_t>(curl_getdate(value.c_str(), nullptr));
  if (when < 0) return std::nullopt;
  return std::clamp<std::int64_t>(when - static_cast<std::int64_t>(std::time(nullptr)), 0,
                                  kLongestFeedWait_s);
}

// A machine of the user's own needs no politeness.
bool is_own_machine(std::string_view address) {
  address.remove_prefix(std::min(address.size(), address.find("//") + 2));
  const std::string_view host = address.substr(0, address.find_first_of("/:?#"));
  return host == "localhost" || host == "127.0.0.1" || address.starts_with("[::1]");
}

using Headers = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

void add_header(Headers& headers, const std::string& line) {
  headers.reset(curl_slist_append(headers.release(), line.c_str()));
}

void set_options(CURL* curl, const std::string& address, const Headers& headers, Answer& answer) {
  curl_easy_setopt(curl, CURLOPT_URL, address.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(curl, CURLOPT_MAXREDIRS, kMaxFeedRedirects);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, kFeedConnectTimeout_ms);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, kFeedTimeout_ms);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, kUserAgent);
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");  // whatever curl unpacks
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answer);
}

}  // namespace

bool is_web_address(std::string_view address) {
  const std::string lower = lower_ascii(address.substr(0, 8));
  return (lower.starts_with("http://") && address.size() > 7) || (lower == "https://" && address.size() > 8);
}

FeedState FeedState::parse(std::string_view text) {
  FeedState state;
  const auto lines = split(text, '\n');
  if (lines.size() != 4) return state;
  std::from_chars(lines[0].data(), lines[0].data() + lines[0].size(), state.next_s);
  std::from_chars(lines[1].data(), lines[1].data() + lines[1].size(), state.failures);
  state.failures = std::clamp(state.failures, 0, 100);
  state.etag = lines[2];
  state.last_modified = lines[3];
  return state;
}

std::string FeedState::to_string() const {
  return fmt::format("{}\n{}\n{}\n{}", next_s, failures, etag, last_modified);
}

void FeedState::note(const Result<Fetched>& got, std::string_view address, std::int64_t now_s,
                     std::int64_t every_s) {
  const std::int64_t shortest = is_own_machine(address) ? 1 : kShortestFeedInterval_s;
  std::int64_t wait = std::max(every_s, shortest);
  failures = got ? 0 : std::min(failures + 1, 100);
  // Twice as long after each failure in a row.
  for (int i = 1; i < failures && wait < kLongestFeedWait_s; ++i) wait *= 2;
  if (retry_after_s) wait = std::max(wait, *retry_after_s);
  next_s = now_s + std::min(wait, kLongestFeedWait_s);
  if (!got || got->status != kOk) return;
  etag = got->etag;
  last_modified = got->last_modified;
}

Result<Fetched> fetch(const std::string& address, FeedState& state) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  if (!is_web_address(address)) return Error{ErrorCode::bad_address, "", address};
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl{curl_easy_init(), &curl_easy_cleanup};
  Headers headers{nullptr, &curl_slist_free_all};
  add_header(headers,
             "Accept: application/rss+xml, application/atom+xml, application/xml, text/xml, */*;q=0.1");
  if (!state.etag.empty()) add_header(headers, "If-None-Match: " + state.etag);
  if (!state.last_modified.empty()) add_header(headers, "If-Modified-Since: " + state.last_modified);
  Answer answer;
  set_options(curl.get(), address, headers, answer);
  const CURLcode done = curl_easy_perform(curl.get());
  state.retry_after_s = seconds_of_retry_after(answer.retry_after);
  if (answer.too_large) {
    return Error{ErrorCode::file_too_large, fmt::format("a feed of over {} bytes", kMaxFeedSizeBytes),
                 address};
  }
  if (done != CURLE_OK) return Error{ErrorCode::fetch_failed, curl_easy_strerror(done), address};
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status != kOk && status != kNotModified) {
    return Error{ErrorCode::fetch_refused, fmt::format("the server answered {}", status), address};
  }
  return Fetched{static_cast<int>(status), std::move(answer.body), std::move(answer.etag),
                 std::move(answer.last_modified)};
}

}  // namespace avow::source
