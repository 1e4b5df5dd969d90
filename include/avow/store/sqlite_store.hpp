// The ledger as one SQLite file: WAL mode, STRICT tables, foreign keys, full-text search over sentences.
//
//   auto store = store::open_sqlite("ledger.db", store::Access::write);
//   if (!store) return store.error();     // not a ledger, locked, newer, damaged ... each with its code
//
// A new file becomes a ledger; a ledger of an older version of avow is migrated when opened for writing.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "avow/base/result.hpp"
#include "avow/ledger/store.hpp"

namespace avow::store {

enum class Access { read, write };

[[nodiscard]] Result<std::unique_ptr<ledger::Store>> open_sqlite(const std::filesystem::path& path,
                                                                 Access access);

// The version of the tables this avow writes.
[[nodiscard]] int schema_version();

}  // namespace avow::store
