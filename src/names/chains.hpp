// Chains: which mentions of a document are one and the same. Left to right, each mention joins an earlier
// chain or opens one: names by string, descriptions by noun and role, pronouns by agreement and salience
// (after Lappin and Leass 1994: weights by grammatical role, halved with each sentence). Deterministic.
//
//   ChainBuilder builder{document, tree, lexicon, facts, known};
//   builder.run();
//   builder.chains();       // merged_into != kNone: emptied, its mentions are elsewhere
//
// Works on borrowed data; one document, one thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "avow/document/document.hpp"
#include "avow/document/tree.hpp"
#include "names/mentions.hpp"
#include "names/mentions_knowledge.hpp"
#include "names/mentions_lexicon.hpp"

namespace avow::names {

using ChainIndex = Index;

// A name as hashes of its words in lower case; short, compared often.
struct NameKey {
  TokenRange tokens;
  std::vector<std::uint64_t> words;
};

struct Chain {
  NounClass noun_class = NounClass::thing;
  ActorKind kind = ActorKind::unknown;
  Gender gender = Gender::unknown;
  bool plural = false;
  bool named = false;
  bool place = false;  // a capital as a place, not as who governs from it
  const RegistryEntry* entry = nullptr;
  const RegistryPeriod* period = nullptr;
  bool first_person = false;  // "we" or "I" of a quote: the speaker, whom speech/ knows
  std::vector<NameKey> names;
  std::vector<MentionIndex> mentions;
  std::vector<ChainIndex> members;     // "Germany and France"
  TokenRange group_tokens;             // ... and the words of the whole
  MentionIndex first_mention = kNone;  // ... and its first conjunct's mention
  std::vector<TokenIndex> roles;       // role nouns said of it: "Spokesperson"
  double salience = 0;
  SentenceIndex touched = 0;  // sentence of the last mention
  TokenIndex last_head = kNone;
  ChainIndex merged_into = kNone;
};

class ChainBuilder {
 public:
  ChainBuilder(Document& document, const Tree& tree, const NameLexicon& lexicon,
               const std::vector<MentionFacts>& facts, const std::vector<Knowledge>& known);
  void run();
  [[nodiscard]] const std::vector<Chain>& chains() const { return chains_; }
  // The living chain a mention ended in.
  [[nodiscard]] ChainIndex chain_of(MentionIndex mention) const { return living(chain_at_[mention]); }
  [[nodiscard]] ChainIndex living(ChainIndex chain) const;

 private:
  // A link found: to which chain, how sure, by which rule.
  struct Link {
    ChainIndex chain = kNone;
    float confidence = 0;
    std::string_view rule;
  };

  // chains.cpp
  void link(MentionIndex mention);
  void open(MentionIndex mention, std::string_view rule);
  void join(MentionIndex mention, const Link& link);
  void merge(ChainIndex from, ChainIndex into);
  void absorb(ChainIndex chain, MentionIndex mention);
  void touch(ChainIndex chain, MentionIndex mention);
  void open_group(TokenIndex first_conjunct);
  void mark_quotes();
  [[nodiscard]] double role_weight(TokenIndex head) const;
  [[nodiscard]] double salience_at(const Chain& chain, SentenceIndex sentence) const;
  [[nodiscard]] NounClass class_of(MentionIndex mention) const;
  [[nodiscard]] ChainIndex chain_at_token(TokenIndex token) const;
  [[nodiscard]] Link link_apposition(MentionIndex mention) const;
  [[nodiscard]] bool starts_list(TokenIndex head) const;
  [[nodiscard]] ChainIndex phrase_before_comma(MentionIndex mention) const;
  [[nodiscard]] ChainIndex chain_ending_at(TokenIndex last) const;
  [[nodiscard]] Link link_relative(MentionIndex mention) const;
  [[nodiscard]] Link link_preceding(TokenIndex pronoun) const;

  // chains_names.cpp
  [[nodiscard]] NameKey key_of(TokenRange name) const;
  void index_name(ChainIndex chain, const NameKey& key);
  [[nodiscard]] Link link_name(MentionIndex mention) const;
  [[nodiscard]] Link link_entry(MentionIndex mention) const;
  [[nodiscard]] Link link_bracket(MentionIndex mention) const;
  [[nodiscard]] Link compare_names(const Chain& chain, MentionIndex mention, const NameKey& key) const;
  [[nodiscard]] static bool other_person(const Chain& chain, const NameKey& key);
  [[nodiscard]] static Link compare_persons(const NameKey& mine, const NameKey& theirs);
  [[nodiscard]] Link compare_bodies(const NameKey& mine, const NameKey& theirs) const;
  [[nodiscard]] bool is_acronym(const NameKey& key) const;
  // The hash under which an acronym and the name it stands for are both found; 0 for none.
  [[nodiscard]] std::uint64_t initials_hash(const NameKey& key) const;

  // chains_descriptions.cpp
  [[nodiscard]] Link link_description(MentionIndex mention) const;
  [[nodiscard]] Link same_noun(MentionIndex mention) const;
  [[nodiscard]] bool office_fits(const Chain& chain, MentionIndex mention) const;
  [[nodiscard]] Link same_role(MentionIndex mention) const;
  [[nodiscard]] Link more_general(MentionIndex mention) const;
  [[nodiscard]] Link two_sides(MentionIndex mention);
  [[nodiscard]] bool modifiers_agree(TokenIndex head, TokenIndex earlier) const;
  [[nodiscard]] bool has_own_modifiers(TokenIndex head) const;

  // chains_pronouns.cpp
  [[nodiscard]] Link link_pronoun(MentionIndex mention) const;
  [[nodiscard]] Link link_first_person(MentionIndex mention) const;
  [[nodiscard]] double agreement(const Chain& chain, const MentionFacts& facts, bool speaks) const;
  [[nodiscard]] bool blocked(const Chain& chain, MentionIndex mention) const;
  [[nodiscard]] double governing_bonus(const Chain& chain, MentionIndex mention) const;
  [[nodiscard]] TokenIndex governor(TokenIndex token) const;
  [[nodiscard]] TokenIndex subject_of(TokenIndex verb) const;

  // chains_speakers.cpp
  void link_first_persons();
  [[nodiscard]] ChainIndex speaker_of(TokenIndex pronoun) const;
  [[nodiscard]] ChainIndex speaker_in(SentenceIndex sentence) const;
  [[nodiscard]] bool opens_block(SentenceIndex sentence) const;
  [[nodiscard]] ChainIndex first_name(TokenRange sentence, TokenIndex end) const;
  [[nodiscard]] ChainIndex own_voice() const;

  Document& document_;
  const Tree& tree_;
  const NameLexicon& lexicon_;
  const std::vector<MentionFacts>& facts_;
  const std::vector<Knowledge>& known_;
  std::vector<Chain> chains_;
  std::vector<ChainIndex> chain_at_;     // by mention
  std::vector<std::uint16_t> quote_at_;  // by token: 0 outside quotes, else the quote's number
  std::vector<ChainIndex> recent_;       // chains by last mention, latest last
  std::unordered_map<std::uint64_t, std::vector<ChainIndex>> by_word_;  // name word -> chains, oldest first
  std::unordered_map<const RegistryEntry*, ChainIndex> by_entry_;       // looked up only, never walked
};

}  // namespace avow::names
