// Reading of texts with marked names: one token and its BIO tag a line, a blank line between sentences, one
// file a document (the form of en-worldwide-newswire), and re3d's JSON lines.
//
//   auto documents = read_bio_folder("worldwide/");
//   documents->front().outlet;   // "af_allaf": the file's name without number and endings
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/document.hpp"

namespace avow::train {

struct NamedDocument {
  std::string file;
  std::string outlet;
  Document document;           // tokens and sentences; no other layer
  std::vector<Entity> golden;  // marked by people
};

[[nodiscard]] Result<std::vector<NamedDocument>> read_bio_folder(const std::filesystem::path& folder);
// Every fifth outlet of the sorted list, beginning with number `fold` (0..4).
[[nodiscard]] std::vector<std::string> held_out_outlets(const std::vector<NamedDocument>& documents,
                                                        int fold);

}  // namespace avow::train
