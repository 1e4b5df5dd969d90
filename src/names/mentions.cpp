#include "names/mentions.hpp"

#include "names/mentions_finder.hpp"

namespace avow::names {
namespace {

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

}  // namespace

// Is the token the head of a noun phrase (or a modifier that is somebody by itself)?
bool MentionFinder::heads_phrase(TokenIndex i) const {
  const Token& t = token(i);
  const Deprel base = base_relation(t.deprel);
  if (base == Deprel::expl || base == Deprel::fixed || base == Deprel::goeswith) return false;
  if (is_address(i)) return false;
  if (is_demonym(i)) return true;
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

// "...the first thing is the fever,” the nurse said": no phrase goes over the end of a quote.
bool MentionFinder::ends_quote_between(TokenIndex node, TokenIndex child) const {
  const auto [first, last] = std::minmax(node, child);
  for (TokenIndex at = first + 2; at < last; ++at) {
    const std::string_view mark = text(at);
    if ((mark == "”" || mark == "\"" || mark == "''" || mark == "’" || mark == "»") &&
        (text(at - 1) == "," || text(at - 1) == "." || text(at - 1) == "?" || text(at - 1) == "!"))
      return true;
  }
  return false;
}

// "Maren, along with Deputy Sol": what a comma sets apart is no part of the name.
bool MentionFinder::stands_apart(TokenIndex node, TokenIndex child) const {
  const TokenIndex first = tree_.subtree(child).first;
  return child > node && first > node && (text(first) == "," || text(first - 1) == ",");
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
    if (ends_quote_between(node, child) || (base == Deprel::nmod && stands_apart(node, child))) {
      cut(child);
      continue;
    }
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
  // A preposition that the tree hangs elsewhere: "of the governor".
  while (top && range.first < node && token(range.first).upos == Upos::ADP) ++range.first;
  return range;
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
  if (facts.demonym) {
    facts.name = demonym_words(head);
    mention.kind = MentionKind::name;
  } else if (proper(head) && (token(head).upos != Upos::ADJ || named(head))) {
    read_name(facts, head);
    mention.kind = facts.name.empty() ? MentionKind::nominal : MentionKind::name;
  } else if (token(head).upos == Upos::PRON) {
    read_pronoun(facts, head);
    mention.kind = MentionKind::pronoun;
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
    const TokenRange demonym = demonym_words(i);
    for (TokenIndex t = demonym.first; t < demonym.last - 1; ++t) state_[t] = State::covered;
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

std::vector<MentionFacts> find_mentions(Document& document, const Tree& tree, const NameLexicon& lexicon,
                                        const Registry& registry) {
  return MentionFinder(document, tree, lexicon, registry).run();
}

std::string_view shown_text(const Document& document, TokenRange range) {
  while (range.size() > 1 && is_one_of(document.text_of(range.first), {"the"})) ++range.first;
  return document.text_of(document.span_of(range));
}

}  // namespace avow::names
