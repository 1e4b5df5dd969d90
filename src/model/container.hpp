// The one container of every model file: a header, a table of named sections, their bytes, a checksum.
//
//   ModelWriter writer;                                     // in a trainer
//   writer.add_section("tagger.weights", std::move(bytes));
//   writer.write(data / "models/syntax.model");
//
//   Result<Model> model = Model::open(data / "models/syntax.model");
//   Result<std::string_view> weights = model->section("tagger.weights");
//
// Layout, little endian: magic "AVOWMDL\n", u32 format version, u32 number of sections, u64 size of the file,
// u64 XXH3 (seeded by that number) of everything after the header; then per section a 48-byte name, u64
// offset, u64 size; then the sections, each at a multiple of 64 bytes. The checksum is verified when the file
// is opened. Model owns the mapping: views into sections live as long as it does. Const access from any
// thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "avow/base/file.hpp"
#include "avow/base/result.hpp"

namespace avow::model {

inline constexpr std::uint32_t kModelFormatVersion = 1;
inline constexpr std::size_t kMaxSectionNameBytes = 47;
inline constexpr std::size_t kMaxSections = 256;

class ModelWriter {
 public:
  // A name is at most kMaxSectionNameBytes and used once (assert).
  void add_section(std::string name, std::string bytes);
  [[nodiscard]] std::string to_bytes() const;
  [[nodiscard]] Result<void> write(const std::filesystem::path& path) const;

 private:
  std::vector<std::pair<std::string, std::string>> sections_;
};

struct ModelSection {
  std::string_view name;
  std::string_view bytes;
};

// Checks header, checksum and section table of a model in memory; the views point into `bytes`.
// `place` names the file in errors (model_corrupt, model_version).
[[nodiscard]] Result<std::vector<ModelSection>> read_sections(std::string_view bytes,
                                                              const std::string& place);

class Model {
 public:
  // model_missing, model_corrupt or model_version on failure.
  [[nodiscard]] static Result<Model> open(const std::filesystem::path& path);

  // model_corrupt when there is no section of that name.
  [[nodiscard]] Result<std::string_view> section(std::string_view name) const;
  [[nodiscard]] const std::vector<ModelSection>& sections() const { return sections_; }
  [[nodiscard]] std::size_t size_bytes() const { return file_.bytes().size(); }
  // A model_corrupt error at this file, for readers of sections.
  [[nodiscard]] Error corrupt(std::string message) const;

 private:
  Model(MappedFile file, std::vector<ModelSection> sections, std::string place)
      : file_(std::move(file)), sections_(std::move(sections)), place_(std::move(place)) {}

  MappedFile file_;
  std::vector<ModelSection> sections_;
  std::string place_;
};

}  // namespace avow::model
