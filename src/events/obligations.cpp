#include "events/obligations.hpp"

#include <algorithm>

#include "avow/base/table.hpp"
#include "avow/document/xpos.hpp"
#include "events/obligation_reader.hpp"
#include "events/slots.hpp"

namespace avow::events {
namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::vector<Obligation> ObligationReader::run() {
  for (std::size_t i = 0; i < document_.statements.size(); ++i) read(static_cast<StatementIndex>(i));
  for (const Draft& draft : *drafts_) read_agreement(draft);
  read_terms();
  for (std::size_t i = 0; i < rows_.size(); ++i) rows_[i].id = "o" + std::to_string(i + 1);
  return std::move(rows_);
}

void ObligationReader::read(StatementIndex index) {
  statement_ = index;
  const Statement& statement = document_.statements[index];
  const TokenIndex head = content_head(statement);
  if (head == kNone) return;
  at_stake_ = {};
  switch (statement.function) {
    case SpeechFunction::commitment:
      kind_ = ObligationKind::commitment;
      break;
    case SpeechFunction::demand:
      kind_ = ObligationKind::demand;
      break;
    case SpeechFunction::condition:
      kind_ = ObligationKind::condition;
      break;
    default:
      return;
  }
  if (kind_ == ObligationKind::condition) {
    read_condition(head);
  } else if (!leads(head)) {
    const bool finite = clause_.verbal(head) && !clause_.passive(head);
    if (!read_binding_clauses(statement) && !read_needs(statement) && !finite) {
      expand(head, kNone, Polarity::to_do, 0);
    }
  } else {
    expand(head, kNone, Polarity::to_do, 0);
  }
}

void ObligationReader::read_performatives(const Statement& statement) {
  kind_ = ObligationKind::demand;
  at_stake_ = {};
  for (const TokenRange range : statement.content_tokens) {
    for (TokenIndex token = range.first; token < range.last; ++token) {
      if (!clause_.verbal(token) || words_.role(clause_.lemma(token)) != ConductRole::asks) continue;
      const TokenIndex subject = clause_.subject(token);
      if (subject == kNone || !first_person(subject) || clause_.negated(token)) continue;
      if (!clause_.has_aux(token, "have")) through_asking(token, Polarity::to_do, 0);
    }
  }
}

bool ObligationReader::leads(TokenIndex head) const {
  if (!clause_.verbal(head) && !clause_.tree().has_child(head, {Deprel::cop})) {
    return clause_.token(head).upos != Upos::ADJ || words_.role(clause_.lemma(head)) != ConductRole::none;
  }
  const ConductRole role = words_.role(clause_.lemma(head));
  if (binding_clause(head)) return true;
  // "remains committed to", "continues to": what goes on must bind; "our position remains strong" does not.
  if (role == ConductRole::goes_on) return goes_on_to_bind(head);
  if (role != ConductRole::none) return true;
  if (clause_.preposition(head) == "to") return true;
  const auto xpos = static_cast<Xpos>(clause_.token(head).xpos);
  return xpos == Xpos::VB || xpos == Xpos::VBG;
}

bool ObligationReader::goes_on_to_bind(TokenIndex head) const {
  for (const TokenIndex child : clause_.tree().children(head)) {
    if (complement(clause_.token(child).deprel) && clause_.verbal(child)) return true;
    if (words_.role(clause_.lemma(child)) == ConductRole::binds) return true;
  }
  return clause_.tree().has_child(head, {Deprel::obj});
}

bool ObligationReader::read_needs(const Statement& statement) {
  bool any = false;
  for (const TokenRange range : statement.content_tokens) {
    for (TokenIndex token = range.first; token < range.last; ++token) {
      if (words_.role(clause_.lemma(token)) != ConductRole::needs || clause_.token(token).upos == Upos::AUX)
        continue;
      any = through_need(token, kNone, Polarity::to_do, 0) || any;
    }
  }
  return any;
}

bool ObligationReader::read_binding_clauses(const Statement& statement) {
  bool any = false;
  for (const TokenRange range : statement.content_tokens) {
    for (TokenIndex token = range.first; token < range.last; ++token) {
      if (clause_.token(token).upos == Upos::AUX || !binding_clause(token)) continue;
      expand(token, kNone, Polarity::to_do, 0);
      any = true;
    }
  }
  return any;
}

void ObligationReader::read_agreement(const Draft& draft) {
  if (draft.into >= 0 || draft.match.verb || draft.match.frame->id != "ceasefire" || !draft.actor.known())
    return;
  const bool told = draft.factuality.value == Factuality::CT_plus || agreed(draft);
  if (!told || draft.factuality.demanded) return;
  if (draft.actor.from.find("person") != std::string::npos ||
      draft.actor.from.find("voice") != std::string::npos)
    return;
  const SentenceIndex sentence = clause_.token(draft.head()).sentence;
  for (const Obligation& row : rows_) {
    if (row.type == EventType::RETREAT && clause_.token(row.conduct_head).sentence == sentence) return;
    if (row.kind == ObligationKind::commitment && row.conduct_head == draft.head()) return;
  }
  Obligation row;
  row.kind = ObligationKind::commitment;
  row.conduct_head = draft.head();
  row.conduct = clause_.phrase(draft.head(), true);
  row.type = draft.type();
  row.party = draft.actor.actor;
  row.party_span = draft.actor.span;
  row.rule = "agreement-told/" + draft.match.frame->id;
  row.confidence = 0.6F;
  row.trace = "an agreement told as fact at \"" + std::string(clause_.form(draft.head())) +
              "\"; parties from " + draft.actor.from;
  rows_.push_back(std::move(row));
}

const Statement& ObligationReader::said() const {
  return statement_ == kNone ? terms_ : document_.statements[statement_];
}

void ObligationReader::read_terms() {
  for (TokenIndex token = 0; token < static_cast<TokenIndex>(document_.tokens.size()); ++token) {
    const Token& verb = clause_.token(token);
    const bool will =
        clause_.has_aux(token, "will") || clause_.has_aux(token, "shall") || clause_.has_aux(token, "must");
    if (verb.upos != Upos::VERB || !will || in_a_statement(token)) continue;
    TokenIndex deal = kNone;
    for (const std::string_view preposition : {"under", "by"}) {
      const TokenIndex found = clause_.oblique(token, preposition);
      if (found == kNone || found > token) continue;
      const TokenIndex of = clause_.oblique(found, "of");  // "under the terms of the deal"
      for (const TokenIndex noun : {found, of}) {
        if (noun != kNone && one_of(clause_.lemma(noun), {"agreement", "deal", "accord", "pact", "treaty",
                                                          "truce", "ceasefire", "armistice"}))
          deal = noun;
      }
    }
    if (deal == kNone) continue;
    statement_ = kNone;
    kind_ = ObligationKind::commitment;
    at_stake_ = {};
    terms_ = {};
    terms_.content_head = token;
    terms_.content_tokens = {{deal + 1, document_.sentences[verb.sentence].tokens.last}};
    expand(token, clause_.subject(token), Polarity::to_do, 0);
  }
}

bool ObligationReader::in_a_statement(TokenIndex token) const {
  return std::any_of(document_.statements.begin(), document_.statements.end(),
                     [&](const Statement& statement) {
                       return std::any_of(statement.content_tokens.begin(), statement.content_tokens.end(),
                                          [&](TokenRange range) { return range.contains(token); });
                     });
}

bool ObligationReader::agreed(const Draft& draft) const {
  const TokenIndex verb = carrier(clause_, draft.head());
  return draft.factuality.value == Factuality::FUT && verb != kNone && !clause_.negated(verb) &&
         one_of(clause_.lemma(verb), {"agree", "sign", "announce", "declare", "accept", "conclude"});
}

bool ObligationReader::agreement_told(const Statement& statement, TokenIndex head) const {
  if (statement.cue_head == kNone || clause_.verbal(head)) return false;
  const Draft* act = draft_at(head);
  return act != nullptr && act->type() == EventType::RETREAT &&
         one_of(clause_.lemma(statement.cue_head),
                {"announce", "agree", "declare", "sign", "proclaim", "accept"});
}

TokenIndex ObligationReader::content_head(const Statement& statement) const {
  if (statement.content_head != kNone) return statement.content_head;
  for (const TokenRange range : statement.content_tokens) {
    for (TokenIndex token = range.first; token < range.last; ++token) {
      const Token& word = document_.tokens[token];
      if (word.upos == Upos::PUNCT) continue;
      if (word.head == kNone || !range.contains(word.head)) return token;
    }
  }
  return kNone;
}

bool ObligationReader::in_content(TokenIndex token) const {
  const Statement& statement = said();
  return std::any_of(statement.content_tokens.begin(), statement.content_tokens.end(),
                     [&](TokenRange range) { return range.contains(token); });
}

Result<ConductWords> ConductWords::load(const std::filesystem::path& data_folder) {
  ConductWords words;
  auto table = Table::load(data_folder / "events" / "conduct_words.tsv", {"lemma", "role"});
  if (!table) return table.error();
  for (const TableRow& row : table->rows()) {
    const std::string_view role = row["role"];
    ConductRole parsed = ConductRole::none;
    if (role == "asks") parsed = ConductRole::asks;
    if (role == "binds") parsed = ConductRole::binds;
    if (role == "needs") parsed = ConductRole::needs;
    if (role == "ends") parsed = ConductRole::ends;
    if (role == "refrains") parsed = ConductRole::refrains;
    if (role == "goes_on") parsed = ConductRole::goes_on;
    if (parsed == ConductRole::none) return row.error("unknown role " + std::string(role));
    words.roles_.insert_or_assign(std::string(row["lemma"]), parsed);
  }
  return words;
}

ConductRole ConductWords::role(std::string_view lemma) const {
  const auto found = roles_.find(lemma);
  return found == roles_.end() ? ConductRole::none : found->second;
}

std::vector<Obligation> read_obligations(const Clause& clause, const ConductWords& words,
                                         const Coder& coder) {
  return ObligationReader{clause, words, coder}.run();
}

}  // namespace avow::events
