#include "store/privacy.hpp"

#include <algorithm>

#include "avow/base/strings.hpp"
#include "avow/ledger/listing.hpp"

namespace avow::store {

// As ledger::is_private has it; pronouns tell no name.
void Withholder::load(const Document& document) {
  names_.clear();
  spans_.clear();
  for (const Actor& actor : document.actors) {
    if (actor.kind != ActorKind::person || actor.in_registry || !actor.role.empty()) continue;
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
  for (const std::string& name : names_) {
    if (name.empty()) continue;
    std::string low = lower_ascii(text);
    for (auto at = low.find(name); at != std::string::npos; at = low.find(name, at)) {
      text.replace(at, name.size(), ledger::kWithheldName);
      at += ledger::kWithheldName.size();
      low = lower_ascii(text);
      some = true;
    }
  }
  return some;
}

bool Withholder::touches(std::int64_t first, std::int64_t last) const {
  return std::any_of(spans_.begin(), spans_.end(),
                     [&](const auto& span) { return span.first < last && span.second > first; });
}

}  // namespace avow::store
