// Readers: files, folders and standard input into Documents, one after the other.
//
//   const InputList inputs = list_inputs({"news/", "-"});       // sorted; what cannot be read is a problem
//   for (const Input& input : inputs.inputs) {
//     auto source = open_input(input, options);
//     for (;;) {
//       Result<std::optional<Document>> next = source->next();
//       if (!next) { complain(next.error()); continue; }        // this document only: the next may be good
//       if (!*next) break;
//       use(std::move(**next));
//     }
//   }
//
// A Document that comes out has id ("sha256:" of its own bytes), uri, text (valid UTF-8, without a byte order
// mark) and whatever metadata the input gives; every later span points into that text. Where many threads
// read, take() gives each document's bytes, and whichever thread is free makes the document of them.
// Threads: functions may be called from any thread; a DocumentSource belongs to one thread at a time.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/document.hpp"

namespace avow::source {

// What is known of a document besides its text. Empty members are unknown.
struct Metadata {
  std::string uri, title, publisher;
  std::string publisher_kind;  // an ActorKind name: the text is the publisher's own
  std::optional<Date> published;
  std::string language;

  // Members that are unknown here are taken from `other`.
  void fill_from(const Metadata& other);
};

// The fields of JSON records and the columns of tables that hold what; "" means the names in common use
// (text, body, content ...; title, headline ...; published, date ...; publisher, source ...; uri, url ...;
// language).
struct FieldNames {
  std::string text, title, publisher, published, uri, language;
};

struct Options {
  Metadata given;     // comes before anything the input says (--date, --publisher)
  FieldNames fields;  // of JSON Lines, CSV
};

// A document before it is made: its bytes as they stand in the input. Taking it costs reading; making it
// (decoding, finding a page's article, telling the language) costs more, and may be done on any thread.
struct RawDocument {
  std::string place;  // "news.jsonl:7"
  std::string bytes;
  bool passed_over = false;  // nothing avow reads: a picture, a redirect of a web archive
  // Of place and bytes; independent of the source it came from.
  std::function<Result<Document>(const RawDocument&)> maker;

  // "sha256:..." of the bytes: the id of the document.
  [[nodiscard]] std::string id() const;
  [[nodiscard]] Result<Document> make() const { return maker(*this); }
};

class DocumentSource {
 public:
  virtual ~DocumentSource() = default;
  // The next document's bytes; nullopt when there are no more. An error costs that one document: call again.
  [[nodiscard]] virtual Result<std::optional<RawDocument>> take() = 0;
  // The same, made; what is passed over is left out.
  [[nodiscard]] Result<std::optional<Document>> next();
  // How much of the input was read so far, in bytes as they lie on disk.
  [[nodiscard]] virtual std::size_t bytes_read() const { return 0; }
};

// One text, as its bytes were read. The text is repaired where it is not UTF-8, with a diagnostic at each
// place. document_empty, document_binary and file_too_large are errors.
[[nodiscard]] Result<Document> read_text(std::string_view bytes, const std::string& uri,
                                         const Metadata& given = {});

// One file of text, with what the `.toml` beside it says (FILE.toml: title, publisher, published, kind,
// language, uri).
[[nodiscard]] Result<Document> read_file(const std::filesystem::path& path, const Options& options = {});

// ---- which files

struct Input {
  std::filesystem::path path;  // "-" is standard input
  // Bytes that are at hand already, of a feed that was fetched: `path` then only names them.
  std::optional<std::string> content{};
};

struct InputList {
  std::vector<Input> inputs;
  std::vector<Error> problems;        // missing, unreadable, a folder that contains itself
  std::size_t files_passed_over = 0;  // in folders: files of no form avow reads
};

// Files as given, folders replaced by the files in them and below, in byte order of their paths; a file that
// is reached twice is listed once. In folders hidden files and files of other forms are passed over.
[[nodiscard]] InputList list_inputs(const std::vector<std::string>& paths);

// Plain text, HTML, JSON Lines, CSV, WARC, RSS and Atom, each also gzipped, told by the file's name, else by
// its content. Never null; a file that cannot be opened is the first next()'s error.
[[nodiscard]] std::unique_ptr<DocumentSource> open_input(const Input& input, const Options& options = {});

}  // namespace avow::source
