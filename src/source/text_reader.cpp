// Plain text: bytes into a Document.
#include <algorithm>
#include <iostream>
#include <iterator>

#include <fmt/format.h>

#include "avow/base/file.hpp"
#include "avow/base/hash.hpp"
#include "avow/base/limits.hpp"
#include "avow/base/strings.hpp"
#include "avow/base/utf8.hpp"
#include "avow/source/reader.hpp"
#include "source/first_lines.hpp"
#include "source/sidecar.hpp"

namespace avow::source {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
// As many places of bad bytes are shown; the count covers them all.
constexpr std::size_t kMaxRepairPlaces = 10;
// Binary or text is told by so many bytes from the start.
constexpr std::size_t kBinaryProbeBytes = 1U << 16U;

// Text holds no NUL and hardly any control character but white space, backspace and escape sequences.
bool looks_binary(std::string_view bytes) {
  const std::string_view start = bytes.substr(0, kBinaryProbeBytes);
  std::size_t controls = 0;
  for (const char c : start) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0) return true;
    if (byte < 0x20 && !(byte >= 0x08 && byte <= 0x0D) && byte != 0x1B) ++controls;
  }
  return controls * 10 > start.size();
}

bool only_white_space(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || (c >= 0x09 && c <= 0x0D); });
}

void diagnose_repairs(Document& document, const RepairedText& repaired) {
  for (const std::size_t place : repaired.places) {
    const auto begin = static_cast<std::uint32_t>(place);
    document.diagnose(ErrorCode::invalid_utf8, "bytes that are not UTF-8 were replaced by U+FFFD",
                      {begin, begin + 3});
  }
  if (repaired.count > repaired.places.size()) {
    document.diagnose(ErrorCode::invalid_utf8,
                      fmt::format("{} more places were repaired", repaired.count - repaired.places.size()),
                      {});
  }
}

void set_metadata(Document& document, const Metadata& metadata) {
  document.uri = metadata.uri;
  document.title = metadata.title;
  document.publisher = metadata.publisher;
  document.publisher_kind = metadata.publisher_kind;
  document.published = metadata.published;
  if (!metadata.language.empty()) document.language = metadata.language;
}

Error too_large(std::size_t size, const std::string& place) {
  return {ErrorCode::file_too_large, fmt::format("{} bytes; the limit is {}", size, kMaxDocumentSizeBytes),
          place};
}

class FileSource final : public DocumentSource {
 public:
  FileSource(std::filesystem::path path, Options options)
      : path_(std::move(path)), options_(std::move(options)) {}

  Result<std::optional<Document>> next() override {
    if (done_) return std::optional<Document>{};
    done_ = true;
    auto document = path_ == "-" ? read_standard_input() : read_file(path_, options_);
    if (!document) return document.error();
    return std::optional<Document>{std::move(*document)};
  }

 private:
  Result<Document> read_standard_input() {
    std::string bytes;
    std::string block(1U << 16U, '\0');
    while (std::cin.read(block.data(), static_cast<std::streamsize>(block.size())) || std::cin.gcount() > 0) {
      bytes.append(block, 0, static_cast<std::size_t>(std::cin.gcount()));
      if (bytes.size() > kMaxDocumentSizeBytes) return too_large(bytes.size(), "-");
    }
    return read_text(bytes, "-", options_.given);
  }

  std::filesystem::path path_;
  Options options_;
  bool done_ = false;
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
  std::string_view content = bytes;
  if (content.starts_with(kByteOrderMark)) content.remove_prefix(kByteOrderMark.size());
  if (only_white_space(content))
    return Error{ErrorCode::document_empty, "it holds nothing but white space", uri};
  if (looks_binary(content)) return Error{ErrorCode::document_binary, "it holds control characters", uri};

  Document document;
  document.id = "sha256:" + sha256_hex(bytes);
  if (valid_utf8(content)) {
    document.text = content;
  } else {
    RepairedText repaired = repair_utf8(content, kMaxRepairPlaces);
    if (repaired.text.size() > kMaxDocumentSizeBytes) return too_large(repaired.text.size(), uri);
    document.text = std::move(repaired.text);
    diagnose_repairs(document, repaired);
  }
  Metadata metadata = given;
  metadata.fill_from(metadata_of_first_lines(document.text));
  if (metadata.uri.empty()) metadata.uri = uri;
  set_metadata(document, metadata);
  return document;
}

Result<Document> read_file(const std::filesystem::path& path, const Options& options) {
  const auto bytes = system_files().read(path, kMaxDocumentSizeBytes);
  if (!bytes) return bytes.error();
  Metadata given = options.given;
  const auto sidecar = read_sidecar(path);
  if (sidecar && *sidecar) given.fill_from(**sidecar);
  auto document = read_text(*bytes, path.string(), given);
  // A sidecar that cannot be read costs its metadata, not the text.
  if (document && !sidecar) {
    document->diagnose(sidecar.error().code, sidecar.error().place + ": " + sidecar.error().message, {});
  }
  return document;
}

std::unique_ptr<DocumentSource> open_input(const Input& input, const Options& options) {
  return std::make_unique<FileSource>(input.path, options);
}

}  // namespace avow::source
