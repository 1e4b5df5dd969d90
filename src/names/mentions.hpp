// Mentions: every noun phrase and pronoun of a document, with what its words alone say of it. Chains
// (names/chains.hpp) are made from these.
//
//   Tree tree{document};
//   std::vector<MentionFacts> facts = find_mentions(document, tree, lexicon, registry);
//   // document.mentions[i] and facts[i] describe the same phrase; document.mention_at_head is filled
//
// The facts point into the lexicon and the document's entities, which must outlive them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "avow/document/document.hpp"
#include "avow/document/tree.hpp"
#include "avow/names/registry.hpp"
#include "names/mentions_lexicon.hpp"

namespace avow::names {

enum class PronounKind : std::uint8_t { none, he, she, it, they, i, we, you, relative, other };
enum class Determiner : std::uint8_t { bare, definite, demonstrative, indefinite, possessed };

struct MentionFacts {
  TokenRange name;          // the proper name inside, without titles: "Jalina Porter"; empty for others
  TokenRange title;         // the words before it: "Deputy Spokesperson", "Mr"
  TokenIndex role = kNone;  // the noun that says what it is: the head of a description, or of the title
  const NounFacts* noun = nullptr;  // of the role
  const Entity* entity = nullptr;   // the named entity that covers the head
  Gender gender = Gender::unknown;
  bool plural = false;
  Determiner determiner = Determiner::bare;
  PronounKind pronoun = PronounKind::none;
  bool possessive = false;  // "its", "their"
  bool reflexive = false;   // "itself"
  bool modifier = false;    // a name or noun before a noun ("US statement"): no phrase of its own
  bool demonym = false;     // "Turkish" before a noun: the state behind it
  bool dual = false;        // "both countries", "the two sides"
};

[[nodiscard]] std::vector<MentionFacts> find_mentions(Document& document, const Tree& tree,
                                                      const NameLexicon& lexicon, const Registry& registry);

// "the" and its like left out at the start: how a description is shown as a name.
[[nodiscard]] std::string_view shown_text(const Document& document, TokenRange range);

}  // namespace avow::names
