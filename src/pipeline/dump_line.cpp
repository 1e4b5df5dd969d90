#include "pipeline/dump_line.hpp"

namespace avow::pipeline {

DumpLine& DumpLine::word(std::string_view text) {
  line_ += ' ';
  line_ += text;
  return *this;
}

DumpLine& DumpLine::quoted(std::string_view text) {
  line_ += ' ';
  append_quoted(text);
  return *this;
}

DumpLine& DumpLine::field(std::string_view key, std::string_view text) {
  if (text.empty()) return *this;
  word(key);
  line_ += '=';
  append_quoted(text);
  return *this;
}

DumpLine& DumpLine::list(std::string_view key, const std::vector<std::string>& texts) {
  if (texts.empty()) return *this;
  word(key);
  line_ += "=[";
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) line_ += ' ';
    append_quoted(texts[i]);
  }
  line_ += ']';
  return *this;
}

void DumpLine::append_quoted(std::string_view text) {
  line_ += '"';
  for (const char c : text) {
    if (c == '\n') {
      line_ += "\\n";
    } else if (c == '\r') {
      line_ += "\\r";
    } else if (c == '\t') {
      line_ += "\\t";
    } else {
      if (c == '"' || c == '\\') line_ += '\\';
      line_ += c;
    }
  }
  line_ += '"';
}

std::string without_spaces(std::string_view text) {
  if (text.empty()) return "_";
  std::string out;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      out += "\xC2\xB7";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace avow::pipeline
