// What a read document looks like outside: the record (JSON), the codebook's form (JSON) and CoNLL-U.
//
//   std::cout << to_record(document) << '\n';           // one JSON object, one line
//
// Pure functions of the document: same layers, same bytes. Thread-safe.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "avow/base/result.hpp"
#include "avow/document/document.hpp"

namespace avow::pipeline {

// The record of docs/record.md as one line of JSON, without line end. Actors are printed when a row refers
// to them, when the registry knows them or when the text names them.
[[nodiscard]] std::string to_record(const Document& document);

// The form a person codes a text in (names instead of ids, texts instead of spans), indented JSON.
[[nodiscard]] std::string to_codebook(const Document& document, std::string_view doc_name);

// CoNLL-U (universaldependencies.org/format.html), one block a sentence.
[[nodiscard]] std::string to_conllu(const Document& document);
// The way back: sentences and tokens (and trees, where given) of CoNLL-U text; bad_conllu names the line.
[[nodiscard]] Result<Document> from_conllu(std::string_view text, const std::string& place);

// A PLOVER coder's rows, tab-separated: the events, and the statements that are PLOVER types by words
// (ACCUSE, REQUEST, REJECT, THREATEN, SUPPORT, AGREE). Owns its tables; const access from any thread.
class PloverFormat {
 public:
  [[nodiscard]] static Result<PloverFormat> load(const std::filesystem::path& data_folder);
  // The line that names the columns.
  [[nodiscard]] static std::string header();
  [[nodiscard]] std::string rows(const Document& document) const;

 private:
  struct View;
  explicit PloverFormat(std::shared_ptr<const View> view);
  std::shared_ptr<const View> view_;
};

}  // namespace avow::pipeline
