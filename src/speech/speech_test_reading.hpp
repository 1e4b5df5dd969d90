// For tests: reads a text with every stage below speech and speech itself.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "avow/document/stage.hpp"
#include "names/actors_stage.hpp"
#include "names/times_stage.hpp"
#include "speech/stage.hpp"
#include "syntax/stage.hpp"
#include "text/stage.hpp"

namespace avow::speech {

class TestReader {
 public:
  TestReader() {
    const std::filesystem::path data = std::filesystem::path(AVOW_SOURCE_DIR) / "data";
    add(text::make_stage(data));
    add(syntax::make_stage(data));
    add(names::make_times_stage(data));
    add(names::make_actors_stage(data));
    add(make_stage(data));
  }

  [[nodiscard]] bool ready() const { return error_.empty(); }
  [[nodiscard]] const std::string& error() const { return error_; }

  [[nodiscard]] Document read(std::string text) const {
    Document document;
    document.text = std::move(text);
    for (const auto& stage : stages_) stage->run(document);
    return document;
  }

  static TestReader& shared() {
    static TestReader reader;
    return reader;
  }

 private:
  void add(Result<std::unique_ptr<Stage>> stage) {
    if (stage) {
      stages_.push_back(std::move(*stage));
    } else {
      error_ += stage.error().to_string() + "\n";
    }
  }

  std::vector<std::unique_ptr<Stage>> stages_;
  std::string error_;
};

}  // namespace avow::speech
