// Block quotes: "X said:" and then paragraphs without quotation marks, the way of ministries.
#include <algorithm>
#include <array>

#include "speech/attribution.hpp"

namespace avow::speech {
namespace {

// Headings after which a ministry's text is no longer the speaker's.
bool ends_block(const Reading& reading, const Sentence& sentence) {
  if (sentence.tokens.empty()) return true;
  constexpr std::array<std::string_view, 8> kHeadings = {"notes", "further", "background", "ends",
                                                         "media", "follow",  "contact",    "share"};
  return sentence.headline && std::any_of(kHeadings.begin(), kHeadings.end(), [&](std::string_view word) {
           return is_word(reading, sentence.tokens.first, word);
         });
}

bool is_open_mark(std::string_view text) {
  return text == "\"" || text == "\xE2\x80\x9C" || text == "``" || text == "''" || text == "\xC2\xAB" ||
         text == "\"\"";
}

}  // namespace

// "X said:" at the end of a paragraph and no quote marks after it: the paragraphs that follow are X's words.
void add_blocks(const Reading& reading, const CueTable& cues, std::vector<Attribution>& attributions) {
  const auto& sentences = reading.document.sentences;
  for (std::size_t i = 0; i + 1 < sentences.size(); ++i) {
    const TokenRange lead = sentences[i].tokens;
    if (lead.empty() || reading.text(lead.last - 1) != ":" ||
        sentences[i + 1].paragraph == sentences[i].paragraph)
      continue;
    if (sentences[i + 1].tokens.empty() || is_open_mark(reading.text(sentences[i + 1].tokens.first)))
      continue;
    TokenIndex verb = kNone;
    for (TokenIndex at = lead.first; at < lead.last; ++at) {
      if (quote_cue(reading, cues, at) != nullptr && is_finite(reading, at)) verb = at;
    }
    if (verb == kNone || doer_of(reading, verb) == kNone) continue;
    std::size_t end = i + 1;
    while (end < sentences.size() && !ends_block(reading, sentences[end])) {
      const TokenRange tokens = sentences[end].tokens;
      if (end > i + 1 && reading.text(tokens.last - 1) == ":" &&
          sentences[end].paragraph != sentences[end - 1].paragraph && tokens.size() < 20)
        break;
      ++end;
    }
    if (end == i + 1) continue;
    std::erase_if(attributions, [verb](const Attribution& found) { return found.cue == verb; });
    Attribution block;
    block.cue = verb;
    block.entry = quote_cue(reading, cues, verb);
    block.cue_range = cue_words(reading, verb, nullptr);
    block.source = doer_of(reading, verb);
    block.source_range = noun_phrase(reading, block.source);
    block.direct = true;
    block.block = true;
    block.content = {{sentences[i + 1].tokens.first, sentences[end - 1].tokens.last}};
    block.content_head = reading.tree.root(static_cast<SentenceIndex>(i + 1));
    block.rule = "quote:block";
    attributions.push_back(std::move(block));
    i = end - 1;
  }
}

}  // namespace avow::speech
