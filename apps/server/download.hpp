// What an export writes, kept in a folder of its own until it is sent: one file, or several packed into a
// ZIP.
//
//   auto download = Download::make();
//   download->add("events.csv", bytes);
//   auto path = download->packed();      // the caller takes that file away
//
// The folder goes with the object. The same files give the same bytes. One thread at a time.
#pragma once

#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "avow/base/result.hpp"

namespace avow::server {

class Download {
 public:
  // write_failed when there is no room for temporary files.
  [[nodiscard]] static Result<Download> make();
  Download(Download&& other) noexcept;
  Download& operator=(Download&&) = delete;
  Download(const Download&) = delete;
  Download& operator=(const Download&) = delete;
  ~Download();

  // Adds to the file of this name; write_failed.
  [[nodiscard]] Result<void> add(std::string_view file, std::string_view bytes);
  // The path of this one file, empty when nothing was added to it; of all as a ZIP. write_failed.
  [[nodiscard]] Result<std::string> only(const std::string& file);
  [[nodiscard]] Result<std::string> packed();

 private:
  struct Closer {
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
  };
  using File = std::unique_ptr<std::FILE, Closer>;

  explicit Download(std::filesystem::path folder) : folder_(std::move(folder)) {}
  [[nodiscard]] Result<void> close_all();
  [[nodiscard]] Result<std::string> keep(const std::filesystem::path& file);

  std::filesystem::path folder_;
  std::map<std::string, std::filesystem::path> files_;  // by name; in the folder they bear numbers
  std::map<std::string, File> open_;
};

}  // namespace avow::server
