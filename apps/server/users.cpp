#include "users.hpp"

#include <algorithm>
#include <array>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "avow/base/error_code.hpp"
#include "avow/base/file.hpp"
#include "avow/base/strings.hpp"

namespace avow::server {
namespace {

constexpr std::size_t kMaxUsersFileSizeBytes = 1U << 20U;
// What an unknown name is checked against, so that it takes as long as a known one.
constexpr std::size_t kHashSize = crypto_pwhash_STRBYTES;

bool sodium_is_ready() {
  static const bool ready = sodium_init() >= 0;
  return ready;
}

std::optional<std::string> hash_of(const std::string& password) {
  std::array<char, kHashSize> hash{};
  if (!sodium_is_ready() ||
      crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return std::nullopt;
  }
  return hash.data();
}

bool name_will_do(const std::string& name) {
  return !name.empty() && name.size() <= kLongestUserName && trim(name) == name &&
         std::none_of(name.begin(), name.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte < 0x20 || byte == 0x7F;
         });
}

Error malformed(const std::filesystem::path& path, std::size_t line, std::string what) {
  return {ErrorCode::users_unreadable, std::move(what), path.string() + ":" + std::to_string(line)};
}

}  // namespace

std::string_view to_string(Role role) {
  static constexpr std::array<std::string_view, 3> kNames = {"viewer", "reviewer", "admin"};
  return kNames[static_cast<std::size_t>(role)];
}

std::optional<Role> parse_role(std::string_view text) {
  for (const Role role : {Role::viewer, Role::reviewer, Role::admin}) {
    if (to_string(role) == text) return role;
  }
  return std::nullopt;
}

Result<Users> Users::load(const std::filesystem::path& path) {
  const auto bytes = system_files().read(path, kMaxUsersFileSizeBytes);
  if (!bytes) return bytes.error();
  Users users;
  std::size_t number = 0;
  for (const std::string_view line : split(*bytes, '\n')) {
    ++number;
    if (trim(line).empty() || line.starts_with('#')) continue;
    const auto parts = split(line, '\t');
    if (parts.size() != 3) return malformed(path, number, "a line is NAME, tab, ROLE, tab, HASH");
    const auto role = parse_role(parts[1]);
    if (!role) return malformed(path, number, "the role is viewer, reviewer or admin");
    const std::string name{parts[0]};
    if (!name_will_do(name)) return malformed(path, number, "the name will not do");
    if (!parts[2].starts_with("$argon2id$")) return malformed(path, number, "the hash is none of Argon2id");
    if (!users.users_.emplace(name, User{*role, std::string{trim(parts[2])}}).second) {
      return malformed(path, number, "the name stands there twice");
    }
  }
  return users;
}

Result<void> Users::save(const std::filesystem::path& path) const {
  std::string text = "# Users of avow serve: NAME, tab, ROLE, tab, HASH. Made by avow users add.\n";
  for (const auto& [name, user] : users_) {
    text += name + "\t" + std::string{to_string(user.role)} + "\t" + user.hash + "\n";
  }
  const std::filesystem::path beside = path.string() + ".new";
  const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
  const Error failed{ErrorCode::write_failed, "", path.string()};
  if (file < 0) return failed;
  const bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const bool kept = ::fsync(file) == 0;
  const bool closed = ::close(file) == 0;
  if (!written || !kept || !closed || ::rename(beside.c_str(), path.c_str()) != 0) return failed;
  return {};
}

Result<void> Users::add(const std::string& name, Role role, const std::string& password) {
  if (!name_will_do(name))
    return Error{ErrorCode::usage, "the name will not do: 1 to 100 bytes, no tabs", name};
  if (password.size() < kShortestPassword || password.size() > kLongestPassword) {
    return Error{ErrorCode::usage, "a password has 10 to 1000 bytes", name};
  }
  auto hash = hash_of(password);
  if (!hash) return Error{ErrorCode::internal, "no memory to hash a password", name};
  users_[name] = {role, std::move(*hash)};
  return {};
}

bool Users::remove(const std::string& name) {
  return users_.erase(name) > 0;
}

std::optional<Role> Users::check(const std::string& name, const std::string& password) const {
  static const std::string nobody = hash_of("nobody has this password").value_or("");
  const auto found = users_.find(name);
  const std::string& hash = found == users_.end() ? nobody : found->second.hash;
  const bool right =
      sodium_is_ready() && crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
  if (found == users_.end() || !right) return std::nullopt;
  return found->second.role;
}

std::optional<Role> Users::role_of(const std::string& name) const {
  const auto found = users_.find(name);
  return found == users_.end() ? std::nullopt : std::optional{found->second.role};
}

std::map<std::string, Role> Users::list() const {
  std::map<std::string, Role> out;
  for (const auto& [name, user] : users_) out.emplace(name, user.role);
  return out;
}

}  // namespace avow::server
