#include "speech/learned_acts.hpp"

#include <algorithm>
#include <array>

namespace avow::speech {
namespace {

using model::feature;
using model::FeatureHash;

constexpr Index kMostWords = 40;

// The kind of subject: the speakers themselves, somebody else, a thing, nobody.
std::uint32_t subject_kind(const Reading& reading, TokenIndex head) {
  const TokenIndex subject = head == kNone ? kNone : own_subject(reading, head);
  if (subject == kNone) return 0;
  for (const std::string_view word : {"we", "i", "our"}) {
    if (is_word(reading, subject, word)) return 1;
  }
  const TokenIndex owner = reading.tree.child(subject, {Deprel::nmod_poss});
  if (owner != kNone && (is_word(reading, owner, "our") || is_word(reading, owner, "my"))) return 2;
  if (is_word(reading, subject, "they") || is_word(reading, subject, "their")) return 3;
  return reading.token(subject).upos == Upos::PRON ? 4 : 5;
}

}  // namespace

void act_features(const Reading& reading, const ActTables& tables, const CueTable& cues, TokenRange range,
                  TokenIndex head, std::vector<FeatureHash>& out) {
  out.clear();
  out.push_back(feature(500));
  const std::uint32_t subject = subject_kind(reading, head);
  out.push_back(feature(501, subject));
  model::Atom before = 1;
  for (TokenIndex at = range.first; at < std::min(range.last, range.first + kMostWords); ++at) {
    const Token& token = reading.token(at);
    if (token.upos == Upos::PUNCT) continue;
    const model::Atom lemma = model::text_atom(token.lemma);
    out.push_back(feature(502, lemma));
    out.push_back(feature(503, before, lemma));
    // What the tables know of the word, so that words no sentence had still count.
    const std::uint32_t classes = tables.classes(reading, at);
    if (classes != 0) {
      out.push_back(feature(509, classes));
      out.push_back(feature(510, classes, subject));
    }
    if (token.upos == Upos::VERB || token.upos == Upos::ADJ || token.upos == Upos::NOUN) {
      for (const Cue& cue : cues.find(token.lemma)) {
        if (!cue.function) continue;
        out.push_back(feature(511, static_cast<std::uint32_t>(*cue.function)));
        out.push_back(feature(512, static_cast<std::uint32_t>(*cue.function), subject));
        break;
      }
    }
    before = lemma;
  }
  if (head != kNone && range.contains(head)) {
    const model::Atom lemma = model::text_atom(reading.lemma(head));
    out.push_back(feature(505, lemma));
    out.push_back(feature(506, reading.token(head).xpos, subject));
    out.push_back(feature(507, is_negated(reading, head), subject));
    for (const TokenIndex child : reading.tree.children(head)) {
      if (base_relation(reading.token(child).deprel) == Deprel::aux)
        out.push_back(feature(508, model::text_atom(reading.lemma(child)), subject));
    }
  }
}

Result<ActModel> ActModel::open(const std::filesystem::path& path) {
  Result<model::Model> file = model::Model::open(path);
  if (!file) return file.error();
  auto kept = std::make_unique<model::Model>(std::move(*file));
  Result<std::string_view> section = kept->section(kActSection);
  if (!section) return section.error();
  Result<model::LinearModel> linear = model::LinearModel::read(*section);
  if (!linear) return kept->corrupt(linear.error().message);
  if (linear->classes() != kActCount) return kept->corrupt("a model of acts has twelve classes");
  return ActModel(std::move(kept), *linear);
}

ActGuess ActModel::read(const Reading& reading, const ActTables& tables, const CueTable& cues,
                        TokenRange range, TokenIndex head) const {
  std::vector<FeatureHash> features;
  features.reserve(128);
  act_features(reading, tables, cues, range, head, features);
  std::array<std::int16_t, 16> scores{};
  linear_.score(features, scores);
  const std::vector<float> probabilities = linear_.probabilities(scores);
  const auto best = std::max_element(probabilities.begin(), probabilities.end());
  return {static_cast<SpeechFunction>(best - probabilities.begin()), *best};
}

}  // namespace avow::speech
