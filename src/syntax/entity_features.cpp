#include "syntax/entity_features.hpp"

#include <algorithm>

namespace avow::syntax {
namespace {

using model::feature;

const EntityWord kOutside{};
constexpr std::size_t kLongestName = 5;

const EntityWord& word_at(const EntityWords& words, TokenIndex i, TokenRange sentence) {
  return sentence.contains(i) ? words.words[static_cast<std::size_t>(i)] : kOutside;
}

Atom case_atom(const EntityWord& word, bool first) {
  return (word.lexeme.capital ? 1U : 0U) | (word.lexeme.all_capitals ? 2U : 0U) | (first ? 4U : 0U) |
         (word.title_case ? 8U : 0U);
}

// One feature for each label of the known name, with the word's place in it.
void name_features(std::uint32_t id, Atom names, Atom with, EntityFeatures& out) {
  if (names == 0) return;
  const Atom labels = (names & 0xFFU) - 1U;
  for (Atom label = 0; label < kNameLabels; ++label) {
    if ((labels >> label & 1U) != 0) out.add(feature(id, label, names >> 8U, with));
  }
}

void own_features(const EntityWord& word, bool first, EntityFeatures& out) {
  const Lexeme& lexeme = word.lexeme;
  const Atom kind = case_atom(word, first);
  out.add(feature(0, kind));
  out.add(feature(1, lexeme.form));
  out.add(feature(2, lexeme.lower));
  out.add(feature(3, lexeme.shape, first ? 1U : 0U));
  for (std::uint32_t k = 1; k < 3; ++k) out.add(feature(4 + k, lexeme.prefix[k], kind));
  for (std::uint32_t k = 1; k < 4; ++k) out.add(feature(8 + k, lexeme.suffix[k], kind));
  out.add(feature(12, word.xpos));
  out.add(feature(13, word.xpos, lexeme.shape));
  out.add(feature(14, word.names, kind & 1U));
  name_features(60, word.names, kind & 1U, out);
  out.add(feature(15, word.names, word.xpos));
  out.add(feature(16, word.elsewhere, kind));
  out.add(feature(17, word.elsewhere, word.names));
}

void context_features(const EntityWords& words, TokenIndex i, TokenRange sentence, EntityFeatures& out) {
  const EntityWord& word = words.words[static_cast<std::size_t>(i)];
  const EntityWord& before = word_at(words, i - 1, sentence);
  const EntityWord& before2 = word_at(words, i - 2, sentence);
  const EntityWord& after = word_at(words, i + 1, sentence);
  const EntityWord& after2 = word_at(words, i + 2, sentence);
  const Lexeme& w = word.lexeme;
  out.add(feature(20, before.lexeme.lower));
  out.add(feature(21, before2.lexeme.lower));
  out.add(feature(22, after.lexeme.lower));
  out.add(feature(23, after2.lexeme.lower));
  out.add(feature(24, before.lexeme.lower, w.lower));
  out.add(feature(25, w.lower, after.lexeme.lower));
  out.add(feature(26, before.lexeme.lower, w.shape));
  out.add(feature(27, after.lexeme.lower, w.shape));
  out.add(feature(28, before2.lexeme.lower, before.lexeme.lower, w.shape));
  out.add(feature(29, after.lexeme.lower, after2.lexeme.lower, w.shape));
  out.add(feature(30, before.lexeme.shape, w.shape));
  out.add(feature(31, w.shape, after.lexeme.shape));
  out.add(feature(32, before.lexeme.shape, w.shape, after.lexeme.shape));
  out.add(feature(33, before.xpos, word.xpos));
  out.add(feature(34, word.xpos, after.xpos));
  out.add(feature(35, before.xpos, word.xpos, after.xpos));
  out.add(feature(36, before.names, word.names));
  out.add(feature(37, word.names, after.names));
  out.add(feature(38, before.names, w.shape));
  out.add(feature(39, after.names, w.shape));
  out.add(feature(40, before.lexeme.suffix[2], w.shape));
  out.add(feature(41, after.lexeme.suffix[2], w.shape));
  out.add(feature(42, before.lexeme.lower, after.lexeme.lower));
  out.add(feature(43, before.lexeme.lower, word.names));
  out.add(feature(44, after.lexeme.lower, word.names));
  name_features(61, before.names, w.shape, out);
  name_features(62, after.names, w.shape, out);
  out.add(feature(45, before2.lexeme.shape, before.lexeme.shape, w.shape));
  out.add(feature(46, w.shape, after.lexeme.shape, after2.lexeme.shape));
}

// A name is read as a whole: its first and last word, and the words around it.
void run_features(const EntityWords& words, TokenIndex i, TokenRange sentence, EntityFeatures& out) {
  const TokenIndex first = words.run_first[static_cast<std::size_t>(i)];
  const TokenIndex last = words.run_last[static_cast<std::size_t>(i)];
  if (first == kNone) return;
  const Atom size = static_cast<Atom>(std::min(last - first, 4));
  const Atom place =
      static_cast<Atom>(std::min(i - first, 3)) * 4 + static_cast<Atom>(std::min(last - 1 - i, 3));
  const EntityWord& head = words.words[static_cast<std::size_t>(last - 1)];
  const EntityWord& start = words.words[static_cast<std::size_t>(first)];
  const EntityWord& before = word_at(words, first - 1, sentence);
  const EntityWord& after = word_at(words, last, sentence);
  out.add(feature(50, size, place));
  out.add(feature(51, head.lexeme.lower, place));
  out.add(feature(52, start.lexeme.lower, place));
  out.add(feature(53, before.lexeme.lower, size));
  out.add(feature(54, after.lexeme.lower, size));
  out.add(feature(55, head.names, place));
  out.add(feature(56, start.names, place));
  name_features(63, head.names, place, out);
  name_features(64, start.names, place, out);
  out.add(feature(57, head.lexeme.suffix[2], place));
  out.add(feature(58, before.lexeme.lower, after.lexeme.lower));
  out.add(feature(59, start.names, head.names, size));
}

// What the words are used like. A class says more of a name together with how the word is written.
void class_features(const EntityWords& words, TokenIndex i, TokenRange sentence, EntityFeatures& out) {
  const EntityWord& word = words.words[static_cast<std::size_t>(i)];
  const Atom kind = case_atom(word, i == sentence.first);
  out.add(feature(90, word.of.fine, kind & 3U));
  out.add(feature(91, word.of.middle, kind));
  out.add(feature(92, word.of.coarse, word.lexeme.shape));
  const WordClass before = word_at(words, i - 1, sentence).of;
  const WordClass before2 = word_at(words, i - 2, sentence).of;
  const WordClass after = word_at(words, i + 1, sentence).of;
  const WordClass after2 = word_at(words, i + 2, sentence).of;
  const Atom shape = word.lexeme.shape;
  out.add(feature(93, before.fine));
  out.add(feature(94, after.fine));
  out.add(feature(95, before.middle, shape));
  out.add(feature(96, after.middle, shape));
  out.add(feature(97, before2.middle));
  out.add(feature(98, after2.middle));
  out.add(feature(99, before.middle, word.of.middle, kind & 3U));
  out.add(feature(100, word.of.middle, after.middle, kind & 3U));
  out.add(feature(101, before.coarse, word.of.coarse, after.coarse));
  out.add(feature(102, before2.coarse, before.coarse, shape));
  out.add(feature(103, after.coarse, after2.coarse, shape));
  const TokenIndex first = words.run_first[static_cast<std::size_t>(i)];
  const TokenIndex last = words.run_last[static_cast<std::size_t>(i)];
  if (first == kNone) return;
  const Atom place =
      static_cast<Atom>(std::min(i - first, 3)) * 4 + static_cast<Atom>(std::min(last - 1 - i, 3));
  const WordClass head = words.words[static_cast<std::size_t>(last - 1)].of;
  const WordClass start = words.words[static_cast<std::size_t>(first)].of;
  const Atom size = static_cast<Atom>(std::min(last - first, 4));
  out.add(feature(104, head.fine, place));
  out.add(feature(105, head.middle, place));
  out.add(feature(106, start.fine, place));
  out.add(feature(107, start.middle, place));
  out.add(feature(108, start.coarse, head.coarse, size));
  out.add(feature(109, word_at(words, first - 1, sentence).of.middle, size));
  out.add(feature(110, word_at(words, last, sentence).of.middle, size));
  out.add(feature(111, word_at(words, first - 1, sentence).of.coarse, head.coarse, place));
  out.add(feature(112, word_at(words, last, sentence).of.coarse, head.coarse, place));
}

}  // namespace

void EntityWords::find_runs(const Sentence& sentence) {
  TokenIndex first = kNone;
  for (TokenIndex i = sentence.tokens.first; i <= sentence.tokens.last; ++i) {
    const bool capital = i < sentence.tokens.last && words[static_cast<std::size_t>(i)].lexeme.capital;
    if (capital && first == kNone) first = i;
    if (capital || first == kNone) continue;
    for (TokenIndex k = first; k < i; ++k) {
      run_first[static_cast<std::size_t>(k)] = first;
      run_last[static_cast<std::size_t>(k)] = i;
    }
    first = kNone;
  }
}

void EntityWords::find_names(const Document& document, const Sentence& sentence, const KnownNames& names) {
  TokenIndex free = sentence.tokens.first;  // names found do not overlap
  for (TokenIndex i = sentence.tokens.first; i < sentence.tokens.last; ++i) {
    if (i < free || !words[static_cast<std::size_t>(i)].lexeme.capital) continue;
    PhraseHash phrase;
    std::uint8_t labels = 0;
    TokenIndex end = i;
    const TokenIndex limit = std::min(sentence.tokens.last, i + static_cast<TokenIndex>(2 * kLongestName));
    std::size_t pieces = 0;
    for (TokenIndex k = i; k < limit && pieces < kLongestName; ++k) {
      const std::string_view text = document.text_of(k);
      if (text != "-" && text != "'" && text != "’") ++pieces;
      phrase.add(text);
      if (const std::uint8_t found = names.find(phrase.value()); found != 0) {
        labels = found;
        end = k + 1;
      }
    }
    for (TokenIndex k = i; k < end; ++k) {
      const Atom part = end - i == 1 ? 3U : k == i ? 0U : k + 1 == end ? 2U : 1U;
      words[static_cast<std::size_t>(k)].names = 1U + labels + (part << 8U);
    }
    free = std::max(free, end);
  }
}

void EntityWords::load(const Document& document, const EntityKnowledge& known) {
  const std::size_t count = document.tokens.size();
  words.assign(count, {});
  run_first.assign(count, kNone);
  run_last.assign(count, kNone);
  std::unordered_map<Atom, std::uint8_t> seen;
  for (const Sentence& sentence : document.sentences) {
    std::size_t capitals = 0;
    std::size_t letters = 0;
    for (TokenIndex i = sentence.tokens.first; i < sentence.tokens.last; ++i) {
      EntityWord& word = words[static_cast<std::size_t>(i)];
      word.lexeme = make_lexeme(document.text_of(i));
      // A capital beyond ASCII ("Çavuşoğlu") counts too: the tagger's proper nouns.
      if (!word.lexeme.capital && document.text_of(i).front() == '\xC3') word.lexeme.capital = true;
      word.of = known.classes.find(word.lexeme.lower);
      word.xpos = document.tokens[static_cast<std::size_t>(i)].xpos;
      letters += word.lexeme.has_small || word.lexeme.capital ? 1U : 0U;
      capitals += word.lexeme.capital ? 1U : 0U;
      std::uint8_t& bits = seen[word.lexeme.lower];
      if (!word.lexeme.capital) bits |= 1U;
      if (word.lexeme.capital && i > sentence.tokens.first) bits |= 2U;
    }
    const bool title_case = letters >= 4 && capitals * 5 >= letters * 3;
    for (TokenIndex i = sentence.tokens.first; i < sentence.tokens.last; ++i) {
      words[static_cast<std::size_t>(i)].title_case = title_case;
    }
    find_runs(sentence);
    find_names(document, sentence, known.names);
  }
  for (EntityWord& word : words) word.elsewhere = seen[word.lexeme.lower];
}

void EntityMemory::remember(const EntityWords& words, TokenRange sentence,
                            const std::vector<std::uint8_t>& labels) {
  for (TokenIndex i = sentence.first; i < sentence.last; ++i) {
    const EntityWord& word = words.words[static_cast<std::size_t>(i)];
    if (!word.lexeme.capital) continue;
    const std::uint32_t label = labels[static_cast<std::size_t>(i - sentence.first)];
    auto& counts = counts_[word.lexeme.lower];
    std::uint8_t& count = counts[label == 0 ? kEntityTypes : (label - 1) / 4];
    if (count < 255) ++count;
  }
}

std::uint32_t EntityMemory::recall(Atom lower) const {
  const auto found = counts_.find(lower);
  if (found == counts_.end()) return 255;
  return static_cast<std::uint32_t>(std::max_element(found->second.begin(), found->second.end()) -
                                    found->second.begin());
}

void entity_features(const EntityWords& words, TokenIndex i, TokenRange sentence, EntityFeatures& out) {
  own_features(words.words[static_cast<std::size_t>(i)], i == sentence.first, out);
  context_features(words, i, sentence, out);
  run_features(words, i, sentence, out);
  class_features(words, i, sentence, out);
}

void memory_features(const EntityWords& words, TokenIndex i, const EntityMemory& memory,
                     EntityFeatures& out) {
  const EntityWord& word = words.words[static_cast<std::size_t>(i)];
  if (!word.lexeme.capital) return;
  const Atom recalled = memory.recall(word.lexeme.lower);
  out.add(feature(70, recalled));
  out.add(feature(71, recalled, word.lexeme.shape));
  const TokenIndex last = words.run_last[static_cast<std::size_t>(i)];
  const TokenIndex first = words.run_first[static_cast<std::size_t>(i)];
  if (first == kNone) return;
  out.add(feature(72, recalled, memory.recall(words.words[static_cast<std::size_t>(last - 1)].lexeme.lower),
                  memory.recall(words.words[static_cast<std::size_t>(first)].lexeme.lower)));
}

model::FeatureHash transition_feature(std::uint32_t from, std::uint32_t kind) {
  return feature(80, from, kind);
}

std::uint32_t transition_kind(const EntityWord& word) {
  if (word.lexeme.all_capitals) return 3;
  if (word.lexeme.capital) return 2;
  return word.lexeme.has_small ? 1 : 0;
}

}  // namespace avow::syntax
