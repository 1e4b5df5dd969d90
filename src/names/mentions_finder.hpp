// MentionFinder: the work behind find_mentions (names/mentions.hpp). Private to mentions*.cpp: which tokens
// head a phrase, where the phrase and the name in it begin and end.
//
//   std::vector<MentionFacts> facts = MentionFinder(document, tree, lexicon, registry).run();
//
// Works on borrowed data; one document, one thread.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "avow/document/xpos.hpp"
#include "names/mentions.hpp"

namespace avow::names {

inline bool same_word(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() &&
         std::equal(text.begin(), text.end(), lower.begin(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

inline bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return same_word(text, word); });
}

inline bool starts_upper(std::string_view text) {
  // Beyond ASCII a proper name's tag is trusted: letters of two bytes have no case here.
  return !text.empty() && ((text[0] >= 'A' && text[0] <= 'Z') || static_cast<unsigned char>(text[0]) >= 0xC3);
}

class MentionFinder {
 public:
  MentionFinder(Document& document, const Tree& tree, const NameLexicon& lexicon, const Registry& registry)
      : document_(document),
        tree_(tree),
        lexicon_(lexicon),
        registry_(registry),
        entity_at_(document.tokens.size(), kNone),
        core_(document.tokens.size()),
        state_(document.tokens.size(), State::none) {}

  std::vector<MentionFacts> run();

 private:
  enum class State : std::uint8_t { none, head, covered };

  [[nodiscard]] const Token& token(TokenIndex i) const { return document_.tokens[i]; }
  [[nodiscard]] std::string_view text(TokenIndex i) const { return document_.text_of(i); }
  // A capitalised word of a person, body or place that the entity tagger found, whatever the tree says.
  [[nodiscard]] bool named(TokenIndex i) const {
    const Entity* found = entity(i);
    return found != nullptr && starts_upper(text(i)) && found->type != EntityType::norp &&
           found->type != EntityType::misc && found->type != EntityType::product;
  }
  // "Ms" before a name: no word of its own, even where the tagger took it for a pronoun.
  [[nodiscard]] bool is_address(TokenIndex i) const {
    const auto next = static_cast<std::size_t>(i) + 1;
    return starts_upper(text(i)) && next < document_.tokens.size() && proper(i + 1) &&
           token(i + 1).sentence == token(i).sentence && lexicon_.title(text(i)) != nullptr;
  }
  // A word of a name. UD tags the parts of a name by what they are ("United" is an adjective); Penn's tag
  // says that it is one.
  [[nodiscard]] bool proper(TokenIndex i) const {
    const auto xpos = static_cast<Xpos>(token(i).xpos);
    return token(i).upos == Upos::PROPN || named(i) || (token(i).upos == Upos::X && starts_upper(text(i))) ||
           ((xpos == Xpos::NNP || xpos == Xpos::NNPS) && starts_upper(text(i)) &&
            token(i).upos != Upos::PRON);
  }
  // "Turkish" in "Turkish officials".
  [[nodiscard]] bool is_demonym(TokenIndex i) const { return !demonym_words(i).empty(); }
  // Its words: "North Korean"; empty for none.
  [[nodiscard]] TokenRange demonym_words(TokenIndex last) const;
  [[nodiscard]] const Entity* entity(TokenIndex i) const {
    return entity_at_[i] == kNone ? nullptr : &document_.entities[entity_at_[i]];
  }
  [[nodiscard]] bool heads_entity(TokenIndex i) const {
    return entity_at_[i] != kNone && entity_head_[entity_at_[i]] == i;
  }
  void index_entities();
  [[nodiscard]] bool is_role(TokenIndex i) const {
    const NounFacts* noun = lexicon_.noun(token(i).lemma);
    return noun != nullptr && noun->noun_class == NounClass::person;
  }
  [[nodiscard]] bool heads_phrase(TokenIndex i) const;
  [[nodiscard]] bool stands_alone(TokenIndex modifier) const;
  [[nodiscard]] TokenRange name_core(TokenIndex head) const;
  [[nodiscard]] TokenRange with_of_phrase(TokenRange core, TokenIndex head) const;
  [[nodiscard]] TokenRange phrase(TokenIndex node, bool top) const;
  [[nodiscard]] bool ends_quote_between(TokenIndex node, TokenIndex child) const;
  [[nodiscard]] bool stands_apart(TokenIndex node, TokenIndex child) const;
  void add(TokenIndex head, std::vector<MentionFacts>& out);
  void split_title(MentionFacts& facts, TokenRange core, TokenIndex head) const;
  [[nodiscard]] bool is_calendar(TokenRange core, TokenIndex head) const;
  void read_name(MentionFacts& facts, TokenIndex head) const;
  void read_noun(MentionFacts& facts, TokenIndex head) const;
  void read_pronoun(MentionFacts& facts, TokenIndex head) const;
  void read_determiner(MentionFacts& facts, TokenIndex head) const;

  Document& document_;
  const Tree& tree_;
  const NameLexicon& lexicon_;
  const Registry& registry_;
  std::vector<Index> entity_at_;
  std::vector<TokenIndex> entity_head_;
  std::vector<TokenRange> core_;
  std::vector<State> state_;
};

}  // namespace avow::names
