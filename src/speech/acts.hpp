// Acts: what words do. Reads the speech function of a stretch of content from its modals, performatives,
// conditionals and loaded words (data/speech/words.tsv, modals.tsv, conditions.tsv).
//
//   Act act = acts.read(reading, performatives, content, head, voice);
//   act.function, act.target, act.why == "modal:must"
//
// The codebook's order of preference: what binds or blames somebody wins over assertion, a condition over a
// demand. Owns its tables; const access from any thread.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "speech/attribution.hpp"
#include "speech/grammar.hpp"

namespace avow::speech {

class ActModel;

// Who speaks, to tell "we will" from "they will".
struct Voice {
  ActorIndex speaker = kNone;
  std::string_view side;  // name of the party spoken for, or ""
  TokenIndex source = kNone;
  bool direct = false;  // in their own words: "we" and "I" are the speaker
};

struct Act {
  SpeechFunction function = SpeechFunction::assertion;
  TokenIndex target = kNone;
  std::string why;  // "modal:must", "word:massacre", "cue:condemn/verb" ...; "" for a plain assertion
  float confidence = 0.6F;
  TokenIndex at = kNone;  // the word that decided
};

enum class WordClass : std::uint8_t {
  wrong,
  harm,
  victim,
  harsh,
  sorrow,
  accept,
  need,
  untrue,
  blame,
  fault,
  good,
  penalty,
  befall
};
enum class ModalClass : std::uint8_t { oblige, bind };

struct ConditionWord {
  std::vector<std::string> words;
  std::string text;
};

// Rows of the tables with their examples, for the tests.
struct RuleExample {
  std::string rule, example, counterexample;
};

class ActTables {
 public:
  [[nodiscard]] static Result<ActTables> load(const std::filesystem::path& data_folder);
  // Is the token (by lemma or form) of this class?
  [[nodiscard]] bool is(const Reading& reading, TokenIndex token, WordClass word_class) const;
  // The bits of the token's classes.
  [[nodiscard]] std::uint32_t classes(const Reading& reading, TokenIndex token) const;
  // The word of the row of this class that matches the token, "" where none does.
  [[nodiscard]] std::string_view row_word(const Reading& reading, TokenIndex token,
                                          WordClass word_class) const;
  // The modal at a token ("must", "have" before "to"), or nullptr; its length in words.
  struct Modal {
    std::string text;
    ModalClass kind = ModalClass::oblige;
    std::vector<std::string> words;
  };
  [[nodiscard]] const Modal* modal_at(const Reading& reading, TokenIndex token) const;
  [[nodiscard]] const ConditionWord* condition_at(const Reading& reading, TokenIndex token) const;
  [[nodiscard]] const std::vector<RuleExample>& examples() const { return examples_; }
  // data/speech/sources.tsv: things that say something, and verbs that need them or a person.
  [[nodiscard]] bool is_document(std::string_view lemma) const { return documents_.contains(lemma); }
  [[nodiscard]] bool is_showing(std::string_view lemma) const { return showing_.contains(lemma); }
  [[nodiscard]] const std::vector<RuleExample>& source_examples() const { return source_examples_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  // The row's word and the classes of a word or of one of its forms.
  struct Known {
    std::string word;
    std::uint32_t classes = 0;
  };
  using Words = std::unordered_map<std::string, Known, Hash, std::equal_to<>>;
  [[nodiscard]] const Known* known(const Reading& reading, TokenIndex token, std::uint32_t wanted) const;
  Words words_;
  Words forms_;  // of the words that may be verbs
  std::vector<Modal> modals_;
  std::vector<ConditionWord> conditions_;
  std::vector<RuleExample> examples_;
  std::vector<RuleExample> source_examples_;
  std::unordered_set<std::string, Hash, std::equal_to<>> documents_;
  std::unordered_set<std::string, Hash, std::equal_to<>> showing_;
};

// I, we, us, our ...
[[nodiscard]] bool is_first_person(const Reading& reading, TokenIndex token);
// he, she, it, they
[[nodiscard]] bool is_third_pronoun(const Reading& reading, TokenIndex token);
// Does the token name the speaker: "we" in direct words, the speaker's chain, the party spoken for?
[[nodiscard]] bool names_speaker(const Reading& reading, const Voice& voice, TokenIndex token);

// The same for an owner: "our", or in reported speech "his" and "its".
[[nodiscard]] bool names_owner(const Reading& reading, const Voice& voice, TokenIndex token);
// A person, people or a body, as far as the text tells: a name, a pronoun for people, a known kind of actor.
[[nodiscard]] bool is_somebody(const Reading& reading, TokenIndex token);

// The attributions by their cue token, for performatives inside a content; -1 where none.
using ByCue = std::vector<std::int32_t>;

class ActReader {
 public:
  ActReader(const Reading& reading, const ActTables& tables, const std::vector<Attribution>& attributions,
            const ByCue& by_cue)
      : reading_(reading), tables_(tables), attributions_(attributions), by_cue_(by_cue) {}

  // What the words in `range` do, whose top word is `head`.
  [[nodiscard]] Act read(TokenRange range, TokenIndex head, const Voice& voice) const;
  // The learned reading for sentences on which the rules are silent; none by default.
  void set_model(const ActModel* model, const CueTable* cues) {
    model_ = model;
    cues_ = cues;
  }
  // Words that belong to somebody else's act: read() passes over them. One entry a token, or empty.
  void set_mask(const std::vector<bool>* mask) { mask_ = mask; }
  // The cue of a performative at this verb ("we condemn", "the US urges" in the US's words), or -1.
  [[nodiscard]] std::int32_t performative(TokenIndex verb, const Voice& voice) const;

 private:
  [[nodiscard]] bool read_condition(TokenRange range, const Voice& voice, Act& act) const;
  [[nodiscard]] bool read_performatives(TokenIndex head, const Voice& voice, int depth, Act& act) const;
  [[nodiscard]] bool read_binding(TokenRange range, TokenIndex head, const Voice& voice, Act& act) const;
  [[nodiscard]] bool read_penalty(TokenRange range, Act& act) const;
  // Somebody who can do wrong: a named or known actor, no number and no thing.
  [[nodiscard]] bool can_be_blamed(TokenIndex token) const;
  [[nodiscard]] bool stands_free(TokenIndex modal, TokenRange range) const;
  [[nodiscard]] bool is_topic(TokenIndex token) const;
  [[nodiscard]] bool read_denial(TokenRange range, const Voice& voice, Act& act) const;
  [[nodiscard]] bool read_demand(TokenRange range, TokenIndex head, const Voice& voice, Act& act) const;
  [[nodiscard]] bool read_need(TokenRange range, const Voice& voice, Act& act) const;
  [[nodiscard]] bool read_blame(TokenRange range, const Voice& voice, Act& act) const;
  [[nodiscard]] bool read_harsh_verdict(TokenRange range, TokenIndex head, Act& act) const;
  [[nodiscard]] std::string word_rule(TokenIndex token, WordClass word_class) const {
    return "word:" + std::string(tables_.row_word(reading_, token, word_class));
  }
  [[nodiscard]] Act guess(TokenRange range, TokenIndex head, const Voice& voice) const;
  [[nodiscard]] bool masked(TokenIndex token) const {
    return mask_ != nullptr && (*mask_)[static_cast<std::size_t>(token)];
  }
  [[nodiscard]] bool read_feeling(TokenRange range, const Voice& voice, Act& act) const;
  // Who did the wrong the token names: subject, by-phrase, owner; only words of the range govern it.
  [[nodiscard]] TokenIndex culprit(TokenIndex token, TokenRange range) const;
  [[nodiscard]] bool is_done(TokenIndex verb) const;
  // Whom violence is done to, below the token or (of a squeezed verb) behind it.
  [[nodiscard]] bool has_victim(TokenIndex token, TokenRange range) const;

  const Reading& reading_;
  const ActTables& tables_;
  const std::vector<Attribution>& attributions_;
  const ByCue& by_cue_;
  const std::vector<bool>* mask_ = nullptr;
  const ActModel* model_ = nullptr;
  const CueTable* cues_ = nullptr;
};

}  // namespace avow::speech
