// The parser's structured perceptron: beam search, max-violation updates (Huang, Fayong, Guo 2012).
#include <fmt/format.h>

#include "syntax/beam.hpp"
#include "syntax/labeler.hpp"
#include "train/linear_trainer.hpp"
#include "train/random.hpp"
#include "train/syntax_trainers.hpp"

namespace avow::train {
namespace {

using syntax::Arena;
using syntax::BeamSpace;
using syntax::kNothing;
using syntax::ParseInput;
using syntax::State;
using syntax::Transition;

constexpr std::uint64_t kSeed = 20210725;

// Scores of the weights so far; a transition that builds a wrong arc gets `margin` on top, so that gold trees
// must win by as much for every arc they differ in.
class TrainScorer {
 public:
  TrainScorer(const Perceptron& weights, const std::vector<std::int32_t>& tree, std::int32_t margin)
      : weights_(weights), tree_(tree), margin_(margin) {}
  void operator()(const ParseInput& input, const Arena& arena, const State& state, syntax::Scores& out) {
    syntax::parse_features(input, arena, state, features_);
    for (std::size_t i = 0; i < features_.count; ++i) {
      const std::int32_t* row = weights_.row(features_.items[i]);
      for (std::size_t t = 0; t < out.size(); ++t) out[t] += row[t];
    }
    const auto [s0, s1] = arena.two_words(state);
    if (s0 == kNothing) return;
    const std::int32_t head = tree_[static_cast<std::size_t>(s0)];
    const auto n = static_cast<std::int32_t>(tree_.size());
    if ((head == kNone ? n : head) != state.front.word) out[syntax::kLeft] += margin_;
    if (head != s1) out[syntax::kRight] += margin_;
  }

 private:
  const Perceptron& weights_;
  const std::vector<std::int32_t>& tree_;
  std::int32_t margin_;
  syntax::ParseFeatures features_;
};

void turn_around(std::vector<std::int32_t>& heads) {
  const auto n = static_cast<std::int32_t>(heads.size());
  std::reverse(heads.begin(), heads.end());
  for (std::int32_t& head : heads) head = head == kNone ? kNone : n - 1 - head;
}

struct ParserTrainer {
  ParserTrainer(Perceptron start, std::size_t beam_width) : weights(std::move(start)), width(beam_width) {}

  Perceptron weights;
  std::size_t width;
  ParseInput input;
  BeamSpace space;
  syntax::Words words;
  std::vector<std::int32_t> tree, last_child;
  std::vector<Transition> gold_path;
  syntax::ParseFeatures features;
  bool backward = false;
  std::int32_t margin = 0;
  std::size_t violations = 0;

  // The oracle's transitions for a tree.
  void find_gold_path() {
    syntax::last_children(tree, last_child);
    Arena& arena = space.arena;
    arena.clear();
    arena.states.push_back(syntax::initial_state());
    gold_path.clear();
    for (std::size_t step = 0; step < 2 * tree.size(); ++step) {
      const auto last = static_cast<std::int32_t>(arena.states.size()) - 1;
      const auto transition = syntax::towards(arena, arena.states.back(), tree, last_child);
      gold_path.push_back(transition);
      arena.states.push_back(syntax::after(arena, last, transition));
    }
  }

  // Adds `amount` to the transitions of a path from step `from` on, walking it anew.
  void update_path(const std::vector<Transition>& path, std::size_t from, std::size_t steps,
                   std::int32_t amount) {
    Arena& arena = space.arena;
    arena.clear();
    arena.states.push_back(syntax::initial_state());
    for (std::size_t step = 0; step < steps; ++step) {
      if (step >= from) {
        syntax::parse_features(input, arena, arena.states.back(), features);
        weights.update(features.span(), path[step], amount);
      }
      const auto last = static_cast<std::int32_t>(arena.states.size()) - 1;
      arena.states.push_back(syntax::after(arena, last, path[step]));
    }
  }

  std::vector<Transition> path_to(std::int32_t state) const {
    std::vector<Transition> path;
    for (; space.arena.states[static_cast<std::size_t>(state)].before != kNothing;
         state = space.arena.states[static_cast<std::size_t>(state)].before) {
      path.push_back(space.arena.states[static_cast<std::size_t>(state)].by);
    }
    std::reverse(path.begin(), path.end());
    return path;
  }

  void learn(const GoldSentence& sentence, const syntax::TagSet& tagset) {
    words = sentence.words;
    words.tags = sentence.given;
    input.fill(words, tagset, backward);
    tree = sentence.tree;
    if (backward) turn_around(tree);
    find_gold_path();
    TrainScorer scorer{weights, tree, margin};
    syntax::start_beam(space);
    std::int32_t gold = 0;  // the gold path's state, whether in the beam or not
    std::int64_t worst = -1;
    std::int32_t worst_state = kNothing;
    std::size_t worst_steps = 0;
    bool lost = false;
    for (std::size_t step = 0; step < gold_path.size(); ++step) {
      gold = follow_gold(gold, gold_path[step], scorer);
      syntax::advance_beam(input, width, scorer, space);
      lost = lost || !holds_gold(step + 1);
      const State& best = space.arena.states[static_cast<std::size_t>(space.beam.front())];
      const std::int64_t violation = best.score - space.arena.states[static_cast<std::size_t>(gold)].score;
      const bool last_step = step + 1 == gold_path.size();
      const bool counts = lost || (last_step && path_to(space.beam.front()) != gold_path);
      if (counts && violation >= worst) {
        worst = violation;
        worst_state = space.beam.front();
        worst_steps = step + 1;
      }
    }
    weights.tick();
    if (worst_state == kNothing) return;
    ++violations;
    const auto guess = path_to(worst_state);
    std::size_t common = 0;
    while (common < worst_steps && guess[common] == gold_path[common]) ++common;
    update_path(gold_path, common, worst_steps, 1);
    update_path(guess, common, worst_steps, -1);
  }

  std::int32_t follow_gold(std::int32_t gold, Transition transition, TrainScorer& scorer) {
    Arena& arena = space.arena;
    syntax::Scores scores{};
    scorer(input, arena, arena.states[static_cast<std::size_t>(gold)], scores);
    State next = syntax::after(arena, gold, transition);
    next.score += scores[transition];
    arena.states.push_back(next);
    return static_cast<std::int32_t>(arena.states.size()) - 1;
  }

  // Is one of the beam's states the gold one after `steps` steps?
  [[nodiscard]] bool holds_gold(std::size_t steps) const {
    for (std::int32_t state : space.beam) {
      std::size_t at = steps;
      while (at > 0 && space.arena.states[static_cast<std::size_t>(state)].by == gold_path[at - 1]) {
        state = space.arena.states[static_cast<std::size_t>(state)].before;
        --at;
      }
      if (at == 0) return true;
    }
    return false;
  }
};

}  // namespace

std::string train_parser(const Sample& sample, const syntax::TagSet& tagset, const SyntaxOptions& options,
                         bool backward, const Report& report) {
  ParserTrainer trainer{Perceptron{syntax::kTransitions, options.parser_slots}, options.train_beam_width};
  trainer.backward = backward;
  trainer.margin = options.parser_margin;
  if (options.ignore_single) trainer.weights.ignore_single_features();
  Random random{kSeed + (backward ? 1U : 0U)};
  auto order = identity_order(sample.size());
  for (std::uint32_t round = 0; round < options.parser_rounds; ++round) {
    shuffle(order, random);
    trainer.violations = 0;
    for (const std::size_t index : order) trainer.learn(*sample[index], tagset);
    report(fmt::format("{} parser round {}: {} of {} sentences wrong", backward ? "backward" : "forward",
                       round + 1, trainer.violations, sample.size()));
  }
  return trainer.weights.to_section(options.parser_kept);
}

std::string train_labeler(const Sample& sample, const syntax::TagSet& tagset, const SyntaxOptions& options,
                          const Report& report) {
  Perceptron trainer{syntax::deprel_count(), options.labeler_slots};
  if (options.ignore_single) trainer.ignore_single_features();
  trainer.set_margin(options.labeler_margin);
  Random random{kSeed};
  auto order = identity_order(sample.size());
  syntax::LabelInput input;
  syntax::LabelFeatures features;
  syntax::Words words;
  for (std::uint32_t round = 0; round < options.labeler_rounds; ++round) {
    shuffle(order, random);
    std::size_t wrong = 0;
    for (const std::size_t index : order) {
      const GoldSentence& sentence = *sample[index];
      words = sentence.words;
      words.tags = sentence.given;
      input.fill(words, tagset);
      for (const std::int32_t i : input.order()) {
        const auto at = static_cast<std::size_t>(i);
        if (words.heads[at] == kNone) continue;
        syntax::label_features(words, input, i, features);
        const auto gold = sentence.words.labels[at];
        words.labels[at] = static_cast<std::uint8_t>(trainer.learn(features.span(), gold));
        wrong += words.labels[at] != gold ? 1U : 0U;
      }
    }
    report(fmt::format("labeler round {}: {} labels wrong", round + 1, wrong));
  }
  return trainer.to_section();
}

}  // namespace avow::train
