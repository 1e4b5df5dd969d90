#include "store/privacy.hpp"

#include <algorithm>

#include "avow/base/strings.hpp"
#include "avow/ledger/listing.hpp"

namespace avow::store {

// Pronouns tell no name.
void Withholder::load(const Document& document) {
  names_.clear();
  spans_.clear();
  for (const Actor& actor : document.actors) {
    if (!ledger::is_private(actor)) continue;
    names_.push_back(lower_ascii(actor.name));
    for (const MentionIndex index : actor.mentions) {
      const Mention& mention = document.mentions[static_cast<std::size_t>(index)];
      if (mention.kind != MentionKind::pronoun) spans_.emplace_back(mention.span.begin, mention.span.end);
    }
  }
  std::sort(spans_.begin(), spans_.end());
}

void Withholder::mask(std::string& text) const {
  const auto size = static_cast<std::int64_t>(text.size());
  for (const auto& [first, last] : spans_) {
    for (auto at = std::max<std::int64_t>(first, 0); at < std::min(last, size); ++at) {
      text[static_cast<std::size_t>(at)] = '*';
    }
  }
}

bool Withholder::names_one(std::string_view words) const {
  return !words.empty() && std::find(names_.begin(), names_.end(), lower_ascii(words)) != names_.end();
}

bool Withholder::withhold(std::string& name) const {
  if (!names_one(name)) return false;
  name = ledger::kWithheldName;
  return true;
}

bool Withholder::withhold_inside(std::string& text) const {
  bool some = false;
  for (const std::string& name : names_) some = ledger::withhold_name(text, name) || some;
  return some;
}

bool Withholder::touches(std::int64_t first, std::int64_t last) const {
  return std::any_of(spans_.begin(), spans_.end(),
                     [&](const auto& span) { return span.first < last && span.second > first; });
}

}  // namespace avow::store
