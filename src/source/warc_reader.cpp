// WARC files (ISO 28500), as web archives and Common Crawl keep pages: each record is a version line,
// headers, an empty line, Content-Length bytes, two line ends. Compressed ones are a gzip member a record,
// which the stream below unpacks.
#include <charconv>

#include <fmt/format.h>

#include "avow/base/limits.hpp"
#include "avow/base/strings.hpp"
#include "source/first_lines.hpp"
#include "source/readers.hpp"

namespace avow::source {
namespace {

// "WARC/1.1", the line end and the begin of a header.
constexpr std::size_t kMaxVersionLineBytes = 64;

struct RecordHead {
  std::string type, uri;
  std::size_t length = 0;
  bool has_length = false;
};

struct HttpHead {
  int status = 0;
  std::string content_type, content_encoding, transfer_encoding;
  std::size_t size = 0;  // bytes up to the body
};

// "Name: value" -> lower-cased name and value.
std::pair<std::string, std::string_view> header_of(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  return {lower_ascii(trim(line.substr(0, colon))), trim(line.substr(colon + 1))};
}

std::optional<std::size_t> number_of(std::string_view text, int base = 10) {
  std::size_t value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (status != std::errc{} || end == text.data()) return std::nullopt;
  return value;
}

HttpHead read_http_head(std::string_view payload) {
  HttpHead head;
  std::size_t at = 0;
  bool first = true;
  while (at < std::min(payload.size(), kMaxHttpHeadBytes)) {
    const auto end = payload.find('\n', at);
    if (end == std::string_view::npos) break;
    std::string_view line = payload.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    at = end + 1;
    if (line.empty()) {
      head.size = at;
      return head;
    }
    if (first) {
      const auto space = line.find(' ');
      if (line.starts_with("HTTP/") && space != std::string_view::npos) {
        head.status = static_cast<int>(number_of(line.substr(space + 1)).value_or(0));
      }
      first = false;
      continue;
    }
    const auto [name, value] = header_of(line);
    if (name == "content-type") head.content_type = lower_ascii(value);
    if (name == "content-encoding") head.content_encoding = lower_ascii(value);
    if (name == "transfer-encoding") head.transfer_encoding = lower_ascii(value);
  }
  head.status = 0;  // no end of the head
  return head;
}

// The body of a chunked response; archives often keep it unchunked all the same, which shows at its start.
std::string unchunk(std::string_view body) {
  std::string out;
  std::size_t at = 0;
  while (at < body.size()) {
    const auto end = body.find('\n', at);
    if (end == std::string_view::npos) break;
    const auto size = number_of(trim(body.substr(at, end - at)), 16);
    if (!size) return out.empty() ? std::string{body} : out;
    if (*size == 0) break;
    out += body.substr(end + 1, *size);
    if (*size >= body.size()) break;
    at = end + 1 + *size;
    while (at < body.size() && (body[at] == '\r' || body[at] == '\n')) ++at;
  }
  return out;
}

std::string_view charset_of(std::string_view content_type) {
  const auto at = content_type.find("charset=");
  if (at == std::string_view::npos) return {};
  std::string_view charset = content_type.substr(at + 8);
  if (charset.starts_with('"')) charset.remove_prefix(1);
  return charset.substr(0, charset.find_first_of("\"; "));
}

// Where in a payload another record begins: then the length that was given for it is wrong. npos: nowhere.
std::size_t record_within(std::string_view payload) {
  constexpr std::string_view kVersion = "\nWARC/1.";
  for (auto at = payload.find(kVersion); at != std::string_view::npos; at = payload.find(kVersion, at + 1)) {
    const auto end = payload.find('\n', at + 1);
    if (end != std::string_view::npos && end - at < kVersion.size() + 4 &&
        payload.substr(end + 1).starts_with("WARC-")) {
      return at + 1;
    }
  }
  return std::string_view::npos;
}

// What makes a document of a page or text that was fetched from an address.
struct Page {
  Metadata given;
  bool html = false;
  std::string charset;

  Result<Document> operator()(const RawDocument& raw) const {
    auto document =
        html ? read_html(raw.bytes, raw.place, given, charset) : read_text(raw.bytes, raw.place, given);
    if (!document) return document;
    if (document->publisher.empty()) document->publisher = host_of(given.uri);
    if (!document->published) document->published = date_in_address(given.uri);
    return document;
  }
};

class WarcSource final : public DocumentSource {
 public:
  WarcSource(StreamReader reader, std::string place, Options options)
      : reader_(std::move(reader)), place_(std::move(place)), options_(std::move(options)) {}

  Result<std::optional<RawDocument>> take() override {
    const auto found = find_record();
    if (!found) return at_record(found.error());
    if (!*found) return std::optional<RawDocument>{};
    const auto head = read_head();
    if (!head) return at_record(head.error());
    if (!head->has_length) return error(ErrorCode::bad_record, "it has no Content-Length");
    if (head->length > kMaxDocumentSizeBytes + kMaxHttpHeadBytes) return pass_large_record(*head);
    const auto payload = reader_.take(head->length);
    if (!payload) return at_record(payload.error());
    if (auto sound = check_length(*head, *payload); !sound) return sound.error();
    if (head->type != "response") return passed_over();
    return raw_of_response(*head, *payload);
  }

  [[nodiscard]] std::size_t bytes_read() const override { return reader_.bytes_read(); }

 private:
  [[nodiscard]] std::string place() const { return fmt::format("{}#{}", place_, number_); }
  [[nodiscard]] Error error(ErrorCode code, std::string message) const {
    return {code, std::move(message), place()};
  }
  [[nodiscard]] Error at_record(Error error) const {
    error.place = place();
    return error;
  }
  [[nodiscard]] std::optional<RawDocument> passed_over() const {
    return RawDocument{place(), {}, true, nullptr};
  }

  // Up to the next line that opens a record: after a wrong length this finds the way again.
  Result<bool> find_record() {
    bool lost = false;
    for (;;) {
      const auto got = reader_.line(line_, kMaxWarcHeaderLineBytes);
      if (!got) {
        if (number_ == 0) number_ = 1;
        return got.error();
      }
      if (*got == Line::end) {
        if (lost && number_ == 0) return error(ErrorCode::bad_record, "it is no web archive");
        return false;
      }
      if (*got == Line::read && line_.starts_with("WARC/")) {
        ++number_;
        return true;
      }
      lost |= *got == Line::too_long || !line_.empty();
    }
  }

  Result<RecordHead> read_head() {
    RecordHead head;
    for (std::size_t i = 0; i < kMaxWarcHeaderLines; ++i) {
      const auto got = reader_.line(line_, kMaxWarcHeaderLineBytes);
      if (!got) return got.error();
      if (*got == Line::end || (*got == Line::read && line_.empty())) return head;
      const auto [name, value] = header_of(line_);
      if (name == "warc-type") head.type = lower_ascii(value);
      if (name == "warc-target-uri") head.uri = value;
      if (name == "content-length") {
        if (const auto length = number_of(value)) {
          head.length = *length;
          head.has_length = true;
        }
      }
    }
    return RecordHead{};
  }

  // A record is followed by an empty line and holds no other: else its length is wrong, and what was taken
  // of other records is put back.
  Result<void> check_length(const RecordHead& head, std::string_view payload) {
    const auto within = record_within(payload);
    if (within != std::string_view::npos) {
      reader_.put_back(payload.substr(within));
      return error(ErrorCode::bad_record, "its length is wrong: another record begins within it");
    }
    if (payload.size() < head.length) return error(ErrorCode::bad_record, "it ends too early");
    const auto after = reader_.peek(1);
    if (!after) return at_record(after.error());
    if (!after->empty() && after->front() != '\r' && after->front() != '\n') {
      return error(ErrorCode::bad_record, "its length is wrong: what follows is no record");
    }
    return {};
  }

  // A film, or a length that is wrong: line by line, up to its end or another record.
  Result<std::optional<RawDocument>> pass_large_record(const RecordHead& head) {
    std::size_t passed = 0;
    while (passed < head.length) {
      const auto start = reader_.peek(kMaxWarcHeaderLineBytes);
      if (!start) return at_record(start.error());
      if (start->empty()) return error(ErrorCode::bad_record, "it ends too early");
      const std::string_view block = start->substr(0, std::min(start->size(), head.length - passed));
      const auto within = record_within(block);
      if (within != std::string_view::npos) {
        static_cast<void>(reader_.take(within));
        return error(ErrorCode::bad_record, "its length is wrong: another record begins within it");
      }
      // The last bytes may be the beginning of a record.
      const bool last = block.size() == head.length - passed || block.size() < kMaxWarcHeaderLineBytes;
      const std::size_t step = last ? block.size() : block.size() - kMaxVersionLineBytes;
      static_cast<void>(reader_.take(step));
      passed += step;
    }
    if (head.type != "response") return passed_over();
    return error(ErrorCode::file_too_large, fmt::format("a record of {} bytes", head.length));
  }

  Result<std::optional<RawDocument>> raw_of_response(const RecordHead& record, std::string_view payload) {
    const HttpHead http = read_http_head(payload);
    const bool html = http.content_type.find("html") != std::string::npos;
    const bool plain = http.content_type.starts_with("text/plain");
    if (http.status == 0) return error(ErrorCode::bad_record, "its HTTP head is cut short");
    if (http.status != 200 || (!html && !plain)) return passed_over();
    std::string body{payload.substr(http.size)};
    if (http.transfer_encoding.find("chunked") != std::string::npos) body = unchunk(body);
    if (body.starts_with("\x1F\x8B")) {
      auto unpacked = unpack(body, kMaxDocumentSizeBytes, place());
      if (!unpacked) return unpacked.error();
      body = std::move(*unpacked);
    }
    Page page{options_.given, html, html ? std::string{charset_of(http.content_type)} : std::string{}};
    std::string_view uri = record.uri;
    if (uri.starts_with('<') && uri.ends_with('>')) uri = uri.substr(1, uri.size() - 2);
    if (page.given.uri.empty()) page.given.uri = uri;
    return std::optional{RawDocument{place(), std::move(body), false, std::move(page)}};
  }

  StreamReader reader_;
  std::string place_;
  Options options_;
  std::string line_;
  std::size_t number_ = 0;
};

}  // namespace

std::unique_ptr<DocumentSource> warc_source(StreamReader reader, std::string place, Options options) {
  return std::make_unique<WarcSource>(std::move(reader), std::move(place), std::move(options));
}

}  // namespace avow::source
