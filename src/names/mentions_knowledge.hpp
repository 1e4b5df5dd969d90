// What the registry says of each mention, before chains are made: which entry its name is, what its
// description tells.
//
//   std::vector<Knowledge> known = look_up(document, facts, registry);
//   known[i].entry->id;          // "TLB" for "the Taliban"
//   known[i].description->side;  // Taliban for "local Taliban forces"
//
// Points into the registry, which must outlive it.
#pragma once

#include <optional>
#include <vector>

#include "avow/document/document.hpp"
#include "avow/document/tree.hpp"
#include "avow/names/registry.hpp"
#include "names/mentions.hpp"

namespace avow::names {

struct Knowledge {
  const RegistryEntry* entry = nullptr;  // the actor itself
  const RegistryPeriod* period = nullptr;
  AliasKind alias_kind = AliasKind::name;
  bool weak = false;   // a surname or a name that others share: the text's own names come first
  bool place = false;  // a capital that stands for itself here: "in Kabul"
  std::optional<RegistryDescription> description;
};

[[nodiscard]] std::vector<Knowledge> look_up(const Document& document, const Tree& tree,
                                             const std::vector<MentionFacts>& facts,
                                             const Registry& registry);

}  // namespace avow::names
