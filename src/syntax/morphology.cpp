#include "syntax/morphology.hpp"

#include <algorithm>

#include "model/bytes.hpp"
#include "syntax/tagger.hpp"

namespace avow::syntax {
namespace {

constexpr std::size_t kMaxValues = 1024;

char lower_of(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

void write_case(LemmaCase letters, std::string_view form, std::string& out) {
  out.assign(form);
  if (letters == LemmaCase::keep) return;
  const std::size_t kept = letters == LemmaCase::title ? 1 : 0;
  for (std::size_t i = kept; i < out.size(); ++i) out[i] = lower_of(out[i]);
}

// The nearest word to the left that may be a verb's subject, at most 8 words away.
std::ptrdiff_t nominal_before(const Words& words, const TagSet& tagset, std::size_t i) {
  for (std::size_t back = 1; back <= 8 && back <= i; ++back) {
    const Upos upos = tagset[words.tags[i - back]].upos;
    if (upos == Upos::NOUN || upos == Upos::PROPN || upos == Upos::PRON) {
      return static_cast<std::ptrdiff_t>(i - back);
    }
  }
  return -1;
}

}  // namespace

void feats_features(const Words& words, const TagSet& tagset, std::size_t i, MorphFeatures& out) {
  out.count = 0;
  const Lexeme& word = words.lexemes[i];
  const Atom tag = words.tags[i];
  const Atom before = i > 0 ? words.tags[i - 1] : 255U;
  const Atom before2 = i > 1 ? words.tags[i - 2] : 255U;
  const Atom next = i + 1 < words.size() ? words.tags[i + 1] : 255U;
  const std::ptrdiff_t nominal = nominal_before(words, tagset, i);
  const Atom subject_tag = nominal < 0 ? 255U : words.tags[static_cast<std::size_t>(nominal)];
  const Atom subject = nominal < 0 ? 0U : words.lexemes[static_cast<std::size_t>(nominal)].lower;
  out.add(model::feature(0, tag));
  out.add(model::feature(1, tag, word.lower));
  out.add(model::feature(2, tag, word.suffix[2]));
  out.add(model::feature(3, tag, word.suffix[1]));
  out.add(model::feature(4, tag, word.shape));
  out.add(model::feature(5, tag, before));
  out.add(model::feature(6, tag, before, before2));
  out.add(model::feature(7, tag, next));
  out.add(model::feature(8, tag, i > 0 ? words.lexemes[i - 1].lower : 0U));
  out.add(model::feature(9, tag, i + 1 < words.size() ? words.lexemes[i + 1].lower : 0U));
  out.add(model::feature(10, tag, subject_tag));
  out.add(model::feature(11, tag, subject));
  out.add(model::feature(12, tag, word.lower, subject_tag));
  out.add(model::feature(13, tag, word.lower, subject));
  out.add(model::feature(14, tag, word.lower, before));
  out.add(model::feature(15, tag, word.lower, next));
  out.add(model::feature(16, tag, i == 0 ? 1U : 0U, word.suffix[0]));
  out.add(model::feature(17, tag, word.lower, i > 0 ? words.lexemes[i - 1].lower : 0U));
}

void lemma_features(const Words& words, std::size_t i, MorphFeatures& out) {
  out.count = 0;
  const Lexeme& word = words.lexemes[i];
  const Atom tag = words.tags[i];
  const Atom next = i + 1 < words.size() ? words.tags[i + 1] : 255U;
  out.add(model::feature(0, tag));
  out.add(model::feature(1, tag, word.lower));
  out.add(model::feature(2, tag, word.form));
  for (std::uint32_t k = 0; k < 4; ++k) out.add(model::feature(3 + k, tag, word.suffix[k]));
  out.add(model::feature(7, tag, word.shape));
  out.add(model::feature(8, word.lower));
  out.add(model::feature(9, tag, word.lower, next));
  out.add(model::feature(10, tag, word.suffix[3], word.prefix[0]));
  out.add(model::feature(11, tag, word.suffix[2], word.shape));
}

LemmaScript script_of(std::string_view form, std::string_view lemma) {
  std::string buffer;
  const std::string plain{plain_form(form, buffer)};
  LemmaScript best;
  std::size_t best_common = 0;
  bool found = false;
  for (const LemmaCase letters : {LemmaCase::lower, LemmaCase::keep, LemmaCase::title}) {
    std::string base;
    write_case(letters, plain, base);
    const auto [end, unused] = std::mismatch(base.begin(), base.end(), lemma.begin(), lemma.end());
    const auto common = static_cast<std::size_t>(end - base.begin());
    if (found && common <= best_common) continue;
    best = {letters, static_cast<std::uint8_t>(std::min<std::size_t>(base.size() - common, 255)),
            std::string{lemma.substr(common)}};
    best_common = common;
    found = true;
  }
  return best;
}

void apply_script(const LemmaScript& script, std::string_view form, std::string& out) {
  std::string buffer;
  write_case(script.letters, plain_form(form, buffer), out);
  out.resize(out.size() - std::min<std::size_t>(out.size(), script.cut));
  out += script.add;
}

std::uint32_t exception_key(const Lexeme& lexeme, std::uint8_t tag) {
  return model::feature(777, lexeme.form, tag);
}

Result<Morphology> Morphology::read(const model::Model& model, std::size_t tags) {
  const auto feats = read_linear(model, "feats.weights");
  if (!feats) return feats.error();
  const auto lemmas = read_linear(model, "lemma.weights");
  if (!lemmas) return lemmas.error();
  Morphology out{*feats, *lemmas};
  const auto values = out.read_values(model, tags);
  if (!values) return values.error();
  const auto scripts = out.read_lemmas(model);
  if (!scripts) return scripts.error();
  return out;
}

Result<void> Morphology::read_values(const model::Model& model, std::size_t tags) {
  const auto section = model.section("feats.values");
  if (!section) return section.error();
  model::ByteReader in{*section};
  const auto count = in.read<std::uint32_t>();
  for (std::uint32_t i = 0; i < count && !in.failed(); ++i) values_.push_back(in.read_text());
  for (std::size_t tag = 0; tag < tags && !in.failed(); ++tag) {
    auto& allowed = by_tag_.emplace_back(in.read<std::uint16_t>());
    for (auto& value : allowed) value = in.read<std::uint16_t>();
    const bool known =
        std::all_of(allowed.begin(), allowed.end(), [count](auto value) { return value < count; });
    if (allowed.empty() || !known) return model.corrupt("a tag without features");
  }
  if (in.failed() || !in.at_end() || count > kMaxValues || feats_.classes() != count) {
    return model.corrupt("features and their weights do not fit");
  }
  return {};
}

Result<void> Morphology::read_lemmas(const model::Model& model) {
  const auto section = model.section("lemma.scripts");
  if (!section) return section.error();
  model::ByteReader in{*section};
  const auto count = in.read<std::uint32_t>();
  for (std::uint32_t i = 0; i < count && !in.failed(); ++i) {
    LemmaScript script;
    const auto letters = in.read<std::uint8_t>();
    script.letters = static_cast<LemmaCase>(std::min<std::uint8_t>(letters, 2));
    script.cut = in.read<std::uint8_t>();
    script.add = in.read_text();
    scripts_.push_back(std::move(script));
  }
  const auto exceptions = in.read<std::uint32_t>();
  for (std::uint32_t i = 0; i < exceptions && !in.failed(); ++i) {
    const auto key = in.read<std::uint32_t>();
    exceptions_.push_back({key, in.read_text()});
  }
  const auto by_key = [](const Exception& a, const Exception& b) { return a.key < b.key; };
  if (in.failed() || !in.at_end() || count > kMaxValues || lemmas_.classes() != count ||
      !std::is_sorted(exceptions_.begin(), exceptions_.end(), by_key)) {
    return model.corrupt("lemma scripts and their weights do not fit");
  }
  return {};
}

std::string_view Morphology::features(const Words& words, const TagSet& tagset, std::size_t i) const {
  const auto& allowed = by_tag_[words.tags[i]];
  if (allowed.size() == 1) return values_[allowed.front()];
  MorphFeatures features;
  feats_features(words, tagset, i, features);
  std::array<std::int16_t, kMaxValues> scores;
  feats_.score(features.span(), scores);
  return values_[*std::max_element(allowed.begin(), allowed.end(),
                                   [&scores](auto a, auto b) { return scores[a] < scores[b]; })];
}

void Morphology::lemma(const Words& words, std::size_t i, std::string_view form, std::string& out) const {
  const std::uint32_t key = exception_key(words.lexemes[i], words.tags[i]);
  const auto found = std::lower_bound(exceptions_.begin(), exceptions_.end(), key,
                                      [](const Exception& a, std::uint32_t b) { return a.key < b; });
  if (found != exceptions_.end() && found->key == key) {
    out.assign(found->lemma);
    return;
  }
  MorphFeatures features;
  lemma_features(words, i, features);
  std::array<std::int16_t, kMaxValues> scores;
  lemmas_.score(features.span(), scores);
  apply_script(scripts_[lemmas_.best(scores)], form, out);
}

}  // namespace avow::syntax
