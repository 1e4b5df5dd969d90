// The tables of a ledger and how an older ledger becomes a newer one.
#pragma once

#include "avow/base/result.hpp"
#include "store/database.hpp"

namespace avow::store {

// Checks that the file is a ledger this avow can use. When it may be written, a new file gets its tables and
// an older ledger is migrated, in one transaction.
[[nodiscard]] Result<void> prepare_schema(Database& database, bool may_write);

// A new ledger with the tables of an older version, as an older avow would have made it: for tests of
// migration.
[[nodiscard]] Result<void> make_older_schema(Database& database, int version);

}  // namespace avow::store
