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
      mask(document_.text, event.place_span.begin, event.place_span.end);
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
        if (sentence.contains(mention)) mask(document_.text, mention.begin, mention.end);
      }
    }
  }

  Document& document_;
  const std::vector<bool>& private_;
};

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
  std::vector<bool> is_one(document.actors.size(), false);
  for (std::size_t i = 0; i < is_one.size(); ++i) is_one[i] = is_private(document.actors[i]);
  if (std::find(is_one.begin(), is_one.end(), true) == is_one.end()) return document;
  const std::vector<std::string> names = private_names(document);
  Places{document, is_one}.coarsen();
  withhold_private(document);
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
