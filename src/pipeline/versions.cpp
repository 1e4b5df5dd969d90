#include "avow/pipeline/versions.hpp"

#include <algorithm>

#include "avow/base/file.hpp"
#include "avow/base/hash.hpp"
#include "avow/base/limits.hpp"

namespace avow::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDigits = 12;

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code failure;
  for (fs::recursive_directory_iterator it{folder, failure}, end; !failure && it != end;
       it.increment(failure)) {
    std::error_code ignored;
    if (it->is_regular_file(ignored)) files.push_back(it->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<std::string> digest(const std::vector<fs::path>& files, const fs::path& folder) {
  std::string all;
  for (const fs::path& file : files) {
    const auto mapped = MappedFile::open(file, kMaxModelSizeBytes);
    if (!mapped) return mapped.error();
    all += file.lexically_relative(folder).generic_string() + " " + sha256_hex(mapped->bytes()) + "\n";
  }
  return sha256_hex(all).substr(0, kDigits);
}

}  // namespace

Result<std::string> versions_of(const fs::path& data_folder, const std::vector<fs::path>& registry_files) {
  std::vector<fs::path> models, tables;
  for (const fs::path& file : files_below(data_folder)) {
    const bool model = file.extension() == ".model";
    if (model) models.push_back(file);
    if (file.extension() == ".tsv" || file.extension() == ".toml") tables.push_back(file);
  }
  tables.insert(tables.end(), registry_files.begin(), registry_files.end());
  const auto of_models = digest(models, data_folder);
  if (!of_models) return of_models.error();
  const auto of_tables = digest(tables, data_folder);
  if (!of_tables) return of_tables.error();
  return "models " + *of_models + " tables " + *of_tables;
}

}  // namespace avow::pipeline
