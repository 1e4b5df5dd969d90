// The built web app, read into memory once: what is asked for is looked up there, so no address leads out of
// it.
//
// Const access from any thread.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "http.hpp"

namespace avow::server {

class StaticFiles {
 public:
  // Every file of the folder, with FILE.gz and FILE.br beside FILE as its compressed forms. A folder that is
  // missing gives a page that says how to build the app.
  explicit StaticFiles(const std::filesystem::path& folder);
  // The file of a path; every other path outside /assets/ is a view of the app and gets its page.
  [[nodiscard]] Response answer(const Request& request) const;

 private:
  struct File {
    std::string type, etag;
    std::shared_ptr<const std::string> plain, gzip, brotli;
  };
  void load(const std::filesystem::path& folder);
  std::map<std::string, File> files_;  // by path: "/assets/index-1a2b3c.js"
};

}  // namespace avow::server
