// HtmlTree: a web page as a tree of elements and text, light enough to walk many times.
//
//   Result<HtmlTree> tree = HtmlTree::parse(utf8, uri);
//   for (NodeIndex child = tree->node(0).first_child; child != kNoNode; child = tree->node(child).next) ...
//
// Parsed by libxml2 (which mends what is broken) through its SAX interface, so that our own limits hold:
// nodes beyond kMaxHtmlNodes and elements nested deeper than kMaxHtmlDepth are counted and left out or
// lifted. Owns its text. Const access from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"

namespace avow::source {

using NodeIndex = std::int32_t;
inline constexpr NodeIndex kNoNode = -1;

enum class Tag : std::uint8_t {
  text,   // no element: characters
  other,  // an element of no interest here
  a,
  address,
  article,
  aside,
  blockquote,
  body,
  br,
  button,
  caption,
  cite,
  code,
  dd,
  div,
  dl,
  dt,
  em,
  fieldset,
  figcaption,
  figure,
  footer,
  form,
  h1,
  h2,
  h3,
  h4,
  h5,
  h6,
  head,
  header,
  hr,
  html,
  iframe,
  img,
  input,
  label,
  li,
  link,
  main,
  meta,
  nav,
  noscript,
  object,
  ol,
  option,
  p,
  pre,
  q,
  script,
  section,
  select,
  source,
  span,
  strong,
  style,
  sub,
  sup,
  svg,
  table,
  tbody,
  td,
  template_,
  textarea,
  tfoot,
  th,
  thead,
  time,
  title,
  tr,
  ul,
  video
};

enum class Attribute : std::uint8_t {
  id,
  class_,
  role,
  itemprop,
  itemtype,
  property,
  name,
  content,
  rel,
  href,
  type,
  datetime,
  lang,
  style,
  hidden,
  aria_hidden,
  charset
};
inline constexpr std::size_t kAttributes = 17;

struct HtmlNode {
  Tag tag = Tag::other;
  NodeIndex parent = kNoNode;
  NodeIndex first_child = kNoNode;
  NodeIndex last_child = kNoNode;
  NodeIndex next = kNoNode;
  std::uint32_t text_begin = 0;  // of a text node, into the tree's characters
  std::uint32_t text_end = 0;
  std::uint32_t first_attribute = 0;
  std::uint32_t attribute_count = 0;
};

class HtmlTree {
 public:
  // `html` is UTF-8; charset declarations inside it are passed over.
  [[nodiscard]] static Result<HtmlTree> parse(std::string_view html, const std::string& place);

  // Node 0 is a root above the document's elements.
  [[nodiscard]] const std::vector<HtmlNode>& nodes() const { return nodes_; }
  [[nodiscard]] const HtmlNode& node(NodeIndex index) const {
    return nodes_[static_cast<std::size_t>(index)];
  }
  [[nodiscard]] std::string_view text(NodeIndex index) const;
  // "" when the element has none.
  [[nodiscard]] std::string_view attribute(NodeIndex index, Attribute attribute) const;
  [[nodiscard]] bool has_attribute(NodeIndex index, Attribute attribute) const;
  // All characters below, in order.
  [[nodiscard]] std::string all_text(NodeIndex index) const;
  [[nodiscard]] bool cut() const { return cut_; }  // the page had more nodes than the limit

 private:
  friend class HtmlBuilder;
  struct Entry {
    Attribute name{};
    std::uint32_t begin = 0, end = 0;
  };
  std::vector<HtmlNode> nodes_;
  std::vector<Entry> attributes_;
  std::string characters_;
  bool cut_ = false;
};

}  // namespace avow::source
