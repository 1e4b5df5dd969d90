// A ledger that is a SQLite file, whatever its path looks like. See avow/store/open.hpp, which takes both
// kinds.
#pragma once

#include <filesystem>

#include "avow/store/open.hpp"

namespace avow::store {

[[nodiscard]] inline Result<std::unique_ptr<ledger::Store>> open_sqlite(const std::filesystem::path& path,
                                                                        Access access) {
  return open_ledger(path.string(), access);
}

}  // namespace avow::store
