// The readers behind open_input(), one for each form. All share the rules of DocumentSource: an error costs
// one document, a file that cannot be read at all gives one error and then the end.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "avow/source/reader.hpp"
#include "source/stream.hpp"

namespace avow::source {

// One web page. `charset` is what a server said of it, or "".
[[nodiscard]] Result<Document> read_html(std::string_view bytes, const std::string& place,
                                         const Metadata& given, std::string_view charset = {});

// A JSON object a line.
[[nodiscard]] std::unique_ptr<DocumentSource> json_lines_source(StreamReader reader, std::string place,
                                                                Options options);
// RFC 4180 with a row of names first; commas, semicolons or tabs, told by that row.
[[nodiscard]] std::unique_ptr<DocumentSource> table_source(StreamReader reader, std::string place,
                                                           Options options);
// WARC 1.0 and 1.1: the responses with status 200 that are pages or plain text.
[[nodiscard]] std::unique_ptr<DocumentSource> warc_source(StreamReader reader, std::string place,
                                                          Options options);
// RSS 0.9x, 1.0, 2.0 and Atom: the entries that carry text.
[[nodiscard]] std::unique_ptr<DocumentSource> feed_source(StreamReader reader, std::string place,
                                                          Options options);

}  // namespace avow::source
