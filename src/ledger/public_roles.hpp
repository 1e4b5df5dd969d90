// Who acts in public by role (data/ledger/public_roles.tsv, which is built in).
//
//   is_public_role("trade minister")   // true
//   is_public_role("school teacher")   // false
//
// Thread-safe.
#pragma once

#include <string_view>

namespace avow::ledger {

extern const std::string_view kPublicRolesTable;

// In any case. "" is none.
[[nodiscard]] bool is_public_role(std::string_view role);

}  // namespace avow::ledger
