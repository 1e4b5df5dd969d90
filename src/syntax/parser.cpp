#include "syntax/parser.hpp"

#include "model/bytes.hpp"
#include "syntax/tagger.hpp"

namespace avow::syntax {
namespace {

constexpr std::uint32_t kMaxBeamWidth = 64;

class ModelScorer {
 public:
  explicit ModelScorer(const model::LinearModel& weights) : weights_(weights) {}
  void operator()(const ParseFeatures& features, std::int32_t (&out)[kTransitions]) const {
    std::int32_t shift = 0;
    std::int32_t left = 0;
    std::int32_t right = 0;
    for (std::size_t i = 0; i < features.count; ++i) {
      const std::int8_t* row = weights_.row(features.items[i]);
      shift += row[kShift];
      left += row[kLeft];
      right += row[kRight];
    }
    out[kShift] = shift;
    out[kLeft] = left;
    out[kRight] = right;
  }

 private:
  const model::LinearModel& weights_;
};

}  // namespace

Result<Parser> Parser::read(const model::Model& model) {
  const auto weights = read_linear(model, "parser.weights");
  if (!weights) return weights.error();
  const auto settings = model.section("parser.settings");
  if (!settings) return settings.error();
  const auto width = model::load<std::uint32_t>(*settings, 0);
  if (weights->classes() != kTransitions || width == 0 || width > kMaxBeamWidth) {
    return model.corrupt("the parser's settings and weights do not fit");
  }
  return Parser{*weights, width};
}

void Parser::parse(Words& words, const TagSet& tagset, ParseSpace& space) const {
  space.input.fill(words, tagset);
  start_beam(space.beam);
  const ModelScorer scorer{weights_};
  for (std::size_t step = 0; step < 2 * words.size(); ++step) {
    advance_beam(space.input, width_, scorer, space.beam);
  }
  heads_of(space.beam.arena, space.beam.beam.front(), words.heads);
}

}  // namespace avow::syntax
