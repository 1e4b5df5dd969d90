// Who may use a server: names, roles and passwords in a file, the passwords as Argon2id hashes (libsodium).
//
//   auto users = Users::load("users.txt");
//   users->add("mira", Role::reviewer, "a long password");
//   users->save("users.txt");
//   users->check("mira", "a long password");         // her role
//
// The file has a line for each user: NAME, tab, ROLE, tab, HASH. Values; const access from any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "avow/base/result.hpp"

namespace avow::server {

inline constexpr std::size_t kShortestPassword = 10;
inline constexpr std::size_t kLongestPassword = 1000;
inline constexpr std::size_t kLongestUserName = 100;

enum class Role : std::uint8_t { viewer, reviewer, admin };
[[nodiscard]] std::string_view to_string(Role role);
[[nodiscard]] std::optional<Role> parse_role(std::string_view text);

class Users {
 public:
  // users_unreadable with FILE:LINE for a malformed line; a file that does not exist: file_not_found.
  [[nodiscard]] static Result<Users> load(const std::filesystem::path& path);
  // In one step, readable by the owner only.
  [[nodiscard]] Result<void> save(const std::filesystem::path& path) const;
  // Replaces a user of that name. usage: the name or password will not do.
  [[nodiscard]] Result<void> add(const std::string& name, Role role, const std::string& password);
  // False when there is no such user.
  bool remove(const std::string& name);

  // The role, when name and password are right. Takes as long for an unknown name.
  [[nodiscard]] std::optional<Role> check(const std::string& name, const std::string& password) const;
  [[nodiscard]] std::optional<Role> role_of(const std::string& name) const;
  [[nodiscard]] std::map<std::string, Role> list() const;
  [[nodiscard]] bool empty() const { return users_.empty(); }

 private:
  struct User {
    Role role = Role::viewer;
    std::string hash;
  };
  std::map<std::string, User> users_;
};

}  // namespace avow::server
