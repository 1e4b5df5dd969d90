#include "pipeline/formats/names.hpp"

#include <algorithm>
#include <array>

#include "avow/base/strings.hpp"

namespace avow::pipeline {
namespace {

// Marks that open or close a quotation. A straight or curly apostrophe also ends words ("the boys'"), so it
// goes only where the other end has its partner.
constexpr std::array<std::string_view, 8> kDoubleMarks = {
    "\"", "``", "''", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E", "\xC2\xAB", "\xC2\xBB"};
constexpr std::array<std::string_view, 3> kSingleMarks = {"'", "\xE2\x80\x98", "\xE2\x80\x99"};

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

template <std::size_t N>
std::size_t mark_at_start(std::string_view text, const std::array<std::string_view, N>& marks) {
  for (const std::string_view mark : marks) {
    if (text.starts_with(mark)) return mark.size();
  }
  return 0;
}

template <std::size_t N>
std::size_t mark_at_end(std::string_view text, const std::array<std::string_view, N>& marks) {
  for (const std::string_view mark : marks) {
    if (text.ends_with(mark)) return mark.size();
  }
  return 0;
}

void add_name(std::vector<std::string>& names, std::string_view text) {
  std::string name = on_one_line(text);
  if (name.empty() || std::find(names.begin(), names.end(), name) != names.end()) return;
  names.push_back(std::move(name));
}

// The longest name the text uses for the chain.
Span fullest_name(const Document& document, const Actor& actor) {
  Span best;
  for (const MentionIndex index : actor.mentions) {
    const Mention& mention = document.mentions[index];
    if (mention.kind == MentionKind::name && mention.span.size() > best.size()) best = mention.span;
  }
  return best;
}

// The longest description of the chain, for one that goes by a description ("the Iraqi military").
Span fullest_description(const Document& document, const Actor& actor) {
  Span best;
  for (const MentionIndex index : actor.mentions) {
    const Mention& mention = document.mentions[index];
    if (mention.kind == MentionKind::nominal && mention.span.size() > best.size()) best = mention.span;
  }
  return best;
}

bool is_pronoun(const Document& document, const Actor& actor, Span span) {
  for (const MentionIndex index : actor.mentions) {
    const Mention& mention = document.mentions[index];
    if (mention.span == span) return mention.kind == MentionKind::pronoun;
  }
  return false;
}

}  // namespace

std::string on_one_line(std::string_view text) {
  std::string out;
  for (const std::string_view word : split_words(text)) {
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

std::vector<std::string> names_of(const Document& document, ActorIndex index, Span span) {
  std::vector<std::string> names;
  if (index == kNone) {
    add_name(names, document.text_of(span));
    return names;
  }
  const Actor& actor = document.actors[index];
  add_name(names, document.text_of(fullest_name(document, actor)));
  if (!is_pronoun(document, actor, span)) add_name(names, document.text_of(span));
  add_name(names, actor.name);
  add_name(names, document.text_of(fullest_description(document, actor)));
  for (const std::string& alias : actor.aliases) add_name(names, alias);
  for (const ActorIndex member : actor.members) {
    const Actor& each = document.actors[member];
    add_name(names, document.text_of(fullest_name(document, each)));
    add_name(names, each.name);
  }
  if (names.empty()) add_name(names, document.text_of(span));
  return names;
}

std::string name_of(const Document& document, ActorIndex actor, Span span) {
  if (actor != kNone && document.actors[actor].in_registry) return document.actors[actor].name;
  const auto names = names_of(document, actor, span);
  return names.empty() ? std::string{} : names.front();
}

Span without_quote_marks(std::string_view text, Span span) {
  for (bool changed = true; changed && !span.empty();) {
    changed = false;
    std::string_view words = span.of(text);
    while (!words.empty() && is_space(words.front())) words.remove_prefix(1), ++span.begin, changed = true;
    while (!words.empty() && is_space(words.back())) words.remove_suffix(1), --span.end, changed = true;
    const std::size_t opening = mark_at_start(words, kDoubleMarks);
    const std::size_t closing = opening < words.size() ? mark_at_end(words, kDoubleMarks) : 0;
    span.begin += static_cast<std::uint32_t>(opening);
    span.end -= static_cast<std::uint32_t>(closing);
    changed = changed || opening + closing > 0;
    words = span.of(text);
    const std::size_t left = mark_at_start(words, kSingleMarks);
    const std::size_t right = left < words.size() ? mark_at_end(words, kSingleMarks) : 0;
    if (left > 0 && right > 0) {
      span.begin += static_cast<std::uint32_t>(left);
      span.end -= static_cast<std::uint32_t>(right);
      changed = true;
    }
  }
  return span;
}

}  // namespace avow::pipeline
