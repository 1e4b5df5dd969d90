// From chains to actors: the name to show, other names, kind, side, role.
//
//   finish_actors(document, tree, facts, known, builder, registry);
//
// Fills document.actors in order of first mention and points every mention at its actor.
#pragma once

#include <vector>

#include "avow/document/document.hpp"
#include "avow/document/tree.hpp"
#include "avow/names/registry.hpp"
#include "names/chains.hpp"
#include "names/mentions.hpp"

namespace avow::names {

void finish_actors(Document& document, const Tree& tree, const std::vector<MentionFacts>& facts,
                   const std::vector<Knowledge>& known, const ChainBuilder& builder,
                   const Registry& registry);

}  // namespace avow::names
