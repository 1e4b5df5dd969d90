#include "pipeline/formats/wanted.hpp"

namespace avow::pipeline {

std::vector<bool> wanted_actors(const Document& document) {
  std::vector<bool> wanted(document.actors.size(), false);
  const auto want = [&](ActorIndex actor) {
    if (actor != kNone) wanted[actor] = true;
  };
  for (const Statement& row : document.statements) {
    want(row.speaker);
    want(row.on_behalf);
    want(row.target);
  }
  for (const Event& row : document.events) {
    want(row.actor);
    want(row.recipient);
  }
  for (const Obligation& row : document.obligations) {
    want(row.party);
    want(row.beneficiary);
  }
  for (const Mention& mention : document.mentions) {
    if (mention.kind == MentionKind::name) want(mention.actor);
  }
  for (std::size_t i = 0; i < document.actors.size(); ++i) {
    if (document.actors[i].in_registry) wanted[i] = true;
  }
  // A group's members may stand before it in the list.
  for (std::size_t i = 0; i < document.actors.size(); ++i) {
    if (wanted[i]) {
      for (const ActorIndex member : document.actors[i].members) want(member);
    }
  }
  return wanted;
}

}  // namespace avow::pipeline
