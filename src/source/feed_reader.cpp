// RSS 0.9x, 1.0 and 2.0 and Atom, read by libxml2 (entities of the feed's own and the network are not
// followed).
#include <array>
#include <climits>
#include <memory>
#include <mutex>

#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include "avow/base/limits.hpp"
#include "avow/base/strings.hpp"
#include "source/first_lines.hpp"
#include "source/html/article.hpp"
#include "source/loose_date.hpp"
#include "source/make_document.hpp"
#include "source/readers.hpp"

namespace avow::source {
namespace {

std::string_view name_of(const xmlNode* node) {
  return reinterpret_cast<const char*>(node->name);
}

bool is_element(const xmlNode* node, std::string_view name) {
  return node->type == XML_ELEMENT_NODE && name_of(node) == name;
}

std::string content_of(const xmlNode* node) {
  const std::unique_ptr<xmlChar, void (*)(xmlChar*)> content{xmlNodeGetContent(node),
                                                             [](xmlChar* p) { xmlFree(p); }};
  return content ? std::string{reinterpret_cast<const char*>(content.get())} : std::string{};
}

std::string attribute_of(const xmlNode* node, const char* name) {
  const std::unique_ptr<xmlChar, void (*)(xmlChar*)> value{
      xmlGetNoNsProp(node, reinterpret_cast<const xmlChar*>(name)), [](xmlChar* p) { xmlFree(p); }};
  return value ? std::string{reinterpret_cast<const char*>(value.get())} : std::string{};
}

// Markup or plain text into plain text.
std::string plain_text(const std::string& content, const std::string& place) {
  if (content.find('<') == std::string::npos && content.find('&') == std::string::npos) return content;
  const auto tree = HtmlTree::parse(content, place);
  if (!tree) return content;
  std::string text;
  for (const std::string& paragraph : all_paragraphs(*tree)) {
    if (!text.empty()) text += "\n\n";
    text += paragraph;
  }
  return text;
}

struct Entry {
  std::string title, link, date, text;
};

Entry read_entry(const xmlNode* item) {
  Entry entry;
  // The fuller text wins: content:encoded and content over description and summary.
  std::string summary;
  for (const xmlNode* child = item->children; child != nullptr; child = child->next) {
    if (child->type != XML_ELEMENT_NODE) continue;
    const std::string_view name = name_of(child);
    if (name == "title") entry.title = content_of(child);
    if (name == "encoded" || name == "content") entry.text = content_of(child);
    if (name == "description" || name == "summary") summary = content_of(child);
    if (name == "pubDate" || name == "published" || name == "date" || name == "issued")
      entry.date = content_of(child);
    if (name == "updated" && entry.date.empty()) entry.date = content_of(child);
    if (name == "link") {
      const std::string rel = attribute_of(child, "rel");
      const std::string href = attribute_of(child, "href");
      if (href.empty()) entry.link = content_of(child);
      if (!href.empty() && (rel.empty() || rel == "alternate")) entry.link = href;
    }
  }
  if (trim(entry.text).empty()) entry.text = std::move(summary);
  return entry;
}

class FeedSource final : public DocumentSource {
 public:
  FeedSource(StreamReader reader, std::string place, Options options)
      : reader_(std::move(reader)), place_(std::move(place)), options_(std::move(options)) {}

  Result<std::optional<RawDocument>> take() override {
    if (!begun_) {
      begun_ = true;
      if (auto parsed = parse(); !parsed) return parsed.error();
    }
    if (item_ == nullptr) return std::optional<RawDocument>{};
    const xmlNode* item = std::exchange(item_, next_item(item_->next));
    ++number_;
    return raw_of(read_entry(item));
  }

  [[nodiscard]] std::size_t bytes_read() const override { return reader_.bytes_read(); }

 private:
  Result<void> parse() {
    const auto bytes = reader_.rest(kMaxDocumentSizeBytes, place_);
    if (!bytes) return bytes.error();
    static std::once_flag once;
    std::call_once(once, xmlInitParser);
    document_.reset(xmlReadMemory(
        bytes->data(), static_cast<int>(bytes->size()), "feed.xml", nullptr,
        XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_RECOVER | XML_PARSE_NOCDATA));
    const xmlNode* root = document_ == nullptr ? nullptr : xmlDocGetRootElement(document_.get());
    if (root == nullptr) return Error{ErrorCode::bad_record, "it is no XML", place_};
    const xmlNode* channel = root;
    if (is_element(root, "rss") || is_element(root, "RDF")) {
      for (const xmlNode* child = root->children; child != nullptr; child = child->next) {
        if (is_element(child, "channel")) channel = child;
      }
    } else if (!is_element(root, "feed")) {
      return Error{ErrorCode::bad_record, fmt::format("its element {} is no feed", name_of(root)), place_};
    }
    for (const xmlNode* child = channel->children; child != nullptr; child = child->next) {
      if (is_element(child, "title") && publisher_.empty()) publisher_ = trim(content_of(child));
    }
    // RSS 1.0 has its items beside the channel.
    item_ = next_item(is_element(root, "RDF") ? root->children : channel->children);
    return {};
  }

  static const xmlNode* next_item(const xmlNode* node) {
    while (node != nullptr && !is_element(node, "item") && !is_element(node, "entry")) node = node->next;
    return node;
  }

  Result<std::optional<RawDocument>> raw_of(const Entry& entry) const {
    const std::string place = fmt::format("{}#{}", place_, number_);
    std::string text = plain_text(entry.text, place);
    if (trim(text).empty()) {
      return Error{ErrorCode::no_article, "the entry carries no text", place, std::string{trim(entry.link)}};
    }
    Metadata metadata = options_.given;
    Metadata own;
    own.title = trim(plain_text(entry.title, place));
    own.uri = trim(entry.link);
    own.publisher = publisher_.empty() ? std::string{host_of(own.uri)} : publisher_;
    own.published = parse_loose_date(entry.date);
    metadata.fill_from(own);
    // An entry is known by its address, title and text: a feed that is fetched again repeats them.
    const std::string identity = own.uri + "\n" + own.title + "\n" + text;
    const std::size_t text_at = identity.size() - text.size();
    return std::optional{RawDocument{
        place, identity, false, [metadata = std::move(metadata), text_at](const RawDocument& raw) {
          const std::string_view body = std::string_view{raw.bytes}.substr(text_at);
          return make_document({decode_text(body, {}), metadata, raw.bytes, raw.place});
        }}};
  }

  StreamReader reader_;
  std::string place_;
  Options options_;
  std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document_{nullptr, &xmlFreeDoc};
  const xmlNode* item_ = nullptr;
  std::string publisher_;
  std::size_t number_ = 0;
  bool begun_ = false;
};

}  // namespace

std::unique_ptr<DocumentSource> feed_source(StreamReader reader, std::string place, Options options) {
  return std::make_unique<FeedSource>(std::move(reader), std::move(place), std::move(options));
}

}  // namespace avow::source
