#include "train/treebank.hpp"

#include <algorithm>
#include <cstdlib>

#include "avow/base/file.hpp"
#include "syntax/conllu.hpp"

namespace avow::train {
namespace {

constexpr std::size_t kMaxTreebankSizeBytes = 1U << 30U;

bool is_below(const std::vector<std::int32_t>& heads, std::int32_t node, std::int32_t ancestor) {
  while (node != kNone && node != ancestor) node = heads[static_cast<std::size_t>(node)];
  return node == ancestor;
}

// Every word between the two ends must be below the head.
bool crosses(const std::vector<std::int32_t>& heads, std::int32_t word) {
  const std::int32_t head = heads[static_cast<std::size_t>(word)];
  if (head == kNone) return false;
  for (std::int32_t i = std::min(word, head) + 1; i < std::max(word, head); ++i) {
    if (!is_below(heads, i, head)) return true;
  }
  return false;
}

GoldSentence gold_of(const syntax::ConlluSentence& source, syntax::TagSet& tagset) {
  GoldSentence out;
  const syntax::Lexicon nothing;
  for (const syntax::ConlluWord& word : source.words) {
    out.words.add(word.form, nothing);
    out.forms.push_back(word.form);
    out.feats.push_back(word.feats);
    out.lemmas.push_back(word.lemma);
  }
  out.words.finish();
  for (std::size_t i = 0; i < source.words.size(); ++i) {
    const syntax::ConlluWord& word = source.words[i];
    out.words.tags[i] = tagset.intern({word.upos, word.xpos});
    out.words.heads[i] = word.head;
    out.words.labels[i] = static_cast<std::uint8_t>(word.deprel);
  }
  out.given = out.words.tags;
  out.tree = projective(out.words.heads);
  return out;
}

}  // namespace

void use_lexicon(Treebank& treebank, const syntax::Lexicon& lexicon) {
  for (GoldSentence& sentence : treebank) {
    for (std::size_t i = 0; i < sentence.forms.size(); ++i) {
      sentence.words.lexemes[i] = syntax::make_lexeme(sentence.forms[i], lexicon);
    }
  }
}

std::vector<std::int32_t> projective(std::vector<std::int32_t> heads) {
  const auto n = static_cast<std::int32_t>(heads.size());
  for (;;) {
    std::int32_t shortest = kNone;
    for (std::int32_t i = 0; i < n; ++i) {
      if (!crosses(heads, i)) continue;
      const auto length = [&heads](std::int32_t w) {
        return std::abs(heads[static_cast<std::size_t>(w)] - w);
      };
      if (shortest == kNone || length(i) < length(shortest)) shortest = i;
    }
    if (shortest == kNone) return heads;
    auto& head = heads[static_cast<std::size_t>(shortest)];
    head = heads[static_cast<std::size_t>(head)];
    // An arc to the root's place cannot cross: hang it on the root word instead of making a second root.
    if (head == kNone) return heads;
  }
}

Result<Treebank> load_treebank(const std::vector<std::filesystem::path>& files,
                               const std::vector<std::string>& excluded_prefixes, syntax::TagSet& tagset) {
  Treebank out;
  for (const auto& file : files) {
    const auto text = system_files().read(file, kMaxTreebankSizeBytes);
    if (!text) return text.error();
    const auto sentences = syntax::read_conllu(*text, file.string());
    if (!sentences) return sentences.error();
    for (const auto& sentence : *sentences) {
      const bool excluded = std::any_of(excluded_prefixes.begin(), excluded_prefixes.end(),
                                        [&](const auto& p) { return sentence.document_id.starts_with(p); });
      if (!excluded && sentence.has_tree) out.push_back(gold_of(sentence, tagset));
    }
  }
  return out;
}

}  // namespace avow::train
