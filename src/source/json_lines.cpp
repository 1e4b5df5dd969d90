// JSON Lines: one object a line, read by simdjson.
#include <fmt/format.h>
#include <simdjson.h>

#include "avow/base/limits.hpp"
#include "avow/base/strings.hpp"
#include "source/readers.hpp"
#include "source/record_fields.hpp"

namespace avow::source {
namespace {

// What makes a document of a line.
struct Record {
  std::shared_ptr<const Options> options;
  std::string file;

  Result<Document> operator()(const RawDocument& raw) const {
    const auto bad = [&](const char* message) { return Error{ErrorCode::bad_record, message, raw.place}; };
    simdjson::dom::parser parser;
    simdjson::dom::element element;
    if (const auto failure = parser.parse(raw.bytes.data(), raw.bytes.size()).get(element);
        failure != simdjson::SUCCESS) {
      return bad(simdjson::error_message(failure));
    }
    simdjson::dom::object object;
    if (element.get_object().get(object) != simdjson::SUCCESS) return bad("the line is no object in braces");
    RecordBuilder builder{*options};
    builder.start(raw.place);
    for (const auto field : object) {
      if (std::string_view text; field.value.get_string().get(text) == simdjson::SUCCESS) {
        builder.add(field.key, text);
      } else if (std::int64_t number = 0; field.value.get_int64().get(number) == simdjson::SUCCESS) {
        builder.add(field.key, std::to_string(number));
      } else if (simdjson::dom::object inner; field.value.get_object().get(inner) == simdjson::SUCCESS) {
        // {"source": {"name": ...}}
        if (inner["name"].get_string().get(text) == simdjson::SUCCESS) builder.add(field.key, text);
      }
    }
    return builder.build(raw.bytes, file);
  }
};

class JsonLinesSource final : public DocumentSource {
 public:
  JsonLinesSource(StreamReader reader, std::string place, Options options)
      : reader_(std::move(reader)),
        place_(std::move(place)),
        options_(std::make_shared<const Options>(std::move(options))) {}

  Result<std::optional<RawDocument>> take() override {
    for (;;) {
      const auto got = reader_.line(line_, kMaxDocumentSizeBytes);
      ++number_;
      const std::string place = fmt::format("{}:{}", place_, number_);
      if (!got) return Error{got.error().code, got.error().message, place};
      if (*got == Line::end) return std::optional<RawDocument>{};
      if (*got == Line::too_long) {
        return Error{ErrorCode::file_too_large, fmt::format("a line over {} bytes", kMaxDocumentSizeBytes),
                     place};
      }
      std::string_view line = line_;
      if (number_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
      if (trim(line).empty()) continue;
      return std::optional{RawDocument{place, std::string{line}, false, Record{options_, place_}}};
    }
  }

  [[nodiscard]] std::size_t bytes_read() const override { return reader_.bytes_read(); }

 private:
  StreamReader reader_;
  std::string place_;
  std::shared_ptr<const Options> options_;
  std::string line_;
  std::size_t number_ = 0;
};

}  // namespace

std::unique_ptr<DocumentSource> json_lines_source(StreamReader reader, std::string place, Options options) {
  return std::make_unique<JsonLinesSource>(std::move(reader), std::move(place), std::move(options));
}

}  // namespace avow::source
