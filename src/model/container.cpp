#include "model/container.hpp"

#include <cassert>
#include <cstring>

#include <fmt/format.h>

#include "avow/base/hash.hpp"
#include "avow/base/limits.hpp"
#include "model/bytes.hpp"

namespace avow::model {
namespace {

constexpr std::string_view kMagic = "AVOWMDL\n";
constexpr std::size_t kHeaderSizeBytes = 32;
constexpr std::size_t kNameSizeBytes = kMaxSectionNameBytes + 1;
constexpr std::size_t kEntrySizeBytes = kNameSizeBytes + 16;
constexpr std::size_t kAlignmentBytes = 64;

std::size_t aligned(std::size_t offset) {
  return (offset + kAlignmentBytes - 1) / kAlignmentBytes * kAlignmentBytes;
}

Error corrupt_model(const std::string& place, std::string message) {
  return {ErrorCode::model_corrupt, std::move(message), place};
}

Result<ModelSection> read_entry(std::string_view bytes, std::size_t index, const std::string& place) {
  const std::string_view entry = bytes.substr(kHeaderSizeBytes + index * kEntrySizeBytes, kEntrySizeBytes);
  const std::string_view padded = entry.substr(0, kNameSizeBytes);
  const auto name_size = padded.find('\0');
  if (name_size == std::string_view::npos || name_size == 0) {
    return corrupt_model(place, fmt::format("section {} has no name", index));
  }
  const auto offset = load<std::uint64_t>(entry, kNameSizeBytes);
  const auto size = load<std::uint64_t>(entry, kNameSizeBytes + 8);
  if (offset % kAlignmentBytes != 0 || offset > bytes.size() || size > bytes.size() - offset) {
    return corrupt_model(place, fmt::format("section {} lies outside the file", index));
  }
  return ModelSection{padded.substr(0, name_size), bytes.substr(offset, size)};
}

}  // namespace

void ModelWriter::add_section(std::string name, std::string bytes) {
  assert(!name.empty() && name.size() <= kMaxSectionNameBytes && sections_.size() < kMaxSections);
  sections_.emplace_back(std::move(name), std::move(bytes));
}

std::string ModelWriter::to_bytes() const {
  std::string table;
  std::size_t offset = aligned(kHeaderSizeBytes + sections_.size() * kEntrySizeBytes);
  for (const auto& [name, bytes] : sections_) {
    table += name;
    table.append(kNameSizeBytes - name.size(), '\0');
    store(table, std::uint64_t{offset});
    store(table, std::uint64_t{bytes.size()});
    offset = aligned(offset + bytes.size());
  }
  std::string body = table;
  for (const auto& section : sections_) {
    body.resize(aligned(kHeaderSizeBytes + body.size()) - kHeaderSizeBytes, '\0');
    body += section.second;
  }
  std::string out{kMagic};
  store(out, kModelFormatVersion);
  store(out, static_cast<std::uint32_t>(sections_.size()));
  store(out, std::uint64_t{kHeaderSizeBytes + body.size()});
  store(out, fast_hash(body, sections_.size()));
  return out + body;
}

Result<void> ModelWriter::write(const std::filesystem::path& path) const {
  return system_files().write(path, to_bytes());
}

Result<std::vector<ModelSection>> read_sections(std::string_view bytes, const std::string& place) {
  if (bytes.size() < kHeaderSizeBytes) return corrupt_model(place, "shorter than a header");
  if (bytes.substr(0, kMagic.size()) != kMagic) return corrupt_model(place, "not a model file");
  const auto version = load<std::uint32_t>(bytes, 8);
  if (version != kModelFormatVersion) {
    return Error{ErrorCode::model_version,
                 fmt::format("format {}; this avow reads format {}", version, kModelFormatVersion), place};
  }
  if (load<std::uint64_t>(bytes, 16) != bytes.size()) {
    return corrupt_model(place, fmt::format("{} bytes long; the header says {}", bytes.size(),
                                            load<std::uint64_t>(bytes, 16)));
  }
  const auto count = load<std::uint32_t>(bytes, 12);
  if (load<std::uint64_t>(bytes, 24) != fast_hash(bytes.substr(kHeaderSizeBytes), count)) {
    return corrupt_model(place, "the checksum does not match");
  }
  if (count > kMaxSections || kHeaderSizeBytes + count * kEntrySizeBytes > bytes.size()) {
    return corrupt_model(place, "the section table does not fit the file");
  }
  std::vector<ModelSection> sections;
  for (std::size_t i = 0; i < count; ++i) {
    auto section = read_entry(bytes, i, place);
    if (!section) return section.error();
    sections.push_back(*section);
  }
  return sections;
}

Result<Model> Model::open(const std::filesystem::path& path) {
  auto file = MappedFile::open(path, kMaxModelSizeBytes);
  if (!file) {
    const bool missing = file.error().code == ErrorCode::file_not_found;
    const auto code = missing ? ErrorCode::model_missing : ErrorCode::model_corrupt;
    return Error{code, file.error().message, path.string()};
  }
  auto sections = read_sections(file->bytes(), path.string());
  if (!sections) return sections.error();
  return Model{std::move(*file), std::move(*sections), path.string()};
}

Result<std::string_view> Model::section(std::string_view name) const {
  for (const ModelSection& section : sections_) {
    if (section.name == name) return section.bytes;
  }
  return corrupt(fmt::format("no section {}", name));
}

Error Model::corrupt(std::string message) const {
  return corrupt_model(place_, std::move(message));
}

}  // namespace avow::model
