#include "syntax/lexeme.hpp"

#include <algorithm>
#include <string>

namespace avow::syntax {
namespace {

struct Variant {
  std::string_view from;
  char to;
};

// Quotes and dashes of typography (General Punctuation block) and of ASCII habits.
constexpr Variant kVariants[] = {{"\xE2\x80\x98", '\''}, {"\xE2\x80\x99", '\''}, {"\xE2\x80\x9A", '\''},
                                 {"\xE2\x80\x9B", '\''}, {"\xE2\x80\x9C", '"'},  {"\xE2\x80\x9D", '"'},
                                 {"\xE2\x80\x9E", '"'},  {"\xE2\x80\x90", '-'},  {"\xE2\x80\x91", '-'},
                                 {"\xE2\x80\x92", '-'},  {"\xE2\x80\x93", '-'},  {"\xE2\x80\x94", '-'},
                                 {"\xE2\x80\x95", '-'}};

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
char to_lower(char c) {
  return is_upper(c) ? static_cast<char>(c + ('a' - 'A')) : c;
}

char shape_of(char c) {
  if (is_lower(c) || static_cast<unsigned char>(c) >= 0x80) return 'x';
  if (is_upper(c)) return 'X';
  return is_digit(c) ? '0' : c;
}

// Two capitals in a row are another run than one: "Xx" is Kabul, "YX" is ISAF.
Atom shape_atom(std::string_view form) {
  std::string shape;
  char last = 0;
  int run = 0;
  for (const char c : form) {
    const char kind = shape_of(c);
    run = kind == last ? run + 1 : 1;
    if (run <= 2 && shape.size() < 12) shape += kind;
    last = kind;
  }
  return model::text_atom(shape);
}

}  // namespace

std::string_view plain_form(std::string_view form, std::string& buffer) {
  if (form == "``" || form == "''") return "\"";
  if (form == "`") return "'";
  if (form == "--" || form == "---") return "-";
  if (form.find('\xE2') == std::string_view::npos) return form;
  buffer.clear();
  while (!form.empty()) {
    const auto* variant = std::find_if(std::begin(kVariants), std::end(kVariants),
                                       [form](const Variant& v) { return form.starts_with(v.from); });
    const bool found = variant != std::end(kVariants);
    buffer += found ? variant->to : form.front();
    form.remove_prefix(found ? variant->from.size() : 1);
  }
  return buffer;
}

Lexeme make_lexeme(std::string_view form, const Lexicon& lexicon) {
  std::string plain_buffer;
  std::string text{plain_form(form, plain_buffer)};
  Lexeme out;
  out.shape = shape_atom(text);
  std::size_t capitals = 0;
  std::size_t small = 0;
  for (char& c : text) {
    capitals += is_upper(c) ? 1U : 0U;
    small += is_lower(c) ? 1U : 0U;
    if (is_digit(c)) c = '0';
  }
  out.form = model::text_atom(text);
  out.capital = !text.empty() && is_upper(text.front());
  out.all_capitals = capitals >= 2 && small == 0;
  out.has_small = small > 0;
  for (char& c : text) c = to_lower(c);
  out.lower = model::text_atom(text);
  const LexiconEntry& known = lexicon.find(out.lower);
  out.cluster = known.cluster;
  out.coarse = known.coarse & static_cast<std::uint8_t>(~kSeenBit);
  out.known = (known.coarse & kSeenBit) != 0;
  out.kind = known.kind;
  const std::string_view lower{text};
  for (std::size_t i = 0; i < out.prefix.size(); ++i)
    out.prefix[i] = model::text_atom(lower.substr(0, i + 1));
  for (std::size_t i = 0; i < out.suffix.size(); ++i) {
    out.suffix[i] = model::text_atom(lower.substr(lower.size() - std::min(lower.size(), i + 1)));
  }
  return out;
}

void Words::clear() {
  lexemes.clear();
  tags.clear();
  heads.clear();
  labels.clear();
  shouting = false;
}

void Words::add(std::string_view form, const Lexicon& lexicon) {
  lexemes.push_back(make_lexeme(form, lexicon));
}

void Words::finish() {
  std::size_t capitals = 0;
  std::size_t small = 0;
  for (const Lexeme& lexeme : lexemes) {
    capitals += lexeme.all_capitals ? 1U : 0U;
    small += lexeme.has_small ? 1U : 0U;
  }
  shouting = capitals >= 3 && small * 8 <= capitals;
  tags.assign(lexemes.size(), 0);
  heads.assign(lexemes.size(), kNone);
  labels.assign(lexemes.size(), static_cast<std::uint8_t>(Deprel::dep));
}

}  // namespace avow::syntax
