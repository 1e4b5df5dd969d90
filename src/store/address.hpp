// Where a ledger is: a file's path, or the address of a PostgreSQL database.
#pragma once

#include <string>
#include <string_view>

#include "avow/store/open.hpp"

namespace avow::store {

// postgresql://... or postgres://...
[[nodiscard]] bool is_server_address(std::string_view place);

}  // namespace avow::store
