#include "ledger/public_roles.hpp"

#include <set>
#include <string>

#include "avow/base/strings.hpp"

namespace avow::ledger {
namespace {

std::set<std::string, std::less<>> read_table() {
  std::set<std::string, std::less<>> out;
  bool heading = true;
  for (const std::string_view line : split(kPublicRolesTable, '\n')) {
    const std::string_view role = trim(line);
    if (role.empty() || role.front() == '#') continue;
    if (!heading) out.emplace(role);
    heading = false;
  }
  return out;
}

}  // namespace

bool is_public_role(std::string_view role) {
  static const std::set<std::string, std::less<>> roles = read_table();
  std::string head = lower_ascii(trim(role));
  for (const std::string_view preposition : {" of ", " for ", " to ", " in ", " at "}) {
    if (const auto at = head.find(preposition); at != std::string::npos) head.resize(at);
  }
  if (roles.contains(head)) return true;
  const auto words = split_words(head);
  return !words.empty() && roles.contains(words.back());
}

}  // namespace avow::ledger
