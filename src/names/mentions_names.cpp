// The names in phrases: where they begin and end, what title stands before them.
#include "names/mentions_finder.hpp"

namespace avow::names {

TokenRange MentionFinder::demonym_words(TokenIndex last) const {
  const Token& t = token(last);
  const Deprel base = base_relation(t.deprel);
  const Entity* found = entity(last);
  const bool tagged = found != nullptr && found->type == EntityType::norp && base == Deprel::compound;
  if (!starts_upper(text(last)) || !(tagged || (t.upos == Upos::ADJ && base == Deprel::amod) ||
                                     (t.upos == Upos::PROPN && base == Deprel::amod)))
    return {};
  if (named(last) || (t.head != kNone && t.head > last && proper(t.head))) return {};
  // The longest that the registry knows: "Central African", not "African".
  const TokenIndex sentence = document_.sentences[t.sentence].tokens.first;
  for (TokenIndex first = std::max(sentence, last - 2); first <= last; ++first) {
    if (!starts_upper(text(first)) || token(first).upos == Upos::DET) continue;
    const auto match =
        registry_.find(document_.text_of(document_.span_of({first, last + 1})), document_.published);
    if (match && (match->alias_kind != AliasKind::name || match->entry->state)) return {first, last + 1};
  }
  return {};
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
    while (core.last > head + 1 && is_one_of(text(core.last - 1), {"of", "for", "and", "the"})) --core.last;
    if (core.first > sentence.first && is_address(core.first - 1)) --core.first;
    return found->type == EntityType::organization ? with_of_phrase(core, head) : core;
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

// "Friday", "last March": words of the calendar with capitals name nobody; "May" the person does.
bool MentionFinder::is_calendar(TokenRange core, TokenIndex head) const {
  const Entity* found = entity(head);
  if (found != nullptr && found->type != EntityType::misc && found->type != EntityType::date) return false;
  for (TokenIndex i = core.first; i < core.last; ++i) {
    const NounFacts* noun = lexicon_.noun(token(i).lemma);
    if (noun == nullptr || noun->noun_class != NounClass::time) return false;
  }
  return true;
}

void MentionFinder::read_name(MentionFacts& facts, TokenIndex head) const {
  if (is_calendar(core_[head], head)) return read_noun(facts, head);
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

}  // namespace avow::names
