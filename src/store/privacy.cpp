#include "store/privacy.hpp"

#include <algorithm>

#include "avow/base/strings.hpp"
#include "avow/ledger/listing.hpp"

namespace avow::store {

// As ledger::is_private has it; pronouns tell no name.
Withholder::Withholder(Database& database)
    : list_names_(database,
                  "SELECT name FROM actors WHERE document=? AND kind=? AND in_registry=0 AND role=''"),
      list_spans_(database,
                  "SELECT m.first, m.last FROM actors a JOIN mentions m ON m.document=a.document AND "
                  "m.actor=a.number WHERE a.document=? AND a.kind=? AND a.in_registry=0 AND a.role='' AND "
                  "m.kind<>? ORDER BY m.first") {}

void Withholder::load(std::int64_t document_row) {
  if (document_row == document_) return;
  document_ = document_row;
  const int person = static_cast<int>(ActorKind::person);
  names_.clear();
  spans_.clear();
  for (list_names_.with(document_row, person); list_names_.next();) {
    names_.push_back(lower_ascii(list_names_.text(0)));
  }
  for (list_spans_.with(document_row, person, static_cast<int>(MentionKind::pronoun)); list_spans_.next();) {
    spans_.emplace_back(list_spans_.number(0), list_spans_.number(1));
  }
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
