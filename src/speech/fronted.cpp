// A clause that opens its sentence and is set against the main one ("While X has said it will not fire,
// reports show ...") ends at its comma: what X said does not run on into the main clause, even where the tree
// of a long sentence says so.
//   matches: "While the army has said it will not fire, residents report shelling."
//   must not: "The army said that, while it had fired, no one was hurt." (the clause does not open the
//   sentence)
#include <algorithm>
#include <array>

#include "speech/attribution.hpp"

namespace avow::speech {
namespace {

constexpr TokenIndex kLongestSubject = 12;  // words between the conjunction and the cue

bool sets_against(std::string_view word) {
  static constexpr std::array<std::string_view, 8> kWords = {"while",  "While",  "although", "Although",
                                                             "though", "Though", "whereas",  "Whereas"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// Is this the first word of its sentence or of a quotation?
bool opens(const Reading& reading, TokenIndex token) {
  const TokenRange sentence = reading.document.sentences[reading.token(token).sentence].tokens;
  if (token == sentence.first) return true;
  const Token& before = reading.token(token - 1);
  return before.upos == Upos::PUNCT && reading.document.text_of(token - 1) != ",";
}

// The conjunction that opens the clause of the cue, or kNone.
TokenIndex conjunction_of(const Reading& reading, TokenIndex cue) {
  const TokenRange sentence = reading.document.sentences[reading.token(cue).sentence].tokens;
  for (TokenIndex at = cue - 1; at >= sentence.first && cue - at <= kLongestSubject; --at) {
    if (reading.document.text_of(at) == ",") return kNone;
    if (sets_against(reading.document.text_of(at))) return opens(reading, at) ? at : kNone;
  }
  return kNone;
}

}  // namespace

void trim_fronted(const Reading& reading, std::vector<Attribution>& attributions) {
  for (Attribution& attribution : attributions) {
    if (attribution.cue == kNone || attribution.direct || attribution.content.empty()) continue;
    if (conjunction_of(reading, attribution.cue) == kNone) continue;
    TokenRange& content = attribution.content.back();
    if (content.first <= attribution.cue) continue;
    for (TokenIndex at = content.first + 1; at < content.last; ++at) {
      if (reading.document.text_of(at) != "," || !has_finite_verb(reading, {content.first, at})) continue;
      if (!has_finite_verb(reading, {at + 1, content.last})) break;
      content.last = at;
      attribution.rule += "+fronted";
      break;
    }
  }
}

}  // namespace avow::speech
