// What the class, id and role of an element say about it.
#pragma once

#include <cstdint>

#include "source/html/html_tree.hpp"

namespace avow::source {

struct ClassHint {
  bool boilerplate = false;  // comments, menus, advertisements ...: left out unless it holds the article
  bool article = false;      // "article-body", "story" ...
};

[[nodiscard]] ClassHint class_hint(const HtmlTree& tree, NodeIndex node);
// Not shown to a reader: hidden attribute, display:none, aria-hidden.
[[nodiscard]] bool is_hidden(const HtmlTree& tree, NodeIndex node);

}  // namespace avow::source
