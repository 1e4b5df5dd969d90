// ObligationReader: how obligations.hpp reads them, one document at a time. Private to obligations*.cpp:
// obligations.cpp finds the statements and agreements that bind or ask, obligation_conduct.cpp goes down to
// the words of the conduct, obligation_row.cpp makes the row.
//
//   return ObligationReader{clause, words, coder}.run();
//
// Views only; made anew for each document. One thread.
#pragma once

#include <vector>

#include "events/obligations.hpp"

namespace avow::events {

[[nodiscard]] inline Polarity flip(Polarity polarity) {
  return polarity == Polarity::to_do ? Polarity::refrain : Polarity::to_do;
}

class ObligationReader {
 public:
  ObligationReader(const Clause& clause, const ConductWords& words, const Coder& coder)
      : clause_(clause), words_(words), document_(clause.document()) {
    draft_at_.assign(document_.tokens.size(), -1);
    const auto& drafts = coder.drafts();
    for (std::size_t i = 0; i < drafts.size(); ++i) {
      draft_at_[static_cast<std::size_t>(drafts[i].head())] = static_cast<int>(i);
    }
    drafts_ = &drafts;
  }

  std::vector<Obligation> run();

 private:
  void read(StatementIndex index);
  // "We call on all sides to stop" within a statement that first of all condemns.
  void read_performatives(const Statement& statement);
  // Does the head itself bind or ask: a modal, a word that leads on to a conduct, an infinitive, a noun?
  [[nodiscard]] bool leads(TokenIndex head) const;
  [[nodiscard]] bool goes_on_to_bind(TokenIndex head) const;
  // "discussed the need for a truce", "it is vital that": the need below a head that asks nothing.
  bool read_needs(const Statement& statement);
  // Clauses with "will" or "must" below a head that does not bind; false where there are none.
  bool read_binding_clauses(const Statement& statement);
  // "The ceasefire agreed between A and B": told as fact by the article, without a statement.
  void read_agreement(const Draft& draft);
  // "Under the agreement, A will stop ...": told as fact too.
  void read_terms();
  [[nodiscard]] bool in_a_statement(TokenIndex token) const;
  // The statement that is being read, or the terms of an agreement in its place.
  [[nodiscard]] const Statement& said() const;
  // "agreed a ceasefire", "signed a truce": not yet kept, but agreed.
  [[nodiscard]] bool agreed(const Draft& draft) const;
  // Codebook, section 5: agreements told as fact bind the parties ("a truce announced by both sides").
  [[nodiscard]] bool agreement_told(const Statement& statement, TokenIndex head) const;
  [[nodiscard]] TokenIndex content_head(const Statement& statement) const;
  [[nodiscard]] bool in_content(TokenIndex token) const;
  // ---- down to the words of the conduct

  void expand(TokenIndex at, TokenIndex party, Polarity polarity, int depth);
  [[nodiscard]] bool speaks_of_itself(TokenIndex verb) const;
  void expand_within(TokenIndex at, TokenIndex party, Polarity polarity, int depth);
  // "must press the junta to free them": the junta is asked too.
  void asked_within(TokenIndex at, int depth);
  // "reach a settlement and a ceasefire": each act a conduct.
  void further_objects(TokenIndex at, TokenIndex party, Polarity polarity);
  [[nodiscard]] TokenIndex party_of(TokenIndex conjunct, TokenIndex party) const;
  // Does a conjunct make an obligation of its own? Where it has words of its own to do with.
  [[nodiscard]] bool splits(TokenIndex first, TokenIndex child) const;
  [[nodiscard]] bool binding_clause(TokenIndex verb) const;
  [[nodiscard]] static bool complement(Deprel deprel);
  // True when the word only leads on to its complement.
  bool through(TokenIndex at, TokenIndex party, Polarity polarity, int depth);
  bool through_remain(TokenIndex at, TokenIndex party, Polarity polarity, int depth);
  bool each_complement(TokenIndex at, TokenIndex party, Polarity polarity, int depth);
  [[nodiscard]] TokenIndex infinitive_right_after(TokenIndex noun) const;
  bool through_asking(TokenIndex at, Polarity polarity, int depth);
  // "wants to build" binds to building; "will continue to call for talks" binds to calling and asks for
  // talks.
  bool through_calling(TokenIndex at, TokenIndex party, Polarity polarity, int depth);
  bool through_binding(TokenIndex at, TokenIndex party, Polarity polarity, int depth);
  bool through_need(TokenIndex at, TokenIndex party, Polarity polarity, int depth);
  // "stop the shelling", "an end to violence", "the attacks must stop"
  bool through_end(TokenIndex at, TokenIndex party, Polarity polarity, int depth);
  bool through_refraining(TokenIndex at, TokenIndex party, Polarity polarity, int depth);

  // ---- conditions

  void read_condition(TokenIndex head);
  void emit_condition(TokenIndex main, TokenIndex clause_head);
  // "aid depends on the release of prisoners", "is conditional on"
  void read_dependence(TokenIndex head);

  // ---- the row

  [[nodiscard]] const Draft* draft_at(TokenIndex token) const;
  // The act as the joins left it: other mentions may tell who does it.
  [[nodiscard]] const Draft* whole_act(TokenIndex token) const;
  // The act the conduct is: its own word's, else that of a complement or object.
  [[nodiscard]] const Draft* act_below(TokenIndex at, int depth = 0) const;
  [[nodiscard]] TokenRange conduct_range(TokenIndex at) const;
  // Trees over long conducts break off early: what follows in the content belongs to it up to the next
  // conduct or a clause that is set against it.
  [[nodiscard]] TokenRange extended(TokenRange range, TokenIndex at) const;
  [[nodiscard]] TokenRange verb_phrase(TokenIndex at) const;
  [[nodiscard]] bool is_predicate(TokenIndex at) const { return clause_.tree().has_child(at, {Deprel::cop}); }

  // Within the content, without punctuation at the ends.
  [[nodiscard]] TokenRange clipped(TokenRange range, TokenIndex at) const;
  [[nodiscard]] bool first_person(TokenIndex token) const;
  [[nodiscard]] bool may_be_bound(TokenIndex party) const;
  void set_party(Obligation& row, TokenIndex party, TokenIndex at) const;
  void set_beneficiary(Obligation& row, TokenIndex at, const Draft* act) const;
  // "within 48 hours", "no later than 2014", "by Friday"
  [[nodiscard]] TimeIndex deadline(TokenRange range) const;
  void emit(TokenIndex at, TokenIndex party, Polarity polarity);
  // Codebook, section 5: a call for restraint asks to refrain from violence.
  [[nodiscard]] bool restraint(TokenIndex at) const;

  const Clause& clause_;
  const ConductWords& words_;
  const Document& document_;
  const std::vector<Draft>* drafts_ = nullptr;
  std::vector<int> draft_at_;
  std::vector<Obligation> rows_;
  StatementIndex statement_ = kNone;
  Statement terms_;
  ObligationKind kind_ = ObligationKind::demand;
  Span at_stake_;
};

}  // namespace avow::events
