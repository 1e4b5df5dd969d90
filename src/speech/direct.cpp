// Quotes and whose they are: the cue beside them, the speaker before them, or nobody.
#include <algorithm>

#include "speech/attribution.hpp"

namespace avow::speech {
namespace {

// A cue further from its quote than this belongs to something else.
constexpr Index kCueReach = 28;
// A speaker is remembered over this many paragraphs without a cue.
constexpr std::int32_t kRunOnParagraphs = 2;
// Words of a line that only names who spoke.
constexpr Index kLongestSignature = 14;

class QuoteJoiner {
 public:
  QuoteJoiner(const Reading& reading, const CueTable& cues, std::vector<Attribution>& attributions)
      : reading_(reading), cues_(cues), list_(attributions), owner_(reading.quotes.size(), -1) {
    at_cue_.assign(reading.document.tokens.size(), -1);
    for (std::size_t i = 0; i < list_.size(); ++i) {
      if (list_[i].cue != kNone)
        at_cue_[static_cast<std::size_t>(list_[i].cue)] = static_cast<std::int32_t>(i);
    }
  }

  void run() {
    for (Attribution& attribution : list_) {
      clip_to_quote(attribution);
      leave_others_quotes(attribution);
    }
    for (std::size_t i = 0; i < list_.size(); ++i) take_quotes(i);
    for (std::size_t i = 0; i < owner_.size(); ++i) {
      if (wanted(i)) find_cue(i);
    }
    follow_chains();
    gather_speakers();
    for (std::size_t i = 0; i < owner_.size(); ++i) {
      if (wanted(i)) run_on(i);
    }
    std::erase_if(list_, [](const Attribution& attribution) { return attribution.content.empty(); });
  }

 private:
  const Quote& quote(std::size_t index) const { return reading_.quotes[index]; }
  bool wanted(std::size_t index) const { return owner_[index] < 0 && quote(index).speech; }

  // Is the token inside this quote or one within it?
  bool inside(std::size_t index, TokenIndex token) const { return quote(index).tokens.contains(token); }

  // What is said inside a quote ends with it.
  void clip_to_quote(Attribution& attribution) {
    if (attribution.cue == kNone) return;
    const std::int32_t home = reading_.quote_of[static_cast<std::size_t>(attribution.cue)];
    if (home < 0) return;
    const TokenRange limit = quote(static_cast<std::size_t>(home)).tokens;
    for (TokenRange& range : attribution.content) {
      range.first = std::max(range.first, limit.first);
      range.last = std::min(range.last, limit.last);
    }
    std::erase_if(attribution.content, [](const TokenRange& range) { return range.empty(); });
    if (attribution.source != kNone && !limit.contains(attribution.source)) attribution.source_range = {};
    if (attribution.source != kNone && !limit.contains(attribution.source)) attribution.source = kNone;
  }

  // A later quote with a cue of its own is not this speaker's: `"A," X said. "B," Y replied.`
  void leave_others_quotes(Attribution& attribution) const {
    if (attribution.cue == kNone || attribution.content.size() < 2) return;
    const SentenceIndex home = reading_.token(attribution.cue).sentence;
    std::erase_if(attribution.content, [&](const TokenRange& range) {
      const std::int32_t q = reading_.quote_of[static_cast<std::size_t>(range.first)];
      if (q < 0 || reading_.token(range.first).sentence <= home) return false;
      const TokenIndex verb = cue_after(zone_after(static_cast<std::size_t>(q)));
      return verb != kNone && verb != attribution.cue;
    });
  }

  bool takes_clause(const Attribution& attribution) const {
    if (attribution.frame == nullptr) return attribution.learned;
    const Part part = attribution.frame->parts.back().part;
    return part == Part::that || part == Part::source;
  }

  // A clause that begins or ends in a quote is that whole quote, over sentences too.
  void take_quotes(std::size_t index) {
    Attribution& attribution = list_[index];
    if (attribution.block) return;
    bool all_inside = !attribution.content.empty();
    for (TokenRange& range : attribution.content) {
      bool within = false;
      for (std::int32_t q = outermost_at(range, attribution.cue); q >= 0; q = -1) {
        const TokenRange tokens = quote(static_cast<std::size_t>(q)).tokens;
        const bool starts_there = tokens.contains(range.first);
        if (takes_clause(attribution)) {
          if (starts_there && quote(static_cast<std::size_t>(q)).speech)
            range.first = std::min(range.first, tokens.first);
          if (tokens.last > range.last) range.last = tokens.last;
          if (starts_there && attribution.cue >= tokens.last) range.last = std::min(range.last, tokens.last);
          if (quote(static_cast<std::size_t>(q)).speech && owner_[static_cast<std::size_t>(q)] < 0 &&
              (starts_there || range.contains(tokens.first)))
            owner_[static_cast<std::size_t>(q)] = static_cast<std::int32_t>(index);
        }
        within = starts_there && range.last <= tokens.last;
      }
      all_inside = all_inside && within;
      own_inner(range, attribution.cue, index);
    }
    attribution.direct = all_inside;
  }

  // Speech quotes wholly inside a content are the content's.
  void own_inner(TokenRange range, TokenIndex cue, std::size_t index) {
    for (TokenIndex at = range.first; at < range.last; ++at) {
      const std::int32_t q = reading_.quote_of[static_cast<std::size_t>(at)];
      if (q < 0) continue;
      const Quote& found = quote(static_cast<std::size_t>(q));
      if (!found.tokens.contains(cue) && found.tokens.first >= range.first &&
          found.tokens.last <= range.last && owner_[static_cast<std::size_t>(q)] < 0)
        owner_[static_cast<std::size_t>(q)] = static_cast<std::int32_t>(index);
      at = std::max(at, found.tokens.last - 1);
    }
  }

  // The outermost quote that holds the range's first or last token but not the cue; -1 when there is none.
  std::int32_t outermost_at(TokenRange range, TokenIndex cue) const {
    for (const TokenIndex edge : {range.first, range.last - 1}) {
      std::int32_t found = -1;
      for (std::int32_t q = reading_.quote_of[static_cast<std::size_t>(edge)]; q >= 0;
           q = quote(static_cast<std::size_t>(q)).parent) {
        if (cue != kNone && inside(static_cast<std::size_t>(q), cue)) break;
        found = q;
      }
      if (found >= 0) return found;
    }
    return -1;
  }

  // ---- the cue beside a quote

  // Words of the same sentence after / before the quote, up to the next quote, inside its parent only.
  TokenRange zone_after(std::size_t index) const {
    const TokenRange tokens = quote(index).tokens;
    if (tokens.empty()) return {};
    TokenIndex last = std::min(reading_.sentence_of(tokens.last - 1).last, tokens.last + kCueReach);
    // The sentence may have ended inside the quote: then what follows is the sentence after the mark.
    TokenIndex first = tokens.last;
    while (first < last && reading_.token(first).upos == Upos::PUNCT) ++first;
    const std::int32_t parent = quote(index).parent;
    TokenIndex at = first;
    while (at < last && reading_.quote_of[static_cast<std::size_t>(at)] == parent) ++at;
    return {first, at};
  }

  TokenRange zone_before(std::size_t index) const {
    const TokenRange tokens = quote(index).tokens;
    if (tokens.empty()) return {};
    const TokenIndex start = std::max(reading_.sentence_of(tokens.first).first, tokens.first - kCueReach);
    TokenIndex at = tokens.first;
    while (at > start && reading_.quote_of[static_cast<std::size_t>(at - 1)] == quote(index).parent) --at;
    return {at, tokens.first};
  }

  // A verb in the zone that can bring in the quote: the first after it, the last before it.
  TokenIndex cue_after(TokenRange zone) const {
    for (TokenIndex at = zone.first; at < zone.last; ++at) {
      if (reading_.token(at).upos == Upos::PUNCT && reading_.text(at) != ",") {
        if (at > zone.first) return kNone;
      }
      if (quote_cue(reading_, cues_, at) != nullptr && !is_modifier(at)) return at;
    }
    return kNone;
  }

  TokenIndex cue_before(TokenRange zone) const {
    for (TokenIndex at = zone.last; at-- > zone.first;) {
      if (quote_cue(reading_, cues_, at) != nullptr && !is_modifier(at)) return at;
      // Another clause between: the cue does not reach the quote.
      if (reading_.token(at).upos == Upos::VERB && is_finite(reading_, at)) return kNone;
      if (is_word(reading_, at, ";")) return kNone;
    }
    return kNone;
  }

  // "the man named X", "a report released": participles on nouns bring in no quote.
  bool is_modifier(TokenIndex verb) const {
    const Token& token = reading_.token(verb);
    return token.deprel == Deprel::amod || (token.deprel == Deprel::acl && is_passive(reading_, verb));
  }

  // Does the quote open at a place where speech opens: the start of a sentence, or after , : - or a cue?
  bool opens_like_speech(std::size_t index) const {
    TokenIndex before = quote(index).tokens.first - 1;
    const TokenIndex start = reading_.sentence_of(quote(index).tokens.first).first;
    while (before >= start && is_mark(before)) --before;
    if (before < start) return true;
    const std::string_view text = reading_.text(before);
    if (text == "," || text == ":" || text == "-" || text == "\xE2\x80\x93" || text == "\xE2\x80\x94")
      return true;
    return quote_cue(reading_, cues_, before) != nullptr || is_word(reading_, before, "that");
  }

  bool is_mark(TokenIndex token) const { return is_quotation_mark(reading_, token); }

  bool ends_like_speech(std::size_t index) const {
    const std::string_view inner = reading_.document.text_of(quote(index).inner);
    if (!inner.empty() &&
        (inner.back() == ',' || inner.back() == '?' || inner.back() == '!' || inner.back() == '.'))
      return true;
    TokenIndex at = quote(index).tokens.last;
    const auto count = static_cast<TokenIndex>(reading_.document.tokens.size());
    while (at < count && is_mark(at)) ++at;
    return at < count && (reading_.text(at) == "," || reading_.text(at) == "-");
  }

  void find_cue(std::size_t index) {
    if (ends_like_speech(index)) {
      const TokenRange after = zone_after(index);
      const TokenIndex verb = cue_after(after);
      if (verb != kNone) return join(index, verb, "quote:cue-after");
      if (verbless_after(index, after) || verbless_after(index, signature_after(index))) return;
    }
    if (!opens_like_speech(index)) return;
    const TokenIndex verb = cue_before(zone_before(index));
    if (verb != kNone) return join(index, verb, "quote:cue-before");
    colon_before(index);
  }

  // `"...," - Commissioner X`: a dash, then a name and nothing else.
  bool verbless_after(std::size_t index, TokenRange zone) {
    if (zone.empty() || quote(index).parent >= 0) return false;
    const TokenIndex before = zone.first - 1;
    const std::string_view mark = reading_.text(before);
    if (mark != "-" && mark != "\xE2\x80\x93" && mark != "\xE2\x80\x94" && mark != "--") return false;
    TokenIndex source = kNone;
    for (TokenIndex at = zone.first; at < zone.last; ++at) {
      if (reading_.token(at).upos == Upos::VERB || reading_.token(at).upos == Upos::AUX) return false;
      if (source == kNone && is_nominal(reading_, at) && !zone.contains(reading_.token(at).head)) source = at;
      if (source == kNone && reading_.token(at).upos == Upos::PROPN && at + 1 == zone.last) source = at;
    }
    if (source == kNone) return false;
    Attribution attribution = made(index, "quote:dash");
    attribution.source = source;
    attribution.source_range = trim_punctuation(reading_, zone);
    add(index, std::move(attribution));
    return true;
  }

  // "X said:" in the sentence before, also in the paragraph before.
  void colon_before(std::size_t index) {
    const TokenRange zone = zone_before(index);
    if (!zone.empty() && !trim_marks(zone).empty()) return heading_before(index, trim_marks(zone));
    const SentenceIndex sentence = reading_.token(quote(index).tokens.first).sentence;
    if (sentence == 0) return;
    const TokenRange previous = reading_.document.sentences[static_cast<std::size_t>(sentence - 1)].tokens;
    if (previous.empty() || reading_.text(previous.last - 1) != ":") return;
    const TokenIndex verb = cue_before(previous);
    if (verb != kNone && at_cue_[static_cast<std::size_t>(verb)] < 0) return join(index, verb, "quote:colon");
    // "From the ministry:" has no verb at all.
    for (TokenIndex at = previous.first; at < previous.last; ++at) {
      if (reading_.token(at).upos == Upos::VERB || reading_.token(at).upos == Upos::AUX) return;
    }
    const TokenIndex root = reading_.tree.root(sentence - 1);
    if (root == kNone || !is_nominal(reading_, root)) return;
    Attribution attribution = made(index, "quote:heading");
    attribution.source = root;
    attribution.source_range = noun_phrase(reading_, root);
    add(index, std::move(attribution));
  }

  // "From the ministry: “...”" in one sentence.
  void heading_before(std::size_t index, TokenRange zone) {
    if (zone.first != reading_.sentence_of(zone.first).first || reading_.text(zone.last - 1) != ":") return;
    TokenIndex source = kNone;
    for (TokenIndex at = zone.first; at < zone.last; ++at) {
      if (reading_.token(at).upos == Upos::VERB || reading_.token(at).upos == Upos::AUX) return;
      if (source == kNone && is_nominal(reading_, at) && !is_word(reading_, at, "from") &&
          !zone.contains(reading_.token(at).head))
        source = at;
    }
    if (source == kNone) source = last_nominal(zone);
    if (source == kNone) return;
    Attribution attribution = made(index, "quote:heading");
    attribution.source = source;
    attribution.source_range = trim_punctuation(reading_, zone);
    if (is_word(reading_, attribution.source_range.first, "from")) ++attribution.source_range.first;
    add(index, std::move(attribution));
  }

  TokenIndex last_nominal(TokenRange zone) const {
    for (TokenIndex at = zone.last; at-- > zone.first;) {
      if (is_nominal(reading_, at)) return at;
    }
    return kNone;
  }

  // A paragraph of its own behind the quote's paragraph that is a dash and a name: "— Elena Marsk,
  // commissioner".
  TokenRange signature_after(std::size_t index) const {
    const auto& sentences = reading_.document.sentences;
    const auto last = static_cast<std::size_t>(reading_.token(quote(index).tokens.last - 1).sentence);
    if (last + 1 >= sentences.size() || sentences[last + 1].paragraph == sentences[last].paragraph) return {};
    const TokenRange tokens = sentences[last + 1].tokens;
    if (tokens.size() < 2 || tokens.size() > kLongestSignature) return {};
    return {tokens.first + 1, tokens.last};
  }

  TokenRange trim_marks(TokenRange range) const {
    while (!range.empty() && is_mark(range.last - 1)) --range.last;
    return range;
  }

  Attribution made(std::size_t index, std::string rule) const {
    Attribution out;
    out.direct = true;
    out.content = {quote(index).tokens};
    out.content_head = head_in(quote(index).tokens);
    out.rule = std::move(rule);
    return out;
  }

  // The highest token of the range's first sentence that lies in it.
  TokenIndex head_in(TokenRange range) const {
    for (TokenIndex at = range.first; at < range.last; ++at) {
      const TokenIndex head = reading_.token(at).head;
      if (reading_.token(at).upos != Upos::PUNCT && (head == kNone || !range.contains(head))) return at;
    }
    return range.empty() ? kNone : range.first;
  }

  void add(std::size_t index, Attribution attribution) {
    owner_[index] = static_cast<std::int32_t>(list_.size());
    if (attribution.cue != kNone) at_cue_[static_cast<std::size_t>(attribution.cue)] = owner_[index];
    list_.push_back(std::move(attribution));
  }

  void join(std::size_t index, TokenIndex verb, std::string rule) {
    const std::int32_t known = at_cue_[static_cast<std::size_t>(verb)];
    if (known >= 0 && extend(list_[static_cast<std::size_t>(known)], index)) {
      owner_[index] = known;
      return;
    }
    Attribution attribution = made(index, std::move(rule));
    attribution.cue = verb;
    attribution.entry = quote_cue(reading_, cues_, verb);
    attribution.rule += ":" + attribution.entry->id;
    attribution.cue_range = cue_words(reading_, verb, nullptr);
    attribution.source = speaker_beside(index, verb);
    if (attribution.source != kNone) attribution.source_range = noun_phrase(reading_, attribution.source);
    attribution.target = reading_.tree.child(verb, {Deprel::iobj});
    if (known >= 0) list_[static_cast<std::size_t>(known)] = Attribution{};  // its content was a mistake
    add(index, std::move(attribution));
  }

  // Adds a quote to the contents of a cue that has one; false where that content is no clause or quote.
  bool extend(Attribution& attribution, std::size_t index) {
    const TokenRange tokens = quote(index).tokens;
    if (!attribution.direct && !takes_clause(attribution) && attribution.frame != nullptr) return false;
    std::erase_if(attribution.content, [&tokens](const TokenRange& range) {
      return range.first >= tokens.first && range.last <= tokens.last;
    });
    for (const TokenRange& range : attribution.content) {
      if (range.first < tokens.last && tokens.first < range.last) return false;
    }
    if (attribution.content.empty()) attribution.direct = true;
    attribution.content.push_back(tokens);
    std::sort(attribution.content.begin(), attribution.content.end());
    return true;
  }

  // The verb's subject outside the quote; where the tree has none, the noun next to the verb.
  TokenIndex speaker_beside(std::size_t index, TokenIndex verb) const {
    const TokenIndex subject = doer_of(reading_, verb);
    if (subject != kNone && !inside(index, subject) && is_nominal(reading_, subject) &&
        !is_word(reading_, subject, "it"))
      return subject;
    const TokenRange sentence = reading_.sentence_of(verb);
    for (TokenIndex at = verb + 1; at < std::min(verb + 4, sentence.last); ++at) {
      if (inside(index, at) || reading_.token(at).upos == Upos::PUNCT) break;
      if (is_nominal(reading_, at)) return top_of_phrase(at, index, verb);
    }
    for (TokenIndex at = verb; at-- > sentence.first && at + 8 > verb;) {
      if (inside(index, at)) break;
      if (is_nominal(reading_, at)) return top_of_phrase(at, index, verb);
    }
    return kNone;
  }

  TokenIndex top_of_phrase(TokenIndex token, std::size_t index, TokenIndex verb) const {
    for (int step = 0; step < 8; ++step) {
      const TokenIndex head = reading_.token(token).head;
      if (head == kNone || !is_nominal(reading_, head) || inside(index, head) || head == verb) break;
      token = head;
    }
    return token;
  }

  // ---- quotes without a cue

  // Quotes reopened at each paragraph are one: an owner of any part owns all.
  void follow_chains() {
    for (std::size_t i = 0; i < owner_.size(); ++i) {
      const std::int32_t before = quote(i).continues;
      if (before >= 0 && wanted(i) && owner_[static_cast<std::size_t>(before)] >= 0)
        carry(i, static_cast<std::size_t>(owner_[static_cast<std::size_t>(before)]), "quote:reopened");
    }
    for (std::size_t i = owner_.size(); i-- > 0;) {
      const std::int32_t before = quote(i).continues;
      if (before >= 0 && owner_[i] >= 0 && wanted(static_cast<std::size_t>(before)))
        carry(static_cast<std::size_t>(before), static_cast<std::size_t>(owner_[i]), "quote:reopened");
    }
  }

  // The quote belongs to the speaker of another attribution.
  void carry(std::size_t index, std::size_t from, std::string rule) {
    Attribution attribution = made(index, std::move(rule));
    attribution.source = list_[from].source;
    attribution.source_range = list_[from].source_range;
    attribution.confidence = 0.7F;
    add(index, std::move(attribution));
  }

  // The last attribution with a speaker that ends before the quote, at its depth, not too far.
  void run_on(std::size_t index) {
    const Quote& found = quote(index);
    if (found.tokens.empty()) return;
    if (found.parent >= 0) return;  // inside another's words
    if (!opens_like_speech(index)) return fragment(index);
    const std::int32_t last = last_speaker(index);
    if (last < 0) return add(index, unknown(index));
    Attribution& before = list_[static_cast<std::size_t>(last)];
    const bool same_paragraph = !before.content.empty() && before.direct &&
                                reading_.paragraph_of(before.content.back().first) == found.paragraph;
    if (same_paragraph && before.content.back().last <= found.tokens.first) {
      before.content.push_back(found.tokens);
      owner_[index] = last;
      return;
    }
    carry(index, static_cast<std::size_t>(last), "quote:run-on");
  }

  Attribution unknown(std::size_t index) const {
    Attribution out = made(index, "quote:unknown");
    out.confidence = 0.4F;
    return out;
  }

  // A quoted clause in the middle of a sentence that no cue claims.
  void fragment(std::size_t index) {
    const Quote& found = quote(index);
    const std::string_view inner = reading_.document.text_of(found.inner);
    const bool sentence_like =
        inner.back() == '.' || inner.back() == '!' || inner.back() == '?' || inner.back() == ',';
    if (found.tokens.size() >= 6 && sentence_like) add(index, unknown(index));
  }

  // Attributions whose speaker a later quote may carry on, in order of their place.
  void gather_speakers() {
    for (std::size_t i = 0; i < list_.size(); ++i) {
      const Attribution& candidate = list_[i];
      if (candidate.source == kNone || candidate.content.empty()) continue;
      if (candidate.cue == kNone && !candidate.direct) continue;
      if (candidate.entry != nullptr && candidate.entry->kind != CueClass::prep &&
          !candidate.entry->takes_quote())
        continue;
      if (candidate.cue != kNone && reading_.quote_of[static_cast<std::size_t>(candidate.cue)] >= 0) continue;
      const TokenIndex at = candidate.cue != kNone ? candidate.cue : candidate.content.front().first;
      speakers_.push_back({at, static_cast<std::int32_t>(i)});
    }
    std::stable_sort(speakers_.begin(), speakers_.end());
  }

  // The last of them before the quote, not too far.
  std::int32_t last_speaker(std::size_t index) {
    const Quote& found = quote(index);
    while (next_speaker_ < speakers_.size() && speakers_[next_speaker_].first < found.tokens.first)
      ++next_speaker_;
    if (next_speaker_ == 0) return -1;
    const auto [at, best] = speakers_[next_speaker_ - 1];
    return found.paragraph - reading_.paragraph_of(at) > kRunOnParagraphs ? -1 : best;
  }

  const Reading& reading_;
  const CueTable& cues_;
  std::vector<Attribution>& list_;
  std::vector<std::int32_t> owner_;   // quote -> attribution
  std::vector<std::int32_t> at_cue_;  // token -> attribution
  std::vector<std::pair<TokenIndex, std::int32_t>> speakers_;
  std::size_t next_speaker_ = 0;
};

}  // namespace

void add_quotes(const Reading& reading, const CueTable& cues, std::vector<Attribution>& attributions) {
  add_blocks(reading, cues, attributions);
  QuoteJoiner(reading, cues, attributions).run();
}

}  // namespace avow::speech
