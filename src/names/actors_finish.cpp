#include "names/actors_finish.hpp"

#include <algorithm>
#include <string>

#include "names/actors_lookup.hpp"

namespace avow::names {
namespace {

constexpr std::size_t kMaxAliases = 8;

class ActorFinisher {
 public:
  ActorFinisher(Document& document, const Tree& tree, const std::vector<MentionFacts>& facts,
                const std::vector<Knowledge>& known, const ChainBuilder& builder, const Registry& registry)
      : document_(document),
        tree_(tree),
        facts_(facts),
        known_(known),
        builder_(builder),
        registry_(registry) {}

  void run();

 private:
  void number_chains();
  void name_actor(Actor& actor, const Chain& chain);
  void name_group(Actor& actor, const Chain& chain);
  void describe_actor(Actor& actor, const Chain& chain);
  void take_entry(Actor& actor, const Chain& chain);
  void take_description(Actor& actor, const Chain& chain);
  void take_side(Actor& actor, const RegistryEntry& side);
  void find_side(Actor& actor, const Chain& chain);
  void move_we_to_sides();
  void add_alias(Actor& actor, std::string_view alias);
  [[nodiscard]] std::string_view description(MentionIndex mention) const;
  [[nodiscard]] ActorIndex owner_of(TokenIndex noun) const;

  Document& document_;
  const Tree& tree_;
  const std::vector<MentionFacts>& facts_;
  const std::vector<Knowledge>& known_;
  const ChainBuilder& builder_;
  const Registry& registry_;
  std::vector<ChainIndex> order_;     // living chains by first mention
  std::vector<ActorIndex> actor_at_;  // by chain
};

void ActorFinisher::number_chains() {
  const std::vector<Chain>& chains = builder_.chains();
  std::vector<std::pair<MentionIndex, ChainIndex>> first;
  for (std::size_t i = 0; i < chains.size(); ++i) {
    const Chain& chain = chains[i];
    if (chain.merged_into != kNone) continue;
    MentionIndex mention = chain.mentions.empty() ? 0 : chain.mentions.front();
    // A group stands where its first conjunct does.
    if (chain.mentions.empty()) {
      if (chain.first_mention == kNone) continue;
      mention = chain.first_mention;
    }
    first.emplace_back(mention, static_cast<ChainIndex>(i));
  }
  std::sort(first.begin(), first.end());
  actor_at_.assign(chains.size(), kNone);
  for (const auto& [mention, chain] : first) {
    actor_at_[chain] = static_cast<ActorIndex>(order_.size());
    order_.push_back(chain);
  }
}

void ActorFinisher::add_alias(Actor& actor, std::string_view alias) {
  if (alias.empty() || alias == actor.name || actor.aliases.size() >= kMaxAliases) return;
  if (std::find(actor.aliases.begin(), actor.aliases.end(), alias) != actor.aliases.end()) return;
  actor.aliases.emplace_back(alias);
}

// The description as a reader would quote it; "those" and "others" only mean something with their clause.
std::string_view ActorFinisher::description(MentionIndex mention) const {
  const Mention& phrase = document_.mentions[mention];
  const Upos upos = document_.tokens[phrase.head].upos;
  if (upos == Upos::PRON || upos == Upos::DET || upos == Upos::ADJ) {
    TokenRange range =
        tree_.trimmed(phrase.head, {Deprel::appos, Deprel::conj, Deprel::cc, Deprel::case_, Deprel::punct,
                                    Deprel::parataxis, Deprel::cop, Deprel::nsubj, Deprel::advcl});
    if (range.size() > 16) range = phrase.tokens;
    return shown_text(document_, range);
  }
  return shown_text(document_, phrase.tokens);
}

void ActorFinisher::name_actor(Actor& actor, const Chain& chain) {
  // The fullest name; among equals the first.
  const NameKey* best = nullptr;
  for (const NameKey& key : chain.names) {
    if (best == nullptr || key.words.size() > best->words.size()) best = &key;
  }
  if (best != nullptr) actor.name = shown_text(document_, best->tokens);
  // A body's name is the registry's; a person's too where the text gives no more than a surname.
  const bool person = chain.noun_class == NounClass::person;
  if (chain.entry != nullptr && (!person || best == nullptr || best->words.size() < 2))
    actor.name = chain.entry->name;
  for (const bool pronouns : {false, true}) {
    if (!actor.name.empty()) break;
    for (const MentionIndex mention : chain.mentions) {
      if ((document_.mentions[mention].kind == MentionKind::pronoun) != pronouns) continue;
      actor.name = description(mention);
      break;
    }
  }
  for (const NameKey& key : chain.names) add_alias(actor, shown_text(document_, key.tokens));
  for (const MentionIndex mention : chain.mentions) {
    if (document_.mentions[mention].kind == MentionKind::pronoun) continue;
    add_alias(actor, description(mention));
  }
}

void ActorFinisher::name_group(Actor& actor, const Chain& chain) {
  for (const ChainIndex member : chain.members) {
    const ActorIndex index = actor_at_[builder_.living(member)];
    if (index == kNone || std::find(actor.members.begin(), actor.members.end(), index) != actor.members.end())
      continue;
    actor.members.push_back(index);
  }
  if (!chain.group_tokens.empty()) {
    actor.name = shown_text(document_, chain.group_tokens);
    return;
  }
  for (const ActorIndex member : actor.members) {
    if (!actor.name.empty()) actor.name += " and ";
    actor.name += document_.actors[member].name;
  }
}

// Who a noun phrase belongs to or speaks for: "HRW's director", "envoy of the UN", "Taliban fighters".
ActorIndex ActorFinisher::owner_of(TokenIndex noun) const {
  ActorIndex found = kNone;
  for (const TokenIndex child : tree_.children(noun)) {
    const Token& token = document_.tokens[child];
    const Deprel base = base_relation(token.deprel);
    if (base != Deprel::nmod && base != Deprel::compound) continue;
    const Mention* mention = document_.mention_of(child);
    if (mention == nullptr) continue;
    const Chain& chain = builder_.chains()[builder_.chain_of(document_.mention_at_head[child])];
    const bool body =
        chain.noun_class == NounClass::group || chain.noun_class == NounClass::state ||
        (chain.named && chain.noun_class != NounClass::person && chain.noun_class != NounClass::time);
    // "Our forces": those of the side that whoever speaks stands for.
    const bool ours = token.deprel == Deprel::nmod_poss &&
                      facts_[document_.mention_at_head[child]].pronoun == PronounKind::we &&
                      !document_.actors[mention->actor].side_id.empty();
    if (!body && !ours) continue;
    const bool owner = token.deprel == Deprel::nmod_poss || base == Deprel::compound;
    if (owner || found == kNone) found = mention->actor;
    if (owner) break;
  }
  return found;
}

void ActorFinisher::take_side(Actor& actor, const RegistryEntry& side) {
  if (side.id == actor.id) return;
  actor.side_id = side.id;
  actor.side_name = side.name;
}

// What the registry holds of the actor on the document's date.
void ActorFinisher::take_entry(Actor& actor, const Chain& chain) {
  const RegistryEntry& entry = *chain.entry;
  actor.id = entry.id;
  actor.in_registry = true;
  actor.valid_on = document_.published;
  if (chain.period != nullptr) {
    actor.kind = chain.period->kind;
    actor.country = chain.period->country;
    actor.code = chain.period->code;
    if (!chain.period->role.empty()) actor.role = chain.period->role;
  }
  if (entry.gender != Gender::unknown) actor.gender = entry.gender;
  const RegistryEntry* voice = registry_.on_behalf_of(entry, document_.published);
  take_side(actor, voice != nullptr ? *voice : registry_.side_of(entry, document_.published));
}

// What the text's own descriptions say, read with the registry: "Taliban fighters", "the UN's envoy".
void ActorFinisher::take_description(Actor& actor, const Chain& chain) {
  for (const MentionIndex mention : chain.mentions) {
    const auto& description = known_[mention].description;
    if (!description) continue;
    if (actor.kind == ActorKind::unknown) actor.kind = description->kind;
    if (actor.country.empty()) actor.country = description->country;
    if (actor.code.empty()) actor.code = description->code.view();
    if (!actor.side_id.empty()) continue;
    if (description->speaks_for != nullptr) {
      take_side(actor, *description->speaks_for);
    } else if (description->side != nullptr) {
      take_side(actor, *description->side);
    } else if (description->organisation != nullptr) {
      take_side(actor, *description->organisation);
    }
  }
}

void ActorFinisher::find_side(Actor& actor, const Chain& chain) {
  if (!actor.side_id.empty() || chain.entry != nullptr) return;
  for (const MentionIndex mention : chain.mentions) {
    if (document_.mentions[mention].kind == MentionKind::pronoun) continue;
    const MentionFacts& facts = facts_[mention];
    if (facts.noun == nullptr || facts.noun->noun_class == NounClass::thing) continue;
    ActorIndex owner = kNone;
    for (const TokenIndex noun : {document_.mentions[mention].head, facts.role}) {
      if (owner == kNone && noun != kNone) owner = owner_of(noun);
    }
    if (owner == kNone || &document_.actors[owner] == &actor) continue;
    // The owner's own side where it has one: "ministry spokesman" speaks for the state.
    const Actor& whose = document_.actors[owner];
    actor.side_id = whose.side_id.empty() ? whose.id : whose.side_id;
    actor.side_name = whose.side_id.empty() ? whose.name : whose.side_name;
    if (actor.country.empty() && whose.kind == ActorKind::person) actor.country = whose.country;
    return;
  }
}

void ActorFinisher::describe_actor(Actor& actor, const Chain& chain) {
  actor.gender = chain.gender;
  actor.plural = chain.plural || !chain.members.empty();
  switch (chain.noun_class) {
    case NounClass::person:
    case NounClass::title:
      if (!actor.plural) actor.kind = ActorKind::person;
      break;
    case NounClass::people:
      actor.plural = true;
      break;
    case NounClass::group:
    case NounClass::state:
      if (actor.gender == Gender::unknown) actor.gender = Gender::neuter;
      break;
    default:
      break;
  }
  for (const TokenIndex role : chain.roles) {
    const Token& token = document_.tokens[role];
    if (!actor.role.empty()) break;
    if (chain.noun_class == NounClass::person || chain.noun_class == NounClass::people)
      actor.role = token.lemma;
  }
}

// "We" of somebody who speaks for a side is the side, where the text has an actor for it.
void ActorFinisher::move_we_to_sides() {
  for (std::size_t i = 0; i < document_.mentions.size(); ++i) {
    Mention& mention = document_.mentions[i];
    if (facts_[i].pronoun != PronounKind::we || mention.rule != "first-person") continue;
    const ActorIndex side = side_actor(document_, mention.actor);
    if (side == mention.actor) continue;
    const auto index = static_cast<MentionIndex>(i);
    std::erase(document_.actors[mention.actor].mentions, index);
    auto& theirs = document_.actors[side].mentions;
    theirs.insert(std::upper_bound(theirs.begin(), theirs.end(), index), index);
    mention.actor = side;
    mention.rule = "first-person-side";
  }
}

void ActorFinisher::run() {
  number_chains();
  const std::vector<Chain>& chains = builder_.chains();
  document_.actors.assign(order_.size(), {});
  for (std::size_t i = 0; i < document_.mentions.size(); ++i) {
    document_.mentions[i].actor = actor_at_[builder_.chain_of(static_cast<MentionIndex>(i))];
  }
  int next_id = 1;
  for (std::size_t i = 0; i < order_.size(); ++i) {
    Actor& actor = document_.actors[i];
    const Chain& chain = chains[order_[i]];
    actor.id = "new:" + std::to_string(next_id++);
    if (chain.members.empty()) name_actor(actor, chain);
    describe_actor(actor, chain);
    if (chain.entry != nullptr) take_entry(actor, chain);
    if (chain.members.empty()) take_description(actor, chain);
    actor.mentions = chain.mentions;
  }
  for (std::size_t i = 0; i < order_.size(); ++i) {
    const Chain& chain = chains[order_[i]];
    Actor& actor = document_.actors[i];
    if (chain.members.empty()) {
      find_side(actor, chain);
      continue;
    }
    name_group(actor, chain);
    if (chain.group_tokens.empty()) continue;
    // The conjuncts' mentions come first, so that the group is found from its first conjunct.
    std::vector<MentionIndex> mentions;
    for (const TokenIndex conjunct : tree_.coordination(document_.mentions[chain.first_mention].head)) {
      if (document_.mention_at_head[conjunct] != kNone)
        mentions.push_back(document_.mention_at_head[conjunct]);
    }
    mentions.insert(mentions.end(), chain.mentions.begin(), chain.mentions.end());
    actor.mentions = std::move(mentions);
  }
  move_we_to_sides();
}

}  // namespace

void finish_actors(Document& document, const Tree& tree, const std::vector<MentionFacts>& facts,
                   const std::vector<Knowledge>& known, const ChainBuilder& builder,
                   const Registry& registry) {
  ActorFinisher(document, tree, facts, known, builder, registry).run();
}

}  // namespace avow::names
