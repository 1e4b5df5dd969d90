// ActorCodes: the CAMEO/PLOVER code of a party as the text names it. A registered actor has its own; a
// generic agent ("rebels", "ministers") is put together from its sector and the country named with it
// ("exiled dissidents from Velmar": VLMOPP); a place stands for its country.
//
//   const ActorCodes codes{document, tree, regions};
//   std::string code = codes.of(event.recipient, event.recipient_span);   // "" where nothing is known
//   codes.each(event.actor, event.actor_span);                            // a pair's or list's codes, one
//   each
//
// Views only. One document, one thread.
#pragma once

#include <string>
#include <vector>

#include "avow/document/document.hpp"
#include "avow/document/tree.hpp"

namespace avow::events {

class ActorCodes {
 public:
  explicit ActorCodes(const Document& document);

  [[nodiscard]] std::string of(ActorIndex actor, Span span) const;
  [[nodiscard]] std::vector<std::string> each(ActorIndex actor, Span span) const;
  // The country of a place, as a code; "" where it has none.
  [[nodiscard]] std::string of_place(PlaceIndex place) const;
  // The state that this very word names ("British"), "" for any other word.
  [[nodiscard]] std::string country_at(TokenIndex token) const;

 private:
  [[nodiscard]] std::string own(ActorIndex actor) const;
  [[nodiscard]] std::string sector_of_phrase(Span span) const;
  [[nodiscard]] std::string country_in(Span span) const;
  [[nodiscard]] Span named(ActorIndex actor) const;
  [[nodiscard]] std::vector<ActorIndex> listed_after(Span span) const;

  const Document& document_;
};

}  // namespace avow::events
