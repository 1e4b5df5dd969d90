// Questions that higher floors ask of the actors layer.
//
//   ActorIndex both = coordinated_actor(document, germany);       // "Germany and France said": the pair
//   ActorIndex she = first_person_actor(document, we, speaker);   // "we" in a quote: the speaker's side
//   ActorIndex own = publisher_actor(document);                   // who speaks in an own-voice text
//
// The actors stage makes an actor for every coordination of noun phrases (its members are the conjuncts'
// actors, its first mentions the conjuncts' mentions); each conjunct's head keeps its own mention and actor.
// Threads: as for the document, which is only read.
#pragma once

#include "avow/document/document.hpp"

namespace avow::names {

// The actor of the whole coordination whose first conjunct is `head`; the head's own actor where it stands
// alone; kNone where it is no mention.
[[nodiscard]] ActorIndex coordinated_actor(const Document& document, TokenIndex head);

// Whom "I", "me", "we", "our" ... at this token stands for when `speaker` says it: "I" the speaker, "we" the
// side that the speaker belongs to or speaks for, where this text has an actor for it, else the speaker.
// For any other token its own actor.
[[nodiscard]] ActorIndex first_person_actor(const Document& document, TokenIndex pronoun, ActorIndex speaker);

// The actor for whom `actor` acts or speaks, where this text has one; else the actor itself.
[[nodiscard]] ActorIndex side_actor(const Document& document, ActorIndex actor);

// The actor of the document's publisher where it is an organisation's own text; else kNone.
[[nodiscard]] ActorIndex publisher_actor(const Document& document);

}  // namespace avow::names
