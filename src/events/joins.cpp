#include "events/joins.hpp"

#include <algorithm>

#include "avow/document/xpos.hpp"

namespace avow::events {
namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool happened(Factuality value) {
  return value == Factuality::CT_plus || value == Factuality::PR_plus;
}

class Joiner {
 public:
  Joiner(const Clause& clause, std::vector<Draft>& drafts) : clause_(clause), drafts_(drafts) {
    at_.assign(clause.document().tokens.size(), -1);
    for (std::size_t i = 0; i < drafts.size(); ++i) {
      at_[static_cast<std::size_t>(drafts[i].head())] = static_cast<int>(i);
    }
  }

  void run() {
    for (std::size_t i = 0; i < drafts_.size(); ++i) phrase_words(static_cast<int>(i));
    for (std::size_t i = 0; i < drafts_.size(); ++i) share_coordinated(static_cast<int>(i));
    for (std::size_t i = 0; i < drafts_.size(); ++i) within_sentence(static_cast<int>(i));
    for (std::size_t i = 0; i < drafts_.size(); ++i) drop_act_actor(drafts_[i]);
    for (std::size_t i = 0; i < drafts_.size(); ++i) borrow_actor(static_cast<int>(i));
    for (std::size_t i = 0; i < drafts_.size(); ++i) across_sentences(static_cast<int>(i));
    for (std::size_t i = 0; i < drafts_.size(); ++i) whose_act(static_cast<int>(i));
  }

 private:
  Draft& draft(int index) { return drafts_[static_cast<std::size_t>(index)]; }

  [[nodiscard]] int draft_at(TokenIndex token) const {
    if (token == kNone) return -1;
    int index = at_[static_cast<std::size_t>(token)];
    while (index >= 0 && drafts_[static_cast<std::size_t>(index)].into >= 0) {
      index = drafts_[static_cast<std::size_t>(index)].into;
    }
    return index;
  }

  void join(int from, int to, std::string_view why) {
    if (from == to || from < 0 || to < 0) return;
    Draft& a = draft(from);
    Draft& b = draft(to);
    if (a.into >= 0 || b.into >= 0) return;
    a.into = to;
    b.others.push_back(a.trigger);
    b.others.insert(b.others.end(), a.others.begin(), a.others.end());
    a.others.clear();
    if (!b.actor.known() && a.actor.token != b.head()) b.actor = a.actor;
    if (!b.recipient.known() && a.recipient.token != b.head()) b.recipient = a.recipient;
    if (!b.killed) b.killed = a.killed;
    if (!b.injured) b.injured = a.injured;
    if (b.place == kNone && b.place_span.empty()) {
      b.place = a.place;
      b.place_span = a.place_span;
      b.place_why = a.place_why;
    }
    if (b.time == kNone) {
      b.time = a.time;
      b.time_why = a.time_why;
    }
    b.own_words_of_article = b.own_words_of_article || a.own_words_of_article;
    if (!b.joined.empty()) b.joined += "; ";
    b.joined += std::string(clause_.form(a.head())) + " (" + std::string(why) + ")";
  }

  // "held talks": the noun of a phrase is no act besides the phrase.
  void phrase_words(int index) {
    if (draft(index).into >= 0) return;
    for (const TokenIndex word : draft(index).match.words) {
      const int other = at_[static_cast<std::size_t>(word)];
      if (other < 0 || other == index || draft(other).into >= 0) continue;
      if (draft(index).match.verb || !draft(other).match.verb) join(other, index, "words of the phrase");
    }
  }

  // Coordinated acts share a party that stands with one of them ("shelling and airstrikes by the army").
  void share_coordinated(int index) {
    Draft& second = draft(index);
    if (clause_.token(second.head()).deprel != Deprel::conj) return;
    const int first_index = draft_at(clause_.token(second.head()).head);
    if (first_index < 0 || first_index == index || second.into >= 0) return;
    Draft& first = draft(first_index);
    const bool gerunds =
        clause_.form(first.head()).ends_with("ing") && clause_.form(second.head()).ends_with("ing");
    if (first.match.verb != second.match.verb && !gerunds) return;
    const bool kin = first.type() == second.type();
    const auto share = [&](Party& a, Party& b) {
      if (!a.known() && b.known() && b.token != first.head()) {
        a = b;
      } else if (!b.known() && a.known() && a.token != second.head()) {
        b = a;
      }
    };
    const bool own_recipients = first.recipient.known() && second.recipient.known();
    const bool one_recipient = first.recipient.token == second.recipient.token;
    if (!second.match.verb || gerunds) {
      share(first.actor, second.actor);
      if (kin) share(first.recipient, second.recipient);
    }
    if (!kin) return;
    if (second.match.verb) {
      const bool toll = (first.match.frame->kills || first.match.frame->wounds) &&
                        (second.match.frame->kills || second.match.frame->wounds);
      if (own_recipients && !toll && !one_recipient) return;
    } else if (own_recipients && !one_recipient) {
      return;
    }
    if (first.factuality.value != second.factuality.value) return;
    first.trigger.last = std::max(first.trigger.last, second.trigger.last);
    join(index, first_index, "coordinated");
  }

  void within_sentence(int index) {
    Draft& here = draft(index);
    if (here.into >= 0) return;
    if (here.match.verb) purpose(index);
    if (here.into >= 0 || here.type() != EventType::ASSAULT) return;
    if (here.match.verb) {
      by_act(index);
    } else {
      predicate_noun(index);
    }
    if (here.into < 0 && here.match.frame->result) result_noun(index);
  }

  // "build a force to patrol the border": what it is for, of the same type, is no act of its own.
  void purpose(int index) {
    const Draft& here = draft(index);
    if (clause_.preposition(here.head()) != "to") return;
    TokenIndex up = clause_.token(here.head()).head;
    for (int depth = 0; depth < 3 && up != kNone; ++depth) {
      const int main = draft_at(up);
      if (main >= 0 && main != index && draft(main).type() == here.type()) {
        join(index, main, "its purpose");
        return;
      }
      up = clause_.token(up).head;
    }
  }

  // "The blast killed nine", "an attack that killed nine", "killed in air strikes".
  void by_act(int index) {
    const Draft& here = draft(index);
    const int subject = draft_at(clause_.agent(here.head()));
    if (subject >= 0 && subject != index && draft(subject).type() == EventType::ASSAULT &&
        !draft(subject).match.verb) {
      join(index, subject, "what the act did");
      return;
    }
    // "the attack, where nine were killed"
    const Token& verb = clause_.token(here.head());
    if (verb.deprel == Deprel::acl_relcl && verb.head != kNone) {
      const int act = draft_at(verb.head);
      if (act >= 0 && act != index && draft(act).type() == EventType::ASSAULT && !draft(act).match.verb) {
        join(index, act, "what the act did");
        return;
      }
    }
    for (const std::string_view preposition : {"in", "by", "during", "with", "after"}) {
      const TokenIndex below = clause_.oblique(here.head(), preposition);
      const int act = draft_at(below);
      if (act < 0 || act == index || draft(act).type() != EventType::ASSAULT || draft(act).match.verb)
        continue;
      // Another scope: "killed in the first days of the offensive" has the offensive further down.
      if (draft(act).head() != below) continue;
      const bool one_incident = draft(act).recipient.known() && !draft(act).aggregate && !here.aggregate;
      if (one_incident) {
        join(index, act, "what the act did");
      } else {
        join(act, index, "the act that did it");
      }
      return;
    }
    // "nine killed when a bomb exploded", "shot dead in ..." : a clause of manner or time of the same kind
    const Token& word = clause_.token(here.head());
    if (word.deprel == Deprel::advcl && word.head != kNone) {
      const int main = draft_at(word.head);
      if (main >= 0 && main != index && draft(main).type() == EventType::ASSAULT && draft(main).match.verb &&
          (clause_.preposition(here.head()) == "when" || clause_.preposition(here.head()).empty()) &&
          (!draft(main).recipient.known() || !here.recipient.known() ||
           same_party(clause_, draft(main).recipient, here.recipient))) {
        join(index, main, "how it was done");
        return;
      }
    }
    killed_when(index);
  }

  // "four were killed when police opened fire": the clause may hang anywhere; its act names nobody else, and
  // the dead have no killer yet.
  void killed_when(int index) {
    const Draft& here = draft(index);
    if (!here.match.verb || !here.actor.known() || here.recipient.known() || here.into >= 0) return;
    if (here.factuality.value != Factuality::CT_plus) return;
    for (int other = index - 1; other >= 0; --other) {
      const Draft& toll = draft(other);
      if (clause_.token(toll.head()).sentence != clause_.token(here.head()).sentence) return;
      if (toll.into >= 0 || (toll.match.frame->wounds && !toll.match.frame->kills)) continue;
      if (!toll.match.frame->kills || toll.actor.known()) return;
      bool when = false;
      for (TokenIndex token = toll.head() + 1; token < here.head(); ++token) {
        const std::string_view lemma = clause_.lemma(token);
        when = when || lemma == "when" || lemma == "as" || lemma == "after";
        if (lemma == ";" || lemma == "but") return;
      }
      if (when) join(index, other, "how it was done");
      return;
    }
  }

  // "the attack was an air strike", "the attack, a bombing"
  void predicate_noun(int index) {
    const Draft& here = draft(index);
    const Token& word = clause_.token(here.head());
    if (clause_.tree().has_child(here.head(), {Deprel::cop})) {
      const int subject = draft_at(clause_.subject(here.head()));
      if (subject >= 0 && subject != index && draft(subject).type() == here.type()) {
        join(index, subject, "said to be the same");
      }
    } else if (word.deprel == Deprel::appos) {
      const int first = draft_at(word.head);
      if (first >= 0 && first != index && draft(first).type() == here.type())
        join(index, first, "apposition");
    }
  }

  void result_noun(int index) {
    const SentenceIndex sentence = clause_.token(draft(index).head()).sentence;
    for (int other = index - 1; other >= 0; --other) {
      if (clause_.token(draft(other).head()).sentence != sentence) break;
      if (draft(other).into < 0 && draft(other).type() == EventType::ASSAULT) {
        join(index, other, "its toll");
        return;
      }
    }
  }

  // "Fighting drove thousands from their homes": an act is nobody; who fought may be known.
  void drop_act_actor(Draft& here) {
    const TokenIndex actor = here.actor.token;
    if (actor == kNone) return;
    if ((clause_.classes(actor) & (kAct | kAbstract | kCommunication | kTimeClass | kIllness)) == 0 ||
        clause_.could_act(actor)) {
      return;
    }
    const int act = draft_at(actor);
    here.actor = act >= 0 && &draft(act) != &here ? draft(act).actor : Party{};
  }

  // "protested against the looting": against those who looted.
  void whose_act(int index) {
    Draft& here = draft(index);
    if (here.into >= 0 || here.type() != EventType::PROTEST) return;
    const int act = draft_at(here.recipient.token);
    if (act >= 0 && act != index && draft(act).actor.known()) here.recipient = draft(act).actor;
  }

  // "killed in the first days of Dorva's offensive": whose offensive it was.
  void borrow_actor(int index) {
    Draft& here = draft(index);
    if (here.into >= 0) return;
    const bool harm = here.type() == EventType::ASSAULT || here.type() == EventType::COERCE;
    if (here.actor.known() || !harm || !here.match.verb) return;
    borrow_below(index, here.head());
    // "killed and wounded in the first days of the offensive": the phrase may hang on the second.
    for (const TokenIndex child : clause_.tree().children(here.head())) {
      const bool second =
          clause_.token(child).deprel == Deprel::conj && clause_.token(child).upos == Upos::VERB;
      if (second && !draft(index).actor.known()) borrow_below(index, child);
    }
  }

  void borrow_below(int index, TokenIndex verb) {
    Draft& here = draft(index);
    for (const std::string_view preposition : {"in", "during", "by", "since", "after"}) {
      const TokenIndex below = clause_.oblique(verb, preposition);
      if (below == kNone) continue;
      const TokenRange range = clause_.tree().subtree(below);
      for (TokenIndex token = range.first; token < range.last; ++token) {
        const int act = draft_at(token);
        if (act < 0 || act == index || draft(act).type() != EventType::ASSAULT || !draft(act).actor.known())
          continue;
        if (same_party(clause_, draft(act).actor, here.recipient)) continue;
        here.actor = draft(act).actor;
        here.actor.from += " (of the " + std::string(clause_.form(draft(act).head())) + ")";
        return;
      }
    }
  }

  [[nodiscard]] bool definite(const Draft& here) const {
    if (here.match.verb) return false;
    const TokenIndex determiner = clause_.tree().child(here.head(), {Deprel::det});
    if (determiner == kNone) return false;
    return one_of(clause_.lemma(determiner), {"the", "this", "that", "these", "those", "such"});
  }

  [[nodiscard]] bool conflict(const Party& a, const Party& b) const {
    return a.known() && b.known() && !same_party(clause_, a, b);
  }
  [[nodiscard]] bool agree(const Party& a, const Party& b) const {
    return a.known() && b.known() && same_party(clause_, a, b);
  }

  // "took power in the country ... in the capital": the same seizure told of two places.
  [[nodiscard]] bool one_taking(const Draft& a, const Draft& b) const {
    if (a.match.frame != b.match.frame || a.match.words.empty() || !agree(a.actor, b.actor)) return false;
    const auto place = [&](const Party& party) {
      return party.token != kNone && (clause_.classes(party.token) & kPlaceClass) != 0;
    };
    return place(a.recipient) && place(b.recipient);
  }

  // A place said of the act or in its clause, not one the text was speaking of before.
  [[nodiscard]] static bool told_with_it(const Draft& here) {
    return here.place != kNone &&
           (here.place_why.starts_with("said") || here.place_why.starts_with("own clause"));
  }

  [[nodiscard]] bool compatible(const Draft& a, const Draft& b) const {
    if (a.type() != b.type()) return false;
    if (happened(a.factuality.value) != happened(b.factuality.value)) return false;
    if (!happened(a.factuality.value) && a.factuality.value != b.factuality.value) return false;
    if (conflict(a.actor, b.actor)) return false;
    if (conflict(a.recipient, b.recipient) && !one_taking(a, b)) return false;
    if (a.killed && b.killed && a.killed->low != b.killed->low) return false;
    const bool two_places = told_with_it(a) && told_with_it(b) && a.place != b.place;
    if (two_places && !definite(b)) return false;
    return true;
  }

  [[nodiscard]] bool kindred(const Draft& a, const Draft& b) const {
    if (a.match.frame == b.match.frame) return true;
    if (clause_.lemma(a.head()) == clause_.lemma(b.head())) return true;
    // Acts of violence are named now one way, now another; other types go by their mode.
    if (a.type() == EventType::ASSAULT) {
      return !a.match.frame->kills && !b.match.frame->kills && !a.match.frame->wounds &&
             !b.match.frame->wounds;
    }
    return a.type() == EventType::CONSULT ||
           (!a.match.frame->mode.empty() && a.match.frame->mode == b.match.frame->mode);
  }

  // A war or insurgency is no name for an attack in it.
  [[nodiscard]] static bool long_war(const Draft& here) {
    return here.match.frame->id == "war" || here.match.frame->id == "campaign";
  }

  [[nodiscard]] std::string_view reason_to_join(const Draft& earlier, const Draft& later) const {
    if (!compatible(earlier, later) || !kindred(earlier, later)) return {};
    const bool actors = agree(earlier.actor, later.actor);
    const bool recipients = agree(earlier.recipient, later.recipient);
    if (actors && recipients) return "same parties";
    if (recipients && (!later.actor.known() || !earlier.actor.known())) return "same recipient";
    if (actors && (!later.recipient.known() || !earlier.recipient.known()) &&
        (!later.match.verb || !earlier.match.verb ||
         clause_.lemma(earlier.head()) == clause_.lemma(later.head()))) {
      return "same actor";
    }
    const bool bare = !later.actor.known() && !later.recipient.known();
    if (bare && definite(later)) return "named again";
    if (bare && !later.match.verb && !long_war(later) && !long_war(earlier)) return "named again";
    // "The strike was carried out by ...": the definite noun tells more of an act told before.
    if (definite(later) && !later.aggregate && !earlier.actor.known() && !earlier.aggregate)
      return "told more of";
    return {};
  }

  void across_sentences(int index) {
    if (draft(index).into >= 0) return;
    for (int other = index - 1; other >= 0; --other) {
      if (draft(other).into >= 0) continue;
      const std::string_view why = reason_to_join(draft(other), draft(index));
      if (why.empty()) continue;
      const bool later_fuller = fullness(draft(index)) > fullness(draft(other));
      if (later_fuller) {
        join(other, index, why);
      } else {
        join(index, other, why);
      }
      return;
    }
  }

  static int fullness(const Draft& here) {
    return (here.actor.known() ? 2 : 0) + (here.recipient.known() ? 2 : 0) +
           (here.killed.has_value() ? 1 : 0);
  }

  const Clause& clause_;
  std::vector<Draft>& drafts_;
  std::vector<int> at_;
};

}  // namespace

bool same_party(const Clause& clause, const Party& a, const Party& b) {
  if (a.token != kNone && a.token == b.token) return true;
  const Document& document = clause.document();
  if (a.actor != kNone && a.actor == b.actor) return true;
  if (a.actor != kNone && b.actor != kNone) {
    const Actor& x = document.actors[a.actor];
    const Actor& y = document.actors[b.actor];
    const std::string& side_x = x.side_id.empty() ? x.id : x.side_id;
    const std::string& side_y = y.side_id.empty() ? y.id : y.side_id;
    if (side_x == side_y) return true;
    const auto member = [](const Actor& whole, ActorIndex part) {
      return std::find(whole.members.begin(), whole.members.end(), part) != whole.members.end();
    };
    if (member(x, b.actor) || member(y, a.actor)) return true;
    if (x.in_registry && y.in_registry) return false;
  }
  return a.token != kNone && b.token != kNone &&
         clause.lemma(clause.core(a.token)) == clause.lemma(clause.core(b.token));
}

void join_drafts(const Clause& clause, std::vector<Draft>& drafts) {
  Joiner{clause, drafts}.run();
}

}  // namespace avow::events
