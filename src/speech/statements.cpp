#include "speech/statements.hpp"

#include <algorithm>
#include <string>

#include "speech/gloss.hpp"
#include "speech/silence.hpp"
#include "speech/voices.hpp"

namespace avow::speech {
namespace {

// A part of a quote that lies in one sentence; its words may be interrupted by the cue.
struct Piece {
  std::vector<TokenRange> ranges;
  TokenIndex head = kNone;
  Act act;
};

bool is_strong(SpeechFunction function) {
  return function != SpeechFunction::assertion;
}

class RowMaker {
 public:
  RowMaker(const Reading& reading, const std::vector<Attribution>& attributions, const ActTables& tables,
           const CueTable& cues, const ActModel& model)
      : reading_(reading),
        attributions_(attributions),
        voices_(reading, attributions),
        by_cue_(reading.document.tokens.size(), -1),
        tables_(tables),
        acts_(reading, tables, attributions, by_cue_),
        row_of_(attributions.size()),
        mask_(reading.document.tokens.size(), false) {
    acts_.set_mask(&mask_);
    acts_.set_model(&model, &cues);
    for (std::size_t i = 0; i < attributions.size(); ++i) {
      if (attributions[i].cue != kNone)
        by_cue_[static_cast<std::size_t>(attributions[i].cue)] = static_cast<std::int32_t>(i);
    }
  }

  std::vector<Statement> make() {
    absorbed_ = without_rows(reading_, attributions_, tables_, voices_);
    children_.assign(attributions_.size(), {});
    for (std::size_t i = 0; i < attributions_.size(); ++i) {
      const std::int32_t up = voices_.parent(i);
      if (up >= 0) children_[static_cast<std::size_t>(up)].push_back(i);
    }
    for (std::size_t i = 0; i < attributions_.size(); ++i) {
      const Attribution& attribution = attributions_[i];
      if (absorbed_[i]) continue;
      const MaskedWords masked(*this, i);
      if (attribution.direct &&
          (attribution.entry == nullptr || !attribution.entry->function || attribution.frame == nullptr ||
           attribution.frame->parts.back().part == Part::that)) {
        quoted_rows(i);
      } else {
        reported_row(i);
      }
    }
    own_voice();
    finish();
    return std::move(rows_);
  }

 private:
  const Attribution& at(std::size_t index) const { return attributions_[index]; }

  // While it lives, the act reader passes over what others say inside this attribution.
  class MaskedWords {
   public:
    MaskedWords(RowMaker& maker, std::size_t index) : maker_(maker), index_(index) { mark(true); }
    ~MaskedWords() { mark(false); }
    MaskedWords(const MaskedWords&) = delete;
    MaskedWords& operator=(const MaskedWords&) = delete;

   private:
    void mark(bool value) {
      for (const std::size_t child : maker_.children_[index_]) {
        if (maker_.absorbed_[child] || maker_.at(child).source == kNone) continue;
        for (const TokenRange& range : maker_.at(child).content)
          std::fill(maker_.mask_.begin() + range.first, maker_.mask_.begin() + range.last, value);
      }
    }
    RowMaker& maker_;
    std::size_t index_;
  };

  bool has_author() const { return voices_.author().actor != kNone; }

  // ---- rows of quotes

  void quoted_rows(std::size_t index) {
    std::vector<Piece> pieces = split_sentences(at(index));
    const Voice voice = voices_.voice(index);
    for (Piece& piece : pieces) piece.act = act_of(piece, voice);
    const Cue* entry = at(index).entry;
    const bool set = entry != nullptr && entry->function.has_value();
    std::size_t first = 0;
    while (first < pieces.size()) {
      std::size_t last = first + 1;
      while (last < pieces.size() && belongs(pieces[first], pieces[last])) ++last;
      std::vector<Piece> group(pieces.begin() + static_cast<std::ptrdiff_t>(first),
                               pieces.begin() + static_cast<std::ptrdiff_t>(last));
      if (set && !is_strong(group[0].act.function)) {
        group[0].act.function = *entry->function;
        group[0].act.why = "cue:" + entry->id;
      }
      add_group(index, group, first == 0);
      first = last;
    }
  }

  Act act_of(const Piece& piece, const Voice& voice) const {
    const TokenRange whole{piece.ranges.front().first, piece.ranges.back().last};
    return acts_.read(whole, piece.head, voice);
  }

  bool belongs(const Piece& first, const Piece& next) const {
    if (first.act.function != next.act.function) return false;
    if (reading_.paragraph_of(first.head) != reading_.paragraph_of(next.head)) return false;
    if (first.act.target == kNone || next.act.target == kNone) return true;
    return reading_.document.actor_of(first.act.target) == reading_.document.actor_of(next.act.target);
  }

  std::vector<Piece> split_sentences(const Attribution& attribution) const {
    std::vector<Piece> out;
    SentenceIndex last_sentence = kNone;
    for (const TokenRange& range : attribution.content) {
      TokenIndex first = range.first;
      while (first < range.last) {
        const SentenceIndex sentence = reading_.token(first).sentence;
        const TokenIndex end = std::min(range.last, reading_.sentence_of(first).last);
        const TokenRange part = bare(reading_, {first, end});
        first = end;
        if (part.empty()) continue;
        if (sentence == last_sentence && !out.empty()) {
          out.back().ranges.push_back(part);
          continue;
        }
        last_sentence = sentence;
        Piece piece;
        piece.ranges = {part};
        piece.head = content_top(reading_, part);
        out.push_back(std::move(piece));
      }
    }
    // Interjections ("Yes.") say nothing by themselves.
    if (out.size() > 1) {
      std::erase_if(
          out, [](const Piece& piece) { return piece.ranges.size() == 1 && piece.ranges[0].size() <= 2; });
    }
    return out;
  }

  void add_group(std::size_t index, const std::vector<Piece>& group, bool first) {
    Statement row = blank(index);
    if (!first && at(index).cue != kNone) {
      row.cue.clear();
      row.cue_head = kNone;
    }
    for (const Piece& piece : group) {
      for (const TokenRange& range : piece.ranges) add_content(row, range);
    }
    row.content_head = group[0].head;
    set_act(row, group[0].act);
    row.quote = QuoteKind::direct;
    push(index, std::move(row));
    if (group.size() == 1) split_performatives(index, group[0]);
  }

  // "We are concerned by X and call on Y": the second performative of another kind is a second row.
  void split_performatives(std::size_t index, const Piece& piece) {
    const Voice voice = voices_.voice(index);
    const TokenRange whole{piece.ranges.front().first, piece.ranges.back().last};
    std::vector<SpeechFunction> said{rows_.back().function};
    for (TokenIndex token = whole.first; token < whole.last; ++token) {
      const std::int32_t inner = acts_.performative(token, voice);
      if (inner < 0 || is_negated(reading_, token) || !is_finite(reading_, token)) continue;
      const Attribution& found = at(static_cast<std::size_t>(inner));
      if (found.entry->kind == CueClass::noun) continue;
      Act act;
      if (found.entry->function) {
        act = {*found.entry->function, found.target, "cue:" + found.entry->id, 0.6F};
      } else if (found.frame->parts.back().part == Part::that && found.content_head != kNone) {
        act = acts_.read(found.content.front(), found.content_head, voice);
      }
      if (!is_strong(act.function) || std::find(said.begin(), said.end(), act.function) != said.end())
        continue;
      said.push_back(act.function);
      Statement row = blank(index);
      row.cue = {reading_.document.span_of(found.cue_range)};
      row.cue_head = found.cue;
      for (const TokenRange& range : found.content) add_content(row, bare(reading_, range));
      row.content_head = found.content_head;
      set_act(row, act);
      row.quote = QuoteKind::direct;
      row.rule = found.rule;
      push(static_cast<std::size_t>(inner), std::move(row));
    }
  }

  // ---- rows of reported speech

  void reported_row(std::size_t index) {
    const Attribution& attribution = at(index);
    if (says_nothing(attribution)) return;
    if (split_clauses(index)) return;
    Statement row = blank(index);
    for (const TokenRange& range : attribution.content)
      add_content(row, bare(reading_, without_gloss(reading_, attribution, range)));
    if (row.content.empty()) return;
    row.content_head = attribution.content_head;
    row.quote = quote_kind(attribution);
    Act act;
    if (attribution.entry != nullptr && attribution.entry->function) {
      act = {*attribution.entry->function, attribution.target, "", attribution.confidence};
      if (is_negated(reading_, attribution.cue)) {
        if (act.function == SpeechFunction::commitment || act.function == SpeechFunction::endorsement)
          act.function = SpeechFunction::refusal;
        if (act.function == SpeechFunction::demand || act.function == SpeechFunction::accusation) return;
      }
      // "deciding who may fish": what is decided is a question, not a promise.
      if (act.function == SpeechFunction::commitment && is_question(reading_, attribution.content.front()))
        act.function = SpeechFunction::assertion;
      if (act.target == kNone) act.target = default_target(attribution);
    } else {
      act = reported_act(index, {attribution.content.front().first, attribution.content.back().last},
                         attribution.content_head);
    }
    if (row.own_voice && !is_strong(act.function)) return;
    set_act(row, act);
    push(index, std::move(row));
  }

  Act reported_act(std::size_t index, TokenRange range, TokenIndex head) const {
    Voice voice = voices_.voice(index);
    voice.direct = at(index).direct;
    return acts_.read(range, head, voice);
  }

  // "said that A and that B": two rows where the clauses do two things.
  bool split_clauses(std::size_t index) {
    const Attribution& attribution = at(index);
    if (attribution.content.size() != 1 || (attribution.entry != nullptr && attribution.entry->function))
      return false;
    const TokenRange whole = attribution.content[0];
    TokenIndex cut = kNone;
    for (TokenIndex token = whole.first + 1; token + 2 < whole.last && cut == kNone; ++token) {
      if (is_word(reading_, token, "and") && is_word(reading_, token + 1, "that") &&
          reading_.token(token + 1).upos == Upos::SCONJ)
        cut = token;
    }
    if (cut == kNone) return false;
    const TokenRange first = bare(reading_, {whole.first, cut});
    const TokenRange second = bare(reading_, {cut + 1, whole.last});
    if (first.size() < 3 || second.size() < 3) return false;
    const Act one = reported_act(index, first, content_top(reading_, first));
    const Act two = reported_act(index, second, content_top(reading_, second));
    if (one.function == two.function) return false;
    for (const auto& [range, act] : {std::pair{first, one}, std::pair{second, two}}) {
      Statement row = blank(index);
      add_content(row, range);
      row.content_head = content_top(reading_, range);
      row.quote = quote_kind(attribution);
      set_act(row, act);
      push(index, std::move(row));
    }
    return true;
  }

  // Whom the act is aimed at where the frame names nobody: the doer or owner of what is condemned or
  // promised.
  TokenIndex default_target(const Attribution& attribution) const {
    const TokenIndex head = attribution.content_head;
    if (head == kNone) return kNone;
    const TokenIndex owner = reading_.tree.child(head, {Deprel::nmod_poss});
    if (owner != kNone) return owner;
    const TokenIndex doer = after_preposition(reading_, head, "by");
    return doer != kNone && is_nominal(reading_, doer) ? doer : kNone;
  }

  // "declined to comment", "refused to answer": no content.
  bool says_nothing(const Attribution& attribution) const {
    if (attribution.content_head == kNone || attribution.cue == kNone) return false;
    const std::string& cue = reading_.lemma(attribution.cue);
    if (cue != "decline" && cue != "refuse" && !is_negated(reading_, attribution.cue)) return false;
    const std::string& lemma = reading_.lemma(attribution.content_head);
    return lemma == "comment" || lemma == "respond" || lemma == "elaborate" || lemma == "answer" ||
           lemma == "discuss" || lemma == "speak";
  }

  QuoteKind quote_kind(const Attribution& attribution) const {
    bool some = false;
    bool all = true;
    for (const TokenRange& range : attribution.content) {
      for (TokenIndex token = range.first; token < range.last; ++token) {
        if (is_punctuation(reading_, token)) continue;
        const std::int32_t quote = reading_.quote_of[static_cast<std::size_t>(token)];
        const bool inside =
            quote >= 0 &&
            (attribution.cue == kNone ||
             !reading_.quotes[static_cast<std::size_t>(quote)].tokens.contains(attribution.cue));
        some = some || inside;
        all = all && inside;
      }
    }
    return all ? QuoteKind::direct : some ? QuoteKind::mixed : QuoteKind::indirect;
  }

  // ---- an organisation's own text

  void own_voice() {
    if (!has_author()) return;
    const Speaker& author = voices_.author();
    const Voice voice{author.actor, author.on_behalf_name, author.source, true};
    for (std::size_t s = 0; s < reading_.document.sentences.size(); ++s) {
      const TokenRange range = reading_.document.sentences[s].tokens;
      const TokenRange part = bare(reading_, range);
      if (part.size() < 4 || covered(range)) continue;
      const TokenIndex head = reading_.tree.root(static_cast<SentenceIndex>(s));
      const Act act = acts_.read(range, head, voice);
      if (!is_strong(act.function) || act.function == SpeechFunction::accusation || act.why == "imperative")
        continue;
      Statement row;
      row.speaker = author.actor;
      row.speaker_span = author.span;
      row.on_behalf = author.on_behalf;
      row.on_behalf_name = author.on_behalf_name;
      row.own_voice = true;
      row.rule = "own-voice";
      add_content(row, part);
      row.content_head = head;
      set_act(row, act);
      rows_.push_back(std::move(row));
      origin_.push_back(-1);
    }
  }

  bool covered(TokenRange sentence) const {
    const Span span = reading_.document.span_of(sentence);
    return std::any_of(rows_.begin(), rows_.end(), [span](const Statement& row) {
      return std::any_of(row.content.begin(), row.content.end(),
                         [span](Span content) { return content.overlaps(span); });
    });
  }

  // ---- common parts

  Statement blank(std::size_t index) const {
    const Attribution& attribution = at(index);
    const Speaker& speaker = voices_.of(index);
    Statement row;
    row.speaker = speaker.actor;
    row.speaker_span = speaker.span;
    row.on_behalf = speaker.on_behalf;
    row.on_behalf_name = speaker.on_behalf_name;
    if (attribution.cue != kNone) {
      row.cue = {reading_.document.span_of(attribution.cue_range)};
      row.cue_head = attribution.cue;
    }
    row.rule = attribution.rule;
    row.confidence = attribution.confidence;
    row.own_voice =
        voices_.parent(index) < 0 && has_author() && attribution.source != kNone &&
        (is_first_person(reading_, attribution.source) || speaker.actor == voices_.author().actor);
    return row;
  }

  void add_content(Statement& row, TokenRange range) const {
    if (range.empty()) return;
    row.content.push_back(reading_.document.span_of(range));
    row.content_tokens.push_back(range);
  }

  void set_act(Statement& row, const Act& act) const {
    row.function = act.function;
    if (!act.why.empty()) row.rule += " act:" + act.why;
    row.confidence = std::min(row.confidence, std::max(act.confidence, 0.5F));
    if (act.target != kNone && is_aimed_at(row, act)) {
      row.target = reading_.document.actor_of(act.target);
      row.target_span = reading_.document.span_of(target_words(row, act.target));
    }
    if (act.function == SpeechFunction::denial) row.denial_type = denial_type(reading_, row);
    row.trace = "source " + quoted(row.speaker_span) + ", cue " +
                (row.cue.empty() ? "(none)" : quoted(row.cue[0])) + ", function by " +
                (act.why.empty() ? "the cue's row, or nothing that binds or blames" : act.why);
  }

  // The speaker is no target of its own words; what is promised, threatened or refused is no party.
  bool is_aimed_at(const Statement& row, const Act& act) const {
    if (row.speaker_span.contains(reading_.token(act.target).span)) return false;
    const bool object = !act.why.starts_with("cue:") && (act.function == SpeechFunction::commitment ||
                                                         act.function == SpeechFunction::refusal);
    return !object || is_somebody(reading_, act.target) ||
           tables_.is(reading_, act.target, WordClass::victim);
  }

  // "accused the police of negligence", where the tree hangs the charge on the police: it is no part of them.
  TokenRange target_words(const Statement& row, TokenIndex target) const {
    TokenRange words = noun_phrase(reading_, target);
    for (const TokenRange& content : row.content_tokens) {
      if (content.first > target && content.first < words.last) words.last = content.first;
    }
    while (words.last > target + 1 && (reading_.token(words.last - 1).upos == Upos::ADP ||
                                       reading_.token(words.last - 1).upos == Upos::PUNCT))
      --words.last;
    return words;
  }

  std::string quoted(Span span) const {
    if (span.empty()) return "(none)";
    return "\"" + std::string(reading_.document.text_of(span)) + "\"";
  }

  void push(std::size_t index, Statement row) {
    if (row.content.empty()) return;
    row_of_[index].push_back(rows_.size());
    rows_.push_back(std::move(row));
    origin_.push_back(static_cast<std::int32_t>(index));
  }

  // The row of the parent attribution (or its parents) whose content holds the first content of this row.
  std::int32_t outer_row(std::size_t row) const {
    if (origin_[row] < 0) return -1;
    std::int32_t up = voices_.parent(static_cast<std::size_t>(origin_[row]));
    const Span own = rows_[row].cue.empty() ? rows_[row].content[0] : rows_[row].cue[0];
    for (int step = 0; up >= 0 && step < 16; ++step) {
      for (const std::size_t candidate : row_of_[static_cast<std::size_t>(up)]) {
        if (candidate == row) continue;
        for (const Span content : rows_[candidate].content) {
          if (content.contains(own)) return static_cast<std::int32_t>(candidate);
        }
      }
      up = voices_.parent(static_cast<std::size_t>(up));
    }
    return -1;
  }

  void finish() {
    std::vector<std::int32_t> outer(rows_.size(), -1);
    for (std::size_t i = 0; i < rows_.size(); ++i) outer[i] = outer_row(i);
    std::vector<std::size_t> order(rows_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto start = [this](std::size_t i) {
      const std::uint32_t content = rows_[i].content[0].begin;
      return rows_[i].cue.empty() ? content : std::min(content, rows_[i].cue[0].begin);
    };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      if (start(a) != start(b)) return start(a) < start(b);
      return rows_[a].content.back().end > rows_[b].content.back().end;
    });
    std::vector<StatementIndex> place(rows_.size(), kNone);
    for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = static_cast<StatementIndex>(i);
    std::vector<Statement> sorted;
    sorted.reserve(rows_.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      Statement row = std::move(rows_[order[i]]);
      row.id = "s" + std::to_string(i + 1);
      if (outer[order[i]] >= 0) row.within = place[static_cast<std::size_t>(outer[order[i]])];
      sorted.push_back(std::move(row));
    }
    rows_ = std::move(sorted);
  }

  const Reading& reading_;
  const std::vector<Attribution>& attributions_;
  Voices voices_;
  ByCue by_cue_;
  const ActTables& tables_;
  ActReader acts_;
  std::vector<std::vector<std::size_t>> row_of_;
  std::vector<bool> mask_;      // token -> another's words
  std::vector<bool> absorbed_;  // attribution -> makes no row
  std::vector<std::vector<std::size_t>> children_;
  std::vector<Statement> rows_;
  std::vector<std::int32_t> origin_;  // row -> attribution, -1 for own voice
};

}  // namespace

std::vector<Statement> make_statements(const Reading& reading, const std::vector<Attribution>& attributions,
                                       const ActTables& tables, const CueTable& cues, const ActModel& model) {
  return RowMaker(reading, attributions, tables, cues, model).make();
}

}  // namespace avow::speech
