// Pronouns in chains: agreement, what the clause forbids, salience.
#include <algorithm>

#include "names/chains.hpp"

namespace avow::names {
namespace {

constexpr int kPronounReach = 4;  // sentences back for it and they
constexpr int kPersonReach = 10;  // ... for he and she
constexpr double kLeastScore = 4;

}  // namespace

// The verb (or other predicate) whose argument the token is.
TokenIndex ChainBuilder::governor(TokenIndex token) const {
  TokenIndex up = document_.tokens[token].head;
  while (up != kNone && document_.tokens[token].deprel == Deprel::conj) {
    token = up;
    up = document_.tokens[token].head;
  }
  return up;
}

TokenIndex ChainBuilder::subject_of(TokenIndex verb) const {
  return tree_.child(verb, {Deprel::nsubj, Deprel::nsubj_pass, Deprel::nsubj_outer});
}

double ChainBuilder::agreement(const Chain& chain, const MentionFacts& facts, bool speaks) const {
  const NounClass c = chain.noun_class;
  const bool known_thing = c == NounClass::thing && !chain.named;
  if (c == NounClass::time || chain.first_person) return 0;
  if (speaks && (known_thing || c == NounClass::place)) return c == NounClass::place && chain.named ? 0.2 : 0;
  if (facts.pronoun == PronounKind::he || facts.pronoun == PronounKind::she) {
    if (chain.plural || !chain.members.empty()) return 0;
    if (chain.gender != Gender::unknown && chain.gender != facts.gender) return 0;
    if (c == NounClass::person) return chain.gender == facts.gender ? 1.2 : 0.9;
    return c == NounClass::thing && chain.named ? 0.5 : 0;
  }
  if (facts.pronoun == PronounKind::it) {
    if (c == NounClass::person || chain.plural || !chain.members.empty()) return 0;
    if (c == NounClass::people) return 0.3;
    if (c == NounClass::words) return speaks ? 0.5 : 0.7;
    return c == NounClass::group || c == NounClass::state ? 1.0 : 0.6;
  }
  // they
  if (chain.plural || !chain.members.empty()) {
    if (c == NounClass::person || c == NounClass::people) return 1.1;
    return c == NounClass::thing && !chain.named ? 0.5 : 0.9;
  }
  if (c == NounClass::people) return 1.0;
  if (c == NounClass::group) return chain.kind == ActorKind::armed_group ? 0.8 : 0.5;
  if (c == NounClass::person) return chain.named ? 0 : 0.15;
  if (c == NounClass::thing) return chain.named ? 0.6 : 0;
  return c == NounClass::state ? 0.25 : 0.1;
}

// A pronoun is not the other argument of its own verb, nor the phrase it stands in.
bool ChainBuilder::blocked(const Chain& chain, MentionIndex mention) const {
  const TokenIndex head = document_.mentions[mention].head;
  const SentenceIndex sentence = document_.tokens[head].sentence;
  if (chain.touched != sentence && chain.members.empty()) return false;
  const TokenIndex verb = facts_[mention].possessive ? kNone : governor(head);
  const auto bars = [&](TokenIndex other) {
    if (document_.tokens[other].sentence != sentence) return false;
    if (document_.mentions[document_.mention_at_head[other]].tokens.contains(head)) return true;
    if (verb == kNone || facts_[mention].reflexive) return false;
    return governor(other) == verb && base_relation(document_.tokens[other].deprel) != Deprel::nmod;
  };
  for (std::size_t i = chain.mentions.size(), looked = 0; i-- > 0 && looked < 4; ++looked) {
    if (bars(document_.mentions[chain.mentions[i]].head)) return true;
  }
  // A member's place bars the whole as well: "Germany and France met them".
  return !chain.members.empty() && chain.last_head != kNone && bars(chain.last_head);
}

// "IS said it ...": the subjects of the clauses above come first.
double ChainBuilder::governing_bonus(const Chain& chain, MentionIndex mention) const {
  const MentionFacts& facts = facts_[mention];
  TokenIndex node = document_.mentions[mention].head;
  double bonus = facts.possessive ? 60 : 70;
  bool own_clause = true;
  for (int steps = 0; steps < 16; ++steps) {
    const Token& token = document_.tokens[node];
    if (token.head == kNone) break;
    node = token.head;
    const TokenIndex subject = subject_of(node);
    if (subject == kNone || subject == document_.mentions[mention].head) continue;
    const bool same = chain_at_token(subject) != kNone && &chains_[chain_at_token(subject)] == &chain;
    const bool pair = !chain.members.empty() && chain.last_head == subject;
    if (same || pair) return own_clause && !facts.possessive && !facts.reflexive ? 0.5 * bonus : bonus;
    own_clause = false;
    bonus *= 0.7;
  }
  return 0;
}

ChainBuilder::Link ChainBuilder::link_first_person(MentionIndex mention) const {
  // One speaker for each quote (or stretch outside quotes): the last such chain of the same quote.
  const TokenIndex head = document_.mentions[mention].head;
  const std::size_t least = recent_.size() > 128 ? recent_.size() - 128 : 0;
  for (std::size_t i = recent_.size(); i-- > least;) {
    const Chain& chain = chains_[recent_[i]];
    if (!chain.first_person || chain.merged_into != kNone) continue;
    if (quote_at_[chain.last_head] != quote_at_[head]) return {};
    if (facts_[chain.mentions.back()].pronoun != facts_[mention].pronoun) continue;
    return {recent_[i], 0.9F, "first-person"};
  }
  return {};
}

ChainBuilder::Link ChainBuilder::link_pronoun(MentionIndex mention) const {
  const MentionFacts& facts = facts_[mention];
  if (facts.pronoun == PronounKind::i || facts.pronoun == PronounKind::we) return link_first_person(mention);
  if (facts.pronoun == PronounKind::you || facts.pronoun == PronounKind::other) return {};
  const TokenIndex head = document_.mentions[mention].head;
  const Token& token = document_.tokens[head];
  const bool subject = base_relation(token.deprel) == Deprel::nsubj;
  const bool speaks =
      subject && token.head != kNone && lexicon_.is_agent_verb(document_.tokens[token.head].lemma);
  // "They must prevent attacks": who does something to something is somebody.
  const bool does = facts.pronoun == PronounKind::they && token.deprel == Deprel::nsubj &&
                    token.head != kNone && tree_.has_child(token.head, {Deprel::obj});
  const bool person = facts.pronoun == PronounKind::he || facts.pronoun == PronounKind::she;
  Link best;
  double best_score = kLeastScore;
  const std::size_t least = recent_.size() > 64 ? recent_.size() - 64 : 0;
  for (std::size_t i = recent_.size(); i-- > least;) {
    const ChainIndex index = living(recent_[i]);
    const Chain& chain = chains_[index];
    const int apart = token.sentence - chain.touched;
    if (apart > (person ? kPersonReach : kPronounReach)) continue;
    double fit = agreement(chain, facts, speaks);
    if (does && chain.noun_class == NounClass::thing && !chain.named) fit *= 0.2;
    if (fit <= 0 || blocked(chain, mention)) continue;
    double score = salience_at(chain, token.sentence) + (apart == 0 ? 40 : apart == 1 ? 25 : 5);
    score += governing_bonus(chain, mention);
    if (facts.reflexive && governing_bonus(chain, mention) < 60) score *= 0.3;
    score *= fit;
    if (score > best_score) {
      best_score = score;
      best = {index, static_cast<float>(std::min(0.9, 0.3 + score / 400)),
              person ? "pronoun-gender" : "pronoun-number"};
    }
  }
  return best;
}

}  // namespace avow::names
