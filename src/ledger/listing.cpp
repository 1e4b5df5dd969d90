#include "avow/ledger/listing.hpp"

#include <algorithm>

#include "avow/base/strings.hpp"
#include "ledger/public_roles.hpp"

namespace avow::ledger {

bool is_private(const Actor& actor) {
  return actor.kind == ActorKind::person && !actor.in_registry && !is_public_role(actor.role);
}

bool withhold_name(std::string& text, std::string_view name) {
  if (name.empty()) return false;
  const std::string low_name = lower_ascii(name);
  std::string low = lower_ascii(text);
  bool some = false;
  for (auto at = low.find(low_name); at != std::string::npos; at = low.find(low_name, at)) {
    text.replace(at, name.size(), kWithheldName);
    at += kWithheldName.size();
    low = lower_ascii(text);
    some = true;
  }
  return some;
}

namespace {

// Byte for byte, so that spans still hold; spaces stay.
void mask_span(std::string& text, Span span) {
  const auto end = std::min<std::size_t>(span.end, text.size());
  for (std::size_t at = span.begin; at < end; ++at) {
    if (text[at] != ' ' && text[at] != '\n' && text[at] != '\r' && text[at] != '\t') text[at] = '*';
  }
}

Span sentence_of(const Document& document, Span span) {
  for (const Sentence& each : document.sentences) {
    if (each.span.begin <= span.begin && span.begin < each.span.end) return each.span;
  }
  return {};
}

bool is_close(const Place& place) {
  return place.precision == PlacePrecision::city || place.precision == PlacePrecision::site ||
         place.precision == PlacePrecision::district;
}

Place coarse(const Place& place) {
  Place out;
  out.id = place.id + "-region";
  out.country = place.country;
  out.admin1 = place.admin1;
  out.claims = place.claims;
  out.name = place.admin1.empty() ? place.country : place.admin1;
  out.precision = place.admin1.empty() ? PlacePrecision::country : PlacePrecision::region;
  out.confidence = place.confidence;
  out.rule = place.rule;
  return out;
}

class Places {
 public:
  Places(Document& document, const std::vector<bool>& is_private)
      : document_(document), private_(is_private) {}

  void coarsen() {
    for (Event& event : document_.events) {
      if (!touches(event.actor) && !touches(event.recipient)) continue;
      mask_in_sentence(event.trigger);
      mask_span(document_.text, event.place_span);
      if (event.place == kNone || !is_close(document_.places[event.place])) continue;
      document_.places.push_back(coarse(document_.places[event.place]));
      event.place = static_cast<PlaceIndex>(document_.places.size() - 1);
    }
  }

 private:
  [[nodiscard]] bool touches(ActorIndex actor) const {
    if (actor == kNone) return false;
    if (private_[actor]) return true;
    const auto& members = document_.actors[actor].members;
    return std::any_of(members.begin(), members.end(), [&](ActorIndex each) { return private_[each]; });
  }

  void mask_in_sentence(Span span) {
    const Span sentence = sentence_of(document_, span);
    for (const Place& place : document_.places) {
      if (!is_close(place)) continue;
      for (const Span mention : place.mentions) {
        if (sentence.contains(mention)) mask_span(document_.text, mention);
      }
    }
  }

  Document& document_;
  const std::vector<bool>& private_;
};

}  // namespace

bool withhold_private(Document& document) {
  std::vector<bool> is_one(document.actors.size(), false);
  for (std::size_t i = 0; i < is_one.size(); ++i) is_one[i] = is_private(document.actors[i]);
  if (std::find(is_one.begin(), is_one.end(), true) == is_one.end()) return false;
  Places{document, is_one}.coarsen();
  for (std::size_t i = 0; i < is_one.size(); ++i) {
    if (!is_one[i]) continue;
    Actor& actor = document.actors[i];
    for (const MentionIndex index : actor.mentions) {
      const Mention& mention = document.mentions[index];
      if (mention.kind != MentionKind::pronoun) mask_span(document.text, mention.span);
    }
    const std::string name = actor.name;
    for (Finding& finding : document.findings) withhold_name(finding.why, name);
    for (Statement& statement : document.statements) {
      withhold_name(statement.on_behalf_name, name);
      withhold_name(statement.trace, name);
    }
    for (Event& event : document.events) withhold_name(event.trace, name);
    for (Obligation& obligation : document.obligations) withhold_name(obligation.trace, name);
    for (Actor& each : document.actors) {
      if (lower_ascii(each.side_name) == lower_ascii(name)) each.side_name = kWithheldName;
    }
    withhold_name(document.title, name);
    actor.name = kWithheldName;
    actor.aliases.clear();
  }
  return true;
}

}  // namespace avow::ledger
