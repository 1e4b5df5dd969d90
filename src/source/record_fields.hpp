// Which fields of a JSON record or table row are what: by option, else by the names in common use.
//
//   RecordBuilder builder{options, "news.jsonl:7"};
//   builder.add("headline", "Talks end");  ...
//   Result<Document> document = builder.build(line);
//
// One record at a time, one thread.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "avow/source/reader.hpp"

namespace avow::source {

enum class Field : std::uint8_t { text, title, publisher, published, uri, language, id, none };
inline constexpr std::size_t kFields = 7;

class RecordBuilder {
 public:
  explicit RecordBuilder(const Options& options) : options_(options) {}

  // Begins a record; `place` is "FILE:LINE".
  void start(std::string place);
  // A field of the record; names that mean nothing here are passed over. Of two names for one thing the
  // better wins.
  void add(std::string_view name, std::string_view value);
  // bad_record when there is no text or a date that cannot be read; `identity` is the record's bytes, `file`
  // its file.
  [[nodiscard]] Result<Document> build(std::string_view identity, const std::string& file) const;
  [[nodiscard]] bool knows(std::string_view name) const { return rank(name).first != Field::none; }

 private:
  // What the name means and how good a name for it it is (0 best).
  [[nodiscard]] std::pair<Field, std::size_t> rank(std::string_view name) const;

  const Options& options_;
  std::string place_;
  std::array<std::string, kFields> values_;
  std::array<std::size_t, kFields> ranks_{};
};

}  // namespace avow::source
