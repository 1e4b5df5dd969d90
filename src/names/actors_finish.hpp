// From chains to actors: the name to show, other names, kind, side, role.
//
//   finish_actors(document, tree, facts, builder);
//
// Fills document.actors in order of first mention and points every mention at its actor.
#pragma once

#include <vector>

#include "avow/document/document.hpp"
#include "avow/document/tree.hpp"
#include "names/chains.hpp"
#include "names/mentions.hpp"

namespace avow::names {

void finish_actors(Document& document, const Tree& tree, const std::vector<MentionFacts>& facts,
                   const ChainBuilder& builder);

}  // namespace avow::names
