#include "train/entity_re3d.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include <simdjson.h>

#include "avow/base/file.hpp"
#include "avow/base/limits.hpp"
#include "avow/base/strings.hpp"

namespace avow::train {
namespace {

std::optional<EntityType> type_of(std::string_view name) {
  if (name == "Person") return EntityType::person;
  if (name == "Organisation") return EntityType::organization;
  if (name == "Location") return EntityType::location;
  if (name == "Nationality") return EntityType::norp;
  if (name == "Temporal") return EntityType::date;
  if (name == "Money") return EntityType::money;
  return std::nullopt;
}

// The byte of each code point, and the end.
std::vector<std::uint32_t> code_points(std::string_view text) {
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) out.push_back(static_cast<std::uint32_t>(i));
  }
  out.push_back(static_cast<std::uint32_t>(text.size()));
  return out;
}

// Calls `take` with each JSON object of a file of JSON lines.
template <typename Take>
Result<void> each_line(const std::filesystem::path& path, Take take) {
  const auto bytes = system_files().read(path, kMaxModelSizeBytes);
  if (!bytes) return bytes.error();
  simdjson::dom::parser parser;
  for (const std::string_view line : split(*bytes, '\n')) {
    if (trim(line).empty()) continue;
    simdjson::dom::element row;
    if (parser.parse(simdjson::padded_string(line)).get(row) != simdjson::SUCCESS) {
      return Error{ErrorCode::read_failed, "a line is no JSON", path.string()};
    }
    take(row);
  }
  return {};
}

std::string_view text_at(const simdjson::dom::element& row, std::string_view key) {
  std::string_view value;
  return row[key].get(value) == simdjson::SUCCESS ? value : std::string_view{};
}

struct Collected {
  std::vector<MarkedText> texts;
  std::vector<std::vector<std::uint32_t>> points;
  std::map<std::string, std::size_t, std::less<>> by_id;
};

void take_entity(Collected& all, const simdjson::dom::element& row) {
  const auto found = all.by_id.find(text_at(row, "documentId"));
  const auto type = type_of(text_at(row, "type"));
  std::int64_t begin = 0;
  std::int64_t end = 0;
  if (found == all.by_id.end() || !type || row["begin"].get(begin) != simdjson::SUCCESS ||
      row["end"].get(end) != simdjson::SUCCESS)
    return;
  const auto& points = all.points[found->second];
  if (begin < 0 || end <= begin || static_cast<std::size_t>(end) >= points.size()) return;
  MarkedSpan marked;
  marked.span = {points[static_cast<std::size_t>(begin)], points[static_cast<std::size_t>(end)]};
  marked.type = *type;
  const std::string_view words = all.texts[found->second].document.text_of(marked.span);
  marked.name = *type == EntityType::date || *type == EntityType::money ||
                std::any_of(words.begin(), words.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  all.texts[found->second].golden.push_back(marked);
}

}  // namespace

Result<std::vector<MarkedText>> read_re3d(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().filename().string().ends_with("-documents.jsonl")) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  Collected all;
  for (const auto& file : files) {
    const auto documents = each_line(file, [&](const simdjson::dom::element& row) {
      MarkedText text;
      text.document.text = std::string(text_at(row, "text"));
      all.by_id[std::string(text_at(row, "_id"))] = all.texts.size();
      all.points.push_back(code_points(text.document.text));
      all.texts.push_back(std::move(text));
    });
    if (!documents) return documents.error();
    std::string name = file.string();
    name.replace(name.size() - std::string_view("documents.jsonl").size(), std::string::npos,
                 "entities.jsonl");
    const auto entities = each_line(name, [&](const simdjson::dom::element& row) { take_entity(all, row); });
    if (!entities) return entities.error();
  }
  if (all.texts.empty()) return Error{ErrorCode::file_not_found, "no re3d documents", folder.string()};
  return std::move(all.texts);
}

}  // namespace avow::train
