// Parser: the heads of a tagged sentence. Two arc-hybrid parsers with beam search read it, one from its
// first word to its last, one from its last to its first; of the trees either proposes, the one both score
// best together is taken. Relations are the Labeler's work.
//
//   Result<Parser> parser = Parser::read(model);
//   parser->parse(words, tagset, space);    // fills words.heads
//
// Holds views into the model, which must outlive it. Const access from any thread, a space for each.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/container.hpp"
#include "model/linear_model.hpp"
#include "syntax/beam.hpp"
#include "syntax/lexeme.hpp"
#include "syntax/tagset.hpp"

namespace avow::syntax {

// Scores of one reading direction; keeps the sums of features that depend on two positions alone.
class DirectedScorer {
 public:
  explicit DirectedScorer(const model::LinearModel& weights) : weights_(&weights) {}
  DirectedScorer() = default;
  // Forgets what was kept: to be called for every sentence.
  void start(const model::LinearModel& weights);
  void operator()(const ParseInput& input, const Arena& arena, const State& state, Scores& out);

 private:
  struct Kept {
    std::uint64_t key = 0;
    Scores sums{};
  };
  static constexpr std::size_t kKeptCount = 1024;
  [[nodiscard]] std::uint64_t key_of(std::int32_t a, std::int32_t b) const;
  void add_up(const ParseFeatures& features, Scores& out) const;

  const model::LinearModel* weights_ = nullptr;
  std::uint32_t serial_ = 0;
  std::vector<Kept> front_, stack_;
  ParseFeatures features_;
};

struct DirectionSpace {
  ParseInput input;
  BeamSpace beam;
  DirectedScorer scorer;
};

// A tree and how each direction scores it, in 1/65536 of a weight's unit.
struct Proposal {
  std::vector<std::int32_t> heads;
  std::int64_t score = 0;
};

struct ParseSpace {
  DirectionSpace forward, backward;
  Arena arena;
  std::vector<Proposal> proposals;
  std::vector<std::int32_t> heads, last_child;
};

class Parser {
 public:
  [[nodiscard]] static Result<Parser> read(const model::Model& model);
  void parse(Words& words, const TagSet& tagset, ParseSpace& space) const;

 private:
  Parser(model::LinearModel forward, model::LinearModel backward) : forward_(forward), backward_(backward) {}
  void propose(bool backward, DirectionSpace& own, DirectionSpace& other, ParseSpace& space) const;

  model::LinearModel forward_, backward_;
  std::uint32_t width_ = 1;      // states in each beam
  std::uint32_t proposals_ = 1;  // trees each direction proposes
};

}  // namespace avow::syntax
