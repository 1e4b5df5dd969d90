// One row of a layer dump: words, quoted text and key="value" fields parted by single spaces.
//
//   DumpLine{"s1"}.word("denial").field("speaker", "Taliban").finish();   // s1 denial speaker="Taliban"\n
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace avow::pipeline {

class DumpLine {
 public:
  explicit DumpLine(std::string_view first) : line_(first) {}
  DumpLine& word(std::string_view text);
  // In double quotes; quotes, backslashes and line ends inside are escaped.
  DumpLine& quoted(std::string_view text);
  // key="text"; nothing at all when the text is empty.
  DumpLine& field(std::string_view key, std::string_view text);
  // key=["a" "b"]; nothing when the list is empty.
  DumpLine& list(std::string_view key, const std::vector<std::string>& texts);
  [[nodiscard]] std::string finish() const { return line_ + "\n"; }

 private:
  void append_quoted(std::string_view text);
  std::string line_;
};

// The text with white space shown as U+00B7, "_" when empty: one word of a row.
[[nodiscard]] std::string without_spaces(std::string_view text);

}  // namespace avow::pipeline
