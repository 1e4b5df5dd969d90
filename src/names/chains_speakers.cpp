// "I" and "we": the words of whoever speaks. A quick look at who that is, without the speech floor: the
// subject of a verb of saying by the quotation, "X said:" before a block of text, else the text's own voice.
// Where statements are known, names/actors_lookup.hpp (first_person_actor) answers better.
#include <algorithm>

#include "names/chains.hpp"

namespace avow::names {
namespace {

// How far back a block of text may have been brought in, in sentences.
constexpr int kBlockReach = 200;

}  // namespace

// The subject of a verb of saying in the sentence, outside quotation marks.
ChainIndex ChainBuilder::speaker_in(SentenceIndex sentence) const {
  const TokenRange range = document_.sentences[sentence].tokens;
  for (TokenIndex i = range.first; i < range.last; ++i) {
    const Token& token = document_.tokens[i];
    if (token.upos != Upos::VERB || quote_at_[i] != 0 || !lexicon_.is_agent_verb(token.lemma)) continue;
    const TokenIndex subject = subject_of(i);
    if (subject == kNone || quote_at_[subject] != 0) continue;
    const ChainIndex chain = chain_at_token(subject);
    if (chain != kNone && !chains_[chain].first_person) return chain;
  }
  return kNone;
}

// Does the sentence bring in what follows it: "The minister said:"?
bool ChainBuilder::opens_block(SentenceIndex sentence) const {
  const TokenRange range = document_.sentences[sentence].tokens;
  return !range.empty() && document_.text_of(range.last - 1) == ":";
}

ChainIndex ChainBuilder::speaker_of(TokenIndex pronoun) const {
  const SentenceIndex here = document_.tokens[pronoun].sentence;
  const std::int32_t paragraph = document_.sentences[here].paragraph;
  if (quote_at_[pronoun] != 0) {
    if (const ChainIndex found = speaker_in(here); found != kNone) return found;
    // "..." she said. "We ..."; or the saying comes before, or after, in the same paragraph.
    for (SentenceIndex s = here - 1; s >= 0 && here - s <= 4; --s) {
      const bool near = document_.sentences[s].paragraph >= paragraph - 1;
      if (const ChainIndex found = near ? speaker_in(s) : kNone; found != kNone) return found;
    }
    const auto count = static_cast<SentenceIndex>(document_.sentences.size());
    for (SentenceIndex s = here + 1;
         s < count && s - here <= 3 && document_.sentences[s].paragraph == paragraph; ++s) {
      if (const ChainIndex found = speaker_in(s); found != kNone) return found;
    }
    return kNone;
  }
  for (SentenceIndex s = here - 1; s >= 0 && here - s <= kBlockReach; --s) {
    if (opens_block(s)) return speaker_in(s);
  }
  return own_voice();
}

// The chain of a name that begins the sentence, before `end`.
ChainIndex ChainBuilder::first_name(TokenRange sentence, TokenIndex end) const {
  for (TokenIndex i = sentence.first; i < sentence.last && i < end && i < sentence.first + 6; ++i) {
    const Upos upos = document_.tokens[i].upos;
    if (upos != Upos::DET && upos != Upos::ADJ && upos != Upos::PROPN) return kNone;
    if (const ChainIndex chain = chain_at_token(i); upos == Upos::PROPN && chain != kNone) return chain;
  }
  return kNone;
}

// An organisation's own text: its first sentence's subject ("The United States condemns ... We urge").
ChainIndex ChainBuilder::own_voice() const {
  for (std::size_t s = 0; s < document_.sentences.size() && s < 2; ++s) {
    const TokenIndex root = tree_.root(static_cast<SentenceIndex>(s));
    const TokenIndex subject = root == kNone ? kNone : subject_of(root);
    // Where the tree hangs the subject elsewhere: the name that the sentence begins with.
    const ChainIndex chain =
        subject != kNone ? chain_at_token(subject) : first_name(document_.sentences[s].tokens, root);
    if (chain == kNone || !lexicon_.is_agent_verb(document_.tokens[root].lemma)) continue;
    const NounClass noun_class = chains_[chain].noun_class;
    if (noun_class == NounClass::state || noun_class == NounClass::group) return chain;
  }
  return kNone;
}

void ChainBuilder::link_first_persons() {
  const auto count = static_cast<ChainIndex>(chains_.size());
  for (ChainIndex i = 0; i < count; ++i) {
    if (!chains_[i].first_person || chains_[i].merged_into != kNone || chains_[i].mentions.empty()) continue;
    const TokenIndex pronoun = document_.mentions[chains_[i].mentions.front()].head;
    const ChainIndex speaker = speaker_of(pronoun);
    if (speaker == kNone || speaker == i) continue;
    for (const MentionIndex mention : chains_[i].mentions) {
      document_.mentions[mention].rule = "first-person";
      document_.mentions[mention].confidence = 0.6F;
    }
    merge(i, speaker);
  }
}

}  // namespace avow::names
