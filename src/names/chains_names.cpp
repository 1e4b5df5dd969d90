// Names in chains: the same name, a variant of it, or its initials.
#include <algorithm>
#include <array>

#include "avow/base/hash.hpp"
#include "names/chains.hpp"

namespace avow::names {
namespace {

constexpr std::uint64_t kInitialsSeed = 7;
// A word shared by more names than this tells them apart no longer.
constexpr std::size_t kNamesPerWord = 32;

bool is_particle(std::string_view lower) {
  return lower == "the" || lower == "al" || lower == "el" || lower == "'s" || lower == "’s" || lower == "-";
}

bool is_small_word(std::string_view word) {
  return word == "of" || word == "for" || word == "the" || word == "and" || word == "on" || word == "in" ||
         word == "to" || word == "&";
}

bool all_upper(std::string_view word) {
  return word.size() >= 2 && word.size() <= 8 &&
         std::all_of(word.begin(), word.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '.'; });
}

// Lower case, without the Arabic article and a possessive mark.
std::string_view plain_word(std::string_view word, std::array<char, 64>& buffer) {
  const std::size_t size = std::min(word.size(), buffer.size());
  for (std::size_t i = 0; i < size; ++i) {
    const char c = word[i];
    buffer[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  std::string_view out(buffer.data(), size);
  for (const std::string_view article : {"al-", "el-", "ul-"}) {
    if (out.size() > article.size() + 1 && out.starts_with(article)) out.remove_prefix(article.size());
  }
  return out;
}

bool contains_run(const std::vector<std::uint64_t>& longer, const std::vector<std::uint64_t>& shorter) {
  return std::search(longer.begin(), longer.end(), shorter.begin(), shorter.end()) != longer.end();
}

}  // namespace

NameKey ChainBuilder::key_of(TokenRange name) const {
  NameKey key{name, {}};
  std::array<char, 64> buffer{};
  for (TokenIndex i = name.first; i < name.last; ++i) {
    if (document_.tokens[i].upos == Upos::PUNCT) continue;
    const std::string_view word = plain_word(document_.text_of(i), buffer);
    if (!is_particle(word)) key.words.push_back(fast_hash(word));
  }
  if (key.words.empty()) key.words.push_back(fast_hash(document_.text_of(name.first)));
  return key;
}

bool ChainBuilder::is_acronym(const NameKey& key) const {
  return key.words.size() == 1 && all_upper(document_.text_of(key.tokens.last - 1));
}

std::uint64_t ChainBuilder::initials_hash(const NameKey& key) const {
  std::array<char, 12> letters{};
  std::size_t size = 0;
  if (is_acronym(key)) {
    for (const char c : document_.text_of(key.tokens.last - 1)) {
      if (c != '.') letters[size++] = c;
    }
    return fast_hash({letters.data(), size}, kInitialsSeed);
  }
  if (key.words.size() < 2) return 0;
  for (TokenIndex i = key.tokens.first; i < key.tokens.last; ++i) {
    const std::string_view word = document_.text_of(i);
    if (is_small_word(word) || document_.tokens[i].upos == Upos::PUNCT || word.starts_with("'")) continue;
    const char c = word.front();
    // A lower-case last word may count: "Kurdistan Workers party (PKK)" has letters of its own language.
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (upper < 'A' || upper > 'Z' || size == letters.size()) return 0;
    letters[size++] = upper;
  }
  return size < 2 ? 0 : fast_hash({letters.data(), size}, kInitialsSeed);
}

void ChainBuilder::index_name(ChainIndex chain, const NameKey& key) {
  const auto enter = [&](std::uint64_t word) {
    std::vector<ChainIndex>& list = by_word_[word];
    if (list.empty() || list.back() != chain) list.push_back(chain);
  };
  for (const std::uint64_t word : key.words) enter(word);
  if (const std::uint64_t initials = initials_hash(key); initials != 0) enter(initials);
}

// "John Letts" after "Jack Letts" and "Letts": the chain's own full name says no.
bool ChainBuilder::other_person(const Chain& chain, const NameKey& key) {
  if (key.words.size() < 2) return false;
  return std::any_of(chain.names.begin(), chain.names.end(), [&](const NameKey& other) {
    return other.words.size() >= 2 && compare_persons(key, other).confidence == 0 && other.words != key.words;
  });
}

// "Porter" and "Jalina Porter"; "Jalina K. Porter"; "Jalina" alone with less trust.
ChainBuilder::Link ChainBuilder::compare_persons(const NameKey& mine, const NameKey& theirs) {
  const auto& a = mine.words.size() <= theirs.words.size() ? mine.words : theirs.words;
  const auto& b = mine.words.size() <= theirs.words.size() ? theirs.words : mine.words;
  if (a.size() == 1) {
    if (a.front() == b.back()) return {kNone, 0.9F, "surname"};
    if (std::find(b.begin(), b.end(), a.front()) != b.end()) return {kNone, 0.6F, "part-of-name"};
    return {};
  }
  if (a.back() == b.back() && a.front() == b.front()) return {kNone, 0.95F, "name-variant"};
  if (contains_run(b, a)) return {kNone, 0.9F, "name-variant"};
  return {};
}

// "Security Council" and "UN Security Council", "the Observatory" and "Syrian Observatory for Human Rights":
// the shorter is a run of the longer that holds its head word.
ChainBuilder::Link ChainBuilder::compare_bodies(const NameKey& mine, const NameKey& theirs) const {
  const bool mine_shorter = mine.words.size() < theirs.words.size();
  const NameKey& shorter = mine_shorter ? mine : theirs;
  const NameKey& longer = mine_shorter ? theirs : mine;
  if (shorter.words.size() == longer.words.size() || !contains_run(longer.words, shorter.words)) return {};
  TokenIndex head = longer.tokens.last - 1;
  for (TokenIndex i = longer.tokens.first + 1; i < longer.tokens.last; ++i) {
    if (is_small_word(document_.text_of(i)) && document_.text_of(i) != "and") {
      head = i - 1;
      break;
    }
  }
  const NounFacts* noun = lexicon_.noun(document_.tokens[head].lemma);
  const bool generic = noun != nullptr && noun->noun_class == NounClass::group;
  std::array<char, 64> buffer{};
  const std::uint64_t head_word = fast_hash(plain_word(document_.text_of(head), buffer));
  if (!generic || std::find(shorter.words.begin(), shorter.words.end(), head_word) == shorter.words.end())
    return {};
  return {kNone, shorter.words.size() == 1 ? 0.7F : 0.9F, "short-name"};
}

ChainBuilder::Link ChainBuilder::compare_names(const Chain& chain, MentionIndex mention,
                                               const NameKey& key) const {
  const MentionFacts& facts = facts_[mention];
  const NounClass mine = class_of(mention);
  const NounClass theirs = chain.noun_class;
  const Knowledge& known = known_[mention];
  if (known.place != chain.place && (known.place ? chain.entry != nullptr : known.entry != nullptr))
    return {};
  const bool people = known.alias_kind == AliasKind::people && known.entry != nullptr;
  if (known.entry != nullptr && chain.entry != nullptr && known.entry != chain.entry) return {};
  if (people && chain.entry != nullptr) return {};
  const bool one_known = (known.entry != nullptr && !people) != (chain.entry != nullptr);
  const bool person = mine == NounClass::person || theirs == NounClass::person;
  const bool clash = (facts.gender == Gender::female && chain.gender == Gender::male) ||
                     (facts.gender == Gender::male && chain.gender == Gender::female);
  Link best;
  for (const NameKey& other : chain.names) {
    Link found;
    if (other.words == key.words) {
      // One word can be a person and a place ("Jordan"); the same word of one text is one thing.
      found = {kNone, 1.0F, "same-name"};
    } else if (person && (mine == theirs || mine == NounClass::thing || theirs == NounClass::thing)) {
      if (other_person(chain, key)) return {};
      // "Yoon" is the president; "Yoon Sang-hyun", whom the registry does not know, is not.
      if (chain.entry != nullptr && known.entry == nullptr && key.words.size() > 1 && other.words.size() == 1)
        continue;
      found = compare_persons(key, other);
    } else if (is_acronym(key) != is_acronym(other) && initials_hash(key) == initials_hash(other) &&
               initials_hash(key) != 0) {
      found = {kNone, 0.9F, "initials"};
    } else if (!person && !one_known && mine != NounClass::place && theirs != NounClass::place) {
      found = compare_bodies(key, other);
    }
    if (found.confidence > best.confidence) best = found;
  }
  if (clash && best.confidence < 1.0F) return {};
  return best;
}

// The registry knows both by one entry: "the White House" after "the US". A shared surname waits for the
// text's own full names.
ChainBuilder::Link ChainBuilder::link_entry(MentionIndex mention) const {
  const Knowledge& known = known_[mention];
  if (known.entry == nullptr || known.alias_kind == AliasKind::people) return {};
  const auto found = by_entry_.find(known.entry);
  if (found == by_entry_.end()) return {};
  return {living(found->second), known.weak ? 0.7F : 0.95F, "registry-alias"};
}

ChainBuilder::Link ChainBuilder::link_name(MentionIndex mention) const {
  const NameKey key = key_of(facts_[mention].name);
  Link best;
  const auto consider = [&](std::uint64_t word) {
    const auto found = by_word_.find(word);
    if (found == by_word_.end()) return;
    const auto& list = found->second;
    const std::size_t skip = list.size() > kNamesPerWord ? list.size() - kNamesPerWord : 0;
    for (std::size_t i = list.size(); i-- > skip;) {
      const ChainIndex index = living(list[i]);
      const Link link = compare_names(chains_[index], mention, key);
      // Equal names: the one spoken of last.
      if (link.confidence > best.confidence ||
          (link.confidence == best.confidence && best.chain != kNone && link.confidence > 0 &&
           chains_[index].last_head > chains_[best.chain].last_head)) {
        best = {index, link.confidence, link.rule};
      }
    }
  };
  for (const std::uint64_t word : key.words) consider(word);
  if (const std::uint64_t initials = initials_hash(key); initials != 0) consider(initials);
  return best;
}

// "People's Protection Units (YPG)": capitals in brackets right after a name that is no person's.
ChainBuilder::Link ChainBuilder::link_bracket(MentionIndex mention) const {
  const TokenRange name = facts_[mention].name;
  if (name.size() != 1 || name.first < 2 || !all_upper(document_.text_of(name.first))) return {};
  if (document_.text_of(name.first - 1) != "(") return {};
  const auto last = static_cast<TokenIndex>(document_.tokens.size());
  if (name.last >= last || document_.text_of(name.last) != ")") return {};
  TokenIndex before = name.first - 2;
  // The phrase that ends there: its head is the highest token that still ends at the bracket.
  ChainIndex chain = kNone;
  for (int steps = 0; before != kNone && before < name.first && steps < 6; ++steps) {
    const Mention* phrase = document_.mention_of(before);
    if (phrase != nullptr && phrase->tokens.last >= name.first - 1 && chain_at_token(before) != kNone) {
      const Chain& candidate = chains_[chain_at_token(before)];
      if (candidate.noun_class != NounClass::person && candidate.noun_class != NounClass::place)
        chain = chain_at_token(before);
    }
    before = document_.tokens[before].head;
    if (before != kNone && document_.tokens[before].upos == Upos::VERB) break;
  }
  if (chain == kNone || chains_[chain].first_person) return {};
  return {chain, 0.9F, "bracketed-initials"};
}

}  // namespace avow::names
