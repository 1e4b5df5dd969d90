// Originals: the bytes documents were made of, kept beside the ledger, each in a file of its own named by its
// hash: ORIGINALS/3f/2a9c1b....zst (zstd, with a checksum). Nothing that is there is ever changed.
//
//   const Originals originals{originals_of("ledger.db")};       // ledger.db.originals
//   originals.put(document.id, document.original);
//   Result<std::string> bytes = originals.get(document.id);     // checked against the hash
//
// A value; any number of threads and programs at once: a file appears whole or not at all.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "avow/base/result.hpp"

namespace avow::store {

// The folder that belongs to this ledger when none is named: LEDGER.originals; of a ledger on a server, a
// folder where the program runs, such as user_host_5432_name.originals.
[[nodiscard]] std::filesystem::path originals_of(const std::filesystem::path& ledger);

class Originals {
 public:
  explicit Originals(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // Keeps bytes whose SHA-256 is the id ("sha256:..."); those that are there already are left alone.
  [[nodiscard]] Result<void> put(std::string_view id, std::string_view bytes) const;
  // original_missing or original_damaged otherwise.
  [[nodiscard]] Result<std::string> get(std::string_view id) const;
  // Every one of these is there and is what its hash says; the first that is not is the error.
  [[nodiscard]] Result<void> check(std::span<const std::string> ids) const;

 private:
  [[nodiscard]] std::filesystem::path path_of(std::string_view id) const;
  std::filesystem::path folder_;
};

}  // namespace avow::store
