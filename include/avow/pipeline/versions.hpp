// Which models and tables a run works with: part of every entry of a ledger's log.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "avow/base/result.hpp"

namespace avow::pipeline {

// "models 0123456789ab tables 0123456789ab": the beginnings of the SHA-256 over the names and contents of all
// models, and of all tables with the user's own registry files.
[[nodiscard]] Result<std::string> versions_of(const std::filesystem::path& data_folder,
                                              const std::vector<std::filesystem::path>& registry_files);

}  // namespace avow::pipeline
