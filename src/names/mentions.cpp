#include "names/mentions.hpp"

#include <algorithm>

#include "avow/base/strings.hpp"
#include "avow/document/xpos.hpp"

namespace avow::names {
namespace {

bool same_word(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() &&
         std::equal(text.begin(), text.end(), lower.begin(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return same_word(text, word); });
}

bool starts_upper(std::string_view text) {
  // Beyond ASCII a proper name's tag is trusted: letters of two bytes have no case here.
  return !text.empty() && ((text[0] >= 'A' && text[0] <= 'Z') || static_cast<unsigned char>(text[0]) >= 0xC3);
}

bool is_nominal_relation(Deprel deprel) {
  switch (base_relation(deprel)) {
    case Deprel::nsubj:
    case Deprel::obj:
    case Deprel::iobj:
    case Deprel::obl:
    case Deprel::nmod:
    case Deprel::appos:
    case Deprel::dislocated:
    case Deprel::vocative:
      return true;
    default:
      return false;
  }
}

class MentionFinder {
 public:
  MentionFinder(Document& document, const Tree& tree, const NameLexicon& lexicon, const Registry& registry)
      : document_(document),
        tree_(tree),
        lexicon_(lexicon),
        registry_(registry),
        entity_at_(document.tokens.size(), kNone),
        core_(document.tokens.size()),
        state_(document.tokens.size(), State::none) {}

  std::vector<MentionFacts> run();

 private:
  enum class State : std::uint8_t { none, head, covered };

  [[nodiscard]] const Token& token(TokenIndex i) const { return document_.tokens[i]; }
  [[nodiscard]] std::string_view text(TokenIndex i) const { return document_.text_of(i); }
  // A capitalised word of a person, body or place that the entity tagger found, whatever the tree says.
  [[nodiscard]] bool named(TokenIndex i) const {
    const Entity* found = entity(i);
    return found != nullptr && starts_upper(text(i)) && found->type != EntityType::norp &&
           found->type != EntityType::misc && found->type != EntityType::product;
  }
  // "Ms" before a name: no word of its own, even where the tagger took it for a pronoun.
  [[nodiscard]] bool is_address(TokenIndex i) const {
    const auto next = static_cast<std::size_t>(i) + 1;
    return starts_upper(text(i)) && next < document_.tokens.size() && proper(i + 1) &&
           token(i + 1).sentence == token(i).sentence && lexicon_.title(text(i)) != nullptr;
  }
  // A word of a name. UD tags the parts of a name by what they are ("United" is an adjective); Penn's tag
  // says that it is one.
  [[nodiscard]] bool proper(TokenIndex i) const {
    const auto xpos = static_cast<Xpos>(token(i).xpos);
    return token(i).upos == Upos::PROPN || named(i) || (token(i).upos == Upos::X && starts_upper(text(i))) ||
           ((xpos == Xpos::NNP || xpos == Xpos::NNPS) && starts_upper(text(i)) &&
            token(i).upos != Upos::PRON);
  }
  // "Turkish" in "Turkish officials".
  [[nodiscard]] bool is_demonym(TokenIndex i) const;
  [[nodiscard]] const Entity* entity(TokenIndex i) const {
    return entity_at_[i] == kNone ? nullptr : &document_.entities[entity_at_[i]];
  }
  [[nodiscard]] bool heads_entity(TokenIndex i) const {
    return entity_at_[i] != kNone && entity_head_[entity_at_[i]] == i;
  }
  void index_entities();
  [[nodiscard]] bool is_role(TokenIndex i) const {
    const NounFacts* noun = lexicon_.noun(token(i).lemma);
    return noun != nullptr && noun->noun_class == NounClass::person;
  }
  [[nodiscard]] bool heads_phrase(TokenIndex i) const;
  [[nodiscard]] bool stands_alone(TokenIndex modifier) const;
  [[nodiscard]] TokenRange name_core(TokenIndex head) const;
  [[nodiscard]] TokenRange with_of_phrase(TokenRange core, TokenIndex head) const;
  [[nodiscard]] TokenRange phrase(TokenIndex node, bool top) const;
  void add(TokenIndex head, std::vector<MentionFacts>& out);
  void split_title(MentionFacts& facts, TokenRange core, TokenIndex head) const;
  void read_name(MentionFacts& facts, TokenIndex head) const;
  void read_noun(MentionFacts& facts, TokenIndex head) const;
  void read_pronoun(MentionFacts& facts, TokenIndex head) const;
  void read_determiner(MentionFacts& facts, TokenIndex head) const;

  Document& document_;
  const Tree& tree_;
  const NameLexicon& lexicon_;
  const Registry& registry_;
  std::vector<Index> entity_at_;
  std::vector<TokenIndex> entity_head_;
  std::vector<TokenRange> core_;
  std::vector<State> state_;
};

// Is the token the head of a noun phrase (or a modifier that is somebody by itself)?
bool MentionFinder::heads_phrase(TokenIndex i) const {
  const Token& t = token(i);
  const Deprel base = base_relation(t.deprel);
  if (base == Deprel::expl || base == Deprel::fixed || base == Deprel::goeswith) return false;
  if (is_address(i)) return false;
  if (heads_entity(i)) {
    if (named(i) && (t.upos != Upos::PROPN || base == Deprel::amod || base == Deprel::discourse)) return true;
    // A title's name may hang anywhere; only inside one longer name is it no phrase of its own.
    if (proper(i) && (base != Deprel::compound && base != Deprel::flat && t.deprel != Deprel::nmod_desc))
      return true;
  } else if (const Entity* found = entity(i); found != nullptr) {
    // A name torn apart by the tree is one phrase; a name inside a name ("Government of Iraq") its own.
    if (found->type == EntityType::person || !found->tokens.contains(t.head)) return false;
  }
  switch (t.upos) {
    case Upos::PRON:
      return true;
    case Upos::NOUN:
    case Upos::PROPN:
    case Upos::X:
    case Upos::SYM:
      if (t.upos == Upos::SYM || (t.upos == Upos::X && !starts_upper(text(i))))
        return is_nominal_relation(t.deprel);
      if (base == Deprel::flat) return false;
      if (base == Deprel::compound || t.deprel == Deprel::nmod_desc) return stands_alone(i);
      return true;
    case Upos::NUM:
    case Upos::ADJ:
    case Upos::DET:
      if (is_nominal_relation(t.deprel) || is_demonym(i)) return true;
      return t.upos == Upos::NUM && base == Deprel::conj && t.head != kNone &&
             token(t.head).upos != Upos::NUM && is_nominal_relation(token(t.head).deprel);
    default:
      return false;
  }
}

bool MentionFinder::is_demonym(TokenIndex i) const {
  if (token(i).upos != Upos::ADJ || base_relation(token(i).deprel) != Deprel::amod || !starts_upper(text(i)))
    return false;
  if (named(i)) return false;
  if (token(i).head != kNone && proper(token(i).head)) return false;
  const auto match = registry_.find(text(i), document_.published);
  return match && (match->alias_kind == AliasKind::adjective || match->entry->state);
}

// "US" in "US statement", "government" in "government forces"; not "Security" in "Security Council".
bool MentionFinder::stands_alone(TokenIndex modifier) const {
  const TokenIndex head = token(modifier).head;
  if (head == kNone) return true;
  const bool before_name = proper(head);
  const Entity* own = entity(modifier);
  if (before_name) {
    if (own != nullptr && !own->tokens.contains(head) && own->type != EntityType::misc) return true;
    // "UN Secretary General", "ICC Prosecutor": an acronym before an office.
    const std::string_view word = text(modifier);
    const bool acronym = word.size() >= 2 && word.size() <= 6 &&
                         std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return acronym && own == nullptr && modifier < head && is_role(modifier + 1 < head ? head - 1 : head);
  }
  if (proper(modifier)) return true;
  const NounFacts* noun = lexicon_.noun(token(modifier).lemma);
  return noun != nullptr && modifier < head &&
         (noun->noun_class == NounClass::person || noun->noun_class == NounClass::people ||
          noun->noun_class == NounClass::group || noun->noun_class == NounClass::state);
}

// The run of name words around a proper head, from the entity where the tagger found one.
TokenRange MentionFinder::name_core(TokenIndex head) const {
  const TokenRange sentence = document_.sentences[token(head).sentence].tokens;
  TokenRange core{head, head + 1};
  while (core.first > sentence.first) {
    const TokenIndex left = core.first - 1;
    const Deprel base = base_relation(token(left).deprel);
    const bool joined = base == Deprel::compound || base == Deprel::flat || base == Deprel::amod ||
                        token(left).deprel == Deprel::nmod_desc;
    const bool link = text(left) == "-" && token(left).head >= core.first && token(left).head <= head;
    if (!(joined && proper(left) && token(left).head > left && token(left).head <= head) && !link) break;
    if (joined && heads_phrase(left)) break;
    core.first = left;
  }
  while (core.last < sentence.last) {
    // "Bashar al-Assad": the hyphen hangs elsewhere.
    const TokenIndex next = core.last + (text(core.last) == "-" && core.last + 1 < sentence.last ? 1 : 0);
    const Token& right = token(next);
    if (base_relation(right.deprel) != Deprel::flat || right.head < core.first || right.head >= core.last)
      break;
    core.last = next + 1;
  }
  if (const Entity* found = entity(head); found != nullptr && heads_entity(head)) {
    core.first = std::min(core.first, found->tokens.first);
    core.last = std::max(core.last, found->tokens.last);
    while (core.first < head && token(core.first).upos == Upos::DET) ++core.first;
    while (core.last > head + 1 && token(core.last - 1).upos == Upos::PART) --core.last;
    if (core.first > sentence.first && is_address(core.first - 1)) --core.first;
    return core;
  }
  return with_of_phrase(core, head);
}

// "Government of Iraq", "Observatory for Human Rights": the name runs on through of and for.
TokenRange MentionFinder::with_of_phrase(TokenRange core, TokenIndex head) const {
  if (is_role(head)) return core;
  for (const TokenIndex child : tree_.children(head)) {
    if (child < core.last || base_relation(token(child).deprel) != Deprel::nmod || !proper(child)) continue;
    const TokenIndex link = core.last;
    if (!is_one_of(text(link), {"of", "for"}) || token(link).head != child) continue;
    TokenIndex inner = link + 1;
    while (inner < child && (token(inner).upos == Upos::DET || proper(inner))) ++inner;
    if (inner == child) core.last = child + 1;
    break;
  }
  return core;
}

// The phrase around a node; at the top without its preposition, possessive mark and conjuncts.
TokenRange MentionFinder::phrase(TokenIndex node, bool top) const {
  TokenRange range{node, node + 1};
  TokenIndex right_limit = document_.sentences[token(node).sentence].tokens.last;
  const auto cut = [&](TokenIndex child) {
    if (child > node) right_limit = std::min(right_limit, tree_.subtree(child).first);
  };
  for (const TokenIndex child : tree_.children(node)) {
    const Deprel base = base_relation(token(child).deprel);
    switch (base) {
      case Deprel::acl:
      case Deprel::appos:
      case Deprel::parataxis:
      case Deprel::list:
      case Deprel::advcl:
        cut(child);
        continue;
      case Deprel::conj:
      case Deprel::cc:
      case Deprel::case_:
        if (top) {
          if (base == Deprel::conj) cut(child);
          continue;
        }
        break;
      case Deprel::amod:
        // "Germany and France" read as an adjective and its noun: two names.
        if (top && named(child) && heads_entity(child) && entity_at_[child] != entity_at_[node]) continue;
        break;
      case Deprel::det:
      case Deprel::nummod:
      case Deprel::compound:
      case Deprel::flat:
      case Deprel::nmod:
      case Deprel::fixed:
      case Deprel::goeswith:
        break;
      case Deprel::advmod:
        if (child > node) continue;
        break;
      default:
        continue;
    }
    const TokenRange inner = phrase(child, false);
    range.first = std::min(range.first, inner.first);
    if (inner.first < right_limit) range.last = std::max(range.last, inner.last);
  }
  range.last = std::max(node + 1, std::min(range.last, right_limit));
  return range;
}

void MentionFinder::split_title(MentionFacts& facts, TokenRange core, TokenIndex head) const {
  facts.name = core;
  TokenIndex cut = kNone;
  for (TokenIndex i = core.first; i < core.last; ++i) {
    const bool address = lexicon_.title(text(i)) != nullptr;
    if (!address && !is_role(i)) continue;
    const Entity* found = entity(i);
    // A surname that is also a trade ("Tim Cook"), or a name of an organisation ("Doctors ...").
    if (found != nullptr && i > found->tokens.first && found->type == EntityType::person && !address)
      continue;
    if (found != nullptr && found->type != EntityType::person && found->type != EntityType::norp) continue;
    if (i > core.first && lexicon_.first_name(text(i - 1)) != Gender::unknown && i + 1 == core.last) continue;
    if (address && i > core.first && i + 1 == core.last) continue;
    cut = i;
  }
  if (cut == kNone) return;
  facts.title = {core.first, cut + 1};
  facts.name = {cut + 1, core.last};
  facts.role = cut;
  facts.noun = lexicon_.title(text(cut));
  if (facts.noun == nullptr) facts.noun = lexicon_.noun(token(cut).lemma);
  if (!facts.name.empty()) return;
  // The office alone: "the Foreign Secretary". A description, whatever its capitals.
  facts.title = {};
  facts.role = head;
}

void MentionFinder::read_name(MentionFacts& facts, TokenIndex head) const {
  split_title(facts, core_[head], head);
  if (facts.name.empty()) return read_noun(facts, head);
  // "Syrians" are many; "Nations" and "Philippines" are one.
  facts.plural = token(head).xpos == static_cast<std::uint8_t>(Xpos::NNPS) && facts.name.size() == 1 &&
                 (facts.entity == nullptr || facts.entity->type == EntityType::norp);
  if (facts.noun == nullptr) {
    // A lower-case title hangs on the name as a modifier: "opposition spokesman Ibrahim".
    const TokenIndex before = facts.name.first - 1;
    if (before >= 0 && token(before).sentence == token(head).sentence && token(before).upos == Upos::NOUN &&
        is_role(before) && (token(before).head == head || token(head).head == before)) {
      facts.role = before;
      facts.title = {before, before + 1};
      facts.noun = lexicon_.noun(token(before).lemma);
    }
  }
  if (facts.noun != nullptr) facts.gender = facts.noun->gender;
  const bool person =
      facts.noun != nullptr || (facts.entity != nullptr && facts.entity->type == EntityType::person);
  if (facts.gender == Gender::unknown && (person || facts.entity == nullptr))
    facts.gender = lexicon_.first_name(text(facts.name.first));
}

void MentionFinder::read_noun(MentionFacts& facts, TokenIndex head) const {
  facts.role = head;
  facts.noun = lexicon_.noun(token(head).lemma);
  const std::uint8_t xpos = token(head).xpos;
  facts.plural = token(head).feats.find("Number=Plur") != std::string::npos ||
                 xpos == static_cast<std::uint8_t>(Xpos::NNS) ||
                 xpos == static_cast<std::uint8_t>(Xpos::NNPS);
  if (facts.noun == nullptr) return;
  facts.gender = facts.noun->gender;
  if (facts.noun->noun_class == NounClass::people && facts.gender == Gender::plural) facts.plural = true;
}

void MentionFinder::read_pronoun(MentionFacts& facts, TokenIndex head) const {
  const std::string_view word = text(head);
  facts.pronoun = PronounKind::other;
  const auto set = [&](PronounKind kind, Gender gender, bool plural) {
    facts.pronoun = kind;
    facts.gender = gender;
    facts.plural = plural;
  };
  if (is_one_of(word, {"he", "him", "his", "himself"}))
    set(PronounKind::he, Gender::male, false);
  else if (is_one_of(word, {"she", "her", "hers", "herself"}))
    set(PronounKind::she, Gender::female, false);
  else if (is_one_of(word, {"it", "its", "itself"}))
    set(PronounKind::it, Gender::neuter, false);
  else if (is_one_of(word, {"they", "them", "their", "theirs", "themselves"}))
    set(PronounKind::they, Gender::plural, true);
  else if (is_one_of(word, {"i", "me", "my", "mine", "myself"}))
    set(PronounKind::i, Gender::unknown, false);
  else if (is_one_of(word, {"we", "us", "our", "ours", "ourselves"}))
    set(PronounKind::we, Gender::plural, true);
  else if (is_one_of(word, {"you", "your", "yours", "yourself", "yourselves"}))
    set(PronounKind::you, Gender::unknown, false);
  else if (is_one_of(word, {"who", "whom", "which", "that", "whose"}) &&
           token(head).xpos != static_cast<std::uint8_t>(Xpos::DT))
    set(PronounKind::relative, Gender::unknown, false);
  else
    facts.plural = is_one_of(word, {"these", "those", "both", "others", "many", "several", "few"});
  facts.reflexive = word.size() > 4 && (word.ends_with("self") || word.ends_with("selves"));
  facts.possessive = token(head).deprel == Deprel::nmod_poss;
}

void MentionFinder::read_determiner(MentionFacts& facts, TokenIndex head) const {
  bool two = false;
  bool both = false;
  for (const TokenIndex child : tree_.children(head)) {
    if (child > head) break;
    const Deprel base = base_relation(token(child).deprel);
    const std::string_view word = text(child);
    if (token(child).deprel == Deprel::nmod_poss) facts.determiner = Determiner::possessed;
    if (base == Deprel::nummod) two = two || is_one_of(word, {"two", "2"});
    if (base != Deprel::det || facts.determiner == Determiner::possessed) continue;
    if (is_one_of(word, {"the"}))
      facts.determiner = Determiner::definite;
    else if (is_one_of(word, {"this", "that", "these", "those", "such"}))
      facts.determiner = Determiner::demonstrative;
    else if (is_one_of(word, {"both"}))
      both = true;
    else
      facts.determiner = Determiner::indefinite;
  }
  facts.dual = both || (two && facts.determiner == Determiner::definite);
}

void MentionFinder::add(TokenIndex head, std::vector<MentionFacts>& out) {
  MentionFacts facts;
  Mention mention;
  mention.head = head;
  facts.entity = heads_entity(head) ? entity(head) : nullptr;
  const Deprel base = base_relation(token(head).deprel);
  facts.modifier = base == Deprel::compound || base == Deprel::amod;
  facts.demonym = is_demonym(head);
  if (proper(head) && (token(head).upos != Upos::ADJ || named(head))) {
    read_name(facts, head);
    mention.kind = facts.name.empty() ? MentionKind::nominal : MentionKind::name;
  } else if (token(head).upos == Upos::PRON) {
    read_pronoun(facts, head);
    mention.kind = MentionKind::pronoun;
  } else if (facts.demonym) {
    facts.name = {head, head + 1};
    mention.kind = MentionKind::name;
  } else {
    read_noun(facts, head);
  }
  read_determiner(facts, head);
  mention.tokens = phrase(head, true);
  if (!facts.name.empty()) {
    mention.tokens.first = std::min(mention.tokens.first, facts.name.first);
    mention.tokens.last = std::max(mention.tokens.last, facts.name.last);
  }
  mention.span = document_.span_of(mention.tokens);
  const auto index = static_cast<Index>(document_.mentions.size());
  document_.mention_at_head[head] = index;
  // Where the tree tore a name apart, each piece that hangs on something outside still leads to it.
  for (TokenIndex t = facts.name.first; t < facts.name.last; ++t) {
    const TokenIndex up = token(t).head;
    const bool outside = up == kNone || !facts.name.contains(up);
    if (outside && facts.entity != nullptr && state_[t] != State::head) document_.mention_at_head[t] = index;
  }
  document_.mentions.push_back(std::move(mention));
  out.push_back(facts);
}

// Each entity and its head: the last name word whose own head lies outside it, else its last word.
void MentionFinder::index_entities() {
  entity_head_.assign(document_.entities.size(), kNone);
  for (std::size_t i = 0; i < document_.entities.size(); ++i) {
    const Entity& found = document_.entities[i];
    if (found.type == EntityType::date || found.type == EntityType::money) continue;
    entity_head_[i] = found.tokens.last - 1;
    for (TokenIndex t = found.tokens.first; t < found.tokens.last; ++t) {
      entity_at_[t] = static_cast<Index>(i);
      if (!found.tokens.contains(token(t).head) && (proper(t) || token(t).upos == Upos::NOUN))
        entity_head_[i] = t;
    }
  }
}

std::vector<MentionFacts> MentionFinder::run() {
  const auto count = static_cast<TokenIndex>(document_.tokens.size());
  index_entities();
  for (TokenIndex i = 0; i < count; ++i) {
    if (!heads_phrase(i)) continue;
    state_[i] = State::head;
    if (!proper(i)) continue;
    core_[i] = name_core(i);
    for (TokenIndex t = core_[i].first; t < core_[i].last; ++t) {
      if (state_[t] == State::none) state_[t] = State::covered;
    }
  }
  // A flat name away from its head ("Minister for Health Tobias ..."), or one the tree lost: its own mention.
  for (TokenIndex i = 0; i < count; ++i) {
    if (state_[i] != State::none || !proper(i) || base_relation(token(i).deprel) != Deprel::flat) continue;
    state_[i] = State::head;
    core_[i] = {i, i + 1};
    while (core_[i].last < count && state_[core_[i].last] == State::none && proper(core_[i].last) &&
           base_relation(token(core_[i].last).deprel) == Deprel::flat) {
      state_[core_[i].last++] = State::covered;
    }
  }
  document_.mentions.clear();
  document_.mention_at_head.assign(document_.tokens.size(), kNone);
  std::vector<MentionFacts> out;
  for (TokenIndex i = 0; i < count; ++i) {
    if (state_[i] == State::head) add(i, out);
  }
  return out;
}

}  // namespace

std::vector<MentionFacts> find_mentions(Document& document, const Tree& tree, const NameLexicon& lexicon,
                                        const Registry& registry) {
  return MentionFinder(document, tree, lexicon, registry).run();
}

std::string_view shown_text(const Document& document, TokenRange range) {
  while (range.size() > 1 && is_one_of(document.text_of(range.first), {"the"})) ++range.first;
  return document.text_of(document.span_of(range));
}

}  // namespace avow::names
