// Plain text, and the door to all readers.
#include <fmt/format.h>

#include "avow/base/file.hpp"
#include "avow/base/limits.hpp"
#include "source/first_lines.hpp"
#include "source/form.hpp"
#include "source/make_document.hpp"
#include "source/readers.hpp"
#include "source/sidecar.hpp"

namespace avow::source {
namespace {

// What the `.toml` beside `path` says, after what is given; its error is kept for a diagnostic.
struct Given {
  Metadata metadata;
  std::optional<Error> sidecar_error;
};

Given given_for(const std::filesystem::path& path, const Options& options) {
  Given given{options.given, std::nullopt};
  auto sidecar = read_sidecar(path);
  if (!sidecar) given.sidecar_error = sidecar.error();
  if (sidecar && *sidecar) given.metadata.fill_from(**sidecar);
  return given;
}

// A sidecar that cannot be read costs its metadata, not the text.
void diagnose_sidecar(Result<Document>& document, const Given& given) {
  if (!document || !given.sidecar_error) return;
  document->diagnose(given.sidecar_error->code,
                     given.sidecar_error->place + ": " + given.sidecar_error->message, {});
}

Form form_of(const std::filesystem::path& path, StreamReader& reader) {
  const Form by_name = form_of_name(path.filename().string());
  if (by_name != Form::unknown && by_name != Form::feed) return by_name;
  constexpr std::size_t kStartBytes = 1024;
  const auto start = reader.peek(kStartBytes);
  return start ? form_of_content(*start) : Form::text;
}

// A file of one document, read when it is asked for.
class SingleSource final : public DocumentSource {
 public:
  SingleSource(StreamReader reader, Form form, std::string place, Given given)
      : reader_(std::move(reader)), form_(form), place_(std::move(place)), given_(std::move(given)) {}

  Result<std::optional<Document>> next() override {
    if (done_) return std::optional<Document>{};
    done_ = true;
    const auto bytes = reader_.rest(kMaxDocumentSizeBytes, place_);
    if (!bytes) return bytes.error();
    auto document = form_ == Form::html ? read_html(*bytes, place_, given_.metadata)
                                        : read_text(*bytes, place_, given_.metadata);
    diagnose_sidecar(document, given_);
    if (!document) return document.error();
    return std::optional<Document>{std::move(*document)};
  }

 private:
  StreamReader reader_;
  Form form_;
  std::string place_;
  Given given_;
  bool done_ = false;
};

class FailedSource final : public DocumentSource {
 public:
  explicit FailedSource(Error error) : error_(std::move(error)) {}
  Result<std::optional<Document>> next() override {
    if (!error_) return std::optional<Document>{};
    Error error = *std::exchange(error_, std::nullopt);
    return error;
  }

 private:
  std::optional<Error> error_;
};

}  // namespace

void Metadata::fill_from(const Metadata& other) {
  const auto fill = [](std::string& mine, const std::string& theirs) {
    if (mine.empty()) mine = theirs;
  };
  fill(uri, other.uri);
  fill(title, other.title);
  fill(publisher, other.publisher);
  fill(publisher_kind, other.publisher_kind);
  fill(language, other.language);
  if (!published) published = other.published;
}

Result<Document> read_text(std::string_view bytes, const std::string& uri, const Metadata& given) {
  if (bytes.size() > kMaxDocumentSizeBytes) return too_large(bytes.size(), uri);
  Draft draft{decode_text(bytes, {}), given, bytes, uri};
  draft.metadata.fill_from(metadata_of_first_lines(draft.decoded.text));
  return make_document(std::move(draft));
}

Result<Document> read_file(const std::filesystem::path& path, const Options& options) {
  const auto bytes = system_files().read(path, kMaxDocumentSizeBytes);
  if (!bytes) return bytes.error();
  const Given given = given_for(path, options);
  auto document = read_text(*bytes, path.string(), given.metadata);
  diagnose_sidecar(document, given);
  return document;
}

std::unique_ptr<DocumentSource> open_input(const Input& input, const Options& options) {
  auto stream = open_stream(input.path);
  if (!stream) return std::make_unique<FailedSource>(stream.error());
  StreamReader reader{std::move(*stream)};
  const std::string place = input.path.string();
  const Form form = form_of(input.path, reader);
  Given given = given_for(input.path, options);
  Options own = options;
  own.given = given.metadata;
  switch (form) {
    case Form::json_lines:
      return json_lines_source(std::move(reader), place, std::move(own));
    case Form::table:
      return table_source(std::move(reader), place, std::move(own));
    case Form::warc:
      return warc_source(std::move(reader), place, std::move(own));
    case Form::feed:
      return feed_source(std::move(reader), place, std::move(own));
    default:
      return std::make_unique<SingleSource>(std::move(reader), form, place, std::move(given));
  }
}

}  // namespace avow::source
