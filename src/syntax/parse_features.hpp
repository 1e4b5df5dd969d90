// The features of the parser, shared by parser and trainer: words and tags around the top of the stack and
// the front of the buffer, their children, distances, valencies, what lies between (after Zhang and Nivre
// 2011, and the "in between" features of McDonald 2005).
//
// They come in three groups, so that the parser can keep what it computed: the first two depend on two
// positions alone, the third on the state.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "syntax/lexeme.hpp"
#include "syntax/parse_state.hpp"
#include "syntax/tagset.hpp"

namespace avow::syntax {

inline constexpr std::size_t kMaxParseFeatures = 192;

struct ParseFeatures {
  std::array<model::FeatureHash, kMaxParseFeatures> items;
  std::size_t count = 0;
  void add(model::FeatureHash feature) { items[count++] = feature; }
  [[nodiscard]] std::span<const model::FeatureHash> span() const { return {items.data(), count}; }
};

// What the parser sees of a sentence, made once per sentence.
class ParseInput {
 public:
  struct Position {
    Atom word = 0;
    Atom tag = 0;
    Atom both = 0;  // word and tag
    Atom cluster = 0;
    Atom coarse = 0;          // coarse cluster and tag
    std::uint16_t verbs = 0;  // verbs before this position
    std::uint16_t marks = 0;  // and punctuation marks, conjunctions
    std::uint16_t conjunctions = 0;
  };

  // From the last word to the first, where `backward`.
  void fill(const Words& words, const TagSet& tagset, bool backward);
  [[nodiscard]] std::int32_t size() const {
    return static_cast<std::int32_t>(positions_.size()) - kMargin * 2 - 1;
  }
  // Positions -kMargin .. size() + kMargin exist; size() is the root; others are outside.
  [[nodiscard]] const Position& at(std::int32_t i) const {
    return positions_[static_cast<std::size_t>(std::int64_t{i} + kMargin)];
  }
  // As at(), for a word that may be kNothing.
  [[nodiscard]] const Position& maybe(std::int32_t i) const { return i == kNothing ? positions_[0] : at(i); }

 private:
  static constexpr std::int32_t kMargin = 3;
  std::vector<Position> positions_;
};

// Adds the features of s0 (kNothing: empty stack) and the front of the buffer.
void add_front_features(const ParseInput& input, std::int32_t s0, std::int32_t front, ParseFeatures& out);
// Adds the features of the two topmost words of the stack; s1 may be kNothing.
void add_stack_features(const ParseInput& input, std::int32_t s1, std::int32_t s0, ParseFeatures& out);
// Adds the features that depend on children and on more than two positions.
void add_state_features(const ParseInput& input, const Arena& arena, const State& state, ParseFeatures& out);
// All three groups.
void parse_features(const ParseInput& input, const Arena& arena, const State& state, ParseFeatures& out);

}  // namespace avow::syntax
