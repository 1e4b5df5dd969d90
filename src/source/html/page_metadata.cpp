#include "source/html/page_metadata.hpp"

#include <algorithm>
#include <array>

#include <simdjson.h>

#include "avow/base/strings.hpp"
#include "source/loose_date.hpp"

namespace avow::source {
namespace {

// Objects within objects that are searched for an article.
constexpr int kMaxJsonDepth = 8;

void set_if_empty(std::string& target, std::string_view value) {
  if (target.empty()) target = trim(value);
}

// ---- JSON-LD

std::string_view string_of(simdjson::dom::object object, std::string_view key) {
  std::string_view text;
  return object[key].get_string().get(text) == simdjson::SUCCESS ? text : std::string_view{};
}

// "X", {"name": "X"} or a list of such.
std::string name_of(simdjson::dom::element element) {
  std::string_view text;
  if (element.get_string().get(text) == simdjson::SUCCESS) return std::string{text};
  if (simdjson::dom::object object; element.get_object().get(object) == simdjson::SUCCESS) {
    return std::string{string_of(object, "name")};
  }
  std::string names;
  if (simdjson::dom::array array; element.get_array().get(array) == simdjson::SUCCESS) {
    for (const auto one : array) {
      if (one.is_array()) continue;
      const std::string name = name_of(one);
      if (name.empty()) continue;
      if (!names.empty()) names += ", ";
      names += name;
    }
  }
  return names;
}

bool is_article_type(std::string_view type) {
  return type.ends_with("Article") || type.ends_with("Posting") || type == "Report";
}

bool is_article(simdjson::dom::object object) {
  simdjson::dom::element type;
  if (object["@type"].get(type) != simdjson::SUCCESS) return false;
  std::string_view text;
  if (type.get_string().get(text) == simdjson::SUCCESS) return is_article_type(text);
  simdjson::dom::array types;
  if (type.get_array().get(types) != simdjson::SUCCESS) return false;
  return std::any_of(types.begin(), types.end(), [](simdjson::dom::element one) {
    std::string_view name;
    return one.get_string().get(name) == simdjson::SUCCESS && is_article_type(name);
  });
}

void take_article(simdjson::dom::object object, PageMetadata& page) {
  set_if_empty(page.metadata.title, string_of(object, "headline"));
  set_if_empty(page.article_body, string_of(object, "articleBody"));
  if (!page.metadata.published)
    page.metadata.published = parse_loose_date(string_of(object, "datePublished"));
  if (simdjson::dom::element author; object["author"].get(author) == simdjson::SUCCESS) {
    set_if_empty(page.byline, name_of(author));
  }
  if (simdjson::dom::element publisher; object["publisher"].get(publisher) == simdjson::SUCCESS) {
    set_if_empty(page.metadata.publisher, name_of(publisher));
  }
}

// Looks for an article in objects, lists and @graph.
void search(simdjson::dom::element element, PageMetadata& page, int depth) {
  if (depth > kMaxJsonDepth) return;
  if (simdjson::dom::array array; element.get_array().get(array) == simdjson::SUCCESS) {
    for (const auto one : array) search(one, page, depth + 1);
    return;
  }
  simdjson::dom::object object;
  if (element.get_object().get(object) != simdjson::SUCCESS) return;
  if (is_article(object)) take_article(object, page);
  for (const std::string_view key : {"@graph", "mainEntity", "mainEntityOfPage"}) {
    if (simdjson::dom::element inner; object[key].get(inner) == simdjson::SUCCESS)
      search(inner, page, depth + 1);
  }
}

void read_json_ld(const HtmlTree& tree, NodeIndex script, PageMetadata& page) {
  simdjson::dom::parser parser;
  simdjson::dom::element element;
  const std::string text = tree.all_text(script);
  if (parser.parse(text).get(element) == simdjson::SUCCESS) search(element, page, 0);
}

// ---- meta elements

enum class Kind { none, title, publisher, published, byline, uri };

struct MetaName {
  std::string_view name;
  Kind kind;
};

constexpr std::array kMetaNames = std::to_array<MetaName>({
    {"og:title", Kind::title},
    {"twitter:title", Kind::title},
    {"headline", Kind::title},
    {"dc.title", Kind::title},
    {"og:site_name", Kind::publisher},
    {"application-name", Kind::publisher},
    {"dc.publisher", Kind::publisher},
    {"article:published_time", Kind::published},
    {"og:published_time", Kind::published},
    {"datepublished", Kind::published},
    {"date", Kind::published},
    {"pubdate", Kind::published},
    {"publish-date", Kind::published},
    {"publishdate", Kind::published},
    {"publication_date", Kind::published},
    {"parsely-pub-date", Kind::published},
    {"sailthru.date", Kind::published},
    {"dc.date", Kind::published},
    {"dc.date.issued", Kind::published},
    {"dcterms.created", Kind::published},
    {"dcterms.date", Kind::published},
    {"author", Kind::byline},
    {"parsely-author", Kind::byline},
    {"dc.creator", Kind::byline},
    {"og:url", Kind::uri},
});

Kind kind_of(std::string_view name) {
  const std::string lower = lower_ascii(trim(name));
  const auto found =
      std::find_if(kMetaNames.begin(), kMetaNames.end(), [&](const auto& m) { return m.name == lower; });
  return found == kMetaNames.end() ? Kind::none : found->kind;
}

void read_meta(const HtmlTree& tree, NodeIndex node, PageMetadata& page) {
  for (const Attribute key : {Attribute::property, Attribute::name, Attribute::itemprop}) {
    const std::string_view content = tree.attribute(node, Attribute::content);
    switch (kind_of(tree.attribute(node, key))) {
      case Kind::title:
        set_if_empty(page.metadata.title, content);
        break;
      case Kind::publisher:
        set_if_empty(page.metadata.publisher, content);
        break;
      case Kind::published:
        if (!page.metadata.published) page.metadata.published = parse_loose_date(content);
        break;
      case Kind::byline:
        if (!content.starts_with("http")) set_if_empty(page.byline, content);
        break;
      case Kind::uri:
        set_if_empty(page.metadata.uri, content);
        break;
      case Kind::none:
        break;
    }
  }
}

// "Talks end | The Valley Post": without the site's name at the end.
std::string_view without_site(std::string_view title) {
  for (const std::string_view sign : {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 "}) {
    const auto at = title.rfind(sign);
    if (at != std::string_view::npos && at > 10) return title.substr(0, at);
  }
  return title;
}

std::string folded(std::string_view text) {
  std::string out;
  for (const std::string_view word : split_words(text)) {
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

}  // namespace

PageMetadata page_metadata(const HtmlTree& tree) {
  PageMetadata page;
  PageMetadata linked;  // JSON-LD says it best
  std::string title;
  std::string heading;
  std::optional<Date> time;
  for (NodeIndex i = 1; i < static_cast<NodeIndex>(tree.nodes().size()); ++i) {
    switch (tree.node(i).tag) {
      case Tag::meta:
        read_meta(tree, i, page);
        break;
      case Tag::script:
        if (tree.attribute(i, Attribute::type) == "application/ld+json") read_json_ld(tree, i, linked);
        break;
      case Tag::title:
        if (title.empty()) title = folded(tree.all_text(i));
        break;
      case Tag::h1:
        if (heading.empty()) heading = folded(tree.all_text(i));
        break;
      case Tag::time:
        if (!time) time = parse_loose_date(tree.attribute(i, Attribute::datetime));
        break;
      case Tag::link:
        if (tree.attribute(i, Attribute::rel) == "canonical") {
          page.metadata.uri = tree.attribute(i, Attribute::href);
        }
        break;
      default:
        break;
    }
  }
  linked.metadata.fill_from(page.metadata);
  set_if_empty(linked.byline, page.byline);
  set_if_empty(linked.metadata.title, heading);
  set_if_empty(linked.metadata.title, without_site(title));
  if (!linked.metadata.published) linked.metadata.published = time;
  if (!linked.metadata.uri.starts_with("http")) linked.metadata.uri.clear();
  return linked;
}

}  // namespace avow::source
