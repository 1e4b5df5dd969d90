// Slots: which token fills a slot of a frame ("subj", "obj", "poss", a preposition ...) around a word that
// tells an act, and whether a condition of the frame holds there.
//
//   const Slots slots{clause, head, verb, phrase_words};
//   TokenIndex actor = slots.fill("subj", true);
//
// Views only; made anew for each word. One thread.
#pragma once

#include <vector>

#include "events/clause.hpp"
#include "events/frames.hpp"

namespace avow::events {

// The same word, a plural ending aside ("troops" for "troop").
[[nodiscard]] bool same_word(std::string_view lemma, std::string_view word);

// The verb that carries an act told by a noun ("launched" for "attack" in "launched an attack"), or kNone.
[[nodiscard]] TokenIndex carrier(const Clause& clause, TokenIndex noun);

class Slots {
 public:
  Slots(const Clause& clause, TokenIndex head, bool verb, const std::vector<TokenIndex>& words)
      : clause_(clause), head_(head), verb_(verb), words_(words) {}

  [[nodiscard]] TokenIndex fill(std::string_view slot, bool for_actor) const;
  [[nodiscard]] bool holds(const FrameCondition& condition) const;

 private:
  [[nodiscard]] bool has_lemma(TokenIndex filler, const FrameCondition& condition) const;
  [[nodiscard]] bool any_below(const FrameCondition& condition) const;
  // A condition sees what stands there even where a phrase word stands ("fire" in "opened fire").
  [[nodiscard]] TokenIndex condition_filler(std::string_view slot) const;
  [[nodiscard]] TokenIndex verb_slot(std::string_view slot, bool for_actor) const;
  [[nodiscard]] TokenIndex noun_slot(std::string_view slot, bool for_actor) const;
  // "by force" is a manner, "by the force" somebody.
  [[nodiscard]] bool by_force(TokenIndex found) const;
  // "attacks on villagers by the army": the by-phrase may hang on the recipient.
  [[nodiscard]] TokenIndex by_below() const;
  [[nodiscard]] TokenIndex compound(bool for_actor) const;
  [[nodiscard]] bool names_target(TokenIndex child) const;
  [[nodiscard]] TokenIndex light(bool for_actor) const;
  // "an attack launched by the army", "violence that the militia unleashed"
  [[nodiscard]] TokenIndex actor_of_clause(TokenIndex noun) const;
  // "blamed the army for the attack", "accused them of torture", "was behind the blast".
  [[nodiscard]] TokenIndex blamed(bool for_actor) const;
  [[nodiscard]] const LightVerb* light_verb(TokenIndex verb) const;
  const Clause& clause_;
  TokenIndex head_;
  bool verb_;
  const std::vector<TokenIndex>& words_;
};

}  // namespace avow::events
