#include "speech/voices.hpp"

#include <algorithm>

#include "avow/base/limits.hpp"
#include "names/actors_lookup.hpp"

namespace avow::speech {
namespace {

TokenIndex first_token(const Attribution& attribution) {
  return attribution.content.empty() ? attribution.cue : attribution.content.front().first;
}

TokenIndex last_token(const Attribution& attribution) {
  return attribution.content.empty() ? attribution.cue + 1 : attribution.content.back().last;
}

// Where an attribution stands: at its cue, or where its quote begins.
TokenIndex anchor(const Attribution& attribution) {
  return attribution.cue != kNone ? attribution.cue : first_token(attribution);
}

// Sentences over which "he" may be the one who spoke last.
constexpr SentenceIndex kReachOfHe = 4;
// Words before "who" among which the one it means is looked for.
constexpr Index kReachOfWho = 8;

// A movement, party, company or paper that the registry knows by name speaks for nobody but itself, wherever
// it belongs.
bool speaks_for_itself(const Actor& actor) {
  switch (actor.kind) {
    case ActorKind::armed_group:
    case ActorKind::party:
    case ActorKind::ngo:
    case ActorKind::media:
    case ActorKind::company:
      return actor.in_registry;
    default:
      return false;
  }
}

bool can_be_author(const Actor& actor) {
  return actor.kind == ActorKind::government || actor.kind == ActorKind::international_organisation ||
         actor.kind == ActorKind::ngo || actor.kind == ActorKind::party ||
         actor.kind == ActorKind::military || actor.kind == ActorKind::armed_group;
}

}  // namespace

Voices::Voices(const Reading& reading, const std::vector<Attribution>& attributions)
    : reading_(reading), attributions_(attributions) {
  find_parents();
  find_author();
  // Parents first, so that "we" can ask them; they come in order of depth.
  std::vector<std::size_t> order(attributions.size());
  std::vector<int> depth(attributions.size(), 0);
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = i;
    int steps = 0;
    for (std::int32_t up = parents_[i]; up >= 0 && steps < static_cast<int>(kMaxAttributionDepth); ++steps)
      up = parents_[static_cast<std::size_t>(up)];
    depth[i] = steps;
  }
  std::stable_sort(order.begin(), order.end(),
                   [&depth](std::size_t a, std::size_t b) { return depth[a] < depth[b]; });
  speakers_.resize(attributions.size());
  for (const std::size_t i : order) speakers_[i] = speaker_of(i);
  mend_pronouns();
  for (const std::size_t i : order) {
    if (is_first_person_source(i)) speakers_[i] = speaker_of(i);
  }
}

bool Voices::is_first_person_source(std::size_t index) const {
  return speakers_[index].source != kNone && is_first_person(reading_, speakers_[index].source);
}

bool Voices::is_named_in(ActorIndex actor, const std::vector<TokenRange>& ranges) const {
  for (const TokenRange& range : ranges) {
    for (TokenIndex at = range.first; at < range.last; ++at) {
      const bool he = is_word(reading_, at, "he") || is_word(reading_, at, "she");
      if ((he || reading_.token(at).upos == Upos::PROPN) && reading_.document.actor_of(at) == actor)
        return true;
    }
  }
  return false;
}

// "Vell sold his boats," he said: nobody speaks of himself by name or as "he", so "he" is the one who
// spoke last; so is he who "added".
void Voices::mend_pronouns() {
  std::vector<std::size_t> by_anchor;
  for (std::size_t i = 0; i < attributions_.size(); ++i) {
    if (parents_[i] < 0 && speakers_[i].actor != kNone) by_anchor.push_back(i);
  }
  std::stable_sort(by_anchor.begin(), by_anchor.end(), [this](std::size_t a, std::size_t b) {
    return anchor(attributions_[a]) < anchor(attributions_[b]);
  });
  for (std::size_t at = 1; at < by_anchor.size(); ++at) {
    Speaker& speaker = speakers_[by_anchor[at]];
    const Attribution& words = attributions_[by_anchor[at]];
    const bool third = is_word(reading_, speaker.source, "he") || is_word(reading_, speaker.source, "she");
    const bool goes_on = words.cue != kNone && reading_.lemma(words.cue) == "add";
    if (!third || !words.direct || (!goes_on && !is_named_in(speaker.actor, words.content))) continue;
    const Speaker& before = speakers_[by_anchor[at - 1]];
    const SentenceIndex sentence = reading_.token(speaker.source).sentence;
    const auto& actors = reading_.document.actors;
    if (before.actor == speaker.actor || before.source == kNone ||
        sentence - reading_.token(before.source).sentence > kReachOfHe ||
        actors[static_cast<std::size_t>(before.actor)].kind != ActorKind::person)
      continue;
    speaker.actor = before.actor;
    speaker.on_behalf = before.on_behalf;
    speaker.on_behalf_name = before.on_behalf_name;
  }
}

// The parent is the innermost attribution whose content holds the anchor. Contents are read in order of their
// first token with a stack of open ones, so this is linear but for the depth.
void Voices::find_parents() {
  parents_.assign(attributions_.size(), -1);
  struct Piece {
    TokenRange range;
    std::int32_t index;
  };
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < attributions_.size(); ++i) {
    for (const TokenRange& range : attributions_[i].content)
      pieces.push_back({range, static_cast<std::int32_t>(i)});
  }
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    return a.range.first != b.range.first ? a.range.first < b.range.first : a.range.last > b.range.last;
  });
  std::vector<std::size_t> by_anchor(attributions_.size());
  for (std::size_t i = 0; i < by_anchor.size(); ++i) by_anchor[i] = i;
  std::stable_sort(by_anchor.begin(), by_anchor.end(), [this](std::size_t a, std::size_t b) {
    return anchor(attributions_[a]) < anchor(attributions_[b]);
  });
  std::vector<Piece> open;
  std::size_t next = 0;
  for (const std::size_t i : by_anchor) {
    const TokenIndex at = anchor(attributions_[i]);
    while (next < pieces.size() && pieces[next].range.first <= at) open.push_back(pieces[next++]);
    std::erase_if(open, [at](const Piece& piece) { return piece.range.last <= at; });
    const TokenIndex size = last_token(attributions_[i]) - first_token(attributions_[i]);
    for (auto piece = open.rbegin(); piece != open.rend(); ++piece) {
      if (piece->index == static_cast<std::int32_t>(i)) continue;
      const Attribution& outer = attributions_[static_cast<std::size_t>(piece->index)];
      if (attributions_[i].cue == kNone && last_token(outer) - first_token(outer) <= size) continue;
      if (outer.cue != kNone && in_ranges(attributions_[i].content, outer.cue))
        continue;  // it is the outer one
      parents_[i] = piece->index;
      break;
    }
  }
}

// An organisation's own text says "we" outside quotes; its author is the first organisation that is subject.
void Voices::find_author() {
  bool own = !reading_.document.publisher_kind.empty() && reading_.document.publisher_kind != "media";
  std::vector<bool> quoted(reading_.document.tokens.size(), false);
  for (const Attribution& attribution : attributions_) {
    if (!attribution.direct) continue;
    for (const TokenRange& range : attribution.content)
      std::fill(quoted.begin() + range.first, quoted.begin() + range.last, true);
  }
  std::int32_t first_person = 0;
  const auto count = static_cast<TokenIndex>(reading_.document.tokens.size());
  for (TokenIndex at = 0; at < count; ++at) {
    if (reading_.quote_of[static_cast<std::size_t>(at)] >= 0 || quoted[static_cast<std::size_t>(at)])
      continue;
    if (is_word(reading_, at, "we") || is_word(reading_, at, "our")) ++first_person;
  }
  if (!own && first_person < 2) return;
  if (own) author_.actor = names::publisher_actor(reading_.document);
  if (author_.actor != kNone) {
    set_side(author_);
    return;
  }
  for (TokenIndex at = 0; at < count; ++at) {
    const Deprel base = base_relation(reading_.token(at).deprel);
    if (base != Deprel::nsubj || quoted[static_cast<std::size_t>(at)]) continue;
    const ActorIndex actor = reading_.document.actor_of(at);
    if (actor == kNone || !can_be_author(reading_.document.actors[static_cast<std::size_t>(actor)])) continue;
    take_author(at, actor);
    return;
  }
  if (!own) return;
  // A publisher that is no medium, and a text whose first actor nobody knows: "Norvia strongly condemns".
  for (TokenIndex at = 0; at < count; ++at) {
    const Deprel base = base_relation(reading_.token(at).deprel);
    const ActorIndex actor = reading_.document.actor_of(at);
    if (base != Deprel::nsubj || quoted[static_cast<std::size_t>(at)] || actor == kNone) continue;
    if (reading_.token(at).upos == Upos::PROPN &&
        reading_.document.actors[static_cast<std::size_t>(actor)].kind != ActorKind::person)
      take_author(at, actor);
    return;
  }
}

void Voices::take_author(TokenIndex at, ActorIndex actor) {
  author_.actor = actor;
  author_.source = at;
  author_.span = reading_.document.span_of(noun_phrase(reading_, at));
  set_side(author_);
}

void Voices::set_side(Speaker& speaker) const {
  if (speaker.actor == kNone) return;
  const auto& actors = reading_.document.actors;
  const Actor& actor = actors[static_cast<std::size_t>(speaker.actor)];
  if (speaks_for_itself(actor)) return;
  if (actor.side_name.empty() || actor.side_name == actor.name) return;
  speaker.on_behalf_name = actor.side_name;
  for (std::size_t i = 0; i < actors.size(); ++i) {
    if ((!actor.side_id.empty() && actors[i].id == actor.side_id) || actors[i].name == actor.side_name) {
      speaker.on_behalf = static_cast<ActorIndex>(i);
      break;
    }
  }
}

// The word of the source that an actor hangs on: its head, or, where that is a title ("Minister Petra Sholn")
// or the source is only a stretch of words, the topmost one that has an actor.
TokenIndex Voices::speaking_token(const Attribution& attribution) const {
  const TokenRange range = attribution.source_range;
  if (attribution.source != kNone) {
    const TokenIndex meant = meant_by(attribution);
    if (meant != attribution.source) return meant;
  }
  if (attribution.source != kNone &&
      (reading_.document.actor_of(attribution.source) != kNone || !range.contains(attribution.source)))
    return attribution.source;
  for (TokenIndex at = range.first; at < range.last; ++at) {
    if (reading_.document.actor_of(at) != kNone && !range.contains(reading_.token(at).head)) return at;
  }
  return attribution.source;
}

// Who speaks where the source is a word for somebody else: "who" the noun its clause describes, nobody in a
// question; "the king's voice" the king.
TokenIndex Voices::meant_by(const Attribution& attribution) const {
  const TokenIndex source = attribution.source;
  if (is_word(reading_, source, "who") || is_word(reading_, source, "which")) {
    const TokenIndex first = reading_.sentence_of(source).first;
    const bool begins = source == first || reading_.token(source - 1).upos == Upos::PUNCT;
    if (begins && reading_.text(reading_.sentence_of(source).last - 1) == "?") return kNone;
    if (reading_.document.actor_of(source) != kNone) return source;
    const TokenIndex verb = attribution.cue != kNone ? attribution.cue : reading_.token(source).head;
    if (verb != kNone && reading_.token(verb).deprel == Deprel::acl_relcl) return reading_.token(verb).head;
    // "Deputy Maren (MP), who": the noun before the comma where the tree shows no clause.
    for (TokenIndex at = source - 1; at >= first && at > source - kReachOfWho; --at) {
      if (is_nominal(reading_, at) && reading_.document.actor_of(at) != kNone) return at;
    }
    return source;
  }
  const std::string& lemma = reading_.lemma(source);
  const TokenIndex owner = reading_.tree.child(source, {Deprel::nmod_poss});
  const bool voice = lemma == "voice" || lemma == "word" || lemma == "tone";
  return voice && owner != kNone && reading_.document.actor_of(owner) != kNone ? owner : source;
}

Speaker Voices::speaker_of(std::size_t index) const {
  const Attribution& attribution = attributions_[index];
  Speaker out;
  out.span = reading_.document.span_of(attribution.source_range);
  out.source = speaking_token(attribution);
  if (out.source == kNone) {
    if (attribution.source != kNone) out.span = {};  // "Who said that?"
    return out;
  }
  if (is_first_person(reading_, out.source)) {
    const std::int32_t up = parents_[index];
    const Speaker& outer = up >= 0 ? speakers_[static_cast<std::size_t>(up)] : author_;
    const bool plural = !is_word(reading_, out.source, "i") && !is_word(reading_, out.source, "me") &&
                        !is_word(reading_, out.source, "my");
    out.actor = outer.actor;
    out.on_behalf = outer.on_behalf;
    out.on_behalf_name = outer.on_behalf_name;
    if (plural && outer.on_behalf != kNone) {
      out.actor = outer.on_behalf;
      out.on_behalf = kNone;
      out.on_behalf_name.clear();
    }
    return out;
  }
  out.actor = actor_in(out.source, attribution.source_range);
  set_side(out);
  return out;
}

// The source's actor: both of "Germany and France"; of words whose head is nobody ("engineer Tomas Vell") the
// person in them.
ActorIndex Voices::actor_in(TokenIndex source, TokenRange range) const {
  const Document& document = reading_.document;
  const ActorIndex own = document.actor_of(source);
  bool others = false;
  for (TokenIndex at = range.first; at < range.last; ++at) {
    const ActorIndex actor = document.actor_of(at);
    if (actor == kNone || actor == own) continue;
    others = true;
    if (own == kNone && document.actors[static_cast<std::size_t>(actor)].kind == ActorKind::person)
      return actor;
  }
  return own != kNone && others ? names::coordinated_actor(document, source) : own;
}

Voice Voices::voice(std::size_t index) const {
  const Speaker& speaker = speakers_[index];
  return {speaker.actor, speaker.on_behalf_name, speaker.source, attributions_[index].direct};
}

bool Voices::same_voice(std::size_t inner, std::size_t outer) const {
  const TokenIndex source = attributions_[inner].source;
  if (source == kNone) return false;
  return names_speaker(reading_, voice(outer), source);
}

}  // namespace avow::speech
