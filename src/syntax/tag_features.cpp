#include "syntax/tag_features.hpp"

namespace avow::syntax {
namespace {

const Lexeme kOutside{};
constexpr Atom kNoTag = 255;

const Lexeme& lexeme_at(const Words& words, std::size_t i, int offset) {
  const auto position = static_cast<std::ptrdiff_t>(i) + offset;
  if (position < 0 || position >= static_cast<std::ptrdiff_t>(words.size())) return kOutside;
  return words.lexemes[static_cast<std::size_t>(position)];
}

// Case tells a name from a word only where not everything is in capitals.
Atom case_atom(const Words& words, const Lexeme& word, std::size_t i) {
  if (words.shouting) return 9;
  return (word.capital ? 1U : 0U) | (word.all_capitals ? 2U : 0U) | (i == 0 ? 4U : 0U);
}

void word_features(const Words& words, std::size_t i, TagFeatures& out) {
  const Lexeme& word = words.lexemes[i];
  const Atom kind = case_atom(words, word, i);
  out.add(model::feature(0));
  out.add(model::feature(1, words.shouting ? word.lower : word.form));
  out.add(model::feature(2, word.lower));
  out.add(model::feature(3, words.shouting ? 0 : word.shape, kind));
  for (std::uint32_t k = 0; k < word.prefix.size(); ++k) out.add(model::feature(4 + k, word.prefix[k]));
  for (std::uint32_t k = 0; k < word.suffix.size(); ++k) out.add(model::feature(8 + k, word.suffix[k]));
  out.add(model::feature(12, word.suffix[2], kind));
  out.add(model::feature(13, word.suffix[1], word.prefix[1]));
  out.add(model::feature(14, word.cluster));
  out.add(model::feature(15, word.coarse, kind));
  out.add(model::feature(16, word.kind));
  out.add(model::feature(17, word.kind, word.suffix[1]));
  out.add(model::feature(18, word.cluster, kind));
}

void context_features(const Words& words, std::size_t i, TagFeatures& out) {
  const Lexeme& word = words.lexemes[i];
  const Lexeme& before = lexeme_at(words, i, -1);
  const Lexeme& before2 = lexeme_at(words, i, -2);
  const Lexeme& after = lexeme_at(words, i, 1);
  const Lexeme& after2 = lexeme_at(words, i, 2);
  out.add(model::feature(20, before.lower));
  out.add(model::feature(21, before2.lower));
  out.add(model::feature(22, after.lower));
  out.add(model::feature(23, after2.lower));
  out.add(model::feature(24, before.lower, word.lower));
  out.add(model::feature(25, word.lower, after.lower));
  out.add(model::feature(26, before.lower, after.lower));
  out.add(model::feature(27, after.lower, after2.lower));
  out.add(model::feature(28, before2.lower, before.lower));
  out.add(model::feature(29, after.suffix[2]));
  out.add(model::feature(30, after.suffix[1], word.suffix[1]));
  out.add(model::feature(31, after.shape, word.shape));
  out.add(model::feature(32, before.suffix[2]));
  out.add(model::feature(33, after2.suffix[2]));
  out.add(model::feature(34, before.shape, word.shape));
  out.add(model::feature(35, lexeme_at(words, i, 3).lower));
  out.add(model::feature(36, lexeme_at(words, i, -3).lower));
  out.add(model::feature(37, after.cluster));
  out.add(model::feature(38, after2.cluster));
  out.add(model::feature(39, before.cluster));
  out.add(model::feature(40, word.cluster, after.cluster));
  out.add(model::feature(41, word.kind, after.kind));
  out.add(model::feature(42, word.lower, after.kind));
  out.add(model::feature(43, word.kind, after.kind, after2.kind));
  out.add(model::feature(44, word.suffix[2], after.kind));
  out.add(model::feature(45, before.coarse, word.coarse, after.coarse));
}

}  // namespace

void tag_features(const Words& words, std::size_t i, TagFeatures& out) {
  out.count = 0;
  word_features(words, i, out);
  context_features(words, i, out);
  const Lexeme& word = words.lexemes[i];
  const Lexeme& after = lexeme_at(words, i, 1);
  const Atom tag1 = i >= 1 ? words.tags[i - 1] : kNoTag;
  const Atom tag2 = i >= 2 ? words.tags[i - 2] : kNoTag;
  const Atom tag3 = i >= 3 ? words.tags[i - 3] : kNoTag;
  out.add(model::feature(50, tag1));
  out.add(model::feature(51, tag2));
  out.add(model::feature(52, tag1, tag2));
  out.add(model::feature(53, tag1, word.lower));
  out.add(model::feature(54, tag1, after.lower));
  out.add(model::feature(55, tag1, tag2, word.lower));
  out.add(model::feature(56, tag1, word.suffix[2]));
  out.add(model::feature(57, tag1, word.shape));
  out.add(model::feature(58, tag1, word.lower, after.lower));
  out.add(model::feature(59, tag1, tag2, tag3));
  out.add(model::feature(60, tag1, word.suffix[1], after.suffix[1]));
  out.add(model::feature(61, tag1, word.cluster));
  out.add(model::feature(62, tag1, word.kind, after.kind));
  out.add(model::feature(63, tag1, word.cluster, after.cluster));
  out.add(model::feature(64, tag1, tag2, word.coarse));
  out.add(model::feature(65, tag1, tag2, word.kind));
  out.add(model::feature(66, tag1, word.suffix[2], after.kind));
}

}  // namespace avow::syntax
