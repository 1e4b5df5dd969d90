// JSON Lines: one object a line, read by simdjson.
#include <fmt/format.h>
#include <simdjson.h>

#include "avow/base/limits.hpp"
#include "avow/base/strings.hpp"
#include "source/readers.hpp"
#include "source/record_fields.hpp"

namespace avow::source {
namespace {

class JsonLinesSource final : public DocumentSource {
 public:
  JsonLinesSource(StreamReader reader, std::string place, Options options)
      : reader_(std::move(reader)),
        place_(std::move(place)),
        options_(std::move(options)),
        builder_(options_) {}

  Result<std::optional<Document>> next() override {
    while (!done_) {
      const auto got = reader_.line(line_, kMaxDocumentSizeBytes);
      ++number_;
      if (!got) {
        done_ = true;
        return got.error();
      }
      if (*got == Line::end) break;
      if (*got == Line::too_long) {
        return Error{ErrorCode::file_too_large, fmt::format("a line over {} bytes", kMaxDocumentSizeBytes),
                     place()};
      }
      std::string_view line = line_;
      if (number_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
      if (trim(line).empty()) continue;
      auto document = read(line);
      if (!document) return document.error();
      return std::optional<Document>{std::move(*document)};
    }
    done_ = true;
    return std::optional<Document>{};
  }

 private:
  [[nodiscard]] std::string place() const { return fmt::format("{}:{}", place_, number_); }

  Result<Document> read(std::string_view line) {
    simdjson::dom::element element;
    if (const auto failure = parser_.parse(line.data(), line.size()).get(element);
        failure != simdjson::SUCCESS) {
      return Error{ErrorCode::bad_record, simdjson::error_message(failure), place()};
    }
    simdjson::dom::object object;
    if (element.get_object().get(object) != simdjson::SUCCESS) {
      return Error{ErrorCode::bad_record, "the line is no object in braces", place()};
    }
    builder_.start(place());
    for (const auto field : object) {
      if (std::string_view text; field.value.get_string().get(text) == simdjson::SUCCESS) {
        builder_.add(field.key, text);
      } else if (std::int64_t number = 0; field.value.get_int64().get(number) == simdjson::SUCCESS) {
        builder_.add(field.key, std::to_string(number));
      } else if (simdjson::dom::object inner; field.value.get_object().get(inner) == simdjson::SUCCESS) {
        // {"source": {"name": ...}}
        if (inner["name"].get_string().get(text) == simdjson::SUCCESS) builder_.add(field.key, text);
      }
    }
    return builder_.build(line, place_);
  }

  StreamReader reader_;
  std::string place_;
  Options options_;
  RecordBuilder builder_;
  simdjson::dom::parser parser_;
  std::string line_;
  std::size_t number_ = 0;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<DocumentSource> json_lines_source(StreamReader reader, std::string place, Options options) {
  return std::make_unique<JsonLinesSource>(std::move(reader), std::move(place), std::move(options));
}

}  // namespace avow::source
