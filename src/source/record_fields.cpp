#include "source/record_fields.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include <fmt/format.h>

#include "avow/base/strings.hpp"
#include "source/loose_date.hpp"
#include "source/make_document.hpp"

namespace avow::source {
namespace {

// Best first, in the order of Field; as news archives and scrapers name them.
const std::array<std::vector<std::string_view>, kFields>& default_names() {
  static const std::array<std::vector<std::string_view>, kFields> names = {{
      {"text", "body", "content", "article", "maintext", "articlebody", "article_text", "full_text", "story"},
      {"title", "headline", "head_line", "name"},
      {"publisher", "source", "outlet", "source_name", "newspaper", "site", "publication", "source_domain",
       "domain"},
      {"published", "date", "published_at", "publishedat", "date_published", "datepublished", "publish_date",
       "date_publish", "publication_date", "pub_date", "pubdate", "published_date", "datetime", "timestamp"},
      {"uri", "url", "link", "source_url", "web_url", "address"},
      {"language", "lang"},
      {"id", "uuid", "guid"},
  }};
  return names;
}

std::string_view chosen(const FieldNames& names, Field field) {
  switch (field) {
    case Field::text:
      return names.text;
    case Field::title:
      return names.title;
    case Field::publisher:
      return names.publisher;
    case Field::published:
      return names.published;
    case Field::uri:
      return names.uri;
    case Field::language:
      return names.language;
    default:
      return {};
  }
}

}  // namespace

std::pair<Field, std::size_t> RecordBuilder::rank(std::string_view name) const {
  const std::string lower = lower_ascii(trim(name));
  for (std::size_t i = 0; i < kFields; ++i) {
    const auto field = static_cast<Field>(i);
    if (const std::string_view own = chosen(options_.fields, field); !own.empty()) {
      if (name == own) return {field, 0};
      continue;
    }
    const auto& names = default_names()[i];
    const auto found = std::find(names.begin(), names.end(), lower);
    if (found != names.end()) return {field, static_cast<std::size_t>(found - names.begin())};
  }
  return {Field::none, 0};
}

void RecordBuilder::start(std::string place) {
  place_ = std::move(place);
  for (std::string& value : values_) value.clear();
  ranks_.fill(std::numeric_limits<std::size_t>::max());
}

void RecordBuilder::add(std::string_view name, std::string_view value) {
  const auto [field, goodness] = rank(name);
  if (field == Field::none || trim(value).empty()) return;
  const auto at = static_cast<std::size_t>(field);
  if (goodness >= ranks_[at]) return;
  ranks_[at] = goodness;
  values_[at] = value;
}

Result<Document> RecordBuilder::build(std::string_view identity, const std::string& file) const {
  const auto value = [this](Field field) -> const std::string& {
    return values_[static_cast<std::size_t>(field)];
  };
  if (value(Field::text).empty()) {
    const std::string_view own = options_.fields.text;
    return Error{
        ErrorCode::bad_record,
        own.empty() ? "it has no text; say which field holds it" : fmt::format("it has no field {}", own),
        place_};
  }
  Metadata metadata = options_.given;
  Metadata own;
  own.title = value(Field::title);
  own.publisher = value(Field::publisher);
  own.uri = value(Field::uri);
  own.language = value(Field::language);
  if (own.uri.empty())
    own.uri = value(Field::id).empty() ? place_ : fmt::format("{}#{}", file, value(Field::id));
  own.published = parse_loose_date(value(Field::published));
  const bool bad_date = !own.published && !value(Field::published).empty() && !metadata.published;
  metadata.fill_from(own);
  auto document = make_document({decode_text(value(Field::text), {}), std::move(metadata), identity, place_});
  if (document && bad_date) {
    document->diagnose(ErrorCode::bad_date, fmt::format("{} is no date", value(Field::published)), {});
  }
  return document;
}

}  // namespace avow::source
