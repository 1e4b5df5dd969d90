#include "static_files.hpp"

#include <array>
#include <system_error>

#include "avow/base/file.hpp"
#include "cache.hpp"

namespace avow::server {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxWebFileSizeBytes = 32U << 20U;

constexpr auto kNoAppPage =
    R"(<!doctype html><html lang="en"><head><meta charset="utf-8"><title>avow</title></head>
<body><h1>The web app is not built</h1><p>Run <code>./run</code> or <code>tools/build_web</code> in avow's folder, or
give <code>avow serve</code> the folder with <code>--web</code>. The API is at <a href="/api/v1/openapi.json">/api/v1</a>.</p>
</body></html>
)";

std::string type_of(const std::string& name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kTypes = {
      {{".html", "text/html; charset=utf-8"},
       {".js", "text/javascript; charset=utf-8"},
       {".css", "text/css; charset=utf-8"},
       {".json", "application/json; charset=utf-8"},
       {".svg", "image/svg+xml"},
       {".png", "image/png"},
       {".ico", "image/x-icon"},
       {".woff2", "font/woff2"},
       {".webmanifest", "application/manifest+json"},
       {".txt", "text/plain; charset=utf-8"},
       {".wasm", "application/wasm"},
       {".map", "application/json; charset=utf-8"}}};
  for (const auto& [ending, type] : kTypes) {
    if (name.ends_with(ending)) return std::string{type};
  }
  return "application/octet-stream";
}

bool accepts(const Request& request, std::string_view coding) {
  return header(request, "accept-encoding").find(coding) != std::string_view::npos;
}

}  // namespace

StaticFiles::StaticFiles(const fs::path& folder) {
  if (!folder.empty()) load(folder);
  if (!files_.contains("/index.html")) {
    const auto page = make_answer(type_of(".html"), kNoAppPage);
    files_["/index.html"] = {page->type, page->etag, page->plain, page->gzip, nullptr};
  }
}

void StaticFiles::load(const fs::path& folder) {
  std::map<std::string, std::shared_ptr<const std::string>> packed;
  std::error_code failure;
  for (fs::recursive_directory_iterator each{folder, failure}, end; !failure && each != end;
       each.increment(failure)) {
    if (!each->is_regular_file(failure)) continue;
    auto bytes = system_files().read(each->path(), kMaxWebFileSizeBytes);
    if (!bytes) continue;
    const std::string path = "/" + fs::relative(each->path(), folder, failure).generic_string();
    if (path.ends_with(".gz") || path.ends_with(".br")) {
      packed[path] = std::make_shared<const std::string>(std::move(*bytes));
      continue;
    }
    const auto answer = make_answer(type_of(path), std::move(*bytes));
    files_[path] = {answer->type, answer->etag, answer->plain, answer->gzip, nullptr};
  }
  for (auto& [path, file] : files_) {
    if (const auto found = packed.find(path + ".gz"); found != packed.end()) file.gzip = found->second;
    if (const auto found = packed.find(path + ".br"); found != packed.end()) file.brotli = found->second;
  }
}

Response StaticFiles::answer(const Request& request) const {
  auto found = files_.find(request.path);
  const bool asset = request.path.starts_with("/assets/");
  Response response;
  if (found == files_.end() && asset) {
    response.status = 404;
    response.type = "text/plain; charset=utf-8";
    response.body = std::make_shared<const std::string>("There is no such file.\n");
    return response;
  }
  if (found == files_.end()) found = files_.find("/index.html");
  const File& file = found->second;
  response.type = file.type;
  response.headers = {{"ETag", file.etag},
                      {"Vary", "Accept-Encoding"},
                      {"Cache-Control", asset ? "public, max-age=31536000, immutable" : "no-cache"}};
  if (header(request, "if-none-match") == file.etag) {
    response.status = 304;
    return response;
  }
  response.body = file.plain;
  if (file.brotli != nullptr && accepts(request, "br")) {
    response.body = file.brotli;
    response.headers.emplace_back("Content-Encoding", "br");
  } else if (file.gzip != nullptr && accepts(request, "gzip")) {
    response.body = file.gzip;
    response.headers.emplace_back("Content-Encoding", "gzip");
  }
  return response;
}

}  // namespace avow::server
