// Conditions, and the row: party, conduct, beneficiary, deadline.
#include <algorithm>

#include "events/obligation_reader.hpp"
#include "names/actors_lookup.hpp"

namespace avow::events {
namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

void ObligationReader::read_condition(TokenIndex head) {
  for (TokenIndex token = head; token != kNone;) {
    TokenIndex clause_head = kNone;
    for (const TokenIndex child : clause_.tree().children(token)) {
      const std::string_view mark = clause_.preposition(child);
      if (clause_.token(child).deprel == Deprel::advcl &&
          one_of(mark, {"if", "unless", "until", "once", "provided", "when", "without", "till"})) {
        clause_head = child;
      }
    }
    if (clause_head != kNone) {
      emit_condition(token, clause_head);
      return;
    }
    const TokenIndex below = clause_.tree().child(token, {Deprel::ccomp, Deprel::xcomp});
    if (below == kNone) break;
    token = below;
  }
  read_dependence(head);
}

void ObligationReader::emit_condition(TokenIndex main, TokenIndex clause_head) {
  const TokenIndex subject = clause_.tree().child(main, {Deprel::nsubj, Deprel::nsubj_pass, Deprel::csubj});
  const bool predicate = clause_.tree().has_child(main, {Deprel::cop}) || clause_.passive(main);
  if (subject != kNone && predicate) {
    at_stake_ = document_.span_of(clause_.tree().subtree(subject));
  } else {
    at_stake_ =
        document_.span_of(clause_.tree().trimmed(main, {Deprel::advcl, Deprel::punct, Deprel::parataxis}));
  }
  expand(clause_head, kNone, Polarity::to_do, 0);
}

void ObligationReader::read_dependence(TokenIndex head) {
  for (const std::string_view preposition : {"on", "upon"}) {
    const TokenIndex thing = clause_.oblique(head, preposition);
    if (thing == kNone) continue;
    const TokenIndex subject = clause_.tree().child(head, {Deprel::nsubj, Deprel::nsubj_pass});
    if (subject != kNone) at_stake_ = document_.span_of(clause_.tree().subtree(subject));
    expand(thing, kNone, Polarity::to_do, 0);
    return;
  }
}

const Draft* ObligationReader::draft_at(TokenIndex token) const {
  if (token == kNone) return nullptr;
  const int index = draft_at_[static_cast<std::size_t>(token)];
  return index < 0 ? nullptr : &(*drafts_)[static_cast<std::size_t>(index)];
}

const Draft* ObligationReader::whole_act(TokenIndex token) const {
  const Draft* draft = draft_at(token);
  while (draft != nullptr && draft->into >= 0) draft = &(*drafts_)[static_cast<std::size_t>(draft->into)];
  return draft;
}

const Draft* ObligationReader::act_below(TokenIndex at, int depth) const {
  if (const Draft* own = draft_at(at)) return own;
  if (depth > 4) return nullptr;
  for (const TokenIndex child : clause_.tree().children(at)) {
    const Deprel base = base_relation(clause_.token(child).deprel);
    const bool down =
        base == Deprel::xcomp || base == Deprel::ccomp || base == Deprel::obj ||
        (base == Deprel::advcl && clause_.preposition(child) == "to") ||
        (base == Deprel::advcl && clause_.preposition(child) == "by") ||
        (base == Deprel::acl && clause_.preposition(child) == "to") ||
        (base == Deprel::obl && (clause_.preposition(child) == "in" || clause_.preposition(child) == "to")) ||
        (depth == 0 && base == Deprel::conj);
    if (!down) continue;
    if (const Draft* found = act_below(child, depth + 1)) return found;
  }
  return nullptr;
}

TokenRange ObligationReader::conduct_range(TokenIndex at) const {
  TokenRange range;
  if (clause_.nominal(at) && !clause_.tree().has_child(at, {Deprel::cop})) {
    range = clause_.tree().trimmed(at, {Deprel::case_, Deprel::mark, Deprel::cc, Deprel::punct,
                                        Deprel::parataxis, Deprel::conj, Deprel::appos});
  } else {
    range = extended(verb_phrase(at), at);
  }
  return clipped(range, at);
}

TokenRange ObligationReader::extended(TokenRange range, TokenIndex at) const {
  const TokenIndex end = document_.sentences[clause_.token(at).sentence].tokens.last;
  TokenIndex last = range.last;
  while (last < end && in_content(last)) {
    const Token& word = clause_.token(last);
    const std::string_view text = clause_.form(last);
    if (one_of(text, {";", ":", "–", "—", "\"", "”", "“"})) break;
    if (word.upos == Upos::CCONJ && last + 1 < end) {
      const TokenIndex next = last + 1;
      const bool clause =
          clause_.lemma(next) == "to" || one_of(clause_.lemma(next), {"that", "must", "will", "should"}) ||
          clause_.tree().has_child(next, {Deprel::nsubj, Deprel::aux}) ||
          (clause_.token(next).upos == Upos::PRON && clause_.token(next).deprel == Deprel::nsubj);
      if (clause || text == "but") break;
    }
    const bool new_clause = text == "," && last + 1 < end && clause_.token(last + 1).upos == Upos::PRON &&
                            base_relation(clause_.token(last + 1).deprel) == Deprel::nsubj;
    if (new_clause) break;
    if (text == "," && last + 1 < end &&
        one_of(clause_.lemma(last + 1), {"although", "though", "while", "but", "if", "unless", "and"})) {
      break;
    }
    ++last;
  }
  range.last = std::max(range.last, last);
  return range;
}

TokenRange ObligationReader::verb_phrase(TokenIndex at) const {
  TokenRange range{at, at + 1};
  for (const TokenIndex child : clause_.tree().children(at)) {
    const Token& word = clause_.token(child);
    const Deprel base = base_relation(word.deprel);
    if (base == Deprel::nsubj && !clause_.passive(at) && !is_predicate(at)) continue;
    if (base == Deprel::aux || base == Deprel::mark || base == Deprel::cc || base == Deprel::punct ||
        base == Deprel::parataxis || base == Deprel::discourse || base == Deprel::case_) {
      continue;
    }
    if (child < at && (base == Deprel::advcl || base == Deprel::obl || clause_.lemma(child) == "not"))
      continue;
    if (base == Deprel::conj && splits(at, child)) continue;
    const TokenRange below = clause_.tree().subtree(child);
    range.first = std::min(range.first, below.first);
    range.last = std::max(range.last, below.last);
  }
  return range;
}

TokenRange ObligationReader::clipped(TokenRange range, TokenIndex at) const {
  for (const TokenRange content : said().content_tokens) {
    if (!content.contains(at)) continue;
    range.first = std::max(range.first, content.first);
    range.last = std::min(range.last, content.last);
  }
  while (range.last > range.first + 1 && clause_.token(range.last - 1).upos == Upos::PUNCT) --range.last;
  while (range.first + 1 < range.last && clause_.token(range.first).upos == Upos::PUNCT) ++range.first;
  return range;
}

bool ObligationReader::first_person(TokenIndex token) const {
  return one_of(clause_.lemma(token), {"we", "i", "us", "me", "our", "my", "I"});
}

bool ObligationReader::may_be_bound(TokenIndex party) const {
  if (clause_.could_act(party)) return true;
  const ClassMask classes = clause_.classes(party);
  return classes == 0 || (classes & kPlaceClass) != 0;
}

void ObligationReader::set_party(Obligation& row, TokenIndex party, TokenIndex at) const {
  const Statement& statement = said();
  if (party == kNone && clause_.verbal(at)) {
    const TokenIndex found = clause_.agent(at);
    // Above the content only the party asked or bound can be meant.
    if (found != kNone && clause_.could_act(found)) party = found;
  }
  if (party == kNone && !clause_.verbal(at)) {
    if (const Draft* draft = whole_act(at); draft != nullptr && draft->actor.known()) {
      row.party = draft->actor.actor;
      row.party_span = draft->actor.span;
      return;
    }
    const TokenIndex subject = is_predicate(at) ? clause_.subject(at) : kNone;
    if (party == kNone && subject != kNone && clause_.could_act(subject)) party = subject;
  }
  const bool own = kind_ == ObligationKind::commitment;
  // An adjective or a thing is bound to nothing.
  if (party != kNone && !first_person(party) && !(clause_.nominal(party) && may_be_bound(party)))
    party = kNone;
  if (party != kNone && !first_person(party) && !(own && party == statement.cue_head)) {
    // "the army and the rebels will stop": both.
    row.party = names::coordinated_actor(document_, party);
    if (row.party == kNone) row.party = document_.actor_of(clause_.core(party));
    row.party_span = clause_.phrase(party);
    return;
  }
  if (own || party != kNone) {
    row.party = statement.on_behalf != kNone ? statement.on_behalf : statement.speaker;
    row.party_span = statement.speaker_span;
  } else if (statement.target == kNone || clause_.could_be_party(statement.target)) {
    row.party = statement.target;
    row.party_span = statement.target_span;
  }
}

void ObligationReader::set_beneficiary(Obligation& row, TokenIndex at, const Draft* act) const {
  TokenIndex gains = act != nullptr && row.polarity == Polarity::refrain ? act->recipient.token : kNone;
  if (gains == kNone && act != nullptr &&
      one_of(to_string(act->type()), {"AID", "RETREAT", "SUPPORT", "COOPERATE"})) {
    gains = act->recipient.token;
  }
  if (gains == kNone) gains = clause_.oblique(at, "for");
  if (gains == kNone && clause_.verbal(at) &&
      one_of(clause_.lemma(at), {"protect", "defend", "help", "assist", "support"})) {
    gains = clause_.patient(at);
  }
  if (gains == kNone || !clause_.nominal(gains) || !clause_.could_act(gains)) return;
  row.beneficiary = document_.actor_of(gains);
  row.beneficiary_span = clause_.phrase(gains);
}

TimeIndex ObligationReader::deadline(TokenRange range) const {
  for (std::size_t i = 0; i < document_.times.size(); ++i) {
    const TokenRange time = document_.times[i].tokens;
    if (time.first < range.first || time.last > range.last) continue;
    for (TokenIndex before = time.first; before >= time.first - 1 && before > 0; --before) {
      if (one_of(clause_.lemma(before), {"within", "by", "before", "until", "than"}))
        return static_cast<TimeIndex>(i);
    }
  }
  return kNone;
}

void ObligationReader::emit(TokenIndex at, TokenIndex party, Polarity polarity) {
  const ClassMask classes = clause_.classes(at);
  const bool somebody = !clause_.verbal(at) && !is_predicate(at) && draft_at(at) == nullptr &&
                        (classes & (kPerson | kGroup | kPlaceClass | kTimeClass)) != 0 &&
                        (classes & (kAct | kAbstract)) == 0;
  if (somebody) return;
  for (const Obligation& row : rows_) {
    // One conduct read from a statement and from another within it is one row.
    if (row.conduct_head == at && row.kind == kind_) return;
  }
  Obligation row;
  row.kind = kind_;
  row.statement = statement_;
  row.conduct_head = at;
  row.polarity = polarity;
  const Draft* act = act_below(at);
  row.type = act == nullptr ? EventType::OTHER : act->type();
  if (restraint(at)) {
    row.polarity = flip(polarity);
    row.type = EventType::ASSAULT;
  }
  const TokenRange range = conduct_range(at);
  row.conduct = document_.span_of(range);
  if (row.conduct.empty()) return;
  set_party(row, party, at);
  set_beneficiary(row, at, act);
  row.at_stake = at_stake_;
  row.deadline = deadline(range);
  row.rule = std::string(to_string(kind_)) + (clause_.verbal(at) ? "-clause" : "-noun");
  row.confidence = row.party == kNone ? 0.6F : 0.75F;
  row.trace = "from " + (statement_ == kNone ? "the terms of an agreement" : said().id) + "; conduct at \"" +
              std::string(clause_.form(at)) + "\"";
  if (act != nullptr) {
    row.trace += "; type by frame " + act->match.frame->id;
    row.rule += "/" + act->match.frame->id;
  }
  rows_.push_back(std::move(row));
}

bool ObligationReader::restraint(TokenIndex at) const {
  if (one_of(clause_.lemma(at), {"restraint", "self-restraint"})) return true;
  const TokenIndex object = clause_.verbal(at) ? clause_.tree().child(at, {Deprel::obj}) : kNone;
  return object != kNone && one_of(clause_.lemma(object), {"restraint", "self-restraint"});
}

}  // namespace avow::events
