#include "names/registry_rows.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "avow/base/file.hpp"
#include "avow/base/limits.hpp"
#include "avow/base/strings.hpp"

namespace avow::names {
namespace {

constexpr std::array<std::string_view, kRegistryColumns> kColumnNames = {
    "id",      "name",   "aliases", "metonyms", "adjectives", "people",  "kind",  "country", "code",
    "from",    "to",     "parent",  "role",     "gender",     "note",    "head",  "plural",  "sector",
    "belongs", "speaks", "number",  "organ",    "level",      "meaning", "alpha2"};

constexpr std::uint8_t kNoColumn = 0xFF;

std::optional<RegistryTable> table_of(std::string_view first_column) {
  if (first_column == "id") return RegistryTable::actors;
  if (first_column == "head") return RegistryTable::agents;
  if (first_column == "organ") return RegistryTable::organs;
  if (first_column == "code") return RegistryTable::codes;
  return std::nullopt;
}

// "# source: general knowledge" -> "general knowledge" for key "source".
std::string_view directive(std::string_view comment, std::string_view key) {
  std::string_view rest = trim(comment.substr(1));
  if (rest.size() <= key.size() || !rest.starts_with(key) || rest[key.size()] != ':') return {};
  return trim(rest.substr(key.size() + 1));
}

class LineReader {
 public:
  LineReader(RegistryFile& file, RegistryRows& out) : file_(file), out_(out) {}

  void line(std::string_view text, std::uint32_t number) {
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (text.empty()) return;
    if (text.front() == '#') {
      comment(text);
    } else if (columns_.empty()) {
      header(text, number);
    } else {
      row(text, number);
    }
  }
  void finish() {
    if (columns_.empty())
      problem(1, "no row of column names: the first line that is no comment names the columns");
    if (!file_.own && (file_.source.empty() || file_.licence.empty())) {
      problem(
          1,
          "the file does not say where its facts come from: add lines '# source: ...' and '# licence: ...'");
    }
  }

 private:
  void problem(std::uint32_t line, std::string message) {
    out_.problems.push_back(
        {ErrorCode::registry_malformed, std::move(message), fmt::format("{}:{}", file_.path, line)});
    broken_ = true;
  }

  void comment(std::string_view text) {
    if (const auto value = directive(text, "source"); !value.empty()) file_.source = value;
    if (const auto value = directive(text, "licence"); !value.empty()) file_.licence = value;
  }

  void header(std::string_view text, std::uint32_t number) {
    const auto names = split(text, '\t');
    const auto table = table_of(names.front());
    if (!table) {
      problem(number, fmt::format("the first column is '{}': it must be id, head, organ or code (columns are "
                                  "parted by tabs)",
                                  names.front()));
    } else {
      file_.table = *table;
    }
    for (const std::string_view name : names) {
      const auto found = std::find(kColumnNames.begin(), kColumnNames.end(), name);
      if (found == kColumnNames.end()) {
        problem(number,
                fmt::format("unknown column '{}': the columns are {}", name, fmt::join(kColumnNames, ", ")));
        columns_.push_back(kNoColumn);
      } else {
        columns_.push_back(static_cast<std::uint8_t>(found - kColumnNames.begin()));
      }
    }
  }

  void row(std::string_view text, std::uint32_t number) {
    if (text.size() > kMaxTableLineBytes)
      return problem(number, "the line is longer than 65,536 bytes: split it");
    RegistryRow& row = out_.rows.emplace_back();
    row.file = &file_;
    row.line = number;
    std::size_t column = 0;
    for (std::size_t start = 0; start <= text.size(); ++column) {
      const std::size_t end = std::min(text.find('\t', start), text.size());
      const std::string_view cell = trim(text.substr(start, end - start));
      if (column >= columns_.size()) {
        if (cell.empty() && end == text.size()) break;
        return problem(number, fmt::format("more cells than the {} columns: remove a tab", columns_.size()));
      }
      if (columns_[column] != kNoColumn) row.cells[columns_[column]] = cell;
      start = end + 1;
    }
    if (!broken_ && row.cells[columns_.front()].empty()) {
      problem(number, fmt::format("the first cell ({}) is empty", kColumnNames[columns_.front()]));
    }
  }

  RegistryFile& file_;
  RegistryRows& out_;
  std::vector<std::uint8_t> columns_;
  bool broken_ = false;
};

}  // namespace

std::string RegistryRow::place() const {
  return fmt::format("{}:{}", file->path, line);
}

void RegistryRows::read_lines(RegistryFile& file) {
  LineReader reader(file, *this);
  std::string_view rest = file.text;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  for (std::uint32_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    reader.line(rest.substr(0, end), number);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  reader.finish();
}

void RegistryRows::read_file(const std::filesystem::path& path, bool own) {
  auto bytes = system_files().read(path, kMaxRegistryFileSizeBytes);
  if (!bytes) {
    Error error = bytes.error();
    if (error.code == ErrorCode::file_not_found) error.code = ErrorCode::table_missing;
    problems.push_back(std::move(error));
    return;
  }
  read_text(*bytes, path.string(), own);
}

void RegistryRows::read_text(std::string_view text, std::string_view name, bool own) {
  RegistryFile& file = files.emplace_back();
  file.path = name;
  file.text = text;
  file.own = own;
  read_lines(file);
}

void RegistryRows::read(const std::filesystem::path& path, bool own) {
  std::error_code failed;
  if (!std::filesystem::is_directory(path, failed)) return read_file(path, own);
  std::vector<std::filesystem::path> found;
  for (auto it = std::filesystem::directory_iterator(path, failed);
       !failed && it != std::filesystem::directory_iterator(); it.increment(failed)) {
    if (it->path().extension() == ".tsv") found.push_back(it->path());
  }
  if (failed || found.empty()) {
    problems.push_back({failed ? ErrorCode::file_unreadable : ErrorCode::table_missing,
                        "the folder holds no registry files (*.tsv)", path.string()});
    return;
  }
  std::sort(found.begin(), found.end());
  for (const auto& file : found) read_file(file, own);
}

}  // namespace avow::names
