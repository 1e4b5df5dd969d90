#include "store/address.hpp"

#include <map>
#include <memory>

#include <libpq-fe.h>

namespace avow::store {
namespace {

using Options = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

// "host:port" of one that may be a list, "[::1]:port" for what holds colons.
std::string host_part(std::map<std::string, std::string>& parts) {
  const std::string& host = parts["host"].empty() ? parts["hostaddr"] : parts["host"];
  std::string out = host.find(':') == std::string::npos ? host : "[" + host + "]";
  if (!parts["port"].empty()) out += ":" + parts["port"];
  return out;
}

}  // namespace

bool is_server_address(std::string_view place) {
  return place.starts_with("postgresql://") || place.starts_with("postgres://");
}

// Built anew from the parts that are no secret, rather than cut out of the address.
std::string shown_place(std::string_view place) {
  if (!is_server_address(place)) return std::string{place};
  const Options options{PQconninfoParse(std::string{place}.c_str(), nullptr), &PQconninfoFree};
  if (options == nullptr) return "postgresql://...";
  std::map<std::string, std::string> parts;
  for (const PQconninfoOption* each = options.get(); each->keyword != nullptr; ++each) {
    if (each->val != nullptr) parts[each->keyword] = each->val;
  }
  // A password with a bare / or @ makes host, port and name out of its pieces.
  const bool port_is_one = parts["port"].find_first_not_of("0123456789,") == std::string::npos;
  if (!port_is_one || parts["dbname"].find('@') != std::string::npos) return "postgresql://...";
  std::string out = "postgresql://";
  if (!parts["user"].empty()) out += parts["user"] + "@";
  out += host_part(parts);
  if (!parts["dbname"].empty()) out += "/" + parts["dbname"];
  return out;
}

}  // namespace avow::store
