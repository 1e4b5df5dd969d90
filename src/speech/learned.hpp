// The learned reading of attribution: cue, source and content of the outermost attributions of a text, from a
// linear model over trees, quotes and words (docs/models/attribution.md).
//
//   Result<AttributionModel> model = AttributionModel::open(data / "models/attribution.model");
//   std::vector<LearnedAttribution> found = model->read(reading, cues);
//
// Owns the mapped file. Const access from any thread.
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <vector>

#include "model/container.hpp"
#include "model/linear_model.hpp"
#include "speech/learned_features.hpp"

namespace avow::speech {

struct LearnedAttribution {
  CueSpan cue;
  SpanCandidate source;             // empty range: none
  std::vector<TokenRange> content;  // quote marks included
  float score = 0;                  // of the cue, log odds
};

class AttributionModel {
 public:
  [[nodiscard]] static Result<AttributionModel> open(const std::filesystem::path& path);

  // Every cue whose log odds reach `least`, at any depth, in order.
  [[nodiscard]] std::vector<LearnedAttribution> read(const Reading& reading, const CueTable& cues,
                                                     float least = 0) const;

 private:
  explicit AttributionModel(std::unique_ptr<model::Model> file) : file_(std::move(file)) {}
  [[nodiscard]] bool passes(Atom gate) const;
  [[nodiscard]] CueSpan grow(const Featurizer& featurizer, const Reading& reading, TokenIndex head,
                             Features& scratch) const;
  void read_contents(const Featurizer& featurizer, LearnedAttribution& found, Features& scratch) const;
  [[nodiscard]] SpanCandidate read_source(const Featurizer& featurizer, const CueSpan& cue,
                                          Features& scratch) const;

  std::unique_ptr<model::Model> file_;
  std::vector<Atom> gate_;
  std::vector<model::LinearModel> models_;  // cue, edge, source, content, second
};

// Which model is which in AttributionModel and its file.
enum class Part5 : std::uint8_t { cue, edge, source, content, second };
inline constexpr std::array<std::string_view, 5> kModelSections = {
    "attribution.cue", "attribution.edge", "attribution.source", "attribution.content", "attribution.second"};
inline constexpr std::string_view kGateSection = "attribution.gate";
// Words a cue may have beside its head.
inline constexpr Index kMaxCueWords = 8;

// Those of the attributions that stand in no other's content.
[[nodiscard]] std::vector<LearnedAttribution> outermost(std::vector<LearnedAttribution> found);

}  // namespace avow::speech
