#include "events/factuality_reader.hpp"
#include "events/slots.hpp"

#include <algorithm>

#include "avow/document/xpos.hpp"
#include "events/matcher.hpp"

namespace avow::events {
namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Factuality apply(Effect effect, Factuality value) {
  switch (effect) {
    case Effect::same:
    case Effect::fact:
      return value;
    case Effect::negate:
      return value == Factuality::CT_minus ? Factuality::CT_plus : Factuality::CT_minus;
    case Effect::future:
      return value == Factuality::CT_minus ? Factuality::CT_minus : Factuality::FUT;
    case Effect::probable:
      return value == Factuality::CT_plus ? Factuality::PR_plus : value;
    case Effect::possible:
      return value == Factuality::CT_plus || value == Factuality::PR_plus ? Factuality::PS_plus : value;
  }
  return value;
}

std::string_view name_of(Effect effect) {
  switch (effect) {
    case Effect::same:
      return "same";
    case Effect::negate:
      return "not";
    case Effect::future:
      return "future";
    case Effect::probable:
      return "probable";
    case Effect::possible:
      return "possible";
    case Effect::fact:
      return "fact";
  }
  return "";
}

char pos_of(const Token& token) {
  switch (token.upos) {
    case Upos::VERB:
      return 'v';
    case Upos::AUX:
      return 'x';
    case Upos::NOUN:
    case Upos::PROPN:
      return 'n';
    default:
      return 'a';
  }
}

class Reader {
 public:
  Reader(const Clause& clause, const Statement* statement) : clause_(clause), statement_(statement) {}

  FactualityReading read(TokenIndex trigger) {
    TokenIndex at = trigger;
    bool negation_used = false;
    for (int depth = 0; depth < 24; ++depth) {
      own_words(at, negation_used);
      if (in_statement() && at == statement_->content_head) {
        statement_effect();
        break;
      }
      const Token& word = clause_.token(at);
      if (word.head == kNone) break;
      if (in_statement() && !within_content(word.head)) {
        statement_effect();
        break;
      }
      from_ = at;
      if (!step(at, negation_used)) break;
    }
    return reading_;
  }

 private:
  void use(Effect effect, std::string_view word) {
    if (effect == Effect::same || effect == Effect::fact) return;
    reading_.value = apply(effect, reading_.value);
    if (!reading_.trace.empty()) reading_.trace += "; ";
    reading_.trace += std::string(word) + ": " + std::string(name_of(effect));
  }

  [[nodiscard]] bool in_statement() const { return statement_ != nullptr; }

  [[nodiscard]] bool within_content(TokenIndex token) const {
    return std::any_of(statement_->content_tokens.begin(), statement_->content_tokens.end(),
                       [&](TokenRange range) { return range.contains(token); });
  }

  // Auxiliaries, adverbs, adjectives and negation that stand with the word itself.
  void own_words(TokenIndex at, bool negation_used) {
    const bool negative = !negation_used && clause_.negated(at);
    bool modal = false;
    for (const TokenIndex child : clause_.tree().children(at)) {
      const Token& word = clause_.token(child);
      const Deprel base = base_relation(word.deprel);
      if (base == Deprel::aux) {
        if (const FactualityWord* found = clause_.lexicon().factuality(word.lemma, 'x')) {
          use(negative ? found->negated : found->plain, word.lemma);
          modal = true;
        }
      } else if (base == Deprel::advmod || base == Deprel::amod) {
        if (const FactualityWord* found = clause_.lexicon().factuality(word.lemma, 'a')) {
          if (base == Deprel::amod || word.upos == Upos::ADV) use(found->plain, word.lemma);
        }
      }
    }
    if (negative && !modal) use(Effect::negate, "not");
    // "received no aid", "took no action"
    const TokenIndex object = clause_.verbal(at) ? clause_.tree().child(at, {Deprel::obj}) : kNone;
    if (object != kNone && object != from_ && clause_.negated(object)) use(Effect::negate, "no");
  }

  // One step up; false where what stands above says nothing about the act.
  bool step(TokenIndex& at, bool& negation_used) {
    const Token& word = clause_.token(at);
    const TokenIndex above = word.head;
    negation_used = false;
    switch (word.deprel) {
      case Deprel::acl_relcl:
      case Deprel::advcl_relcl:
      case Deprel::parataxis:
      case Deprel::appos:
      case Deprel::dislocated:
        return false;
      case Deprel::conj:
        return step_conjunct(at);
      case Deprel::advcl:
        return step_adverbial(at, negation_used);
      default:
        return step_governor(at, above, negation_used);
    }
  }

  // A conjunct shares what stands above the first, but has its own auxiliaries if it has any.
  bool step_conjunct(TokenIndex& at) {
    const TokenIndex first = clause_.token(at).head;
    const bool own = clause_.tree().has_child(
        at, {Deprel::aux, Deprel::aux_pass, Deprel::nsubj, Deprel::nsubj_pass, Deprel::cop});
    if (!own && clause_.verbal(at)) own_words(first, contrasted(at));
    if (!own && clause_.nominal(at)) own_words(first, contrasted(at));
    at = first;
    const Token& word = clause_.token(first);
    if (in_statement() &&
        (first == statement_->content_head || (word.head != kNone && !within_content(word.head)))) {
      statement_effect();
      return false;
    }
    if (word.head == kNone) return false;
    if (own && word.deprel == Deprel::root) return false;
    bool unused = false;
    return step(at, unused);
  }

  [[nodiscard]] bool contrasted(TokenIndex conjunct) const {
    const TokenIndex cc = clause_.tree().child(conjunct, {Deprel::cc});
    return cc != kNone && clause_.lemma(cc) == "but";
  }

  bool step_adverbial(TokenIndex& at, bool& negation_used) {
    const TokenIndex above = clause_.token(at).head;
    const std::string_view mark = clause_.preposition(at);
    if (one_of(mark, {"if", "unless", "whether", "lest", "case"})) {
      use(Effect::possible, mark);
      return false;
    }
    if (mark == "without") {
      use(Effect::negate, mark);
      return false;
    }
    if (mark == "to" || mark == "so" || mark == "order") {
      const FactualityWord* word =
          clause_.lexicon().factuality(clause_.lemma(above), pos_of(clause_.token(above)));
      if (word != nullptr) return step_governor(at, above, negation_used);
      if (!one_of(clause_.lemma(above), {"use"})) use(Effect::future, "purpose");
      return false;
    }
    if (one_of(mark, {"from", "of", "for", "into", "against", "about"}) && clause_.verbal(at)) {
      return step_governor(at, above, negation_used);
    }
    return false;
  }

  bool step_governor(TokenIndex& at, TokenIndex above, bool& negation_used) {
    const Token& word = clause_.token(at);
    const Token& governor = clause_.token(above);
    const bool clausal = clause_.verbal(at) || word.deprel == Deprel::xcomp || word.deprel == Deprel::ccomp;
    if (clause_.preposition(at) == "whether" || clause_.preposition(at) == "if") {
      use(Effect::possible, "whether");
      return false;
    }
    const bool carrying = !clausal && carrier(clause_, at) == above;
    const FactualityWord* found = clause_.lexicon().factuality(governor.lemma, pos_of(governor));
    if (found != nullptr && found->infinitive && clause_.preposition(at) != "to") found = nullptr;
    if (found != nullptr && !clausal && !governs_noun(at, above, carrying)) found = nullptr;
    if (found != nullptr) {
      const Effect effect = clause_.negated(above) ? found->negated : found->plain;
      use(effect, governor.lemma);
      if (found->source) reading_.demanded = true;
      if (effect == Effect::fact) return false;
      at = above;
      negation_used = true;
      return true;
    }
    if (carrying) return step_carrier(at, above);
    if (clausal && (clause_.verbal(above) || governor.upos == Upos::ADJ || governor.upos == Upos::NOUN)) {
      at = above;
      return true;
    }
    // "there were no attacks"
    if (clause_.lemma(above) == "be" && clause_.tree().has_child(above, {Deprel::expl})) {
      at = above;
      return true;
    }
    return false;
  }

  // Is the noun the thing wanted, feared, reported ("calls for a ceasefire", "reports of attacks")?
  [[nodiscard]] bool governs_noun(TokenIndex noun, TokenIndex above, bool carrying) const {
    const Deprel deprel = clause_.token(noun).deprel;
    if (carrying || deprel == Deprel::obj || deprel == Deprel::nsubj_pass || deprel == Deprel::compound) {
      return true;
    }
    const std::string_view preposition = clause_.preposition(noun);
    if (!clause_.verbal(above)) return one_of(preposition, {"of", "for", "about", "to", "at", "from"});
    return (preposition == "for" &&
            one_of(clause_.lemma(above),
                   {"call", "press", "appeal", "ask", "push", "plead", "beg", "hope", "plan", "prepare"})) ||
           (preposition == "to" && one_of(clause_.lemma(above), {"agree", "commit", "lead"})) ||
           (preposition == "from" && one_of(clause_.lemma(above), {"refrain", "abstain", "desist", "shield",
                                                                   "protect", "defend", "guard"}));
  }

  bool step_carrier(TokenIndex& at, TokenIndex above) {
    const TokenIndex particle = clause_.tree().child(above, {Deprel::compound_prt});
    std::string lemma{clause_.lemma(above)};
    if (particle != kNone) lemma += "_" + std::string(clause_.lemma(particle));
    const LightVerb* verb = clause_.lexicon().light_verb(lemma);
    if (verb == nullptr) verb = clause_.lexicon().light_verb(clause_.lemma(above));
    if (verb == nullptr) return false;
    use(verb->effect, lemma);
    // What is stopped went on before: the stopping may be planned, the act is not.
    if (one_of(lemma, {"halt", "stop", "end", "cease", "suspend"})) return false;
    at = above;
    return true;
  }

  void statement_effect() {
    const Statement& statement = *statement_;
    if (statement.cue_head != kNone) {
      const Token& cue = clause_.token(statement.cue_head);
      const FactualityWord* found = clause_.lexicon().factuality(cue.lemma, pos_of(cue));
      if (found != nullptr && statement.function != SpeechFunction::denial && !found->source &&
          (found->plain == Effect::possible || found->plain == Effect::probable)) {
        use(clause_.negated(statement.cue_head) ? found->negated : found->plain, cue.lemma);
      }
    }
    switch (statement.function) {
      case SpeechFunction::demand:
        reading_.demanded = true;
        [[fallthrough]];
      case SpeechFunction::commitment:
      case SpeechFunction::threat:
      case SpeechFunction::condition:
        if (reading_.value == Factuality::CT_plus && bound())
          use(Effect::future, to_string(statement.function));
        break;
      case SpeechFunction::refusal:
        if (reading_.value == Factuality::CT_plus && bound()) use(Effect::negate, "refusal");
        break;
      case SpeechFunction::denial:
        if (reading_.value != Factuality::CT_minus) {
          reading_.value = Factuality::CT_plus;
          use(Effect::negate, "denial");
        }
        break;
      default:
        break;
    }
  }

  // The content's own head is what binds: a clause without tense of its own, or a noun.
  [[nodiscard]] bool bound() const {
    const TokenIndex head = statement_->content_head;
    if (head == kNone) return false;
    if (!clause_.verbal(head)) return true;
    const auto xpos = static_cast<Xpos>(clause_.token(head).xpos);
    return xpos == Xpos::VB || xpos == Xpos::VBG;
  }

  const Clause& clause_;
  const Statement* statement_;
  FactualityReading reading_;
  TokenIndex from_ = kNone;  // where the last step came from
};

}  // namespace

FactualityReading read_factuality(const Clause& clause, TokenIndex trigger, const Statement* statement) {
  return Reader{clause, statement}.read(trigger);
}

}  // namespace avow::events
