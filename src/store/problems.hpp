// What a ledger remembers beside its documents: inputs that could not be read, and small things of the
// program.
//
// One thread at a time, as the database. Each call is a transaction of its own.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/ledger/store.hpp"
#include "store/database.hpp"

namespace avow::store {

[[nodiscard]] Result<void> note_problems(Database& database, std::span<const ledger::Problem> problems);
[[nodiscard]] Result<void> clear_problems(Database& database, std::span<const std::string> inputs,
                                          std::string_view run);
[[nodiscard]] Result<std::vector<ledger::Problem>> read_problems(Database& database, bool cleared_too);

[[nodiscard]] Result<void> keep(Database& database, std::string_view key, std::string_view value);
[[nodiscard]] Result<std::string> kept(Database& database, std::string_view key);

}  // namespace avow::store
