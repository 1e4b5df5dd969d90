// A request and an answer, free of the library that carries them.
//
// Values. Handlers get a Request and give a Response; nothing here does input or output.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace avow::server {

struct Request {
  std::string method;                          // GET, HEAD, POST, DELETE ...
  std::string path;                            // decoded: "/api/v1/parties/hill front"
  std::map<std::string, std::string> query;    // decoded; of a name given twice the last
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  std::string remote;  // the address that asks, as the socket knows it
};

struct Response {
  int status = 200;
  std::string type = "application/json; charset=utf-8";
  std::shared_ptr<const std::string> body;  // null: none
  std::vector<std::pair<std::string, std::string>> headers;
  std::string file;  // a file to send instead of the body; taken away when sent if `drop_file`
  bool drop_file = false;
};

[[nodiscard]] inline std::string_view header(const Request& request, const std::string& name) {
  const auto found = request.headers.find(name);
  return found == request.headers.end() ? std::string_view{} : std::string_view{found->second};
}

}  // namespace avow::server
