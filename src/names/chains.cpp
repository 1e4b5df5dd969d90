#include "names/chains.hpp"

#include <algorithm>
#include <cmath>

namespace avow::names {
namespace {

// Is the name one or more whole words of the name of a body that publishes the document itself?
bool in_publisher_name(const Document& document, Span name) {
  if (document.publisher_kind.empty() || document.publisher_kind == "media") return false;
  const std::string words = " " + document.publisher + " ";
  return words.find(" " + std::string(document.text_of(name)) + " ") != std::string::npos;
}

}  // namespace

ChainBuilder::ChainBuilder(Document& document, const Tree& tree, const NameLexicon& lexicon,
                           const std::vector<MentionFacts>& facts, const std::vector<Knowledge>& known)
    : document_(document),
      tree_(tree),
      lexicon_(lexicon),
      facts_(facts),
      known_(known),
      chain_at_(facts.size(), kNone) {
  chains_.reserve(facts.size());
}

void ChainBuilder::run() {
  mark_quotes();
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    const auto mention = static_cast<MentionIndex>(i);
    link(mention);
    // The last conjunct is read: now the whole stands.
    const TokenIndex head = document_.mentions[mention].head;
    const Token& token = document_.tokens[head];
    if (token.deprel != Deprel::conj || token.head == kNone || token.head > head) continue;
    if (tree_.coordination(token.head).back() == head) open_group(token.head);
  }
  link_first_persons();
}

ChainIndex ChainBuilder::living(ChainIndex chain) const {
  while (chain != kNone && chains_[chain].merged_into != kNone) chain = chains_[chain].merged_into;
  return chain;
}

ChainIndex ChainBuilder::chain_at_token(TokenIndex token) const {
  if (token == kNone) return kNone;
  const Index mention = document_.mention_at_head[token];
  return mention == kNone ? kNone : living(chain_at_[mention]);
}

void ChainBuilder::link(MentionIndex mention) {
  const MentionFacts& facts = facts_[mention];
  Link found = link_apposition(mention);
  const bool apposed = found.chain != kNone;
  if (document_.mentions[mention].kind == MentionKind::name) {
    Link by_name = link_entry(mention);
    if (by_name.chain == kNone) by_name = link_name(mention);
    if (apposed && by_name.chain != kNone && by_name.chain != found.chain) {
      // "the minister, Jane Doe" where Jane Doe is known: the description joins her chain.
      merge(found.chain, by_name.chain);
      found = by_name;
    } else if (!apposed) {
      found = by_name;
      if (found.chain == kNone) found = link_bracket(mention);
    }
  } else if (!apposed && facts.pronoun != PronounKind::none) {
    found = facts.pronoun == PronounKind::relative ? link_relative(mention) : link_pronoun(mention);
  } else if (!apposed) {
    found = facts.dual ? two_sides(mention) : link_entry(mention);
    if (found.chain == kNone) found = link_description(mention);
  }
  if (found.chain == kNone) return open(mention, "new");
  join(mention, found);
}

NounClass ChainBuilder::class_of(MentionIndex mention) const {
  const MentionFacts& facts = facts_[mention];
  if (const Knowledge& known = known_[mention]; known.entry != nullptr) {
    if (known.alias_kind == AliasKind::people) return NounClass::people;
    if (known.entry->state) return NounClass::state;
    const ActorKind kind = known.period != nullptr ? known.period->kind : known.entry->periods.front().kind;
    if (kind == ActorKind::civilians) return NounClass::people;
    return kind == ActorKind::person ? NounClass::person : NounClass::group;
  }
  if (known_[mention].place) return NounClass::place;
  if (document_.mentions[mention].kind != MentionKind::name) {
    return facts.noun == nullptr ? NounClass::thing : facts.noun->noun_class;
  }
  if (facts.noun != nullptr &&
      (facts.noun->noun_class == NounClass::person || facts.noun->noun_class == NounClass::title)) {
    return NounClass::person;
  }
  if (facts.entity != nullptr) {
    switch (facts.entity->type) {
      case EntityType::person:
        // Not "Norvia" in what the Ministry of Foreign Affairs of Norvia publishes.
        if (in_publisher_name(document_, document_.span_of(facts.name))) break;
        return NounClass::person;
      case EntityType::location:
      case EntityType::facility:
        return NounClass::place;
      case EntityType::organization:
        return NounClass::group;
      case EntityType::norp:
        return NounClass::people;
      default:
        break;
    }
  }
  const NounFacts* last = lexicon_.noun(document_.tokens[facts.name.last - 1].lemma);
  if (last != nullptr && last->noun_class != NounClass::person) return last->noun_class;
  if (facts.entity == nullptr && facts.name.size() > 1 && facts.gender != Gender::unknown)
    return NounClass::person;
  return NounClass::thing;
}

// What the mention adds to what is known of its chain.
void ChainBuilder::absorb(ChainIndex index, MentionIndex mention) {
  Chain& chain = chains_[index];
  const MentionFacts& facts = facts_[mention];
  const Mention& phrase = document_.mentions[mention];
  if (phrase.kind == MentionKind::pronoun) {
    // "the minister ... she": from now on a woman.
    const bool gendered = facts.gender == Gender::female || facts.gender == Gender::male;
    if (gendered && chain.gender == Gender::unknown) chain.gender = facts.gender;
    return;
  }
  const NounClass noun_class = class_of(mention);
  if (chain.noun_class == NounClass::thing) chain.noun_class = noun_class;
  const Knowledge& known = known_[mention];
  if (known.place) chain.place = true;
  // A surname the registry knows says nothing of a full name that it does not know: "Park" after "Park
  // Beom-kye".
  const bool full_name_unknown = noun_class == NounClass::person && facts.name.size() == 1 &&
                                 std::any_of(chain.names.begin(), chain.names.end(),
                                             [](const NameKey& key) { return key.words.size() > 1; });
  if (known.entry != nullptr && chain.entry == nullptr && known.alias_kind != AliasKind::people &&
      !full_name_unknown) {
    chain.entry = known.entry;
    chain.period = known.period;
    chain.noun_class = noun_class;
    if (known.period != nullptr) chain.kind = known.period->kind;
    if (known.entry->gender != Gender::unknown) chain.gender = known.entry->gender;
    if (noun_class == NounClass::group || noun_class == NounClass::state) chain.named = true;
    by_entry_.emplace(known.entry, index);
  } else if (known.description && chain.kind == ActorKind::unknown) {
    chain.kind = known.description->kind;
  }
  if (chain.gender == Gender::unknown && facts.gender != Gender::plural) chain.gender = facts.gender;
  if (facts.role != kNone) chain.roles.push_back(facts.role);
  if (phrase.kind == MentionKind::name) {
    chain.named = true;
    if (noun_class == NounClass::person) chain.noun_class = noun_class;
    NameKey key = key_of(facts.name);
    const bool listed = std::any_of(chain.names.begin(), chain.names.end(),
                                    [&](const NameKey& other) { return other.words == key.words; });
    if (listed) return;
    index_name(index, key);
    chain.names.push_back(std::move(key));
  }
}

void ChainBuilder::open(MentionIndex mention, std::string_view rule) {
  Chain chain;
  chain.plural = facts_[mention].plural;
  chain.first_person =
      facts_[mention].pronoun == PronounKind::i || facts_[mention].pronoun == PronounKind::we;
  chains_.push_back(std::move(chain));
  join(mention, {static_cast<ChainIndex>(chains_.size() - 1), 1.0F, rule});
}

void ChainBuilder::join(MentionIndex mention, const Link& link) {
  absorb(link.chain, mention);
  Chain& chain = chains_[link.chain];
  chain.mentions.push_back(mention);
  chain_at_[mention] = link.chain;
  document_.mentions[mention].confidence = link.confidence;
  document_.mentions[mention].rule = link.rule;
  touch(link.chain, mention);
}

void ChainBuilder::touch(ChainIndex index, MentionIndex mention) {
  Chain& chain = chains_[index];
  const TokenIndex head = document_.mentions[mention].head;
  const SentenceIndex sentence = document_.tokens[head].sentence;
  chain.salience = std::min(salience_at(chain, sentence) + role_weight(head), 400.0);
  chain.touched = sentence;
  chain.last_head = head;
  // Move to the end; what lies further back than this stays, nobody looks there.
  const auto window = static_cast<std::ptrdiff_t>(std::min<std::size_t>(recent_.size(), 128));
  const auto found = std::find(recent_.end() - window, recent_.end(), index);
  if (found != recent_.end()) recent_.erase(found);
  recent_.push_back(index);
}

void ChainBuilder::merge(ChainIndex from, ChainIndex into) {
  if (from == into) return;
  Chain& source = chains_[from];
  Chain& target = chains_[into];
  for (const MentionIndex mention : source.mentions) chain_at_[mention] = into;
  target.mentions.insert(target.mentions.end(), source.mentions.begin(), source.mentions.end());
  std::sort(target.mentions.begin(), target.mentions.end());
  for (NameKey& key : source.names) {
    index_name(into, key);
    target.names.push_back(std::move(key));
  }
  source.names.clear();
  target.roles.insert(target.roles.end(), source.roles.begin(), source.roles.end());
  target.salience = std::max(target.salience, source.salience);
  if (target.entry == nullptr && source.entry != nullptr) {
    target.entry = source.entry;
    target.period = source.period;
    target.kind = source.kind;
    by_entry_.emplace(source.entry, into);
  }
  if (target.gender == Gender::unknown) target.gender = source.gender;
  if (target.noun_class == NounClass::thing) target.noun_class = source.noun_class;
  source.merged_into = into;
  source.mentions.clear();
}

// A coordination of phrases opens a chain of its own, with the conjuncts' chains as members.
void ChainBuilder::open_group(TokenIndex first_conjunct) {
  Chain group;
  const std::vector<TokenIndex> conjuncts = tree_.coordination(first_conjunct);
  for (const TokenIndex conjunct : conjuncts) {
    const ChainIndex member = chain_at_token(conjunct);
    if (member == kNone) continue;
    group.members.push_back(member);
    const Mention& mention = *document_.mention_of(conjunct);
    if (group.group_tokens.empty()) group.group_tokens = mention.tokens;
    group.group_tokens.last = std::max(group.group_tokens.last, mention.tokens.last);
    const NounClass noun_class = chains_[member].noun_class;
    if (group.noun_class == NounClass::thing) group.noun_class = noun_class;
    group.named = group.named || chains_[member].named;
  }
  if (group.members.size() < 2) return;
  group.first_mention = document_.mention_at_head[first_conjunct];
  if (group.first_mention == kNone) return;
  group.plural = true;
  group.gender = Gender::plural;
  group.salience = 1.1 * role_weight(first_conjunct);
  group.touched = document_.tokens[first_conjunct].sentence;
  group.last_head = first_conjunct;
  recent_.push_back(static_cast<ChainIndex>(chains_.size()));
  chains_.push_back(std::move(group));
}

// Lappin and Leass's weights, a little flatter, with a premium for whoever speaks.
double ChainBuilder::role_weight(TokenIndex head) const {
  const Token& token = document_.tokens[head];
  double weight = 25;
  switch (base_relation(token.deprel)) {
    case Deprel::nsubj:
      weight = token.deprel == Deprel::nsubj_pass ? 70 : 80;
      if (token.head != kNone && lexicon_.is_agent_verb(document_.tokens[token.head].lemma)) weight += 25;
      break;
    case Deprel::obj:
    case Deprel::root:
      weight = 50;
      break;
    case Deprel::iobj:
      weight = 45;
      break;
    case Deprel::obl:
      weight = 35;
      break;
    case Deprel::conj:
      weight = token.head == kNone ? 25 : 0.7 * role_weight(token.head);
      break;
    case Deprel::compound:
    case Deprel::amod:
      weight = 15;
      break;
    default:
      if (token.deprel == Deprel::nmod_poss) weight = 30;
  }
  return quote_at_[head] == 0 ? weight : 0.5 * weight;
}

double ChainBuilder::salience_at(const Chain& chain, SentenceIndex sentence) const {
  const int apart = sentence - chain.touched;
  return apart <= 0 ? chain.salience : std::ldexp(chain.salience, -std::min(apart, 40));
}

// Who is inside quotation marks: marks pair up within a paragraph; a paragraph's end closes all.
void ChainBuilder::mark_quotes() {
  quote_at_.assign(document_.tokens.size(), 0);
  std::uint16_t number = 0;
  bool inside = false;
  std::int32_t paragraph = -1;
  for (std::size_t i = 0; i < document_.tokens.size(); ++i) {
    const std::int32_t here = document_.sentences[document_.tokens[i].sentence].paragraph;
    if (here != paragraph) inside = false;
    paragraph = here;
    const std::string_view text = document_.text_of(static_cast<TokenIndex>(i));
    const bool opens = text == "“" || text == "``" || text == "«";
    const bool closes = text == "”" || text == "''" || text == "»";
    const bool either = text == "\"" || text == "\"\"" || text == "\"\"\"";
    if (closes || (either && inside)) {
      inside = false;
    } else if (opens || either) {
      inside = true;
      number = static_cast<std::uint16_t>(std::min(number + 1, 65535));
    }
    if (inside) quote_at_[i] = number;
  }
}

// "Lama Fakih, deputy director": the second names or describes the first.
ChainBuilder::Link ChainBuilder::link_apposition(MentionIndex mention) const {
  const TokenIndex head = document_.mentions[mention].head;
  const Token& token = document_.tokens[head];
  const Deprel base = base_relation(token.deprel);
  const bool marked = base == Deprel::appos || base == Deprel::flat || token.deprel == Deprel::nmod_desc;
  const ChainIndex governor = marked ? chain_at_token(token.head) : phrase_before_comma(mention);
  if (governor == kNone || token.upos == Upos::NUM) return {};
  const Chain& chain = chains_[governor];
  if (chain.entry != nullptr && known_[mention].entry != nullptr && chain.entry != known_[mention].entry)
    return {};
  const NounClass mine = class_of(mention);
  const NounClass theirs = chain.noun_class;
  const auto human = [](NounClass c) { return c == NounClass::person || c == NounClass::people; };
  const auto body = [](NounClass c) {
    return c == NounClass::group || c == NounClass::state || c == NounClass::place;
  };
  if ((human(mine) && body(theirs)) || (body(mine) && human(theirs))) return {};
  if (mine == NounClass::time || theirs == NounClass::time) return {};
  // "the YPG, a hospital and a bridge": a thing that is joined to another with its own article is in a list.
  if (!human(mine) && !chain.plural && starts_list(head)) return {};
  // Two full names of persons side by side are a list, not one person.
  if (chain.named && document_.mentions[mention].kind == MentionKind::name && human(mine) && human(theirs))
    return {};
  return {governor, 0.9F, "apposition"};
}

bool ChainBuilder::starts_list(TokenIndex head) const {
  for (const TokenIndex child : tree_.children(head)) {
    if (document_.tokens[child].deprel == Deprel::conj && tree_.has_child(child, {Deprel::det})) return true;
  }
  return false;
}

// "the PKK, a banned group that ...": an apposition that the tree hung elsewhere. Only a description of a
// person or body, with an article, without a preposition, right after the comma that ends a name.
ChainIndex ChainBuilder::phrase_before_comma(MentionIndex mention) const {
  const Mention& phrase = document_.mentions[mention];
  const MentionFacts& facts = facts_[mention];
  const NounClass noun_class = class_of(mention);
  const bool article = facts.determiner == Determiner::indefinite || facts.determiner == Determiner::definite;
  if (phrase.kind != MentionKind::nominal || !article || facts.plural ||
      (noun_class != NounClass::person && noun_class != NounClass::group))
    return kNone;
  const Token& head = document_.tokens[phrase.head];
  const Deprel base = base_relation(head.deprel);
  if (base == Deprel::nsubj || base == Deprel::root || base == Deprel::conj ||
      tree_.has_child(phrase.head, {Deprel::case_, Deprel::cc, Deprel::cop}))
    return kNone;
  TokenIndex before = phrase.tokens.first - 2;
  const TokenIndex first = document_.sentences[head.sentence].tokens.first;
  if (before < first || document_.text_of(before + 1) != ",") return kNone;
  if (document_.text_of(before) == ")") --before;
  const ChainIndex chain = before < first ? kNone : chain_ending_at(before);
  return chain != kNone && chains_[chain].named && chains_[chain].noun_class == noun_class ? chain : kNone;
}

// The named phrase whose last word this is: its head is that word or stands above it.
ChainIndex ChainBuilder::chain_ending_at(TokenIndex last) const {
  TokenIndex up = last;
  for (int steps = 0; up != kNone && steps < 4; ++steps) {
    const Mention* phrase = document_.mention_of(up);
    if (phrase != nullptr && phrase->kind == MentionKind::name && phrase->tokens.last == last + 1)
      return chain_at_token(up);
    up = document_.tokens[up].head;
  }
  return kNone;
}

ChainBuilder::Link ChainBuilder::link_relative(MentionIndex mention) const {
  TokenIndex up = document_.mentions[mention].head;
  for (int steps = 0; up != kNone && steps < 12; ++steps) {
    const Token& token = document_.tokens[up];
    if (token.deprel == Deprel::acl_relcl) {
      const ChainIndex antecedent = chain_at_token(token.head);
      if (antecedent == kNone) return {};
      return {antecedent, 0.95F, "relative-clause"};
    }
    up = token.head;
  }
  return link_preceding(document_.mentions[mention].head);
}

// Where the tree lost the relative clause: the phrase that ends right before the pronoun.
ChainBuilder::Link ChainBuilder::link_preceding(TokenIndex pronoun) const {
  const TokenIndex first = document_.sentences[document_.tokens[pronoun].sentence].tokens.first;
  TokenIndex before = pronoun - 1;
  while (before > first && (document_.text_of(before) == "," || document_.tokens[before].upos == Upos::ADP))
    --before;
  if (before < first || document_.text_of(pronoun) == "that") return {};
  Link found;
  for (int steps = 0; before != kNone && before >= first && before < pronoun && steps < 6; ++steps) {
    const Mention* phrase = document_.mention_of(before);
    const ChainIndex chain = chain_at_token(before);
    if (phrase != nullptr && chain != kNone && phrase->tokens.last + 2 >= pronoun)
      found = {chain, 0.6F, "phrase-before"};
    const Token& token = document_.tokens[before];
    const Deprel base = base_relation(token.deprel);
    if (base != Deprel::nmod && base != Deprel::compound && base != Deprel::flat &&
        token.deprel != Deprel::nmod_desc)
      break;
    before = token.head;
  }
  return found;
}

}  // namespace avow::names
