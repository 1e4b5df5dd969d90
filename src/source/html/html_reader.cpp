// One web page into a Document: its article's paragraphs, parted by blank lines.
#include <fmt/format.h>

#include "avow/base/limits.hpp"
#include "source/first_lines.hpp"
#include "source/html/article.hpp"
#include "source/html/page_metadata.hpp"
#include "source/make_document.hpp"
#include "source/readers.hpp"

namespace avow::source {

Result<Document> read_html(std::string_view bytes, const std::string& place, const Metadata& given,
                           std::string_view charset) {
  if (bytes.size() > kMaxDocumentSizeBytes) return too_large(bytes.size(), place);
  DecodedText decoded = decode_text(bytes, charset.empty() ? declared_charset(bytes) : std::string{charset});
  const auto tree = HtmlTree::parse(decoded.text, place);
  if (!tree) return tree.error();
  PageMetadata page = page_metadata(*tree);
  std::string text;
  for (const std::string& paragraph : article_paragraphs(*tree)) {
    if (!text.empty()) text += "\n\n";
    text += paragraph;
  }
  // Pages that build themselves by script carry their text in JSON-LD only.
  if (page.article_body.size() > 2 * text.size()) text = std::move(page.article_body);
  Metadata metadata = given;
  metadata.fill_from(page.metadata);
  if (text.empty()) return Error{ErrorCode::no_article, "the page holds no prose", place, metadata.uri};
  if (metadata.publisher.empty()) metadata.publisher = host_of(metadata.uri);
  if (!metadata.published) metadata.published = date_in_address(metadata.uri);
  // Places of repairs were in the page, not in the text taken from it.
  decoded.repairs.clear();
  decoded.text = std::move(text);
  auto document = make_document({std::move(decoded), std::move(metadata), bytes, place});
  if (document && tree->cut()) {
    document->diagnose(ErrorCode::no_article,
                       fmt::format("only the first {} parts of the page were read", kMaxHtmlNodes), {});
  }
  return document;
}

}  // namespace avow::source
