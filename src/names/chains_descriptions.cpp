// Descriptions in chains: "the group", "the spokesperson", "both countries".
#include <algorithm>

#include "names/chains.hpp"

namespace avow::names {
namespace {

// How far back a description may point, in sentences.
constexpr int kSameNounReach = 12;
constexpr int kGeneralReach = 4;

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; };
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) { return lower(x) == lower(y); });
}

bool is_modifier(Deprel base) {
  return base == Deprel::amod || base == Deprel::compound || base == Deprel::nmod || base == Deprel::nummod ||
         base == Deprel::acl;
}

}  // namespace

// Words that say which one is meant: "the Turkish president" is not just whoever was spoken of last. A
// group's trade says little: "the campaign group".
bool ChainBuilder::has_own_modifiers(TokenIndex head) const {
  const NounFacts* noun = lexicon_.noun(document_.tokens[head].lemma);
  const bool loose = noun != nullptr && noun->noun_class == NounClass::group &&
                     noun->allows(ActorKind::ngo) && noun->allows(ActorKind::armed_group);
  for (const TokenIndex child : tree_.children(head)) {
    const Token& token = document_.tokens[child];
    const Deprel base = base_relation(token.deprel);
    if (base == Deprel::acl || base == Deprel::nmod) return true;
    if (base != Deprel::compound && base != Deprel::amod) continue;
    const Mention* own = document_.mention_of(child);
    const bool named = own != nullptr && own->kind == MentionKind::name;
    if (!loose || named || token.upos == Upos::PROPN) return true;
  }
  return false;
}

// The new phrase may say less than the earlier one, not something else: "the group" for "the armed group",
// not "the UN envoy" for "the US envoy". Relative clauses of the earlier one count for nothing.
bool ChainBuilder::modifiers_agree(TokenIndex head, TokenIndex earlier) const {
  for (const TokenIndex child : tree_.children(head)) {
    const Token& mine = document_.tokens[child];
    const Deprel base = base_relation(mine.deprel);
    if (!is_modifier(base)) continue;
    bool found = false;
    for (const TokenIndex other : tree_.children(earlier)) {
      if (!is_modifier(base_relation(document_.tokens[other].deprel))) continue;
      found = found || equal_ignoring_case(document_.tokens[other].lemma, mine.lemma);
      const ChainIndex own = chain_at_token(child);
      found = found || (own != kNone && own == chain_at_token(other));
    }
    if (!found) return false;
  }
  return true;
}

ChainBuilder::Link ChainBuilder::same_noun(MentionIndex mention) const {
  const Mention& phrase = document_.mentions[mention];
  const MentionFacts& facts = facts_[mention];
  const Token& head = document_.tokens[phrase.head];
  const bool bare = facts.determiner == Determiner::bare || facts.determiner == Determiner::possessed;
  const std::size_t least = recent_.size() > 96 ? recent_.size() - 96 : 0;
  for (std::size_t i = recent_.size(); i-- > least;) {
    const ChainIndex index = living(recent_[i]);
    const Chain& chain = chains_[index];
    const RegistryEntry* mine = known_[mention].entry;
    if (mine != nullptr && chain.entry != nullptr && mine != chain.entry) continue;
    if (chain.mentions.empty() || chain.first_person || head.sentence - chain.touched > kSameNounReach)
      continue;
    for (std::size_t j = chain.mentions.size(), looked = 0; j-- > 0 && looked < 6; ++looked) {
      const MentionIndex earlier = chain.mentions[j];
      const Mention& other = document_.mentions[earlier];
      if (other.kind == MentionKind::pronoun || facts_[earlier].plural != facts.plural) continue;
      const TokenIndex noun = other.kind == MentionKind::name ? facts_[earlier].name.last - 1 : other.head;
      if (!equal_ignoring_case(document_.tokens[noun].lemma, head.lemma)) continue;
      if (!modifiers_agree(phrase.head, other.head)) continue;
      // Bare plurals and "its forces" go on only from a phrase that says no more.
      if (bare && !facts.modifier && !modifiers_agree(other.head, phrase.head)) continue;
      return {index, bare ? 0.7F : 0.85F, "same-noun"};
    }
  }
  return {};
}

// Does what the registry or the text says of a person's office fit this description?
bool ChainBuilder::office_fits(const Chain& chain, MentionIndex mention) const {
  const Mention& phrase = document_.mentions[mention];
  const std::string_view lemma = document_.tokens[phrase.head].lemma;
  if (chain.period != nullptr && !chain.period->role.empty()) {
    // "the Turkish president": office and country as the registry has them.
    const std::string_view office = chain.period->role;
    const auto& description = known_[mention].description;
    const std::string_view role = description ? description->role : lemma;
    const bool same = equal_ignoring_case(office, role) ||
                      (office.size() > lemma.size() &&
                       equal_ignoring_case(office.substr(office.size() - lemma.size()), lemma) &&
                       office[office.size() - lemma.size() - 1] == ' ' && !has_own_modifiers(phrase.head));
    const bool elsewhere =
        description && !description->country.empty() && description->country != chain.period->country;
    if (same && !elsewhere &&
        (description ? !description->country.empty() || !has_own_modifiers(phrase.head) : true))
      return true;
  }
  for (const TokenIndex role : chain.roles) {
    if (role == phrase.head || !equal_ignoring_case(document_.tokens[role].lemma, lemma)) continue;
    const TokenIndex owner = document_.mention_at_head[role] != kNone ? role : chain.last_head;
    if (modifiers_agree(phrase.head, role) || modifiers_agree(phrase.head, owner)) return true;
  }
  return false;
}

// "the spokesperson" after "Deputy Spokesperson Jalina Porter".
ChainBuilder::Link ChainBuilder::same_role(MentionIndex mention) const {
  const MentionFacts& facts = facts_[mention];
  if (facts.noun == nullptr || facts.noun->noun_class != NounClass::person || facts.plural) return {};
  const std::size_t least = recent_.size() > 96 ? recent_.size() - 96 : 0;
  for (std::size_t i = recent_.size(); i-- > least;) {
    const ChainIndex index = living(recent_[i]);
    const Chain& chain = chains_[index];
    if (chain.plural || !chain.members.empty()) continue;
    if (office_fits(chain, mention)) return {index, 0.8F, "same-role"};
  }
  return {};
}

// "the group", "the country", "the official": a more general word for who was spoken of last.
ChainBuilder::Link ChainBuilder::more_general(MentionIndex mention) const {
  const Mention& phrase = document_.mentions[mention];
  const MentionFacts& facts = facts_[mention];
  if (facts.noun == nullptr || facts.plural || known_[mention].entry != nullptr) return {};
  if (has_own_modifiers(phrase.head)) return {};
  const SentenceIndex sentence = document_.tokens[phrase.head].sentence;
  const NounClass wanted = facts.noun->noun_class;
  Link best;
  double best_score = 0;
  const std::size_t least = recent_.size() > 40 ? recent_.size() - 40 : 0;
  for (std::size_t i = recent_.size(); i-- > least;) {
    const ChainIndex index = living(recent_[i]);
    const Chain& chain = chains_[index];
    if (sentence - chain.touched > kGeneralReach || !chain.named || chain.plural || !chain.members.empty())
      continue;
    bool fits = false;
    if (wanted == NounClass::group) {
      fits = chain.noun_class == NounClass::group &&
             (chain.kind == ActorKind::unknown || facts.noun->allows(chain.kind));
    } else if (wanted == NounClass::state) {
      fits = chain.noun_class == NounClass::state;
    } else if (wanted == NounClass::person) {
      const bool clash =
          facts.gender != Gender::unknown && chain.gender != Gender::unknown && facts.gender != chain.gender;
      const bool office = chain.period != nullptr && !chain.period->role.empty();
      fits = chain.noun_class == NounClass::person && chain.roles.empty() && !office && !clash;
    }
    const double score = fits ? salience_at(chain, sentence) : 0;
    if (score > best_score) {
      best_score = score;
      best = {index, 0.6F, "more-general"};
    }
  }
  return best;
}

ChainBuilder::Link ChainBuilder::link_description(MentionIndex mention) const {
  const MentionFacts& facts = facts_[mention];
  if (facts.determiner == Determiner::indefinite || document_.mentions[mention].kind == MentionKind::pronoun)
    return {};
  const Upos upos = document_.tokens[document_.mentions[mention].head].upos;
  if (upos != Upos::NOUN && upos != Upos::PROPN) return {};
  if (facts.noun != nullptr && facts.noun->noun_class == NounClass::time) return {};
  Link found = same_noun(mention);
  if (found.chain != kNone) return found;
  const bool definite =
      facts.determiner == Determiner::definite || facts.determiner == Determiner::demonstrative;
  if (definite || upos == Upos::PROPN || facts.modifier) found = same_role(mention);
  if (found.chain == kNone && definite) found = more_general(mention);
  return found;
}

// "both countries", "the two sides": the last pair spoken of, else the two that stand out.
ChainBuilder::Link ChainBuilder::two_sides(MentionIndex mention) {
  const MentionFacts& facts = facts_[mention];
  const TokenIndex head = document_.mentions[mention].head;
  const SentenceIndex sentence = document_.tokens[head].sentence;
  const NounClass wanted = facts.noun == nullptr ? NounClass::thing : facts.noun->noun_class;
  const auto fits = [&](const Chain& chain) {
    if (chain.plural || chain.first_person) return false;
    if (wanted == NounClass::state)
      return chain.noun_class == NounClass::state || chain.noun_class == NounClass::place;
    if (wanted == NounClass::person) return chain.noun_class == NounClass::person;
    if (wanted == NounClass::thing) return chain.noun_class == NounClass::thing && !chain.named;
    return chain.noun_class == NounClass::group || chain.noun_class == NounClass::state;
  };
  std::vector<ChainIndex> best;
  const std::size_t least = recent_.size() > 40 ? recent_.size() - 40 : 0;
  for (std::size_t i = recent_.size(); i-- > least;) {
    const ChainIndex index = living(recent_[i]);
    const Chain& chain = chains_[index];
    if (sentence - chain.touched > 2 || index == chain_at_token(head)) continue;
    if (chain.members.size() == 2) {
      const bool both = std::all_of(chain.members.begin(), chain.members.end(),
                                    [&](ChainIndex member) { return fits(chains_[living(member)]); });
      if (both) return {index, 0.8F, "last-pair"};
      continue;
    }
    if (!chain.members.empty() || !chain.named || !fits(chain)) continue;
    if (best.size() < 2 && std::find(best.begin(), best.end(), index) == best.end()) best.push_back(index);
  }
  if (best.size() < 2) return {};
  Chain group;
  group.members = {best[1], best[0]};
  group.plural = true;
  group.gender = Gender::plural;
  group.noun_class = chains_[best[0]].noun_class;
  group.named = true;
  chains_.push_back(std::move(group));
  return {static_cast<ChainIndex>(chains_.size() - 1), 0.5F, "two-most-salient"};
}

}  // namespace avow::names
