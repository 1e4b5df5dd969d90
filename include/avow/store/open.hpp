// Opens a ledger: a SQLite file, or a PostgreSQL database (15 or later) by its address.
//
//   auto store = store::open_ledger("ledger.db", store::Access::write);
//   auto other = store::open_ledger("postgresql://avow@127.0.0.1:5432/news", store::Access::read);
//   if (!store) return store.error();     // not a ledger, locked, newer, out of reach ... each with its code
//
// A new file, or a database with no tables, becomes a ledger when opened for writing. A ledger of an older
// version of avow is migrated when it is opened and may be written.
//
// Several programs may open one ledger; one writes at a time. A Store is used by one thread at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "avow/base/result.hpp"
#include "avow/ledger/store.hpp"

namespace avow::store {

enum class Access { read, write };

[[nodiscard]] Result<std::unique_ptr<ledger::Store>> open_ledger(const std::string& place, Access access);

// The place as it may be printed: an address loses its password.
[[nodiscard]] std::string shown_place(std::string_view place);

// The version of the tables this avow writes.
[[nodiscard]] int schema_version();

}  // namespace avow::store
