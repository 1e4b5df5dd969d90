// What the measures over JSON Lines share: the pipeline up to the obligations, and the lines of the corpus.
//
//   auto corpus = bench::Corpus::open(path, data);      // prints why and returns nothing where it cannot
//   for (const nlohmann::json& line : corpus->lines) corpus->made.annotate(document);
#pragma once

#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "avow/base/file.hpp"
#include "avow/base/limits.hpp"
#include "avow/base/strings.hpp"
#include "avow/pipeline/pipeline.hpp"

namespace avow::bench {

struct Corpus {
  std::filesystem::path data_folder;
  pipeline::Pipeline made;
  std::vector<nlohmann::json> lines;

  static std::optional<Corpus> open(const std::string& path, const std::string& data) {
    const auto folder = find_data_folder(data);
    if (!folder) return complain(folder.error());
    const auto bytes = system_files().read(path, kMaxModelSizeBytes);
    if (!bytes) return complain(bytes.error());
    auto made =
        pipeline::Pipeline::make({.data_folder = *folder, .registry_files = {}, .until = Layer::obligations});
    if (!made) return complain(made.error());
    Corpus corpus{*folder, std::move(*made), {}};
    if (trim(*bytes).starts_with("[")) {  // one list instead of lines
      for (auto& record : nlohmann::json::parse(*bytes)) corpus.lines.push_back(std::move(record));
      return corpus;
    }
    for (const std::string_view text : split(*bytes, '\n')) {
      if (!trim(text).empty()) corpus.lines.push_back(nlohmann::json::parse(text));
    }
    return corpus;
  }

 private:
  static std::optional<Corpus> complain(const Error& error) {
    std::fprintf(stderr, "%s\n", error.to_string().c_str());
    return std::nullopt;
  }
};

}  // namespace avow::bench
