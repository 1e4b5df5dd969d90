#include "avow/ledger/redact.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <string_view>

#include "avow/base/strings.hpp"
#include "avow/ledger/listing.hpp"

namespace avow::ledger {
namespace {

constexpr std::size_t kShortestSurnameBytes = 3;

bool is_letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) != 0;
}

void mask(std::string& text, std::size_t first, std::size_t last) {
  for (std::size_t i = first; i < last && i < text.size(); ++i) {
    if (text[i] != ' ' && text[i] != '\n' && text[i] != '\r' && text[i] != '\t') text[i] = '*';
  }
}

bool starts_upper(std::string_view word) {
  return !word.empty() &&
         (std::isupper(static_cast<unsigned char>(word.front())) != 0 || (word.front() & 0x80) != 0);
}

std::set<std::string> words_of_public_actors(const Document& document) {
  std::set<std::string> out;
  for (const Actor& actor : document.actors) {
    if (is_private(actor)) continue;
    for (const std::string_view word : split_words(actor.name)) out.emplace(word);
  }
  for (const Place& place : document.places) {
    for (const std::string_view word : split_words(place.name)) out.emplace(word);
  }
  return out;
}

}  // namespace

std::vector<std::string> private_names(const Document& document) {
  std::set<std::string> names;
  const std::set<std::string> shared = words_of_public_actors(document);
  for (const Actor& actor : document.actors) {
    if (!is_private(actor)) continue;
    for (const MentionIndex index : actor.mentions) {
      const Mention& mention = document.mentions[index];
      if (mention.kind != MentionKind::name) continue;
      names.emplace(document.text_of(mention.span));
      for (const std::string_view word : split_words(document.text_of(mention.span))) {
        if (word.size() >= kShortestSurnameBytes && starts_upper(word) && !shared.contains(std::string{word}))
          names.emplace(word);
      }
    }
    const auto words = split_words(actor.name);
    if (!words.empty() && std::all_of(words.begin(), words.end(), starts_upper)) names.insert(actor.name);
    for (const std::string& alias : actor.aliases) {
      if (starts_upper(alias)) names.insert(alias);
    }
  }
  std::vector<std::string> out{names.begin(), names.end()};
  std::stable_sort(out.begin(), out.end(),
                   [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  return out;
}

Document redacted(Document document) {
  const std::vector<std::string> names = private_names(document);
  if (!withhold_private(document)) return document;
  // Also where no mention stands: a surname in a headline, a name within a longer one.
  document.text = masked(std::move(document.text), names);
  document.title = masked(std::move(document.title), names);
  for (Statement& row : document.statements) {
    row.on_behalf_name = masked(std::move(row.on_behalf_name), names);
    row.trace = masked(std::move(row.trace), names);
  }
  for (Event& row : document.events) row.trace = masked(std::move(row.trace), names);
  for (Obligation& row : document.obligations) row.trace = masked(std::move(row.trace), names);
  for (Finding& row : document.findings) row.why = masked(std::move(row.why), names);
  for (Diagnostic& each : document.diagnostics) each.message = masked(std::move(each.message), names);
  for (Actor& actor : document.actors) actor.side_name = masked(std::move(actor.side_name), names);
  return document;
}

std::string masked(std::string text, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (name.empty()) continue;
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
      const std::size_t end = at + name.size();
      const bool whole =
          (at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]));
      if (whole) mask(text, at, end);
    }
  }
  return text;
}

}  // namespace avow::ledger
