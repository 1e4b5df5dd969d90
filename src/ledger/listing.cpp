#include "avow/ledger/listing.hpp"

#include <algorithm>

#include "avow/base/strings.hpp"

namespace avow::ledger {

bool is_private(const Actor& actor) {
  return actor.kind == ActorKind::person && !actor.in_registry && actor.role.empty();
}

namespace {

// "Ilka Maren" out of a sentence of the program's own, in any case.
void withhold_in(std::string& text, std::string_view name) {
  if (name.empty()) return;
  const std::string low_name = lower_ascii(name);
  std::string low = lower_ascii(text);
  for (auto at = low.find(low_name); at != std::string::npos; at = low.find(low_name, at)) {
    text.replace(at, name.size(), kWithheldName);
    at += kWithheldName.size();
    low = lower_ascii(text);
  }
}

void mask(std::string& text, Span span) {
  const auto end = std::min<std::size_t>(span.end, text.size());
  for (std::size_t at = span.begin; at < end; ++at) text[at] = '*';
}

}  // namespace

bool withhold_private(Document& document) {
  bool some = false;
  for (Actor& actor : document.actors) {
    if (!is_private(actor)) continue;
    some = true;
    for (const MentionIndex index : actor.mentions) {
      const Mention& mention = document.mentions[index];
      if (mention.kind != MentionKind::pronoun) mask(document.text, mention.span);
    }
    const std::string name = actor.name;
    for (Finding& finding : document.findings) withhold_in(finding.why, name);
    for (Statement& statement : document.statements) {
      withhold_in(statement.on_behalf_name, name);
      withhold_in(statement.trace, name);
    }
    for (Event& event : document.events) withhold_in(event.trace, name);
    for (Obligation& obligation : document.obligations) withhold_in(obligation.trace, name);
    for (Actor& each : document.actors) {
      if (lower_ascii(each.side_name) == lower_ascii(name)) each.side_name = kWithheldName;
    }
    withhold_in(document.title, name);
    actor.name = kWithheldName;
    actor.aliases.clear();
  }
  return some;
}

}  // namespace avow::ledger
