// Morphology: features (UD FEATS) and lemma of tagged words.
//
// Features: of the values seen in training with a word's tag, a perceptron chooses by form and context
// (agreement with the subject). Lemmas: a table of exceptions by form and tag, else the edit script a
// perceptron chooses by suffix and tag: how many bytes to cut, what to add, which case to write.
//
//   Result<Morphology> morphology = Morphology::read(model);
//   morphology->features(words, i);                // "Number=Sing"
//   morphology->lemma(words, i, form, out);
//
// Holds views into the model, which must outlive it. Const access from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/container.hpp"
#include "model/linear_model.hpp"
#include "syntax/lexeme.hpp"
#include "syntax/tagset.hpp"

namespace avow::syntax {

inline constexpr std::size_t kMaxMorphFeatures = 32;

struct MorphFeatures {
  std::array<model::FeatureHash, kMaxMorphFeatures> items;
  std::size_t count = 0;
  void add(model::FeatureHash feature) { items[count++] = feature; }
  [[nodiscard]] std::span<const model::FeatureHash> span() const { return {items.data(), count}; }
};

void feats_features(const Words& words, const TagSet& tagset, std::size_t i, MorphFeatures& out);
void lemma_features(const Words& words, std::size_t i, MorphFeatures& out);

enum class LemmaCase : std::uint8_t { lower, keep, title };

// How a lemma is made from a form.
struct LemmaScript {
  LemmaCase letters = LemmaCase::lower;
  std::uint8_t cut = 0;  // bytes off the end
  std::string add;
  auto operator<=>(const LemmaScript&) const = default;
};

// The script that turns form into lemma with the least change.
[[nodiscard]] LemmaScript script_of(std::string_view form, std::string_view lemma);
// Writes the lemma into `out`.
void apply_script(const LemmaScript& script, std::string_view form, std::string& out);
// Key of the table of exceptions: the form as written, and the tag.
[[nodiscard]] std::uint32_t exception_key(const Lexeme& lexeme, std::uint8_t tag);

class Morphology {
 public:
  [[nodiscard]] static Result<Morphology> read(const model::Model& model, std::size_t tags);
  [[nodiscard]] std::string_view features(const Words& words, const TagSet& tagset, std::size_t i) const;
  void lemma(const Words& words, std::size_t i, std::string_view form, std::string& out) const;

 private:
  struct Exception {
    std::uint32_t key = 0;
    std::string_view lemma;
  };
  Morphology(model::LinearModel feats, model::LinearModel lemmas) : feats_(feats), lemmas_(lemmas) {}
  [[nodiscard]] Result<void> read_values(const model::Model& model, std::size_t tags);
  [[nodiscard]] Result<void> read_lemmas(const model::Model& model);

  model::LinearModel feats_;
  model::LinearModel lemmas_;
  std::vector<std::string_view> values_;            // of FEATS
  std::vector<std::vector<std::uint16_t>> by_tag_;  // the values a tag may have
  std::vector<LemmaScript> scripts_;
  std::vector<Exception> exceptions_;  // sorted by key
};

}  // namespace avow::syntax
