#include "store/row_of.hpp"

#include <algorithm>

namespace avow::store {
namespace {

template <typename Rows>
std::optional<std::size_t> find_in(const Rows& rows, std::string_view id) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].id == id) return i;
  }
  return std::nullopt;
}

template <typename Row>
const Row* at(const std::vector<Row>& rows, Index index) {
  return index == kNone ? nullptr : &rows[static_cast<std::size_t>(index)];
}

std::string name_at(const Document& document, ActorIndex index) {
  const Actor* actor = at(document.actors, index);
  return actor == nullptr ? std::string{} : actor->name;
}

// Who speaks in a statement; "" for none.
std::string speaker_of(const Document& document, StatementIndex index) {
  const Statement* statement = at(document.statements, index);
  return statement == nullptr ? std::string{} : name_at(document, statement->speaker);
}

// Who tells the words of a statement that lies in another.
std::string teller_of(const Document& document, StatementIndex index) {
  const Statement* statement = at(document.statements, index);
  return statement == nullptr ? std::string{} : speaker_of(document, statement->within);
}

// What is said: its longest part, the first of several.
Span content_of(const Statement& row) {
  Span longest;
  for (const Span each : row.content) {
    if (each.end - each.begin > longest.end - longest.begin) longest = each;
  }
  return longest;
}

const Event& event_of(const Document& document, RowTable table, std::size_t number) {
  return document
      .events[table == RowTable::findings ? static_cast<std::size_t>(document.findings[number].deed)
                                          : number];
}

void set_event(const Document& document, const Event& event, ledger::Row& row) {
  row.said_by = speaker_of(document, event.according_to);
  row.type = to_string(event.type);
  row.factuality = to_string(event.factuality);
}

void set_statement(const Document& document, const Statement& from, ledger::Row& row) {
  row.id = from.id;
  row.kind = to_string(from.function);
  row.said_by = speaker_of(document, from.within);
  row.rule = from.rule;
  row.confidence = static_cast<double>(from.confidence);
}

void set_obligation(const Document& document, const Obligation& from, ledger::Row& row) {
  row.id = from.id;
  row.kind = to_string(from.kind);
  row.said_by = from.kind == ObligationKind::commitment ? teller_of(document, from.statement)
                                                        : speaker_of(document, from.statement);
  row.polarity = to_string(from.polarity);
  row.type = to_string(from.type);
  row.rule = from.rule;
  row.confidence = static_cast<double>(from.confidence);
}

void set_finding(const Document& document, const Finding& from, const std::string& prefix, ledger::Row& row) {
  row.id = from.id;
  row.kind = "finding";
  row.relation = to_string(from.relation);
  row.word = prefix + (from.obligation != kNone ? at(document.obligations, from.obligation)->id
                                                : at(document.statements, from.denial)->id);
  row.deed = prefix + at(document.events, from.deed)->id;
  row.rule = from.rule;
  row.confidence = static_cast<double>(from.confidence);
}

// The place of a row that says in which sentence it stands.
Span place_of(const Document& document, RowTable table, std::size_t number) {
  if (table == RowTable::obligations) return document.obligations[number].conduct;
  if (table != RowTable::statements) return event_of(document, table, number).trigger;
  const Statement& row = document.statements[number];
  return !row.cue.empty() ? row.cue.front() : row.content.empty() ? Span{} : row.content.front();
}

}  // namespace

std::size_t count_of(const Document& document, RowTable table) {
  switch (table) {
    case RowTable::statements:
      return document.statements.size();
    case RowTable::obligations:
      return document.obligations.size();
    case RowTable::events:
      return document.events.size();
    default:
      return document.findings.size();
  }
}

std::optional<RowIndex> row_index(const Document& document, std::string_view id) {
  if (const auto found = find_in(document.statements, id)) return RowIndex{RowTable::statements, *found};
  if (const auto found = find_in(document.events, id)) return RowIndex{RowTable::events, *found};
  if (const auto found = find_in(document.obligations, id)) return RowIndex{RowTable::obligations, *found};
  if (const auto found = find_in(document.findings, id)) return RowIndex{RowTable::findings, *found};
  return std::nullopt;
}

ledger::Party party_of_row(const Document& document, RowTable table, std::size_t number) {
  if (table == RowTable::statements) return ledger::party_of(document, document.statements[number]);
  if (table == RowTable::events) return ledger::party_of(document, document.events[number].actor);
  if (table == RowTable::obligations) return ledger::party_of(document, document.obligations[number].party);
  const Finding& row = document.findings[number];
  if (const Obligation* word = at(document.obligations, row.obligation))
    return ledger::party_of(document, word->party);
  return ledger::party_of(document, *at(document.statements, row.denial));
}

SentenceIndex sentence_of_row(const Document& document, RowTable table, std::size_t number) {
  const Span place = place_of(document, table, number);
  if (place.empty()) return kNone;
  const auto& list = document.sentences;
  const auto after = std::partition_point(list.begin(), list.end(),
                                          [&](const Sentence& each) { return each.span.end <= place.begin; });
  return after == list.end() ? kNone : static_cast<SentenceIndex>(after - list.begin());
}

std::optional<Date> day_of_row(const Document& document, RowTable table, std::size_t number) {
  if (table == RowTable::events || table == RowTable::findings) {
    const Time* time = at(document.times, event_of(document, table, number).time);
    if (time != nullptr && time->start) return time->start;
  }
  return document.published;
}

std::string_view slice(std::string_view text, Span span) {
  return span.begin < span.end && span.end <= text.size() ? text.substr(span.begin, span.end - span.begin)
                                                          : std::string_view{};
}

RowMaker::RowMaker(Database& database) : find_party_(database, "SELECT name FROM parties WHERE key=?") {}

const std::string& RowMaker::party_name(const std::string& key) {
  const auto [known, fresh] = names_.try_emplace(key);
  if (fresh && !key.empty()) {
    if (find_party_.with(key).next()) known->second = find_party_.text(0);
    static_cast<void>(find_party_.next());
  }
  return known->second;
}

ledger::Row RowMaker::row_of(const Document& document, RowTable table, std::size_t number) {
  ledger::Row row;
  const std::string prefix = ledger::short_id(document.id) + ":";
  if (table == RowTable::statements) set_statement(document, document.statements[number], row);
  if (table == RowTable::obligations) set_obligation(document, document.obligations[number], row);
  if (table == RowTable::events || table == RowTable::findings) {
    const Event& event = event_of(document, table, number);
    set_event(document, event, row);
    row.id = event.id;
    row.kind = "conduct";
    row.rule = event.rule;
    row.confidence = static_cast<double>(event.confidence);
  }
  if (table == RowTable::findings) set_finding(document, document.findings[number], prefix, row);
  row.id = prefix + row.id;
  row.party_key = party_of_row(document, table, number).key;
  row.party = party_name(row.party_key);
  if (const auto day = day_of_row(document, table, number)) row.date = day->to_string();
  row.publisher = document.publisher;
  row.uri = document.uri;
  row.document = document.id;
  return row;
}

void RowMaker::add_words(const Document& document, std::string_view text, RowTable table, std::size_t number,
                         ledger::Row& row) {
  ActorIndex actor = kNone, other = kNone;
  Span actor_span, other_span, words;
  if (table == RowTable::statements) {
    const Statement& from = document.statements[number];
    actor = from.speaker, other = from.target;
    actor_span = from.speaker_span, other_span = from.target_span, words = content_of(from);
  } else if (table == RowTable::obligations) {
    const Obligation& from = document.obligations[number];
    actor = from.party, other = from.beneficiary;
    actor_span = from.party_span, other_span = from.beneficiary_span, words = from.conduct;
  } else {
    const Event& from = event_of(document, table, number);
    actor = from.actor, other = from.recipient;
    actor_span = from.actor_span, other_span = from.recipient_span, words = from.trigger;
  }
  row.actor = name_at(document, actor);
  if (row.actor.empty()) row.actor = slice(text, actor_span);
  row.other = name_at(document, other);
  if (row.other.empty()) row.other = slice(text, other_span);
  row.text = table == RowTable::findings ? document.findings[number].why : std::string{slice(text, words)};
  if (const Sentence* sentence = at(document.sentences, sentence_of_row(document, table, number)))
    row.sentence = slice(text, sentence->span);
}

}  // namespace avow::store
