// What a web page says about itself: JSON-LD (schema.org), Open Graph and other meta elements, <time>,
// <title>.
#pragma once

#include "avow/source/reader.hpp"
#include "source/html/html_tree.hpp"

namespace avow::source {

struct PageMetadata {
  Metadata metadata;
  std::string byline;        // names of authors, "" when unknown
  std::string article_body;  // JSON-LD articleBody, "" when absent
};

[[nodiscard]] PageMetadata page_metadata(const HtmlTree& tree);

}  // namespace avow::source
