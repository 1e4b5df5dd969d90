#include "events/factuality_model.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace avow::events {
namespace {

using model::Atom;
using model::feature;
using model::FeatureHash;
using model::text_atom;

// Governors looked at above the event.
constexpr int kMaxGovernors = 4;
// LinearModel scores at most 256 features.
constexpr std::size_t kMaxFeatures = 200;

enum FeatureId : std::uint32_t {
  kBias = 1,
  kLemma,
  kTag,
  kRelation,
  kFeats,
  kAux,
  kAuxForm,
  kFunctionWord,
  kNegated,
  kSubject,
  kHasChild,
  kSignature,
  kGovernor,
  kGovernorByPath,
  kGovernorTag,
  kPath,
  kPathNegated,
  kIsRoot,
  kDepth,
  kQuestion,
  kQuestionRelation,
  kIfBefore,
  kWordBefore,
  kPreviousWord
};

bool negates(std::string_view lemma) {
  return lemma == "not" || lemma == "never" || lemma == "no" || lemma == "neither" || lemma == "nor" ||
         lemma == "n't" || lemma == "without";
}

class Features {
 public:
  Features(const Document& document, const Tree& tree) : document_(document), tree_(tree) {}

  std::vector<FeatureHash> of(TokenIndex event) {
    add(kBias);
    add(kLemma, lemma(event));
    add(kTag, document_.tokens[event].xpos);
    add(kRelation, relation(event));
    add(kFeats, text_atom(document_.tokens[event].feats));
    clause(event, 0);
    governors(event);
    surroundings(event);
    if (out_.size() > kMaxFeatures) out_.resize(kMaxFeatures);
    return std::move(out_);
  }

 private:
  template <typename... Atoms>
  void add(std::uint32_t id, Atoms... atoms) {
    out_.push_back(feature(id, static_cast<Atom>(atoms)...));
  }
  [[nodiscard]] Atom lemma(TokenIndex token) const { return text_atom(document_.tokens[token].lemma); }
  [[nodiscard]] Atom relation(TokenIndex token) const {
    return static_cast<Atom>(document_.tokens[token].deprel);
  }

  // The auxiliaries, marks, negation and arguments of one predicate; `level` 0 is the event, 1, 2 governors.
  // Returns whether it is negated.
  bool clause(TokenIndex head, int level) {
    bool negated = false;
    Atom signature = 0;
    for (const TokenIndex child : tree_.children(head)) {
      const Token& token = document_.tokens[child];
      negated = negated || negates(token.lemma);
      switch (token.deprel) {
        case Deprel::aux:
        case Deprel::aux_pass:
        case Deprel::cop:
          add(kAux, level, lemma(child));
          add(kAuxForm, level, text_atom(document_.text_of(child)));
          signature = static_cast<Atom>(model::mix(signature, lemma(child) + token.xpos));
          break;
        case Deprel::advmod:
        case Deprel::det:
        case Deprel::mark:
        case Deprel::cc:
        case Deprel::case_:
        case Deprel::expl:
          add(kFunctionWord, level, relation(child), lemma(child));
          break;
        case Deprel::nsubj:
        case Deprel::nsubj_pass:
          add(kSubject, level, lemma(child));
          for (const TokenIndex below : tree_.children(child)) {
            negated = negated || document_.tokens[below].lemma == "no";
          }
          [[fallthrough]];
        default:
          add(kHasChild, level, relation(child));
          break;
      }
    }
    if (negated) add(kNegated, level);
    add(kSignature, level, signature, negated ? 1 : 0, document_.tokens[head].xpos);
    return negated;
  }

  void governors(TokenIndex event) {
    Atom path = 0;
    int depth = 0;
    for (TokenIndex at = event; document_.tokens[at].head != kNone && depth < kMaxGovernors;) {
      path = static_cast<Atom>(model::mix(path, relation(at)) >> 32U);
      at = document_.tokens[at].head;
      ++depth;
      const bool negated = clause(at, std::min(depth, 2));
      add(kGovernor, depth, lemma(at));
      add(kGovernorByPath, path, lemma(at));
      add(kGovernorTag, path, static_cast<Atom>(document_.tokens[at].upos));
      add(kPath, path);
      if (negated) add(kPathNegated, path);
    }
    add(kIsRoot, depth == 0 ? 1 : 0);
    add(kDepth, depth);
  }

  void surroundings(TokenIndex event) {
    const TokenRange sentence = document_.sentences[document_.tokens[event].sentence].tokens;
    for (TokenIndex token = std::max(sentence.first, sentence.last - 2); token < sentence.last; ++token) {
      if (document_.text_of(token) != "?") continue;
      add(kQuestion);
      add(kQuestionRelation, relation(event));
    }
    for (TokenIndex token = sentence.first; token < event; ++token) {
      if (document_.tokens[token].lemma == "if") add(kIfBefore);
    }
    for (TokenIndex token = std::max(sentence.first, event - 3); token < event; ++token) {
      add(kWordBefore, lemma(token));
    }
    if (event > sentence.first) add(kPreviousWord, lemma(event - 1));
  }

  const Document& document_;
  const Tree& tree_;
  std::vector<FeatureHash> out_;
};

}  // namespace

std::vector<FeatureHash> factuality_features(const Document& document, const Tree& tree, TokenIndex token) {
  return Features{document, tree}.of(token);
}

Result<FactualityModel> FactualityModel::open(const std::filesystem::path& path) {
  auto file = model::Model::open(path);
  if (!file) return file.error();
  const auto section = file->section("factuality.bins");
  if (!section) return section.error();
  auto bins = model::LinearModel::read(*section);
  if (!bins) return bins.error();
  if (bins->classes() != kFactualityBins) return file->corrupt("the factuality model has the wrong bins");
  return FactualityModel{std::move(*file), *bins};
}

float FactualityModel::score(const Document& document, const Tree& tree, TokenIndex token) const {
  const auto features = factuality_features(document, tree, token);
  std::array<std::int16_t, 64> scores{};
  bins_.score(features, std::span{scores}.first(bins_.padded_classes()));
  const auto probabilities = bins_.probabilities(std::span{scores}.first(bins_.padded_classes()));
  float expected = 0;
  for (std::uint32_t bin = 0; bin < kFactualityBins; ++bin) {
    expected += probabilities[bin] * (static_cast<float>(bin) - 3.0F);
  }
  return expected;
}

}  // namespace avow::events
