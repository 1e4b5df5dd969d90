#include "pipeline/formats/highlight.hpp"

#include <algorithm>
#include <array>

#include "avow/base/strings.hpp"

namespace avow::pipeline {
namespace {

constexpr std::string_view kReset = "\x1b[0m";

struct MarkLook {
  std::string_view color;        // ANSI
  std::string_view open, close;  // without colour
};

const MarkLook& look_of(Mark mark) {
  static constexpr std::array<MarkLook, 7> kLooks = {{{"", "", ""},
                                                      {"\x1b[36m", "", ""},
                                                      {"\x1b[33m", "*", "*"},
                                                      {"\x1b[32m", "[", "]"},
                                                      {"\x1b[36m", "", ""},
                                                      {"\x1b[1;31m", "*", "*"},
                                                      {"\x1b[35m", "[", "]"}}};
  return kLooks[static_cast<std::size_t>(mark)];
}

// Columns of UTF-8 text, near enough: bytes that begin a character.
std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Puts words on lines; what is not text (colours) takes no columns.
class LineWriter {
 public:
  LineWriter(std::string_view indent, const AccountStyle& style) : indent_(indent), style_(style) {}

  void text(std::string_view bytes) {
    word_ += bytes;
    columns_ += columns(bytes);
  }
  void code(std::string_view bytes) { word_ += bytes; }
  void space() {
    if (word_.empty()) return;
    const std::size_t width = std::max<std::size_t>(style_.width, columns(indent_) + 20);
    if (line_columns_ > 0 && columns(indent_) + line_columns_ + 1 + columns_ > width) {
      out_ += "\n";
      out_ += indent_;
      line_columns_ = 0;
    } else if (line_columns_ > 0) {
      out_ += ' ';
      ++line_columns_;
    }
    out_ += word_;
    line_columns_ += columns_;
    word_.clear();
    columns_ = 0;
  }
  std::string finish() {
    space();
    return std::move(out_);
  }

 private:
  std::string_view indent_;
  const AccountStyle& style_;
  std::string out_, word_;
  std::size_t columns_ = 0, line_columns_ = 0;
};

Mark mark_at(const std::vector<MarkedSpan>& marks, std::uint32_t at) {
  for (const MarkedSpan& each : marks) {
    if (at >= each.span.begin && at < each.span.end) return each.mark;
  }
  return Mark::none;
}

}  // namespace

Span sentences_around(const Document& document, Span span) {
  const auto& list = document.sentences;
  const auto first = std::partition_point(list.begin(), list.end(),
                                          [&](const Sentence& each) { return each.span.end <= span.begin; });
  if (first == list.end() || first->span.begin >= std::max(span.end, span.begin + 1)) return span;
  Span out = first->span;
  if (const auto second = first + 1; second != list.end() && second->span.begin < span.end)
    out.end = second->span.end;
  return out;
}

std::string highlighted(const Document& document, Span span, const std::vector<MarkedSpan>& marks,
                        std::string_view indent, const AccountStyle& style) {
  LineWriter line{indent, style};
  Mark now = Mark::none;
  const auto change_to = [&](Mark next) {
    if (next == now) return;
    if (now != Mark::none) style.color ? line.code(kReset) : line.text(look_of(now).close);
    if (next != Mark::none) style.color ? line.code(look_of(next).color) : line.text(look_of(next).open);
    now = next;
  };
  const std::string_view text = document.text;
  const auto end = std::min<std::size_t>(span.end, text.size());
  for (std::size_t at = span.begin; at < end; ++at) {
    const Mark next = mark_at(marks, static_cast<std::uint32_t>(at));
    if (is_space(text[at])) {
      if (next != now) change_to(Mark::none);
      line.space();
      continue;
    }
    change_to(next);
    line.text(text.substr(at, 1));
  }
  change_to(Mark::none);
  return std::string{indent} + line.finish();
}

std::string wrapped(std::string_view words, std::string_view indent, const AccountStyle& style) {
  LineWriter line{indent, style};
  for (const std::string_view word : split_words(words)) {
    line.text(word);
    line.space();
  }
  return line.finish();
}

std::string bold(std::string_view text, const AccountStyle& style) {
  if (!style.color) return std::string{text};
  return "\x1b[1m" + std::string{text} + std::string{kReset};
}

std::string dim(std::string_view text, const AccountStyle& style) {
  if (!style.color) return std::string{text};
  return "\x1b[2m" + std::string{text} + std::string{kReset};
}

}  // namespace avow::pipeline
