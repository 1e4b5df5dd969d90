#include "names/actors_lookup.hpp"

#include <algorithm>
#include <string_view>

namespace avow::names {
namespace {

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

}  // namespace

ActorIndex coordinated_actor(const Document& document, TokenIndex head) {
  const Mention* mention = document.mention_of(head);
  if (mention == nullptr) return kNone;
  const MentionIndex index = document.mention_at_head[head];
  // A group's first mention is its first conjunct's, which belongs to another actor.
  for (std::size_t i = 0; i < document.actors.size(); ++i) {
    const Actor& actor = document.actors[i];
    if (actor.members.empty() || actor.mentions.empty() || actor.mentions.front() != index) continue;
    if (mention->actor != static_cast<ActorIndex>(i)) return static_cast<ActorIndex>(i);
  }
  return mention->actor;
}

ActorIndex side_actor(const Document& document, ActorIndex actor) {
  if (actor == kNone) return kNone;
  const Actor& self = document.actors[actor];
  if (self.side_id.empty() || self.side_id == self.id) return actor;
  for (std::size_t i = 0; i < document.actors.size(); ++i) {
    if (document.actors[i].id == self.side_id) return static_cast<ActorIndex>(i);
  }
  return actor;
}

ActorIndex first_person_actor(const Document& document, TokenIndex pronoun, ActorIndex speaker) {
  const std::string_view word = document.text_of(pronoun);
  if (is_one_of(word, {"I", "i", "me", "Me", "my", "My", "mine", "Mine", "myself"})) return speaker;
  if (is_one_of(word, {"we", "We", "us", "our", "Our", "ours", "Ours", "ourselves"}))
    return side_actor(document, speaker);
  return document.actor_of(pronoun);
}

ActorIndex publisher_actor(const Document& document) {
  if (document.publisher_actor != kNone) return document.publisher_actor;
  if (document.publisher.empty() || document.publisher_kind.empty()) return kNone;
  for (std::size_t i = 0; i < document.actors.size(); ++i) {
    const Actor& actor = document.actors[i];
    if (actor.name == document.publisher) return static_cast<ActorIndex>(i);
    if (std::find(actor.aliases.begin(), actor.aliases.end(), document.publisher) != actor.aliases.end())
      return static_cast<ActorIndex>(i);
  }
  return kNone;
}

}  // namespace avow::names
