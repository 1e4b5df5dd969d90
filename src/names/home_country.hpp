// The country a text is at home in, and what its bare organs are: "the army" in a report from Velmora is
// Velmora's army, "the Defence Ministry" its ministry.
//
//   read_at_home(document, facts, registry, known);   // after look_up(), before chains are made
//
// The home country is the publisher's where the text is an organisation's own, else the state that names,
// demonyms and organs of the text speak of most, at least twice and more than any other. Only organs and
// offices that every state has once (organs.tsv; "the president") are read so, never soldiers, rebels or
// villagers, and never behind "a", "any", "no".
//   matches: "Velmoran police ... The interior ministry denied it."   must not: "An army of volunteers"
// Points into the registry. Any thread.
#pragma once

#include <vector>

#include "avow/document/document.hpp"
#include "names/mentions_knowledge.hpp"

namespace avow::names {

void read_at_home(const Document& document, const std::vector<MentionFacts>& facts, const Registry& registry,
                  std::vector<Knowledge>& known);

// Sets Document::publisher_actor: the actor who is the publisher of an organisation's own text, or the side
// it speaks for. After the actors are finished.
void find_publisher(Document& document, const Registry& registry);

}  // namespace avow::names
