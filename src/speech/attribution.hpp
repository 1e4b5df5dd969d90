// Attribution: one act of saying or thinking as it lies in the tree: source, cue, content. Statements are
// made of them (statements.hpp): one attribution over a long quote may become several rows.
//
//   std::vector<Attribution> found = find_attributions(reading, cues);
//
// In the order of their cues; contents may hold further attributions (any depth). Values; any thread.
#pragma once

#include <string>
#include <vector>

#include "speech/cues.hpp"
#include "speech/grammar.hpp"

namespace avow::speech {

class AttributionModel;

// The score of a cue the model has no opinion about.
inline constexpr float kNoScore = -99;

struct Attribution {
  TokenIndex cue = kNone;     // head word of the cue; kNone where only quote marks show it
  TokenRange cue_range;       // the cue's words
  TokenIndex source = kNone;  // head of the source's noun phrase
  TokenRange source_range;    // its words, for a source that is no single phrase
  TokenIndex target = kNone;  // whom the frame names ("accused X of")
  std::vector<TokenRange> content;
  TokenIndex content_head = kNone;
  const Cue* entry = nullptr;
  const Frame* frame = nullptr;
  bool direct = false;  // the content is a quote (or block quote)
  bool block = false;   // brought in by "X said:" with no marks
  bool passive = false;
  bool disguised = false;  // a verb that the tagger took for another part of speech
  bool learned = false;    // cue or content come from the learned model
  float score = kNoScore;  // the model's log odds that this is a cue
  std::string rule;
  float confidence = 0.8F;
};

// The cue row and frame that fit a token where its frame is filled in the tree, best first; empty when none.
struct FrameFit {
  const Cue* cue = nullptr;
  const Frame* frame = nullptr;
  TokenIndex target = kNone;
  TokenIndex content = kNone;
  bool with_target = false;  // the content includes the target's words ("urged X to go")
  TokenRange words;          // the content's words where the tree does not show them, else empty
};
// "agreed between X and Y", "agreed by X": X.
[[nodiscard]] TokenIndex makers_of(const Reading& reading, TokenIndex verb);
[[nodiscard]] bool fit_frame(const Reading& reading, TokenIndex head, const Cue& cue, const Frame& frame,
                             FrameFit& out);

// Everything but quotes: each cue with a frame filled in the tree.
[[nodiscard]] std::vector<Attribution> find_clauses(const Reading& reading, const CueTable& cues);
// Adds "X said:" followed by paragraphs of X's words without quote marks.
void add_blocks(const Reading& reading, const CueTable& cues, std::vector<Attribution>& attributions);
// Adds quotes: joins each to the cue beside it, to the speaker before it, or to nobody.
void add_quotes(const Reading& reading, const CueTable& cues, std::vector<Attribution>& attributions);
// Both, in order; where there is a learned model, it settles sources and contents of speaking and finds cues
// whose frame the tree does not show.
[[nodiscard]] std::vector<Attribution> find_attributions(const Reading& reading, const CueTable& cues,
                                                         const AttributionModel* model);
// Ends the content of a cue in an opening "while" clause at that clause's comma (fronted.cpp).
void trim_fronted(const Reading& reading, std::vector<Attribution>& attributions);
// Takes times out of sources (time_sources.cpp).
void leave_times(const Reading& reading, std::vector<Attribution>& attributions);
// The learned part of it (merge.cpp).
void merge_learned(const Reading& reading, const CueTable& cues, const AttributionModel& model,
                   std::vector<Attribution>& attributions);

// "according to X": does such a cue begin at the token? (according.cpp)
[[nodiscard]] bool read_prepositional_cue(const Reading& reading, TokenIndex token, const CueTable& cues,
                                          Attribution& out);
// The words of a cue around its head: auxiliaries, negation, particle, preposition of the frame.
[[nodiscard]] TokenRange cue_words(const Reading& reading, TokenIndex cue, const Frame* frame);
// Do the further words of the cue ("point out": out) stand near its head?
[[nodiscard]] bool words_stand_near(const Reading& reading, TokenIndex head, const Cue& cue);

// Looks like a cue and says nothing: "asked not to be named", "denied the group access".
[[nodiscard]] bool says_nothing(const Reading& reading, const CueTable& cues, TokenIndex token);
// The verb's rows where this token is one of its forms, no verb to the tagger, and can be nothing else here:
//   matches: "The judge doubts that the paper is genuine." (doubts as a noun)
//   must not: "The judge's doubts that the paper is genuine were noted."
[[nodiscard]] std::span<const Cue> disguised_verb(const Reading& reading, const CueTable& cues,
                                                  TokenIndex token);
// The same before a full stop, beside a quote: `"...," the notice read.`
[[nodiscard]] std::span<const Cue> disguised_quote_verb(const Reading& reading, const CueTable& cues,
                                                        TokenIndex token);
// The noun's rows where the tagger took it for a verb: "Reports that the mayor had fled could not be
// confirmed."
[[nodiscard]] std::span<const Cue> disguised_noun(const Reading& reading, const CueTable& cues,
                                                  TokenIndex token);
// The noun phrase right before the token: the subject of a verb the tree does not know. Empty where there is
// none.
[[nodiscard]] TokenRange phrase_before(const Reading& reading, TokenIndex token);
// The cue row by which this verb can bring in a quote, or nullptr.
[[nodiscard]] const Cue* quote_cue(const Reading& reading, const CueTable& cues, TokenIndex token);

}  // namespace avow::speech
