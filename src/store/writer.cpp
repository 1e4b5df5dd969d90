#include "store/writer.hpp"

#include <algorithm>

#include "avow/base/strings.hpp"
#include "store/log.hpp"

namespace avow::store {
namespace {

std::optional<std::int64_t> index_or_null(Index index) {
  return index == kNone ? std::nullopt : std::optional<std::int64_t>{index};
}

std::optional<std::string> date_or_null(const std::optional<Date>& date) {
  return date ? std::optional{date->to_string()} : std::nullopt;
}

template <typename Enum>
std::int64_t number_of(Enum value) {
  return static_cast<std::int64_t>(value);
}

std::optional<std::int64_t> low_of(const std::optional<Count>& count) {
  return count ? std::optional{count->low} : std::nullopt;
}

std::optional<std::int64_t> high_of(const std::optional<Count>& count) {
  return count ? count->high : std::nullopt;
}

// An insert into so many columns; `or_ignore` where one span may be named twice.
std::string insert_into(std::string_view table, int columns, bool or_ignore = false) {
  std::string sql = "INSERT INTO ";
  sql += table;
  sql += " VALUES(?";
  for (int i = 1; i < columns; ++i) sql += ",?";
  return sql + (or_ignore ? ") ON CONFLICT DO NOTHING" : ")");
}

}  // namespace

Writer::Writer(Database& database)
    : database_(database),
      lister_(database),
      insert_document_(
          database,
          "INSERT INTO documents(sha256,uri,title,publisher,publisher_kind,published,language,text) "
          "VALUES(?,?,?,?,?,?,?,?) ON CONFLICT(sha256) DO NOTHING RETURNING id"),
      insert_diagnostic_(database, insert_into("diagnostics", 6)),
      insert_sentence_(database,
                       "INSERT INTO sentences(document,first,last,paragraph,headline) VALUES(?,?,?,?,?)"),
      words_(database, "sentence_search"),
      insert_party_(database, "INSERT INTO parties(key,name) VALUES(?,?)"),
      find_party_(database, "SELECT id FROM parties WHERE key=?"),
      insert_actor_(database, insert_into("actors", 12)),
      insert_member_(database, insert_into("members", 4)),
      insert_mention_(database, insert_into("mentions", 8)),
      insert_place_(database, insert_into("places", 13)),
      insert_place_mention_(database, insert_into("place_mentions", 4, true)),
      insert_time_(database, insert_into("times", 10)),
      insert_statement_(database, insert_into("statements", 21)),
      insert_statement_span_(database, insert_into("statement_spans", 5, true)),
      insert_event_(database, insert_into("events", 32)),
      insert_event_mention_(database, insert_into("event_mentions", 4, true)),
      insert_obligation_(database, insert_into("obligations", 23)),
      insert_finding_(database, insert_into("findings", 12)) {}

bool Writer::add(const Document& document) {
  std::string_view sha = document.id;
  if (const auto colon = sha.find(':'); colon != std::string_view::npos) sha.remove_prefix(colon + 1);
  insert_document_.with(sha, document.uri, document.title, document.publisher, document.publisher_kind,
                        date_or_null(document.published), document.language, document.text);
  if (!insert_document_.next()) return false;
  document_ = insert_document_.number(0);
  static_cast<void>(insert_document_.next());
  add_sentences(document);
  add_rows(document);
  append_entry(
      database_,
      {document.original_kept ? kAddedWithOriginal : kAdded, sha, rows_digest(database_, document_), {}},
      hand_);
  return !database_.failed();
}

bool Writer::replace(const Document& document, std::int64_t row) {
  document_ = row;
  lister_.remove(row);
  remove_rows();
  if (!keeps_sentences(document)) {
    remove_sentences(document);
    add_sentences(document);
  }
  add_rows(document);
  return !database_.failed();
}

void Writer::add_rows(const Document& document) {
  add_diagnostics(document);
  add_actors(document);
  add_places_and_times(document);
  add_statements(document);
  add_events(document);
  add_obligations(document);
  add_findings(document);
  lister_.add(document_);
}

void Writer::remove_rows() {
  for (const char* table :
       {"findings", "obligations", "event_mentions", "events", "statement_spans", "statements", "times",
        "place_mentions", "places", "mentions", "members", "actors", "diagnostics"}) {
    Sql remove{database_, std::string{"DELETE FROM "} + table + " WHERE document=?"};
    remove.run(document_);
  }
}

bool Writer::keeps_sentences(const Document& document) {
  sentences_.clear();
  bool same = true;
  Sql list{database_,
           "SELECT id,first,last,paragraph,headline FROM sentences WHERE document=? ORDER BY first,id"};
  for (list.with(document_); list.next();) {
    const std::size_t at = sentences_.size();
    sentences_.push_back(list.number(0));
    if (at >= document.sentences.size()) continue;
    const Sentence& each = document.sentences[at];
    same = same && each.span.begin == list.number(1) && each.span.end == list.number(2) &&
           each.paragraph == list.number(3) && each.headline == (list.number(4) != 0);
  }
  return same && sentences_.size() == document.sentences.size();
}

void Writer::remove_sentences(const Document& document) {
  Sql place{database_, "SELECT first,last FROM sentences WHERE id=?"};
  for (const std::int64_t row : sentences_) {
    if (!place.with(row).next()) continue;
    const auto first = static_cast<std::uint32_t>(place.number(0));
    const auto last = static_cast<std::uint32_t>(place.number(1));
    words_.remove(row, document.text_of({first, last}));
    static_cast<void>(place.next());
  }
  Sql remove{database_, "DELETE FROM sentences WHERE document=?"};
  remove.run(document_);
}

void Writer::add_diagnostics(const Document& document) {
  int number = 0;
  for (const Diagnostic& each : document.diagnostics) {
    insert_diagnostic_.run(document_, number++, error_number(each.code), each.message, each.span.begin,
                           each.span.end);
  }
}

void Writer::add_sentences(const Document& document) {
  sentences_.clear();
  for (const Sentence& each : document.sentences) {
    insert_sentence_.run(document_, each.span.begin, each.span.end, each.paragraph, each.headline);
    sentences_.push_back(database_.last_row());
    words_.add(sentences_.back(), document.text_of(each.span));
  }
}

void Writer::add_actors(const Document& document) {
  const std::vector<bool> kept = ledger::wanted_actors(document);
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (!kept[i]) continue;
    const Actor& actor = document.actors[i];
    insert_actor_.run(document_, i, actor.id, actor.name, number_of(actor.kind), actor.country, actor.code,
                      actor.in_registry, date_or_null(actor.valid_on), actor.role, actor.side_id,
                      actor.side_name);
    int position = 0;
    for (const MentionIndex index : actor.mentions) {
      const Mention& mention = document.mentions[index];
      insert_mention_.run(document_, i, position++, mention.span.begin, mention.span.end,
                          number_of(mention.kind), mention.rule, static_cast<double>(mention.confidence));
    }
  }
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (!kept[i]) continue;
    int position = 0;
    for (const ActorIndex member : document.actors[i].members) {
      insert_member_.run(document_, i, position++, member);
    }
  }
}

void Writer::add_places_and_times(const Document& document) {
  for (std::size_t i = 0; i < document.places.size(); ++i) {
    const Place& place = document.places[i];
    insert_place_.run(document_, i, place.id, place.name, place.latitude, place.longitude, place.country,
                      place.admin1, place.kind, number_of(place.precision), place.geonames, place.rule,
                      static_cast<double>(place.confidence));
    for (const Span span : place.mentions) insert_place_mention_.run(document_, i, span.begin, span.end);
  }
  for (std::size_t i = 0; i < document.times.size(); ++i) {
    const Time& time = document.times[i];
    insert_time_.run(document_, i, time.type, time.value, date_or_null(time.start), date_or_null(time.end),
                     time.precision, time.span.begin, time.span.end, time.rule);
  }
}

void Writer::add_statements(const Document& document) {
  for (std::size_t i = 0; i < document.statements.size(); ++i) {
    const Statement& row = document.statements[i];
    const Span place = !row.cue.empty()      ? row.cue.front()
                       : row.content.empty() ? Span{}
                                             : row.content.front();
    std::optional<std::int64_t> denial;
    if (row.denial_type) denial = number_of(*row.denial_type);
    insert_statement_.run(
        document_, i, row.id, sentence_row(document, place), party_row(ledger::party_of(document, row)),
        index_or_null(row.speaker), row.speaker_span.begin, row.speaker_span.end,
        index_or_null(row.on_behalf), row.on_behalf_name, number_of(row.quote), to_string(row.function),
        index_or_null(row.target), row.target_span.begin, row.target_span.end, denial,
        index_or_null(row.within), row.own_voice, row.rule, static_cast<double>(row.confidence), row.trace);
    for (const Span span : row.cue) insert_statement_span_.run(document_, i, "cue", span.begin, span.end);
    for (const Span span : row.content)
      insert_statement_span_.run(document_, i, "content", span.begin, span.end);
  }
}

void Writer::add_events(const Document& document) {
  for (std::size_t i = 0; i < document.events.size(); ++i) {
    const Event& row = document.events[i];
    insert_event_.run(
        document_, i, row.id, sentence_row(document, row.trigger),
        party_row(ledger::party_of(document, row.actor)), row.trigger.begin, row.trigger.end,
        to_string(row.type), row.mode, row.cameo, join(row.contexts, " "), index_or_null(row.actor),
        row.actor_span.begin, row.actor_span.end, index_or_null(row.recipient), row.recipient_span.begin,
        row.recipient_span.end, index_or_null(row.place), row.place_span.begin, row.place_span.end,
        index_or_null(row.time), to_string(row.factuality), index_or_null(row.according_to), row.aggregate,
        row.background, low_of(row.killed), high_of(row.killed), low_of(row.injured), high_of(row.injured),
        row.rule, static_cast<double>(row.confidence), row.trace);
    for (const Span span : row.other_mentions) insert_event_mention_.run(document_, i, span.begin, span.end);
  }
}

void Writer::add_obligations(const Document& document) {
  for (std::size_t i = 0; i < document.obligations.size(); ++i) {
    const Obligation& row = document.obligations[i];
    insert_obligation_.run(
        document_, i, row.id, sentence_row(document, row.conduct),
        party_row(ledger::party_of(document, row.party)), to_string(row.kind), index_or_null(row.statement),
        index_or_null(row.party), row.party_span.begin, row.party_span.end, row.conduct.begin,
        row.conduct.end, to_string(row.type), to_string(row.polarity), index_or_null(row.beneficiary),
        row.beneficiary_span.begin, row.beneficiary_span.end, row.at_stake.begin, row.at_stake.end,
        index_or_null(row.deadline), row.rule, static_cast<double>(row.confidence), row.trace);
  }
}

void Writer::add_findings(const Document& document) {
  for (std::size_t i = 0; i < document.findings.size(); ++i) {
    const Finding& row = document.findings[i];
    const ledger::Party party = row.obligation != kNone
                                    ? ledger::party_of(document, document.obligations[row.obligation].party)
                                    : ledger::party_of(document, document.statements[row.denial]);
    insert_finding_.run(document_, i, row.id, party_row(party), index_or_null(row.obligation),
                        row.obligation != kNone ? std::nullopt : index_or_null(row.denial), row.deed,
                        to_string(row.relation), number_of(row.scope), row.why, row.rule,
                        static_cast<double>(row.confidence));
  }
}

std::optional<std::int64_t> Writer::party_row(const ledger::Party& party) {
  if (party.key.empty()) return std::nullopt;
  if (const auto known = parties_.find(party.key); known != parties_.end()) return known->second;
  find_party_.with(party.key);
  std::int64_t row = 0;
  if (find_party_.next()) {
    row = find_party_.number(0);
    static_cast<void>(find_party_.next());
  } else {
    insert_party_.run(party.key, party.name);
    row = database_.last_row();
  }
  if (database_.failed()) return std::nullopt;
  parties_.emplace(party.key, row);
  return row;
}

std::optional<std::int64_t> Writer::sentence_row(const Document& document, Span span) const {
  if (span.empty()) return std::nullopt;
  const auto& list = document.sentences;
  const auto after = std::partition_point(list.begin(), list.end(),
                                          [&](const Sentence& each) { return each.span.end <= span.begin; });
  const auto number = static_cast<std::size_t>(after - list.begin());
  return number < sentences_.size() ? std::optional{sentences_[number]} : std::nullopt;
}

}  // namespace avow::store
