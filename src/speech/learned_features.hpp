// Candidates and features of the learned attribution model: which words are a cue, which phrase its source,
// which stretches its content. Shared by the reader (learned.hpp) and the trainer, so that both see the same.
//
//   Featurizer featurizer(reading, cues);
//   featurizer.cue_features(token, out);
//   for (SpanCandidate c : featurizer.source_candidates(cue)) featurizer.source_features(cue, c, out);
//
// Part of the model file's meaning: a change here needs a new training run. Holds references; one thread.
#pragma once

#include <vector>

#include "model/feature_hash.hpp"
#include "speech/attribution.hpp"

namespace avow::speech {

using model::Atom;
using model::FeatureHash;
using Features = std::vector<FeatureHash>;

struct CueSpan {
  TokenIndex head = kNone;
  TokenRange range;
};

// A stretch that may be a source or a content; `head` its top word; `variant` how it was cut.
struct SpanCandidate {
  TokenRange range;
  TokenIndex head = kNone;
  std::uint8_t variant = 0;
};

class Featurizer {
 public:
  Featurizer(const Reading& reading, const CueTable& cues);

  // What the gate looks up: lemma and part of speech.
  [[nodiscard]] Atom gate_atom(TokenIndex token) const;
  void cue_features(TokenIndex token, Features& out) const;
  // Does the cue's range grow by the word at its left (or right) edge?
  void edge_features(const CueSpan& cue, bool left, Features& out) const;

  [[nodiscard]] std::vector<SpanCandidate> source_candidates(const CueSpan& cue) const;
  void source_features(const CueSpan& cue, const SpanCandidate& candidate, Features& out) const;
  void no_source_features(const CueSpan& cue, Features& out) const;

  [[nodiscard]] std::vector<SpanCandidate> content_candidates(const CueSpan& cue, TokenRange source) const;
  void content_features(const CueSpan& cue, TokenRange source, const SpanCandidate& candidate,
                        Features& out) const;
  // A second piece of content, given the first.
  void second_features(const CueSpan& cue, TokenRange source, TokenRange first,
                       const SpanCandidate& candidate, Features& out) const;
  void no_second_features(const CueSpan& cue, TokenRange first, Features& out) const;
  // The quote with its marks.
  [[nodiscard]] TokenRange with_marks(const Quote& quote) const;

 private:
  [[nodiscard]] Atom path(TokenIndex from, TokenIndex to) const;
  [[nodiscard]] std::vector<TokenIndex> boundaries(const CueSpan& cue, TokenRange source, bool starts) const;
  void add_source(TokenIndex head, TokenRange range, std::uint8_t variant,
                  std::vector<SpanCandidate>& out) const;
  [[nodiscard]] Atom child_relation_at(const CueSpan& cue, TokenIndex token, bool start) const;
  [[nodiscard]] Atom marks_around(TokenRange range) const;
  void add_child_features(TokenIndex token, Features& out) const;
  void add_neighbour_features(TokenIndex token, Features& out) const;
  void add_inside_features(const CueSpan& cue, TokenRange source, const SpanCandidate& candidate,
                           Features& out) const;
  void add_tree_features(const CueSpan& cue, const SpanCandidate& candidate, Features& out) const;
  [[nodiscard]] Atom form(TokenIndex token) const;
  [[nodiscard]] Atom upos(TokenIndex token) const;
  [[nodiscard]] int quote_side(TokenIndex token) const;

  const Reading& reading_;
  std::vector<Atom> lemma_;
  std::vector<Atom> form_;
  std::vector<std::uint8_t> table_;  // bits: in the cue table as verb, noun, adj; with a function of its own
};

}  // namespace avow::speech
