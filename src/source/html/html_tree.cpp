#include "source/html/html_tree.hpp"

#include <algorithm>
#include <mutex>

#include <libxml/HTMLparser.h>

#include "avow/base/limits.hpp"

namespace avow::source {
namespace {

struct TagName {
  std::string_view name;
  Tag tag;
};

// Sorted by name.
constexpr std::array kTagNames = std::to_array<TagName>({
    {"a", Tag::a},
    {"address", Tag::address},
    {"article", Tag::article},
    {"aside", Tag::aside},
    {"blockquote", Tag::blockquote},
    {"body", Tag::body},
    {"br", Tag::br},
    {"button", Tag::button},
    {"caption", Tag::caption},
    {"cite", Tag::cite},
    {"code", Tag::code},
    {"dd", Tag::dd},
    {"div", Tag::div},
    {"dl", Tag::dl},
    {"dt", Tag::dt},
    {"em", Tag::em},
    {"fieldset", Tag::fieldset},
    {"figcaption", Tag::figcaption},
    {"figure", Tag::figure},
    {"footer", Tag::footer},
    {"form", Tag::form},
    {"h1", Tag::h1},
    {"h2", Tag::h2},
    {"h3", Tag::h3},
    {"h4", Tag::h4},
    {"h5", Tag::h5},
    {"h6", Tag::h6},
    {"head", Tag::head},
    {"header", Tag::header},
    {"hr", Tag::hr},
    {"html", Tag::html},
    {"iframe", Tag::iframe},
    {"img", Tag::img},
    {"input", Tag::input},
    {"label", Tag::label},
    {"li", Tag::li},
    {"link", Tag::link},
    {"main", Tag::main},
    {"meta", Tag::meta},
    {"nav", Tag::nav},
    {"noscript", Tag::noscript},
    {"object", Tag::object},
    {"ol", Tag::ol},
    {"option", Tag::option},
    {"p", Tag::p},
    {"pre", Tag::pre},
    {"q", Tag::q},
    {"script", Tag::script},
    {"section", Tag::section},
    {"select", Tag::select},
    {"source", Tag::source},
    {"span", Tag::span},
    {"strong", Tag::strong},
    {"style", Tag::style},
    {"sub", Tag::sub},
    {"sup", Tag::sup},
    {"svg", Tag::svg},
    {"table", Tag::table},
    {"tbody", Tag::tbody},
    {"td", Tag::td},
    {"template", Tag::template_},
    {"textarea", Tag::textarea},
    {"tfoot", Tag::tfoot},
    {"th", Tag::th},
    {"thead", Tag::thead},
    {"time", Tag::time},
    {"title", Tag::title},
    {"tr", Tag::tr},
    {"ul", Tag::ul},
    {"video", Tag::video},
});
static_assert(std::is_sorted(kTagNames.begin(), kTagNames.end(),
                             [](const TagName& x, const TagName& y) { return x.name < y.name; }));

// In the order of the enumeration.
constexpr std::array<std::string_view, kAttributes> kAttributeNames = {
    "id",   "class", "role",     "itemprop", "itemtype", "property", "name",        "content", "rel",
    "href", "type",  "datetime", "lang",     "style",    "hidden",   "aria-hidden", "charset"};

Tag tag_of(std::string_view name) {
  const auto found = std::lower_bound(kTagNames.begin(), kTagNames.end(), name,
                                      [](const TagName& x, std::string_view y) { return x.name < y; });
  return found != kTagNames.end() && found->name == name ? found->tag : Tag::other;
}

std::string_view view_of(const xmlChar* text) {
  return text == nullptr ? std::string_view{} : std::string_view{reinterpret_cast<const char*>(text)};
}

void ignore_message(void* /*context*/, const char* /*format*/, ...) {}

}  // namespace

// Takes libxml2's events and grows the tree.
class HtmlBuilder {
 public:
  HtmlBuilder() { tree_.nodes_.emplace_back(); }

  void start(std::string_view name, const xmlChar** attributes) {
    ++depth_;
    if (depth_ > kMaxHtmlDepth || full()) return;
    const NodeIndex index = add(tag_of(name));
    open_.push_back(index);
    HtmlNode& node = tree_.nodes_[static_cast<std::size_t>(index)];
    node.first_attribute = static_cast<std::uint32_t>(tree_.attributes_.size());
    for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
      const auto found = std::find(kAttributeNames.begin(), kAttributeNames.end(), view_of(attributes[0]));
      if (found == kAttributeNames.end()) continue;
      const auto begin = static_cast<std::uint32_t>(tree_.characters_.size());
      tree_.characters_ += view_of(attributes[1]);
      tree_.attributes_.push_back({static_cast<Attribute>(found - kAttributeNames.begin()), begin,
                                   static_cast<std::uint32_t>(tree_.characters_.size())});
    }
    node.attribute_count = static_cast<std::uint32_t>(tree_.attributes_.size()) - node.first_attribute;
  }

  void end() {
    if (depth_ == 0) return;
    if (depth_ == open_.size()) open_.pop_back();
    --depth_;
  }

  void characters(std::string_view text) {
    if (text.empty() || full()) return;
    const NodeIndex last = tree_.nodes_[static_cast<std::size_t>(parent())].last_child;
    const auto begin = static_cast<std::uint32_t>(tree_.characters_.size());
    tree_.characters_ += text;
    const auto end = static_cast<std::uint32_t>(tree_.characters_.size());
    if (last != kNoNode && tree_.node(last).tag == Tag::text && tree_.node(last).text_end == begin) {
      tree_.nodes_[static_cast<std::size_t>(last)].text_end = end;
      return;
    }
    HtmlNode& node = tree_.nodes_[static_cast<std::size_t>(add(Tag::text))];
    node.text_begin = begin;
    node.text_end = end;
  }

  HtmlTree take() { return std::move(tree_); }

 private:
  [[nodiscard]] NodeIndex parent() const { return open_.empty() ? 0 : open_.back(); }

  bool full() {
    tree_.cut_ |= tree_.nodes_.size() >= kMaxHtmlNodes;
    return tree_.cut_;
  }

  NodeIndex add(Tag tag) {
    const auto index = static_cast<NodeIndex>(tree_.nodes_.size());
    HtmlNode node;
    node.tag = tag;
    node.parent = parent();
    tree_.nodes_.push_back(node);
    HtmlNode& above = tree_.nodes_[static_cast<std::size_t>(node.parent)];
    if (above.last_child == kNoNode) {
      above.first_child = index;
    } else {
      tree_.nodes_[static_cast<std::size_t>(above.last_child)].next = index;
    }
    above.last_child = index;
    return index;
  }

  HtmlTree tree_;
  std::vector<NodeIndex> open_;
  std::size_t depth_ = 0;  // of libxml2's open elements; those beyond the limits are not in open_
};

namespace {

HtmlBuilder& builder_of(void* context) {
  return *static_cast<HtmlBuilder*>(context);
}

htmlSAXHandler make_handler() {
  htmlSAXHandler handler{};
  handler.startElement = [](void* context, const xmlChar* name, const xmlChar** attributes) {
    builder_of(context).start(view_of(name), attributes);
  };
  handler.endElement = [](void* context, const xmlChar* /*name*/) { builder_of(context).end(); };
  const auto characters = [](void* context, const xmlChar* text, int size) {
    builder_of(context).characters({reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
  };
  handler.characters = characters;
  handler.ignorableWhitespace = characters;
  handler.cdataBlock = characters;
  handler.warning = ignore_message;
  handler.error = ignore_message;
  handler.fatalError = ignore_message;
  return handler;
}

}  // namespace

Result<HtmlTree> HtmlTree::parse(std::string_view html, const std::string& place) {
  static std::once_flag once;
  std::call_once(once, xmlInitParser);
  HtmlBuilder builder;
  htmlSAXHandler handler = make_handler();
  htmlParserCtxtPtr parser =
      htmlCreatePushParserCtxt(&handler, &builder, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8);
  if (parser == nullptr) return Error{ErrorCode::internal, "no memory for a parser", place};
  htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                 HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  constexpr std::size_t kBlock = 1U << 16U;
  for (std::size_t at = 0; at < html.size(); at += kBlock) {
    const std::string_view block = html.substr(at, kBlock);
    htmlParseChunk(parser, block.data(), static_cast<int>(block.size()), 0);
  }
  htmlParseChunk(parser, nullptr, 0, 1);
  if (parser->myDoc != nullptr) xmlFreeDoc(parser->myDoc);
  htmlFreeParserCtxt(parser);
  return builder.take();
}

std::string_view HtmlTree::text(NodeIndex index) const {
  const HtmlNode& n = node(index);
  return std::string_view{characters_}.substr(n.text_begin, n.text_end - n.text_begin);
}

std::string_view HtmlTree::attribute(NodeIndex index, Attribute attribute) const {
  const HtmlNode& n = node(index);
  for (std::uint32_t i = 0; i < n.attribute_count; ++i) {
    const Entry& entry = attributes_[n.first_attribute + i];
    if (entry.name == attribute)
      return std::string_view{characters_}.substr(entry.begin, entry.end - entry.begin);
  }
  return {};
}

bool HtmlTree::has_attribute(NodeIndex index, Attribute attribute) const {
  const HtmlNode& n = node(index);
  for (std::uint32_t i = 0; i < n.attribute_count; ++i) {
    if (attributes_[n.first_attribute + i].name == attribute) return true;
  }
  return false;
}

std::string HtmlTree::all_text(NodeIndex index) const {
  std::string out;
  std::vector<NodeIndex> stack{index};
  while (!stack.empty()) {
    const NodeIndex at = stack.back();
    stack.pop_back();
    if (node(at).tag == Tag::text) out += text(at);
    const std::size_t first = stack.size();
    for (NodeIndex child = node(at).first_child; child != kNoNode; child = node(child).next)
      stack.push_back(child);
    std::reverse(stack.begin() + static_cast<std::ptrdiff_t>(first), stack.end());
  }
  return out;
}

}  // namespace avow::source
