#include "source/form.hpp"

#include <array>

#include "avow/base/strings.hpp"

namespace avow::source {
namespace {

struct Ending {
  std::string_view ending;
  Form form;
};

constexpr std::array kEndings = std::to_array<Ending>({
    {".txt", Form::text},
    {".text", Form::text},
    {".html", Form::html},
    {".htm", Form::html},
    {".xhtml", Form::html},
    {".shtml", Form::html},
    {".jsonl", Form::json_lines},
    {".ndjson", Form::json_lines},
    {".csv", Form::table},
    {".tsv", Form::table},
    {".warc", Form::warc},
    {".rss", Form::feed},
    {".atom", Form::feed},
    {".xml", Form::feed},
});

}  // namespace

Form form_of_name(std::string_view name) {
  std::string lower = lower_ascii(name);
  if (lower.ends_with(".gz")) lower.resize(lower.size() - 3);
  for (const Ending& ending : kEndings) {
    if (lower.size() > ending.ending.size() && lower.ends_with(ending.ending)) return ending.form;
  }
  return Form::unknown;
}

Form form_of_content(std::string_view start) {
  if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
  const std::string lower = lower_ascii(trim(start.substr(0, 1024)));
  if (lower.starts_with("warc/")) return Form::warc;
  if (lower.starts_with("<!doctype html") || lower.starts_with("<html")) return Form::html;
  const bool xml = lower.starts_with("<?xml") || lower.starts_with("<rss") || lower.starts_with("<feed");
  if (xml && lower.find("<html") != std::string::npos) return Form::html;
  if (xml) return Form::feed;
  return lower.starts_with("{\"") ? Form::json_lines : Form::text;
}

}  // namespace avow::source
