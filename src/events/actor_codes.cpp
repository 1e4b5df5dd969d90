#include "events/actor_codes.hpp"

#include <algorithm>

namespace avow::events {
namespace {

// What opens a code where no country does.
bool international(std::string_view code) {
  for (const std::string_view region : {"IGO", "NGO", "NGM", "IMG", "MNC", "INT", "UIS"}) {
    if (code.starts_with(region)) return true;
  }
  return false;
}

}  // namespace

ActorCodes::ActorCodes(const Document& document) : document_(document) {}

std::string ActorCodes::own(ActorIndex actor) const {
  return actor == kNone ? std::string{} : document_.actors[actor].code;
}

// The head's code with the country named in the phrase before it; where the head has none, the code of an
// actor named within.
std::string ActorCodes::of(ActorIndex actor, Span span) const {
  std::string code = own(actor);
  if (actor != kNone && (document_.actors[actor].in_registry || international(code)) && !code.empty())
    return code;
  if (code.empty()) {
    std::string within = sector_of_phrase(span);
    if (!within.empty()) return within;
  }
  std::string where = actor == kNone ? std::string{} : document_.actors[actor].country;
  if (where.empty()) where = country_in(span);
  return !where.empty() && code.starts_with(where) ? code : where + code;
}

std::vector<std::string> ActorCodes::each(ActorIndex actor, Span span) const {
  std::vector<std::string> codes;
  if (actor != kNone) {
    for (const ActorIndex member : document_.actors[actor].members)
      codes.push_back(of(member, named(member)));
  }
  if (codes.empty()) codes.push_back(of(actor, span));
  for (const ActorIndex further : listed_after(span)) codes.push_back(of(further, named(further)));
  return codes;
}

Span ActorCodes::named(ActorIndex actor) const {
  const Actor& part = document_.actors[actor];
  return part.mentions.empty() ? Span{} : document_.mentions[part.mentions.front()].span;
}

// "Velmar, Dorva and Orrin met": the further names of a list whose tree is broken. Only with a closing "and".
std::vector<ActorIndex> ActorCodes::listed_after(Span span) const {
  std::vector<ActorIndex> actors;
  if (span.empty()) return actors;
  const auto count = static_cast<TokenIndex>(document_.tokens.size());
  TokenIndex at = document_.tokens_in(span).last;
  bool closed = false;
  while (at < count && !closed) {
    bool link = false;
    while (at < count && (document_.text_of(at) == "," || document_.tokens[at].lemma == "and")) {
      closed = closed || document_.tokens[at].lemma == "and";
      link = true;
      ++at;
    }
    if (at < count && document_.tokens[at].upos == Upos::DET) ++at;
    if (!link || at >= count || document_.tokens[at].upos != Upos::PROPN) return {};
    while (at + 1 < count && document_.tokens[at + 1].upos == Upos::PROPN) ++at;
    const ActorIndex next = document_.actor_of(at);
    if (next == kNone || !document_.actors[next].in_registry) return {};
    actors.push_back(next);
    ++at;
  }
  return closed && actors.size() > 1 ? actors : std::vector<ActorIndex>{};
}

std::string ActorCodes::country_at(TokenIndex token) const {
  const ActorIndex actor = document_.actor_of(token);
  if (actor == kNone) return {};
  const Actor& who = document_.actors[actor];
  return who.in_registry && who.code == who.country ? who.country : std::string{};
}

std::string ActorCodes::of_place(PlaceIndex place) const {
  return place == kNone ? std::string{} : document_.places[place].country;
}

// The code of the last actor with one named within the phrase ("leaders of the Dorvan party").
std::string ActorCodes::sector_of_phrase(Span span) const {
  std::string code;
  if (span.empty()) return code;
  const TokenRange range = document_.tokens_in(span);
  for (TokenIndex token = range.first; token < range.last; ++token) {
    const std::string inside = own(document_.actor_of(token));
    if (!inside.empty()) code = inside;
  }
  return code;
}

// The first country named in the phrase, or in what hangs right behind it ("from", "of" ...).
std::string ActorCodes::country_in(Span span) const {
  if (span.empty()) return {};
  TokenRange range = document_.tokens_in(span);
  const auto count = static_cast<TokenIndex>(document_.tokens.size());
  if (range.last + 1 < count && document_.tokens[range.last].upos == Upos::ADP &&
      (document_.tokens[range.last].lemma == "from" || document_.tokens[range.last].lemma == "of")) {
    // Not past the phrase: a comma or a verb ends it.
    for (int words = 0; words < 6 && range.last < count; ++words, ++range.last) {
      const Upos upos = document_.tokens[range.last].upos;
      if (document_.text_of(range.last) == "," || upos == Upos::AUX) break;
    }
  }
  for (TokenIndex token = range.first; token < range.last; ++token) {
    const ActorIndex inside = document_.actor_of(token);
    if (inside != kNone && !document_.actors[inside].country.empty()) return document_.actors[inside].country;
  }
  for (const Place& place : document_.places) {
    for (const TokenRange mention : place.mention_tokens) {
      if (mention.first >= range.first && mention.last <= range.last && !place.country.empty()) {
        return place.country;
      }
    }
  }
  return {};
}

}  // namespace avow::events
