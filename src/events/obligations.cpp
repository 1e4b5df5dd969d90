#include "events/obligations.hpp"

#include <algorithm>

#include "avow/base/table.hpp"
#include "avow/document/xpos.hpp"

namespace avow::events {
namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Polarity flip(Polarity polarity) {
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

  std::vector<Obligation> run() {
    for (std::size_t i = 0; i < document_.statements.size(); ++i) read(static_cast<StatementIndex>(i));
    for (const Draft& draft : *drafts_) read_agreement(draft);
    for (std::size_t i = 0; i < rows_.size(); ++i) rows_[i].id = "o" + std::to_string(i + 1);
    return std::move(rows_);
  }

 private:
  void read(StatementIndex index) {
    statement_ = index;
    const Statement& statement = document_.statements[index];
    const TokenIndex head = content_head(statement);
    if (head == kNone) return;
    at_stake_ = {};
    switch (statement.function) {
      case SpeechFunction::commitment:
        kind_ = ObligationKind::commitment;
        break;
      case SpeechFunction::demand:
        kind_ = ObligationKind::demand;
        break;
      case SpeechFunction::condition:
        kind_ = ObligationKind::condition;
        break;
      default:
        return;
    }
    if (kind_ == ObligationKind::condition) {
      read_condition(head);
    } else if (!leads(head)) {
      const bool finite = clause_.verbal(head) && !clause_.passive(head);
      if (!read_binding_clauses(statement) && !read_needs(statement) && !finite) {
        expand(head, kNone, Polarity::to_do, 0);
      }
    } else {
      expand(head, kNone, Polarity::to_do, 0);
    }
  }

  // "We call on all sides to stop" within a statement that first of all condemns.
  void read_performatives(const Statement& statement) {
    kind_ = ObligationKind::demand;
    at_stake_ = {};
    for (const TokenRange range : statement.content_tokens) {
      for (TokenIndex token = range.first; token < range.last; ++token) {
        if (!clause_.verbal(token) || words_.role(clause_.lemma(token)) != ConductRole::asks) continue;
        const TokenIndex subject = clause_.subject(token);
        if (subject == kNone || !first_person(subject) || clause_.negated(token)) continue;
        if (!clause_.has_aux(token, "have")) through_asking(token, Polarity::to_do, 0);
      }
    }
  }

  // Does the head itself bind or ask: a modal, a word that leads on to a conduct, an infinitive, a noun?
  [[nodiscard]] bool leads(TokenIndex head) const {
    if (!clause_.verbal(head) && !clause_.tree().has_child(head, {Deprel::cop})) {
      return clause_.token(head).upos != Upos::ADJ || words_.role(clause_.lemma(head)) != ConductRole::none;
    }
    const ConductRole role = words_.role(clause_.lemma(head));
    if (binding_clause(head)) return true;
    // "remains committed to", "continues to": what goes on must bind; "our position remains strong" does not.
    if (role == ConductRole::goes_on) return goes_on_to_bind(head);
    if (role != ConductRole::none) return true;
    if (clause_.preposition(head) == "to") return true;
    const auto xpos = static_cast<Xpos>(clause_.token(head).xpos);
    return xpos == Xpos::VB || xpos == Xpos::VBG;
  }

  [[nodiscard]] bool goes_on_to_bind(TokenIndex head) const {
    for (const TokenIndex child : clause_.tree().children(head)) {
      if (complement(clause_.token(child).deprel) && clause_.verbal(child)) return true;
      if (words_.role(clause_.lemma(child)) == ConductRole::binds) return true;
    }
    return clause_.tree().has_child(head, {Deprel::obj});
  }

  // "discussed the need for a truce", "it is vital that": the need below a head that asks nothing.
  bool read_needs(const Statement& statement) {
    bool any = false;
    for (const TokenRange range : statement.content_tokens) {
      for (TokenIndex token = range.first; token < range.last; ++token) {
        if (words_.role(clause_.lemma(token)) != ConductRole::needs || clause_.token(token).upos == Upos::AUX)
          continue;
        any = through_need(token, kNone, Polarity::to_do, 0) || any;
      }
    }
    return any;
  }

  // Clauses with "will" or "must" below a head that does not bind; false where there are none.
  bool read_binding_clauses(const Statement& statement) {
    bool any = false;
    for (const TokenRange range : statement.content_tokens) {
      for (TokenIndex token = range.first; token < range.last; ++token) {
        if (clause_.token(token).upos == Upos::AUX || !binding_clause(token)) continue;
        expand(token, kNone, Polarity::to_do, 0);
        any = true;
      }
    }
    return any;
  }

  // "The ceasefire agreed between A and B": told as fact by the article, without a statement.
  void read_agreement(const Draft& draft) {
    if (draft.into >= 0 || draft.match.verb || draft.match.frame->id != "ceasefire" || !draft.actor.known())
      return;
    if (draft.factuality.value != Factuality::CT_plus || draft.factuality.demanded) return;
    if (draft.actor.from.find("person") != std::string::npos ||
        draft.actor.from.find("voice") != std::string::npos)
      return;
    const SentenceIndex sentence = clause_.token(draft.head()).sentence;
    for (const Obligation& row : rows_) {
      if (row.type == EventType::RETREAT && clause_.token(row.conduct_head).sentence == sentence) return;
      if (row.kind == ObligationKind::commitment && row.conduct_head == draft.head()) return;
    }
    Obligation row;
    row.kind = ObligationKind::commitment;
    row.conduct_head = draft.head();
    row.conduct = clause_.phrase(draft.head(), true);
    row.type = draft.type();
    row.party = draft.actor.actor;
    row.party_span = draft.actor.span;
    row.rule = "agreement-told/" + draft.match.frame->id;
    row.confidence = 0.6F;
    row.trace = "an agreement told as fact at \"" + std::string(clause_.form(draft.head())) +
                "\"; parties from " + draft.actor.from;
    rows_.push_back(std::move(row));
  }

  // Codebook, section 5: agreements told as fact bind the parties ("a truce announced by both sides").
  [[nodiscard]] bool agreement_told(const Statement& statement, TokenIndex head) const {
    if (statement.cue_head == kNone || clause_.verbal(head)) return false;
    const Draft* act = draft_at(head);
    return act != nullptr && act->type() == EventType::RETREAT &&
           one_of(clause_.lemma(statement.cue_head),
                  {"announce", "agree", "declare", "sign", "proclaim", "accept"});
  }

  [[nodiscard]] TokenIndex content_head(const Statement& statement) const {
    if (statement.content_head != kNone) return statement.content_head;
    for (const TokenRange range : statement.content_tokens) {
      for (TokenIndex token = range.first; token < range.last; ++token) {
        const Token& word = document_.tokens[token];
        if (word.upos == Upos::PUNCT) continue;
        if (word.head == kNone || !range.contains(word.head)) return token;
      }
    }
    return kNone;
  }

  [[nodiscard]] bool in_content(TokenIndex token) const {
    const Statement& statement = document_.statements[statement_];
    return std::any_of(statement.content_tokens.begin(), statement.content_tokens.end(),
                       [&](TokenRange range) { return range.contains(token); });
  }

  // ---- down to the words of the conduct

  void expand(TokenIndex at, TokenIndex party, Polarity polarity, int depth) {
    if (depth > 10) return;
    const bool clausal = clause_.verbal(at) || clause_.tree().has_child(at, {Deprel::cop, Deprel::nsubj});
    if (clausal && clause_.negated(at)) polarity = flip(polarity);
    if (!through(at, party, polarity, depth)) {
      emit(at, party, polarity);
      asked_within(at, depth);
      further_objects(at, party, polarity);
    }
    for (const TokenIndex child : clause_.tree().children(at)) {
      if (splits(at, child)) expand(child, party_of(child, party), polarity, depth + 1);
    }
  }

  // "must press the junta to free them": the junta is asked too.
  void asked_within(TokenIndex at, int depth) {
    if (kind_ != ObligationKind::demand || depth > 6) return;
    for (const TokenIndex child : clause_.tree().children(at)) {
      const Deprel deprel = clause_.token(child).deprel;
      if ((!complement(deprel) && deprel != Deprel::advcl) || !clause_.verbal(child)) continue;
      if (words_.role(clause_.lemma(child)) == ConductRole::asks && deprel != Deprel::csubj) {
        through_asking(child, Polarity::to_do, depth + 1);
      } else {
        asked_within(child, depth + 1);
      }
    }
  }

  // "reach a settlement and a ceasefire": each act a conduct.
  void further_objects(TokenIndex at, TokenIndex party, Polarity polarity) {
    const TokenIndex object = clause_.verbal(at) ? clause_.tree().child(at, {Deprel::obj}) : kNone;
    if (object == kNone) return;
    for (const TokenIndex child : clause_.tree().children(object)) {
      if (clause_.token(child).deprel == Deprel::conj && draft_at(child) != nullptr &&
          !clause_.verbal(child)) {
        emit(child, party == kNone ? clause_.agent(at) : party, polarity);
      }
    }
  }

  [[nodiscard]] TokenIndex party_of(TokenIndex conjunct, TokenIndex party) const {
    const TokenIndex own = clause_.tree().child(conjunct, {Deprel::nsubj});
    return own == kNone ? party : own;
  }

  // Does a conjunct make an obligation of its own? Where it has words of its own to do with.
  [[nodiscard]] bool splits(TokenIndex first, TokenIndex child) const {
    const Token& word = clause_.token(child);
    if (word.deprel != Deprel::conj && word.deprel != Deprel::parataxis) return false;
    if (!in_content(child)) return false;
    if (word.deprel == Deprel::parataxis) return binding_clause(child);
    if (!clause_.verbal(child))
      return clause_.nominal(child) && clause_.nominal(first) &&
             !clause_.tree().has_child(first, {Deprel::cop});
    // "find them and hold them to account" is one conduct; "to pay and to report", two.
    return clause_.preposition(child) == "to" ||
           clause_.tree().has_child(child, {Deprel::nsubj, Deprel::aux});
  }

  [[nodiscard]] bool binding_clause(TokenIndex verb) const {
    const bool promise = kind_ == ObligationKind::commitment;
    for (const std::string_view aux : {"shall", "will", "'ll", "wo"}) {
      if (promise && clause_.has_aux(verb, aux)) return true;
    }
    for (const std::string_view aux : {"must", "should", "shall", "ought"}) {
      if (!promise && clause_.has_aux(verb, aux)) return true;
    }
    return false;
  }

  [[nodiscard]] static bool complement(Deprel deprel) {
    return deprel == Deprel::xcomp || deprel == Deprel::ccomp || deprel == Deprel::csubj;
  }

  // True when the word only leads on to its complement.
  bool through(TokenIndex at, TokenIndex party, Polarity polarity, int depth) {
    switch (words_.role(clause_.lemma(at))) {
      case ConductRole::asks:
        if (kind_ == ObligationKind::commitment) return through_calling(at, party, polarity, depth);
        return kind_ == ObligationKind::demand && (clause_.verbal(at) || clause_.nominal(at)) &&
               through_asking(at, polarity, depth);
      case ConductRole::binds:
        return kind_ == ObligationKind::commitment && through_binding(at, party, polarity, depth);
      case ConductRole::needs:
        return through_need(at, party, polarity, depth);
      case ConductRole::ends:
        return through_end(at, party, polarity, depth);
      case ConductRole::refrains:
        return through_refraining(at, party, polarity, depth);
      case ConductRole::goes_on:
        return clause_.verbal(at) &&
               (each_complement(at, party, polarity, depth) ||
                (clause_.lemma(at) == "remain" && through_remain(at, party, polarity, depth)));
      default:
        return false;
    }
  }

  bool through_remain(TokenIndex at, TokenIndex party, Polarity polarity, int depth) {
    for (const TokenIndex child : clause_.tree().children(at)) {
      if (words_.role(clause_.lemma(child)) == ConductRole::binds) {
        return through(child, party, polarity, depth + 1);
      }
    }
    return false;
  }

  bool each_complement(TokenIndex at, TokenIndex party, Polarity polarity, int depth) {
    bool any = false;
    for (const TokenIndex child : clause_.tree().children(at)) {
      const Deprel deprel = clause_.token(child).deprel;
      const bool infinitive = (deprel == Deprel::advcl || deprel == Deprel::acl) && clause_.verbal(child) &&
                              (clause_.preposition(child) == "to" || clause_.preposition(child) == "for");
      if (!complement(deprel) && !infinitive) continue;
      expand(child, party, polarity, depth + 1);
      any = true;
    }
    return any;
  }

  [[nodiscard]] TokenIndex infinitive_right_after(TokenIndex noun) const {
    if (noun == kNone) return kNone;
    const auto count = static_cast<TokenIndex>(document_.tokens.size());
    if (noun + 1 >= count || clause_.form(noun + 1) != "to") return kNone;
    TokenIndex verb = noun + 2;
    while (verb < count && clause_.token(verb).upos == Upos::ADV) ++verb;
    const bool bare = verb < count && static_cast<Xpos>(clause_.token(verb).xpos) == Xpos::VB;
    return bare && clause_.token(verb).sentence == clause_.token(noun).sentence ? verb : kNone;
  }

  bool through_asking(TokenIndex at, Polarity polarity, int depth) {
    TokenIndex party = kNone;
    if (clause_.verbal(at)) {
      party = clause_.tree().child(at, {Deprel::iobj});
      if (party == kNone) party = clause_.oblique(at, "on");
      if (party == kNone) party = clause_.oblique(at, "upon");
      if (party == kNone) party = clause_.tree().child(at, {Deprel::obj});
      if (party == kNone && clause_.passive(at)) party = clause_.subject(at);
    } else {
      for (const std::string_view preposition : {"on", "to"}) {
        if (party == kNone) party = clause_.oblique(at, preposition);
      }
    }
    if (party != kNone && !clause_.could_act(party)) party = kNone;
    if (each_complement(at, party, polarity, depth)) return true;
    // A long sentence's tree may hang "to reach a settlement" elsewhere than on "urge all parties".
    if (const TokenIndex verb = infinitive_right_after(party); verb != kNone && in_content(verb)) {
      expand(verb, party, polarity, depth + 1);
      return true;
    }
    // "call for a ceasefire", "demanded the release of the prisoners"
    TokenIndex thing = clause_.oblique(at, "for");
    if (thing == kNone && clause_.verbal(at)) {
      thing = clause_.tree().child(at, {Deprel::obj});
      if (thing == party) thing = kNone;
    }
    if (thing == kNone || !in_content(thing)) return false;
    expand(thing, party, polarity, depth + 1);
    return true;
  }

  // "wants to build" binds to building; "will continue to call for talks" binds to calling and asks for
  // talks.
  bool through_calling(TokenIndex at, TokenIndex party, Polarity polarity, int depth) {
    if (one_of(clause_.lemma(at), {"want", "seek", "propose", "expect"})) {
      return each_complement(at, party, polarity, depth);
    }
    if (!clause_.verbal(at)) return false;
    kind_ = ObligationKind::demand;
    const bool asked = through_asking(at, polarity, depth);
    kind_ = ObligationKind::commitment;
    if (!asked) return false;
    // Without "will" or the like it only asks.
    for (TokenIndex up = at; up != kNone && in_content(up); up = clause_.token(up).head) {
      if (binding_clause(up)) return false;
    }
    return document_.statements[statement_].content_head != at;
  }

  bool through_binding(TokenIndex at, TokenIndex party, Polarity polarity, int depth) {
    if (party == kNone) party = clause_.subject(at);
    if (each_complement(at, party, polarity, depth)) return true;
    const TokenIndex thing = clause_.oblique(at, "to");
    if (thing != kNone && in_content(thing) &&
        (clause_.verbal(thing) || (clause_.classes(thing) & kAct) != 0)) {
      expand(thing, party, polarity, depth + 1);
      return true;
    }
    return false;
  }

  bool through_need(TokenIndex at, TokenIndex party, Polarity polarity, int depth) {
    if (each_complement(at, party, polarity, depth)) return true;
    const TokenIndex object = clause_.verbal(at) ? clause_.tree().child(at, {Deprel::obj}) : kNone;
    const TokenIndex thing =
        object != kNone ? object : clause_.oblique(at, clause_.lemma(at) == "importance" ? "of" : "for");
    if (thing == kNone || clause_.verbal(at)) return false;
    expand(thing, party, polarity, depth + 1);
    return true;
  }

  // "stop the shelling", "an end to violence", "the attacks must stop"
  bool through_end(TokenIndex at, TokenIndex party, Polarity polarity, int depth) {
    if (clause_.verbal(at)) {
      for (const TokenIndex child : clause_.tree().children(at)) {
        if (clause_.token(child).deprel == Deprel::xcomp) {
          expand(child, party == kNone ? clause_.subject(at) : party, flip(polarity), depth + 1);
          return true;
        }
      }
      TokenIndex act = clause_.patient(at);
      TokenIndex who = party != kNone ? party : clause_.agent(at);
      if (act == kNone) {
        const TokenIndex subject = clause_.subject(at);
        if (subject == kNone || clause_.could_act(subject)) return false;
        act = subject;
      }
      if (who == act) who = kNone;
      if (draft_at(act) == nullptr && (clause_.classes(act) & (kAct | kAbstract)) == 0) return false;
      emit(act, who, flip(polarity));
      return true;
    }
    for (const std::string_view preposition : {"to", "of"}) {
      const TokenIndex act = clause_.oblique(at, preposition);
      if (act == kNone) continue;
      emit(act, party, flip(polarity));
      return true;
    }
    return false;
  }

  bool through_refraining(TokenIndex at, TokenIndex party, Polarity polarity, int depth) {
    const TokenIndex who = party == kNone ? clause_.subject(at) : party;
    if (each_complement(at, who, flip(polarity), depth)) return true;
    TokenIndex act = clause_.oblique(at, "from");
    if (act == kNone) act = clause_.tree().child(at, {Deprel::obj});
    if (act == kNone) return false;
    expand(act, who, flip(polarity), depth + 1);
    return true;
  }

  // ---- conditions

  void read_condition(TokenIndex head) {
    for (TokenIndex token = head; token != kNone;) {
      TokenIndex clause_head = kNone;
      for (const TokenIndex child : clause_.tree().children(token)) {
        const std::string_view mark = clause_.preposition(child);
        if (clause_.token(child).deprel == Deprel::advcl &&
            one_of(mark, {"if", "unless", "until", "once", "provided", "when", "without", "till"})) {
          clause_head = child;
        }
      }
      if (clause_head != kNone) {
        emit_condition(token, clause_head);
        return;
      }
      const TokenIndex below = clause_.tree().child(token, {Deprel::ccomp, Deprel::xcomp});
      if (below == kNone) break;
      token = below;
    }
    read_dependence(head);
  }

  void emit_condition(TokenIndex main, TokenIndex clause_head) {
    const TokenIndex subject = clause_.tree().child(main, {Deprel::nsubj, Deprel::nsubj_pass, Deprel::csubj});
    const bool predicate = clause_.tree().has_child(main, {Deprel::cop}) || clause_.passive(main);
    if (subject != kNone && predicate) {
      at_stake_ = document_.span_of(clause_.tree().subtree(subject));
    } else {
      at_stake_ =
          document_.span_of(clause_.tree().trimmed(main, {Deprel::advcl, Deprel::punct, Deprel::parataxis}));
    }
    expand(clause_head, kNone, Polarity::to_do, 0);
  }

  // "aid depends on the release of prisoners", "is conditional on"
  void read_dependence(TokenIndex head) {
    for (const std::string_view preposition : {"on", "upon"}) {
      const TokenIndex thing = clause_.oblique(head, preposition);
      if (thing == kNone) continue;
      const TokenIndex subject = clause_.tree().child(head, {Deprel::nsubj, Deprel::nsubj_pass});
      if (subject != kNone) at_stake_ = document_.span_of(clause_.tree().subtree(subject));
      expand(thing, kNone, Polarity::to_do, 0);
      return;
    }
  }

  // ---- the row

  [[nodiscard]] const Draft* draft_at(TokenIndex token) const {
    if (token == kNone) return nullptr;
    const int index = draft_at_[static_cast<std::size_t>(token)];
    return index < 0 ? nullptr : &(*drafts_)[static_cast<std::size_t>(index)];
  }

  // The act as the joins left it: other mentions may tell who does it.
  [[nodiscard]] const Draft* whole_act(TokenIndex token) const {
    const Draft* draft = draft_at(token);
    while (draft != nullptr && draft->into >= 0) draft = &(*drafts_)[static_cast<std::size_t>(draft->into)];
    return draft;
  }

  // The act the conduct is: its own word's, else that of a complement or object.
  [[nodiscard]] const Draft* act_below(TokenIndex at, int depth = 0) const {
    if (const Draft* own = draft_at(at)) return own;
    if (depth > 4) return nullptr;
    for (const TokenIndex child : clause_.tree().children(at)) {
      const Deprel base = base_relation(clause_.token(child).deprel);
      const bool down = base == Deprel::xcomp || base == Deprel::ccomp || base == Deprel::obj ||
                        (base == Deprel::advcl && clause_.preposition(child) == "to") ||
                        (base == Deprel::advcl && clause_.preposition(child) == "by") ||
                        (base == Deprel::acl && clause_.preposition(child) == "to") ||
                        (base == Deprel::obl &&
                         (clause_.preposition(child) == "in" || clause_.preposition(child) == "to")) ||
                        (depth == 0 && base == Deprel::conj);
      if (!down) continue;
      if (const Draft* found = act_below(child, depth + 1)) return found;
    }
    return nullptr;
  }

  [[nodiscard]] TokenRange conduct_range(TokenIndex at) const {
    TokenRange range;
    if (clause_.nominal(at) && !clause_.tree().has_child(at, {Deprel::cop})) {
      range = clause_.tree().trimmed(at, {Deprel::case_, Deprel::mark, Deprel::cc, Deprel::punct,
                                          Deprel::parataxis, Deprel::conj, Deprel::appos});
    } else {
      range = extended(verb_phrase(at), at);
    }
    return clipped(range, at);
  }

  // Trees over long conducts break off early: what follows in the content belongs to it up to the next
  // conduct or a clause that is set against it.
  [[nodiscard]] TokenRange extended(TokenRange range, TokenIndex at) const {
    const TokenIndex end = document_.sentences[clause_.token(at).sentence].tokens.last;
    TokenIndex last = range.last;
    while (last < end && in_content(last)) {
      const Token& word = clause_.token(last);
      const std::string_view text = clause_.form(last);
      if (one_of(text, {";", ":", "–", "—", "\"", "”", "“"})) break;
      if (word.upos == Upos::CCONJ && last + 1 < end) {
        const TokenIndex next = last + 1;
        const bool clause =
            clause_.lemma(next) == "to" || one_of(clause_.lemma(next), {"that", "must", "will", "should"}) ||
            clause_.tree().has_child(next, {Deprel::nsubj, Deprel::aux}) ||
            (clause_.token(next).upos == Upos::PRON && clause_.token(next).deprel == Deprel::nsubj);
        if (clause || text == "but") break;
      }
      if (text == "," && last + 1 < end &&
          one_of(clause_.lemma(last + 1), {"although", "though", "while", "but", "if", "unless", "and"})) {
        break;
      }
      ++last;
    }
    range.last = std::max(range.last, last);
    return range;
  }

  [[nodiscard]] TokenRange verb_phrase(TokenIndex at) const {
    TokenRange range{at, at + 1};
    for (const TokenIndex child : clause_.tree().children(at)) {
      const Token& word = clause_.token(child);
      const Deprel base = base_relation(word.deprel);
      if (base == Deprel::nsubj && !clause_.passive(at) && !is_predicate(at)) continue;
      if (base == Deprel::aux || base == Deprel::mark || base == Deprel::cc || base == Deprel::punct ||
          base == Deprel::parataxis || base == Deprel::discourse || base == Deprel::case_) {
        continue;
      }
      if (child < at && (base == Deprel::advcl || base == Deprel::obl || clause_.lemma(child) == "not"))
        continue;
      if (base == Deprel::conj && splits(at, child)) continue;
      const TokenRange below = clause_.tree().subtree(child);
      range.first = std::min(range.first, below.first);
      range.last = std::max(range.last, below.last);
    }
    return range;
  }

  [[nodiscard]] bool is_predicate(TokenIndex at) const { return clause_.tree().has_child(at, {Deprel::cop}); }

  // Within the content, without punctuation at the ends.
  [[nodiscard]] TokenRange clipped(TokenRange range, TokenIndex at) const {
    for (const TokenRange content : document_.statements[statement_].content_tokens) {
      if (!content.contains(at)) continue;
      range.first = std::max(range.first, content.first);
      range.last = std::min(range.last, content.last);
    }
    while (range.last > range.first + 1 && clause_.token(range.last - 1).upos == Upos::PUNCT) --range.last;
    while (range.first + 1 < range.last && clause_.token(range.first).upos == Upos::PUNCT) ++range.first;
    return range;
  }

  [[nodiscard]] bool first_person(TokenIndex token) const {
    return one_of(clause_.lemma(token), {"we", "i", "us", "me", "our", "my", "I"});
  }

  void set_party(Obligation& row, TokenIndex party, TokenIndex at) const {
    const Statement& statement = document_.statements[statement_];
    if (party == kNone && clause_.verbal(at)) {
      const TokenIndex found = clause_.agent(at);
      // Above the content only the party asked or bound can be meant.
      if (found != kNone && clause_.could_act(found)) party = found;
    }
    if (party == kNone && !clause_.verbal(at)) {
      if (const Draft* draft = whole_act(at); draft != nullptr && draft->actor.known()) {
        row.party = draft->actor.actor;
        row.party_span = draft->actor.span;
        return;
      }
      const TokenIndex subject = is_predicate(at) ? clause_.subject(at) : kNone;
      if (party == kNone && subject != kNone && clause_.could_act(subject)) party = subject;
    }
    const bool own = kind_ == ObligationKind::commitment;
    if (party != kNone && !first_person(party) && !(own && party == statement.cue_head)) {
      row.party = document_.actor_of(party);
      if (row.party == kNone) row.party = document_.actor_of(clause_.core(party));
      row.party_span = clause_.phrase(party);
      return;
    }
    if (own || party != kNone) {
      row.party = statement.on_behalf != kNone ? statement.on_behalf : statement.speaker;
      row.party_span = statement.speaker_span;
    } else if (statement.target == kNone || clause_.could_be_party(statement.target)) {
      row.party = statement.target;
      row.party_span = statement.target_span;
    }
  }

  void set_beneficiary(Obligation& row, TokenIndex at, const Draft* act) const {
    TokenIndex gains = act != nullptr && row.polarity == Polarity::refrain ? act->recipient.token : kNone;
    if (gains == kNone && act != nullptr &&
        one_of(to_string(act->type()), {"AID", "RETREAT", "SUPPORT", "COOPERATE"})) {
      gains = act->recipient.token;
    }
    if (gains == kNone) gains = clause_.oblique(at, "for");
    if (gains == kNone && clause_.verbal(at) &&
        one_of(clause_.lemma(at), {"protect", "defend", "help", "assist", "support"})) {
      gains = clause_.patient(at);
    }
    if (gains == kNone || !clause_.nominal(gains) || !clause_.could_act(gains)) return;
    row.beneficiary = document_.actor_of(gains);
    row.beneficiary_span = clause_.phrase(gains);
  }

  // "within 48 hours", "no later than 2014", "by Friday"
  [[nodiscard]] TimeIndex deadline(TokenRange range) const {
    for (std::size_t i = 0; i < document_.times.size(); ++i) {
      const TokenRange time = document_.times[i].tokens;
      if (time.first < range.first || time.last > range.last) continue;
      for (TokenIndex before = time.first; before >= time.first - 1 && before > 0; --before) {
        if (one_of(clause_.lemma(before), {"within", "by", "before", "until", "than"}))
          return static_cast<TimeIndex>(i);
      }
    }
    return kNone;
  }

  void emit(TokenIndex at, TokenIndex party, Polarity polarity) {
    const ClassMask classes = clause_.classes(at);
    const bool somebody = !clause_.verbal(at) && !is_predicate(at) && draft_at(at) == nullptr &&
                          (classes & (kPerson | kGroup | kPlaceClass | kTimeClass)) != 0 &&
                          (classes & (kAct | kAbstract)) == 0;
    if (somebody) return;
    for (const Obligation& row : rows_) {
      if (row.conduct_head == at && row.kind == kind_ && row.statement == statement_) return;
    }
    Obligation row;
    row.kind = kind_;
    row.statement = statement_;
    row.conduct_head = at;
    row.polarity = polarity;
    const Draft* act = act_below(at);
    row.type = act == nullptr ? EventType::OTHER : act->type();
    if (restraint(at)) {
      row.polarity = flip(polarity);
      row.type = EventType::ASSAULT;
    }
    const TokenRange range = conduct_range(at);
    row.conduct = document_.span_of(range);
    if (row.conduct.empty()) return;
    set_party(row, party, at);
    set_beneficiary(row, at, act);
    row.at_stake = at_stake_;
    row.deadline = deadline(range);
    row.rule = std::string(to_string(kind_)) + (clause_.verbal(at) ? "-clause" : "-noun");
    row.confidence = row.party == kNone ? 0.6F : 0.75F;
    row.trace = "from " + document_.statements[statement_].id + "; conduct at \"" +
                std::string(clause_.form(at)) + "\"";
    if (act != nullptr) {
      row.trace += "; type by frame " + act->match.frame->id;
      row.rule += "/" + act->match.frame->id;
    }
    rows_.push_back(std::move(row));
  }

  // Codebook, section 5: a call for restraint asks to refrain from violence.
  [[nodiscard]] bool restraint(TokenIndex at) const {
    if (one_of(clause_.lemma(at), {"restraint", "self-restraint"})) return true;
    const TokenIndex object = clause_.verbal(at) ? clause_.tree().child(at, {Deprel::obj}) : kNone;
    return object != kNone && one_of(clause_.lemma(object), {"restraint", "self-restraint"});
  }

  const Clause& clause_;
  const ConductWords& words_;
  const Document& document_;
  const std::vector<Draft>* drafts_ = nullptr;
  std::vector<int> draft_at_;
  std::vector<Obligation> rows_;
  StatementIndex statement_ = kNone;
  ObligationKind kind_ = ObligationKind::demand;
  Span at_stake_;
};

}  // namespace

Result<ConductWords> ConductWords::load(const std::filesystem::path& data_folder) {
  ConductWords words;
  auto table = Table::load(data_folder / "events" / "conduct_words.tsv", {"lemma", "role"});
  if (!table) return table.error();
  for (const TableRow& row : table->rows()) {
    const std::string_view role = row["role"];
    ConductRole parsed = ConductRole::none;
    if (role == "asks") parsed = ConductRole::asks;
    if (role == "binds") parsed = ConductRole::binds;
    if (role == "needs") parsed = ConductRole::needs;
    if (role == "ends") parsed = ConductRole::ends;
    if (role == "refrains") parsed = ConductRole::refrains;
    if (role == "goes_on") parsed = ConductRole::goes_on;
    if (parsed == ConductRole::none) return row.error("unknown role " + std::string(role));
    words.roles_.insert_or_assign(std::string(row["lemma"]), parsed);
  }
  return words;
}

ConductRole ConductWords::role(std::string_view lemma) const {
  const auto found = roles_.find(lemma);
  return found == roles_.end() ? ConductRole::none : found->second;
}

std::vector<Obligation> read_obligations(const Clause& clause, const ConductWords& words,
                                         const Coder& coder) {
  return ObligationReader{clause, words, coder}.run();
}

}  // namespace avow::events
