#include "ledger/findings_stage.hpp"

#include <algorithm>
#include <map>

#include "avow/base/table.hpp"
#include "avow/document/tree.hpp"
#include "ledger/findings_scope.hpp"

namespace avow::ledger {
namespace {

enum class Signal : std::uint8_t { contrast, goes_on, later, member };
using Signals = std::map<std::string, Signal, std::less<>>;

Result<Signals> load_signals(const std::filesystem::path& data_folder) {
  Signals signals;
  auto table = Table::load(data_folder / "ledger" / "signals.tsv", {"word", "kind"});
  if (!table) return table.error();
  for (const TableRow& row : table->rows()) {
    const std::string_view kind = row["kind"];
    Signal signal = Signal::later;
    if (kind == "contrast")
      signal = Signal::contrast;
    else if (kind == "goes_on")
      signal = Signal::goes_on;
    else if (kind == "member")
      signal = Signal::member;
    else if (kind != "later")
      return row.error("kind must be contrast, goes_on, later or member");
    signals.insert_or_assign(std::string(row["word"]), signal);
  }
  return signals;
}

bool happened(const Event& deed) {
  return deed.factuality == Factuality::CT_plus || deed.factuality == Factuality::PR_plus;
}

// A word as the findings see it, from an obligation or a denial.
struct Word {
  Conduct conduct;
  StatementIndex statement = kNone;
  ActorIndex party = kNone;
  ActorIndex beneficiary = kNone;
  Span beneficiary_span;
  Span span;  // its words
  TokenIndex head = kNone;
  bool demand = false;
  std::string text;  // for the rationale
};

class Meeting {
 public:
  Meeting(const Document& document, const ConductScope& scope, const Signals& signals)
      : document_(document), scope_(scope), signals_(signals), tree_(document) {}

  std::vector<Finding> run() {
    for (std::size_t i = 0; i < document_.obligations.size(); ++i) {
      const Obligation& obligation = document_.obligations[i];
      if (obligation.kind == ObligationKind::condition || conditional(obligation)) continue;
      meet(word_of(obligation), static_cast<ObligationIndex>(i), kNone);
    }
    for (std::size_t i = 0; i < document_.statements.size(); ++i) {
      if (document_.statements[i].function != SpeechFunction::denial) continue;
      for (const Word& word : denied(static_cast<StatementIndex>(i))) {
        meet(word, kNone, static_cast<StatementIndex>(i));
      }
    }
    for (std::size_t i = 0; i < found_.size(); ++i) found_[i].id = "f" + std::to_string(i + 1);
    return std::move(found_);
  }

 private:
  [[nodiscard]] Word word_of(const Obligation& obligation) const {
    Word word;
    word.conduct.type = obligation.type;
    word.conduct.kind = obligation.polarity == Polarity::refrain ? WordKind::refrain : WordKind::to_do;
    const auto slash = obligation.rule.find('/');
    if (slash != std::string::npos) word.conduct.frame = obligation.rule.substr(slash + 1);
    word.statement = obligation.statement;
    word.party = obligation.party;
    word.beneficiary = obligation.beneficiary;
    word.beneficiary_span = obligation.beneficiary_span;
    word.span = obligation.conduct;
    word.head = obligation.conduct_head;
    word.demand = obligation.kind == ObligationKind::demand;
    word.text = document_.text_of(obligation.conduct);
    return word;
  }

  // "will withdraw if the prisoners are freed" binds only then: no meeting can be claimed.
  [[nodiscard]] bool conditional(const Obligation& obligation) const {
    for (TokenIndex up = obligation.conduct_head; up != kNone; up = document_.tokens[up].head) {
      for (const TokenIndex child : tree_.children(up)) {
        const Token& word = document_.tokens[child];
        if (word.deprel != Deprel::advcl) continue;
        const TokenIndex mark = tree_.child(child, {Deprel::mark, Deprel::advmod});
        if (mark == kNone) continue;
        const std::string& lemma = document_.tokens[mark].lemma;
        if (lemma == "if" || lemma == "unless" || lemma == "provided" || lemma == "once") return true;
      }
    }
    return false;
  }

  [[nodiscard]] std::vector<Word> denied(StatementIndex index) const {
    const Statement& statement = document_.statements[index];
    std::vector<Word> words;
    for (const Event& event : document_.events) {
      const bool inside = std::any_of(statement.content_tokens.begin(), statement.content_tokens.end(),
                                      [&](TokenRange range) { return range.contains(event.trigger_head); });
      if (!inside || event.factuality != Factuality::CT_minus) continue;
      // What somebody else did is no act of the one who denies.
      if (event.actor != kNone && !same_side(document_, event.actor, statement.speaker) &&
          !same_side(document_, event.actor, statement.on_behalf)) {
        continue;
      }
      Word word;
      word.conduct = {event.type, event.rule, WordKind::denied};
      word.statement = index;
      word.party = statement.speaker;
      word.beneficiary = event.recipient;
      word.beneficiary_span = event.recipient_span;
      word.span = event.trigger;
      word.head = event.trigger_head;
      word.text = document_.text_of(event.trigger);
      words.push_back(std::move(word));
    }
    return words;
  }

  void meet(const Word& word, ObligationIndex obligation, StatementIndex denial) {
    for (std::size_t i = 0; i < document_.events.size(); ++i) {
      if (!happened(document_.events[i]) || document_.events[i].background) continue;
      const Event deed = told_outside(document_.events[i], word.span);
      if (word.span.contains(deed.trigger)) continue;
      const auto relation = scope_.relation(word.conduct, deed.type, deed.rule);
      if (!relation || !laid_at_door(word, deed)) continue;
      if (*relation == Relation::fulfils && told_within(document_.events[i], word.span)) continue;
      const auto scope = scope_with(word, deed);
      if (!scope) continue;
      const std::string_view order = in_order(word, deed, *relation);
      if (order.empty()) continue;
      if (already(obligation, denial, static_cast<EventIndex>(i))) continue;
      add(word, obligation, denial, static_cast<EventIndex>(i), *relation, *scope, order);
    }
  }

  // The promised act itself, told once more, is no fulfilment.
  [[nodiscard]] static bool told_within(const Event& deed, Span word) {
    return word.contains(deed.trigger) || std::any_of(deed.other_mentions.begin(), deed.other_mentions.end(),
                                                      [&](Span other) { return word.contains(other); });
  }

  // "Asked to stop its attacks ... it continued to attack": the deed as it is told outside the word.
  [[nodiscard]] Event told_outside(const Event& deed, Span word) const {
    Event out = deed;
    if (!word.contains(deed.trigger)) return out;
    for (const Span other : deed.other_mentions) {
      const TokenRange tokens = document_.tokens_in(other);
      if (word.contains(other) || tokens.empty() || other.begin < word.begin) continue;
      out.trigger = other;
      out.trigger_head = tokens.first;
      return out;
    }
    return out;
  }

  [[nodiscard]] bool already(ObligationIndex obligation, StatementIndex denial, EventIndex deed) const {
    return std::any_of(found_.begin(), found_.end(), [&](const Finding& finding) {
      return finding.obligation == obligation && finding.denial == denial && finding.deed == deed;
    });
  }

  // The same side did it; or it is told as a breach of the very thing ("violations of the ceasefire").
  [[nodiscard]] bool laid_at_door(const Word& word, const Event& deed) const {
    if (same_side(document_, word.party, deed.actor) || members_of(deed, word.party)) return true;
    const bool breach = deed.rule == "violation_ceasefire" || deed.rule == "violate_ceasefire";
    return breach && deed.actor == kNone && !word.demand;
  }

  // Why the deed counts as after the word or in spite of it; "" where it does not.
  [[nodiscard]] std::string_view in_order(const Word& word, const Event& deed, Relation relation) const {
    if (word.conduct.kind == WordKind::denied) return told_by_other(word, deed) ? "told as true" : "";
    if (before(word, deed)) return {};
    if (deed.rule == "violation_ceasefire" || deed.rule == "violate_ceasefire") return "told as a breach";
    if (relation == Relation::fulfils) return fulfilled(word, deed);
    const bool follows = deed.trigger.begin > word.span.begin;
    for (const TokenIndex told : told_at(deed)) {
      if (document_.tokens[told].sentence != document_.tokens[word.head].sentence) continue;
      if (contrast_between(word, told)) return "set against it in one sentence";
    }
    const bool later_again = adverb_before(deed.trigger_head, Signal::later);
    if (follows && later_again) return "told as later";
    if (follows && in_spite(deed)) return "set against it";
    if (follows && !word.demand && goes_on_since(deed.trigger_head)) return "told as going on";
    if (signal_near(deed, Signal::goes_on) && (follows || !word.demand)) return "told as going on";
    if (follows && sentence_opens_with_contrast(deed)) return "set against it";
    if (follows && after(word, deed)) return "told as later";
    if (follows && !word.demand && signal_near(deed, Signal::later)) return "told as later";
    return {};
  }

  // Its promise kept or the demand met: told flat, in the past or going on, outside the word's own statement.
  [[nodiscard]] std::string_view fulfilled(const Word& word, const Event& deed) const {
    if (deed.factuality != Factuality::CT_plus) return {};
    if (deed.according_to != kNone && deed.according_to == word.statement) return {};
    const bool undated = deed.time == kNone || time_of(word) == nullptr;
    const bool follows = deed.trigger.begin > word.span.begin;
    if (after(word, deed) || (undated && follows)) return "told as done";
    return undated && under_way(deed) ? "told as under way" : std::string_view{};
  }

  // "is looking into": it goes on while the word is told.
  [[nodiscard]] bool under_way(const Event& deed) const {
    bool present = false;
    for (const TokenIndex child : tree_.children(deed.trigger_head)) {
      const Token& token = document_.tokens[child];
      const std::string_view form = document_.text_of(child);
      present = present || (base_relation(token.deprel) == Deprel::aux &&
                            (form == "is" || form == "are" || form == "'s"));
    }
    return present && document_.text_of(deed.trigger_head).ends_with("ing");
  }

  [[nodiscard]] bool told_by_other(const Word& word, const Event& deed) const {
    if (deed.according_to == kNone) return true;
    if (deed.according_to == word.statement) return false;
    const Statement& statement = document_.statements[deed.according_to];
    return statement.function != SpeechFunction::denial &&
           !same_side(document_, statement.speaker, document_.statements[word.statement].speaker);
  }

  // Dates: the word's from its sentence outside its content, the deed's from the event.
  [[nodiscard]] const Time* time_of(const Word& word) const {
    static const Statement kNoStatement;
    const bool told = word.statement != kNone;  // else an agreement told as fact
    const Statement& statement = told ? document_.statements[word.statement] : kNoStatement;
    if (told && statement.cue_head == kNone) return nullptr;
    const SentenceIndex sentence = document_.tokens[told ? statement.cue_head : word.head].sentence;
    for (const Time& time : document_.times) {
      if (time.tokens.empty() || !time.start || document_.tokens[time.tokens.first].sentence != sentence)
        continue;
      const bool inside = std::any_of(statement.content_tokens.begin(), statement.content_tokens.end(),
                                      [&](TokenRange range) { return range.contains(time.tokens.first); });
      if (!inside) return &time;
    }
    return nullptr;
  }
  [[nodiscard]] bool before(const Word& word, const Event& deed) const {
    const Time* said = time_of(word);
    if (said == nullptr || deed.time == kNone) return false;
    const Time& done = document_.times[deed.time];
    return done.end && said->start && *done.end < *said->start;
  }
  [[nodiscard]] bool after(const Word& word, const Event& deed) const {
    const Time* said = time_of(word);
    if (said == nullptr || deed.time == kNone) return false;
    const Time& done = document_.times[deed.time];
    return done.start && said->end && *done.start > *said->end;
  }

  [[nodiscard]] bool is_signal(TokenIndex token, Signal wanted) const {
    const auto found = signals_.find(document_.tokens[token].lemma);
    return found != signals_.end() && found->second == wanted;
  }

  // The heads of every mention of the deed, its own first.
  [[nodiscard]] std::vector<TokenIndex> told_at(const Event& deed) const {
    std::vector<TokenIndex> heads{deed.trigger_head};
    for (const Span span : deed.other_mentions) {
      const TokenRange tokens = document_.tokens_in(span);
      if (!tokens.empty()) heads.push_back(tokens.first);
    }
    return heads;
  }

  // How whom the word means and whom the deed hit compare; another mention of the deed may name them better
  // ("violence against Afghans ... violence against interpreters and other Afghans").
  [[nodiscard]] std::optional<Scope> scope_with(const Word& word, const Event& deed) const {
    const auto scope =
        scope_of(document_, word.beneficiary, word.beneficiary_span, deed.recipient, deed.recipient_span);
    if (scope) return scope;
    const std::vector<TokenIndex> heads = told_at(deed);
    for (std::size_t i = 1; i < heads.size(); ++i) {
      const Span phrase = document_.span_of(tree_.subtree(heads[i]));
      if (const auto other = scope_of(document_, word.beneficiary, word.beneficiary_span, kNone, phrase)) {
        return other;
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] bool contrast_between(const Word& word, TokenIndex told) const {
    const SentenceIndex sentence = document_.tokens[word.head].sentence;
    const TokenRange range = document_.sentences[sentence].tokens;
    const TokenIndex last = std::max(word.head, told);
    for (TokenIndex token = range.first; token < last; ++token) {
      if (is_signal(token, Signal::contrast)) return true;
    }
    return false;
  }

  // "has since shelled": the adverb right before the verb, wherever the tree hangs it.
  [[nodiscard]] bool adverb_before(TokenIndex verb, Signal wanted) const {
    return verb > 0 && document_.tokens[verb - 1].sentence == document_.tokens[verb].sentence &&
           is_signal(verb - 1, wanted);
  }

  // "have blocked convoys since Monday": a perfect that goes on from a day.
  [[nodiscard]] bool goes_on_since(TokenIndex verb) const {
    bool perfect = false, since = false;
    for (const TokenIndex child : tree_.children(verb)) {
      const Token& token = document_.tokens[child];
      perfect = perfect || (token.deprel == Deprel::aux && token.lemma == "have");
      const TokenIndex mark = tree_.child(child, {Deprel::case_});
      since = since || (mark != kNone && document_.tokens[mark].lemma == "since");
    }
    return perfect && since;
  }

  // "killed four people despite the promise"
  [[nodiscard]] bool in_spite(const Event& deed) const {
    const TokenRange range = document_.sentences[document_.tokens[deed.trigger_head].sentence].tokens;
    for (TokenIndex token = deed.trigger_head + 1; token < range.last; ++token) {
      const std::string& lemma = document_.tokens[token].lemma;
      if (lemma == "despite" || lemma == "notwithstanding") return true;
    }
    return false;
  }

  // "soldiers of the army": who belongs to the party by the words of the phrase.
  [[nodiscard]] bool members_of(const Event& deed, ActorIndex party) const {
    if (party == kNone || deed.actor_span.empty()) return false;
    const TokenRange range = document_.tokens_in(deed.actor_span);
    bool member = false;
    for (TokenIndex token = range.first; token < range.last; ++token) {
      const std::string& lemma = document_.tokens[token].lemma;
      member = member || is_signal(token, Signal::member);
      if (!member && document_.tokens[token].upos == Upos::NOUN) return false;
      if (lemma == "against") return false;
      if (member && document_.actor_of(token) == party) return true;
    }
    return false;
  }

  // On the deed's word, its verb, or what stands right below either.
  [[nodiscard]] bool signal_near(const Event& deed, Signal wanted) const {
    TokenIndex token = deed.trigger_head;
    if (adverb_before(token, wanted)) return true;
    for (int depth = 0; depth < 3 && token != kNone; ++depth) {
      if (is_signal(token, wanted)) return true;
      for (const TokenIndex child : tree_.children(token)) {
        const Deprel base = base_relation(document_.tokens[child].deprel);
        const bool modifier =
            base == Deprel::amod || base == Deprel::advmod || base == Deprel::case_ || base == Deprel::mark;
        if (modifier && is_signal(child, wanted)) return true;
      }
      token = document_.tokens[token].head;
    }
    return false;
  }

  [[nodiscard]] bool sentence_opens_with_contrast(const Event& deed) const {
    const TokenRange range = document_.sentences[document_.tokens[deed.trigger_head].sentence].tokens;
    for (TokenIndex token = range.first; token < std::min(range.first + 2, range.last); ++token) {
      if (is_signal(token, Signal::contrast)) return true;
    }
    return false;
  }

  [[nodiscard]] std::string name(ActorIndex actor) const {
    return actor == kNone ? std::string("somebody") : document_.actors[actor].name;
  }

  void add(const Word& word, ObligationIndex obligation, StatementIndex denial, EventIndex index,
           Relation relation, Scope scope, std::string_view order) {
    const Event& deed = document_.events[index];
    Finding finding;
    finding.obligation = obligation;
    finding.denial = denial;
    finding.deed = index;
    finding.relation = relation;
    finding.scope = scope;
    std::string said = name(word.party);
    if (denial != kNone) {
      said += " denied \"" + word.text + "\"";
    } else if (word.demand) {
      said += word.conduct.kind == WordKind::refrain ? " was asked to refrain from \"" : " was asked to \"";
      said += word.text + "\"";
    } else {
      said += word.conduct.kind == WordKind::refrain ? " bound itself not to \"" : " bound itself to \"";
      said += word.text + "\"";
    }
    finding.why = said + "; \"" + std::string(document_.text_of(deed.trigger)) + "\"";
    if (deed.actor != kNone) finding.why += " by " + name(deed.actor);
    finding.why += deed.factuality == Factuality::PR_plus ? " is reported" : " is told as fact";
    finding.why += " (" + std::string(order) + ").";
    finding.rule = std::string(denial != kNone ? "denial"
                               : word.demand   ? "demand"
                                               : "commitment") +
                   ": " + std::string(order);
    finding.confidence = scope == Scope::same || scope == Scope::wider ? 0.8F : 0.65F;
    found_.push_back(std::move(finding));
  }

  const Document& document_;
  const ConductScope& scope_;
  const Signals& signals_;
  Tree tree_;
  std::vector<Finding> found_;
};

class FindingsStage final : public Stage {
 public:
  FindingsStage(ConductScope scope, Signals signals)
      : scope_(std::move(scope)), signals_(std::move(signals)) {}
  [[nodiscard]] std::string_view name() const override { return "findings"; }
  [[nodiscard]] Layers needs() const override {
    return {Layer::syntax, Layer::mentions, Layer::statements, Layer::events, Layer::obligations};
  }
  [[nodiscard]] Layers adds() const override { return {Layer::findings}; }
  void run(Document& document) const override {
    document.findings = Meeting{document, scope_, signals_}.run();
  }

 private:
  ConductScope scope_;
  Signals signals_;
};

}  // namespace

Result<std::unique_ptr<Stage>> make_findings_stage(const std::filesystem::path& data_folder) {
  auto scope = ConductScope::load(data_folder);
  if (!scope) return scope.error();
  auto signals = load_signals(data_folder);
  if (!signals) return signals.error();
  return std::unique_ptr<Stage>(std::make_unique<FindingsStage>(std::move(*scope), std::move(*signals)));
}

}  // namespace avow::ledger
