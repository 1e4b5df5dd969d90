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
    for (std::size_t i = 0; i < drafts_.size(); ++i) across_sentences(static_cast<int>(i));
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
    if (b.match.actor == kNone && a.match.actor != b.head()) {
      b.match.actor = a.match.actor;
      b.match.actor_slot = a.match.actor_slot;
    }
    if (b.match.recipient == kNone && a.match.recipient != b.head()) {
      b.match.recipient = a.match.recipient;
      b.match.recipient_slot = a.match.recipient_slot;
    }
    if (!b.killed) b.killed = a.killed;
    if (!b.injured) b.injured = a.injured;
    if (b.place == kNone && b.place_span.empty()) {
      b.place = a.place;
      b.place_span = a.place_span;
    }
    if (b.time == kNone) b.time = a.time;
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
    if (first.match.verb != second.match.verb) return;
    const bool kin = first.type() == second.type();
    const auto share = [&](TokenIndex& a, std::string& a_slot, TokenIndex& b, std::string& b_slot) {
      if (a == kNone && b != kNone && b != first.head()) {
        a = b;
        a_slot = b_slot + " (shared)";
      } else if (b == kNone && a != kNone && a != second.head()) {
        b = a;
        b_slot = a_slot + " (shared)";
      }
    };
    const bool own_recipients = first.match.recipient != kNone && second.match.recipient != kNone;
    if (!second.match.verb) {
      share(first.match.actor, first.match.actor_slot, second.match.actor, second.match.actor_slot);
      if (kin)
        share(first.match.recipient, first.match.recipient_slot, second.match.recipient,
              second.match.recipient_slot);
    }
    if (!kin) return;
    if (second.match.verb) {
      const bool toll = (first.match.frame->kills || first.match.frame->wounds) &&
                        (second.match.frame->kills || second.match.frame->wounds);
      if (own_recipients && !toll && first.match.recipient != second.match.recipient) return;
    } else if (own_recipients && first.match.recipient != second.match.recipient) {
      return;
    }
    if (first.factuality.value != second.factuality.value) return;
    first.trigger.last = std::max(first.trigger.last, second.trigger.last);
    join(index, first_index, "coordinated");
  }

  void within_sentence(int index) {
    Draft& here = draft(index);
    if (here.into >= 0 || here.type() != EventType::ASSAULT) return;
    if (here.match.verb) {
      by_act(index);
    } else {
      predicate_noun(index);
    }
    if (here.into < 0 && here.match.frame->result) result_noun(index);
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
    for (const std::string_view preposition : {"in", "by", "during", "with", "after"}) {
      const TokenIndex below = clause_.oblique(here.head(), preposition);
      const int act = draft_at(below);
      if (act < 0 || act == index || draft(act).type() != EventType::ASSAULT || draft(act).match.verb)
        continue;
      // Another scope: "killed in the first days of the offensive" has the offensive further down.
      if (draft(act).head() != below) continue;
      const bool one_incident =
          draft(act).match.recipient != kNone && !draft(act).aggregate && !here.aggregate;
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
          (draft(main).match.recipient == kNone || here.match.recipient == kNone ||
           same_party(clause_, draft(main).match.recipient, here.match.recipient))) {
        join(index, main, "how it was done");
      }
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
    const TokenIndex actor = here.match.actor;
    if (actor == kNone) return;
    if ((clause_.classes(actor) & (kAct | kAbstract | kCommunication | kTimeClass | kIllness)) == 0 ||
        clause_.could_act(actor)) {
      return;
    }
    const int act = draft_at(actor);
    here.match.actor = act >= 0 && &draft(act) != &here ? draft(act).match.actor : kNone;
    here.match.actor_slot += " (an act)";
  }

  [[nodiscard]] bool definite(const Draft& here) const {
    if (here.match.verb) return false;
    const TokenIndex determiner = clause_.tree().child(here.head(), {Deprel::det});
    if (determiner == kNone) return false;
    return one_of(clause_.lemma(determiner), {"the", "this", "that", "these", "those", "such"});
  }

  [[nodiscard]] bool conflict(TokenIndex a, TokenIndex b) const {
    return a != kNone && b != kNone && !same_party(clause_, a, b);
  }
  [[nodiscard]] bool agree(TokenIndex a, TokenIndex b) const {
    return a != kNone && b != kNone && same_party(clause_, a, b);
  }

  [[nodiscard]] bool compatible(const Draft& a, const Draft& b) const {
    if (a.type() != b.type()) return false;
    if (happened(a.factuality.value) != happened(b.factuality.value)) return false;
    if (!happened(a.factuality.value) && a.factuality.value != b.factuality.value) return false;
    if (conflict(a.match.actor, b.match.actor) || conflict(a.match.recipient, b.match.recipient))
      return false;
    if (a.killed && b.killed && a.killed->low != b.killed->low) return false;
    if (a.place != kNone && b.place != kNone && a.place != b.place && !definite(b)) return false;
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

  [[nodiscard]] std::string_view reason_to_join(const Draft& earlier, const Draft& later) const {
    if (!compatible(earlier, later) || !kindred(earlier, later)) return {};
    const bool actors = agree(earlier.match.actor, later.match.actor);
    const bool recipients = agree(earlier.match.recipient, later.match.recipient);
    if (actors && recipients) return "same parties";
    if (recipients && (later.match.actor == kNone || earlier.match.actor == kNone)) return "same recipient";
    if (actors && (later.match.recipient == kNone || earlier.match.recipient == kNone) &&
        (!later.match.verb || !earlier.match.verb ||
         clause_.lemma(earlier.head()) == clause_.lemma(later.head()))) {
      return "same actor";
    }
    const bool bare = later.match.actor == kNone && later.match.recipient == kNone;
    if (bare && (definite(later) || !later.match.verb)) return "named again";
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
    return (here.match.actor != kNone ? 2 : 0) + (here.match.recipient != kNone ? 2 : 0) +
           (here.killed.has_value() ? 1 : 0);
  }

  const Clause& clause_;
  std::vector<Draft>& drafts_;
  std::vector<int> at_;
};

}  // namespace

bool same_party(const Clause& clause, TokenIndex a, TokenIndex b) {
  if (a == b) return true;
  const Document& document = clause.document();
  const auto actor_of = [&](TokenIndex token) {
    const ActorIndex own = document.actor_of(token);
    return own != kNone ? own : document.actor_of(clause.core(token));
  };
  const ActorIndex first = actor_of(a);
  const ActorIndex second = actor_of(b);
  if (first != kNone && first == second) return true;
  if (first != kNone && second != kNone) {
    const Actor& x = document.actors[first];
    const Actor& y = document.actors[second];
    const std::string& side_x = x.side_id.empty() ? x.id : x.side_id;
    const std::string& side_y = y.side_id.empty() ? y.id : y.side_id;
    if (side_x == side_y) return true;
    const auto member = [](const Actor& whole, ActorIndex part) {
      return std::find(whole.members.begin(), whole.members.end(), part) != whole.members.end();
    };
    if (member(x, second) || member(y, first)) return true;
    if (x.in_registry && y.in_registry) return false;
  }
  return clause.lemma(clause.core(a)) == clause.lemma(clause.core(b));
}

void join_drafts(const Clause& clause, std::vector<Draft>& drafts) {
  Joiner{clause, drafts}.run();
}

}  // namespace avow::events
