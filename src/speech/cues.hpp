// Cues: the words that say that somebody speaks or thinks, with the frames their contents stand in and the
// speech act they perform (data/speech/cues.tsv).
//
//   Result<CueTable> cues = CueTable::load(data_folder);
//   for (const Cue* cue : cues->find("promise", CueClass::verb)) ... cue->frames ...
//
// A frame is what follows the cue, its parts joined by "+":
//   that        a clause ("promised that", "said the road was open", "asked whether"); any verb with it also
//               takes a quote
//   quote       only a quote or a clause beside it ("..." he continued)
//   to          an infinitive ("promised to go")       ing  a gerund ("denied taking it")
//   obj         an object ("condemned the raid")       obj=WORD  an object with this lemma
//   made=WORD   a subject that is made, not a maker ("a truce agreed between X and Y has failed"): X and Y
//   speak xcomp       a predicate ("called the vote a farce") raise       the passive of opinion ("is said to
//   have fled"); speaker unknown WORD, p:WORD  a preposition and its object ("called for a truce"; p:to to
//   tell it from the infinitive)
// The last part is the content; an object or prepositional object before it is the target ("accused X of Y").
// Owns the table; Cue pointers live as long as it. Const access from any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "avow/base/result.hpp"
#include "avow/document/layers.hpp"

namespace avow::speech {

enum class CueClass : std::uint8_t { verb, noun, adj, prep };

enum class Part : std::uint8_t { that, quote, to, ing, obj, xcomp, raise, prep, source, made };

struct FramePart {
  Part part = Part::that;
  std::string word;  // the preposition, or the object's lemma
};

struct Frame {
  std::string text;
  std::vector<FramePart> parts;
};

struct Cue {
  std::string lemma;               // first word
  std::vector<std::string> words;  // further words that must stand near: "point out" -> out
  CueClass kind = CueClass::verb;
  std::vector<Frame> frames;
  std::optional<SpeechFunction> function;  // nothing: the content tells
  bool silent = false;                     // function "none": looks like a cue and is none
  std::string id;                          // "promise/verb/commitment" for rules and tests
  std::string example, counterexample;
  std::size_t line = 0;

  [[nodiscard]] bool takes_quote() const;
};

class CueTable {
 public:
  [[nodiscard]] static Result<CueTable> load(const std::filesystem::path& data_folder);
  // The rows for a lemma, in the table's order.
  [[nodiscard]] std::span<const Cue> find(std::string_view lemma) const;
  // The rows for a word: by its lemma, else by its form, for a lemma a lemmatizer may have cut wrong
  // ("begge").
  [[nodiscard]] std::span<const Cue> find_near(std::string_view lemma, std::string_view form) const;
  // The rows of the verb of which this is a form and not the lemma itself ("doubts", "swore").
  [[nodiscard]] std::span<const Cue> find_form(std::string_view form) const;
  [[nodiscard]] const std::vector<Cue>& all() const { return cues_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  struct Range {
    std::size_t first = 0;
    std::size_t last = 0;
  };
  std::vector<Cue> cues_;  // rows of one lemma lie together
  std::unordered_map<std::string, Range, Hash, std::equal_to<>> by_lemma_;
  std::unordered_map<std::string, Range, Hash, std::equal_to<>> by_form_;  // of verbs
};

}  // namespace avow::speech
