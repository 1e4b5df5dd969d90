// The article of a web page: its paragraphs, without navigation, advertisements, comments and the like.
//
//   const std::vector<std::string> paragraphs = article_paragraphs(tree);
//
// The method is that of Arc90's Readability: paragraphs give points to the elements around them, links take
// them away, names of classes and ids help; the element with most points holds the article. What is below it
// is then cleaned. Linear in the page. Free functions: any thread.
#pragma once

#include <string>
#include <vector>

#include "source/html/html_tree.hpp"

namespace avow::source {

// White space folded to single spaces; no empty strings. Empty when the page holds no prose.
[[nodiscard]] std::vector<std::string> article_paragraphs(const HtmlTree& tree);
// Every paragraph of markup that is all article, such as a feed's entry.
[[nodiscard]] std::vector<std::string> all_paragraphs(const HtmlTree& tree);

}  // namespace avow::source
