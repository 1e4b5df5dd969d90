// Plain text, and the door to all readers.
#include <fmt/format.h>

#include "avow/base/file.hpp"
#include "avow/base/hash.hpp"
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
void diagnose_sidecar(Result<Document>& document, const std::optional<Error>& error) {
  if (document && error) document->diagnose(error->code, error->place + ": " + error->message, {});
}

Form form_of(const std::filesystem::path& path, StreamReader& reader) {
  const Form by_name = form_of_name(path.filename().string());
  if (by_name != Form::unknown && by_name != Form::feed) return by_name;
  constexpr std::size_t kStartBytes = 1024;
  const auto start = reader.peek(kStartBytes);
  return start ? form_of_content(*start) : Form::text;
}

// What makes a document of a file of one document.
struct Single {
  Metadata given;
  bool html = false;

  Result<Document> operator()(const RawDocument& raw) const {
    return html ? read_html(raw.bytes, raw.place, given) : read_text(raw.bytes, raw.place, given);
  }
};

// A file of one document, read when it is asked for.
class SingleSource final : public DocumentSource {
 public:
  SingleSource(StreamReader reader, Form form, std::string place, Metadata given)
      : reader_(std::move(reader)), form_(form), place_(std::move(place)), given_(std::move(given)) {}

  Result<std::optional<RawDocument>> take() override {
    if (done_) return std::optional<RawDocument>{};
    done_ = true;
    auto bytes = reader_.rest(kMaxDocumentSizeBytes, place_);
    if (!bytes) return bytes.error();
    return std::optional{
        RawDocument{place_, std::move(*bytes), false, Single{std::move(given_), form_ == Form::html}}};
  }

  [[nodiscard]] std::size_t bytes_read() const override { return reader_.bytes_read(); }

 private:
  StreamReader reader_;
  Form form_;
  std::string place_;
  Metadata given_;
  bool done_ = false;
};

class FailedSource final : public DocumentSource {
 public:
  explicit FailedSource(Error error) : error_(std::move(error)) {}
  Result<std::optional<RawDocument>> take() override {
    if (!error_) return std::optional<RawDocument>{};
    Error error = *std::exchange(error_, std::nullopt);
    return error;
  }

 private:
  std::optional<Error> error_;
};

// A source whose sidecar could not be read: each of its documents says so.
class WithBadSidecar final : public DocumentSource {
 public:
  WithBadSidecar(std::unique_ptr<DocumentSource> source, Error error)
      : source_(std::move(source)), error_(std::move(error)) {}

  Result<std::optional<RawDocument>> take() override {
    auto raw = source_->take();
    if (!raw || !*raw || (*raw)->passed_over) return raw;
    (*raw)->maker = [maker = std::move((*raw)->maker), error = error_](const RawDocument& given) {
      auto document = maker(given);
      diagnose_sidecar(document, error);
      return document;
    };
    return raw;
  }

  [[nodiscard]] std::size_t bytes_read() const override { return source_->bytes_read(); }

 private:
  std::unique_ptr<DocumentSource> source_;
  Error error_;
};

std::unique_ptr<DocumentSource> source_of(Form form, StreamReader reader, std::string place,
                                          Options options) {
  switch (form) {
    case Form::json_lines:
      return json_lines_source(std::move(reader), std::move(place), std::move(options));
    case Form::table:
      return table_source(std::move(reader), std::move(place), std::move(options));
    case Form::warc:
      return warc_source(std::move(reader), std::move(place), std::move(options));
    case Form::feed:
      return feed_source(std::move(reader), std::move(place), std::move(options));
    default:
      return std::make_unique<SingleSource>(std::move(reader), form, std::move(place),
                                            std::move(options.given));
  }
}

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
  diagnose_sidecar(document, given.sidecar_error);
  return document;
}

std::string RawDocument::id() const {
  return "sha256:" + sha256_hex(bytes);
}

Result<std::optional<Document>> DocumentSource::next() {
  for (;;) {
    auto raw = take();
    if (!raw) return raw.error();
    if (!*raw) return std::optional<Document>{};
    if ((*raw)->passed_over) continue;
    auto document = (*raw)->make();
    if (!document) return document.error();
    return std::optional{std::move(*document)};
  }
}

std::unique_ptr<DocumentSource> open_input(const Input& input, const Options& options) {
  auto stream = input.content ? Result{memory_stream(*input.content)} : open_stream(input.path);
  if (!stream) return std::make_unique<FailedSource>(stream.error());
  StreamReader reader{std::move(*stream)};
  const Form form = form_of(input.path, reader);
  Given given = input.content ? Given{options.given, std::nullopt} : given_for(input.path, options);
  Options own = options;
  own.given = std::move(given.metadata);
  auto source = source_of(form, std::move(reader), input.path.string(), std::move(own));
  if (!given.sidecar_error) return source;
  return std::make_unique<WithBadSidecar>(std::move(source), std::move(*given.sidecar_error));
}

}  // namespace avow::source
