// Clause: questions about a document's trees that the coder asks again and again: who is the subject, through
// control, raising, coordination, participles and relative clauses; what is a noun (person, place ...).
//
//   Clause clause{document, tree, lexicon};
//   TokenIndex who = clause.agent(verb), whom = clause.patient(verb);
//
// Views only; document, tree and lexicon must outlive it. One document, one thread.
#pragma once

#include <string_view>
#include <vector>

#include "avow/document/document.hpp"
#include "avow/document/tree.hpp"
#include "events/lexicon.hpp"

namespace avow::events {

class Clause {
 public:
  Clause(const Document& document, const Tree& tree, const Lexicon& lexicon);

  [[nodiscard]] const Document& document() const { return document_; }
  [[nodiscard]] const Tree& tree() const { return tree_; }
  [[nodiscard]] const Lexicon& lexicon() const { return lexicon_; }
  [[nodiscard]] const Token& token(TokenIndex index) const { return document_.tokens[index]; }
  [[nodiscard]] std::string_view lemma(TokenIndex index) const { return document_.tokens[index].lemma; }
  [[nodiscard]] std::string_view form(TokenIndex index) const { return document_.text_of(index); }

  [[nodiscard]] bool verbal(TokenIndex index) const;
  [[nodiscard]] bool nominal(TokenIndex index) const;
  // A passive verb, or a past participle that modifies what it happened to ("besieged towns").
  [[nodiscard]] bool passive(TokenIndex verb) const;
  [[nodiscard]] bool active_perfect(TokenIndex verb) const;
  // A past participle that the tagger took for an adjective though it heads a clause ("evacuated forty
  // families").
  [[nodiscard]] bool participle_as_verb(TokenIndex index) const;
  // A bare word right after a modal that the tagger took for something else ("would free prisoners").
  [[nodiscard]] bool verb_after_modal(TokenIndex index) const;
  [[nodiscard]] bool negated(TokenIndex head) const;
  [[nodiscard]] bool has_aux(TokenIndex verb, std::string_view lemma) const;

  // The grammatical subject, looked for upwards where the clause has none of its own; antecedents resolved.
  [[nodiscard]] TokenIndex subject(TokenIndex verb, int depth = 0) const;
  // The subject of an active verb, the by-phrase of a passive one.
  [[nodiscard]] TokenIndex agent(TokenIndex verb) const;
  // The object of an active verb, the subject of a passive one.
  [[nodiscard]] TokenIndex patient(TokenIndex verb) const;
  [[nodiscard]] TokenIndex object(TokenIndex verb) const;
  // The dependent brought in by this preposition ("" for none), below the word or below its object.
  [[nodiscard]] TokenIndex oblique(TokenIndex head, std::string_view preposition) const;
  // Its preposition or mark ("on" for "on the town"), "" for none.
  [[nodiscard]] std::string_view preposition(TokenIndex dependent) const;
  // "which" -> what it stands for; any other word itself.
  [[nodiscard]] TokenIndex antecedent(TokenIndex index) const;
  // "dozens of people" -> people; any other word itself.
  [[nodiscard]] TokenIndex core(TokenIndex index) const;
  [[nodiscard]] ClassMask classes(TokenIndex index) const;
  // Within a time expression ("23 April", "today").
  [[nodiscard]] bool temporal(TokenIndex index) const { return time_at_[static_cast<std::size_t>(index)]; }
  // A word of the token's class that could act: person, group, armed, or a place that stands for a state.
  [[nodiscard]] bool could_act(TokenIndex index) const;
  // The same of an actor, by its mentions: an act or a thing that a demand is aimed at is nobody.
  [[nodiscard]] bool could_be_party(ActorIndex actor) const;
  // A party before a noun ("Dorvan attacks", "rebel raids"): an actor known or named, forces, a people's
  // name.
  [[nodiscard]] bool names_party(TokenIndex index) const;
  // Whose attempt, plan or attack: possessive, of- or by-phrase, or a party before the noun.
  [[nodiscard]] TokenIndex owner(TokenIndex noun) const;
  // Who carried an act out by the words right after its noun ("launched by", "agreed last week between").
  [[nodiscard]] TokenIndex nearby_teller(TokenIndex noun) const;
  // The noun phrase around a head with its conjuncts, without relative clauses.
  [[nodiscard]] Span phrase(TokenIndex head, bool alone = false) const;

 private:
  [[nodiscard]] bool one_word_stranger(TokenIndex index) const;
  [[nodiscard]] bool speaks_for_side(TokenIndex index) const;
  [[nodiscard]] TokenIndex own_subject(TokenIndex verb) const;
  [[nodiscard]] TokenIndex bare_object(TokenIndex verb) const;
  [[nodiscard]] TokenIndex infinitive_subject(TokenIndex verb) const;
  [[nodiscard]] TokenIndex owner_of_attempt(TokenIndex verb) const;
  [[nodiscard]] TokenIndex noun_before_which(TokenIndex pronoun, TokenIndex parsed) const;
  // Where the tree gives none: the noun phrase that ends right before a finite verb, or begins right after
  // it.
  [[nodiscard]] TokenIndex nearby_subject(TokenIndex verb) const;
  [[nodiscard]] TokenIndex nearby_object(TokenIndex verb) const;
  [[nodiscard]] TokenIndex nearby_oblique(TokenIndex head, std::string_view preposition) const;
  [[nodiscard]] TokenIndex phrase_after(TokenIndex first) const;
  [[nodiscard]] bool in_noun_phrase(TokenIndex index) const;
  [[nodiscard]] TokenIndex controlled_subject(TokenIndex verb, int depth) const;
  [[nodiscard]] TokenIndex subject_of_adnominal(TokenIndex verb, int depth) const;

  const Document& document_;
  const Tree& tree_;
  const Lexicon& lexicon_;
  std::vector<bool> time_at_;           // tokens of time expressions
  std::vector<std::int8_t> entity_at_;  // EntityType of each token, -1 for none
};

}  // namespace avow::events
