#include "store/old_tables.hpp"

#include <array>
#include <map>

#include "avow/base/hash.hpp"
#include "avow/base/strings.hpp"
#include "store/log.hpp"
#include "store/packing.hpp"
#include "store/writer.hpp"

namespace avow::store {
namespace {

// Each table with rows of a document, and the order that makes their list one and the same each time.
constexpr std::array<const char*, 15> kOldTables = {
    "documents WHERE id=?1 ORDER BY id",
    "diagnostics WHERE document=?1 ORDER BY number",
    "sentences WHERE document=?1 ORDER BY first",
    "actors WHERE document=?1 ORDER BY number",
    "members WHERE document=?1 ORDER BY whole, position",
    "mentions WHERE document=?1 ORDER BY actor, position",
    "places WHERE document=?1 ORDER BY number",
    "place_mentions WHERE document=?1 ORDER BY place, first",
    "times WHERE document=?1 ORDER BY number",
    "statements WHERE document=?1 ORDER BY number",
    "statement_spans WHERE document=?1 ORDER BY statement, part, first",
    "events WHERE document=?1 ORDER BY number",
    "event_mentions WHERE document=?1 ORDER BY event, first",
    "obligations WHERE document=?1 ORDER BY number",
    "findings WHERE document=?1 ORDER BY number"};

// Of `documents`, which has others by now.
constexpr const char* kOldColumns = "id,sha256,uri,title,publisher,publisher_kind,published,language,text";

// Columns `at` and `at` + 1 as a span.
Span span_at(const Sql& sql, int at) {
  return {static_cast<std::uint32_t>(sql.number(at)), static_cast<std::uint32_t>(sql.number(at + 1))};
}

std::optional<Date> date_at(const Sql& sql, int at) {
  return Date::parse(sql.text(at));
}

Index index_at(const Sql& sql, int at) {
  return sql.is_null(at) ? kNone : static_cast<Index>(sql.number(at));
}

std::optional<Count> count_at(const Sql& sql, int at) {
  if (sql.is_null(at)) return std::nullopt;
  Count count{sql.number(at), std::nullopt};
  if (!sql.is_null(at + 1)) count.high = sql.number(at + 1);
  return count;
}

template <typename Enum>
Enum enum_at(const Sql& sql, int at) {
  return static_cast<Enum>(sql.number(at));
}

float confidence_at(const Sql& sql, int at) {
  return static_cast<float>(sql.real(at));
}

ErrorCode code_of(std::string_view number) {
  for (int i = 0;; ++i) {
    const auto code = static_cast<ErrorCode>(i);
    if (code == ErrorCode::usage || error_number(code) == number) return code;
  }
}

// Reads one document; actors are numbered anew since only some are kept.
class OldDocument {
 public:
  OldDocument(Database& database, std::int64_t row) : database_(database), row_(row) {}

  Document read() {
    read_text();
    read_actors();
    read_mentions();
    read_places();
    read_times();
    read_statements();
    read_statement_spans();
    read_events();
    read_obligations();
    read_findings();
    return std::move(document_);
  }

 private:
  ActorIndex actor_at(const Sql& sql, int at) const {
    const auto found = actors_.find(index_at(sql, at));
    return found == actors_.end() ? kNone : found->second;
  }

  void read_text() {
    Sql head{
        database_,
        "SELECT sha256,uri,title,publisher,publisher_kind,published,language,text FROM documents WHERE id=?"};
    if (head.with(row_).next()) {
      document_.id = "sha256:" + head.text(0);
      document_.uri = head.text(1);
      document_.title = head.text(2);
      document_.publisher = head.text(3);
      document_.publisher_kind = head.text(4);
      document_.published = date_at(head, 5);
      document_.language = head.text(6);
      document_.text = head.text(7);
    }
    Sql notes{database_, "SELECT code,message,first,last FROM diagnostics WHERE document=? ORDER BY number"};
    for (notes.with(row_); notes.next();) {
      document_.diagnostics.push_back({code_of(notes.text(0)), notes.text(1), span_at(notes, 2)});
    }
    Sql list{database_,
             "SELECT first,last,paragraph,headline FROM sentences WHERE document=? ORDER BY first"};
    for (list.with(row_); list.next();) {
      Sentence sentence;
      sentence.span = span_at(list, 0);
      sentence.paragraph = static_cast<std::int32_t>(list.number(2));
      sentence.headline = list.number(3) != 0;
      document_.sentences.push_back(sentence);
    }
  }

  void read_actors() {
    Sql list{database_,
             "SELECT number,actor,name,kind,country,code,in_registry,valid_on,role,side_id,side_name "
             "FROM actors WHERE document=? ORDER BY number"};
    for (list.with(row_); list.next();) {
      actors_[index_at(list, 0)] = static_cast<ActorIndex>(document_.actors.size());
      Actor& actor = document_.actors.emplace_back();
      actor.id = list.text(1);
      actor.name = list.text(2);
      actor.kind = enum_at<ActorKind>(list, 3);
      actor.country = list.text(4);
      actor.code = list.text(5);
      actor.in_registry = list.number(6) != 0;
      actor.valid_on = date_at(list, 7);
      actor.role = list.text(8);
      actor.side_id = list.text(9);
      actor.side_name = list.text(10);
    }
    Sql members{database_, "SELECT whole,member FROM members WHERE document=? ORDER BY whole,position"};
    for (members.with(row_); members.next();) {
      document_.actors[actor_at(members, 0)].members.push_back(actor_at(members, 1));
    }
  }

  void read_mentions() {
    Sql list{database_,
             "SELECT actor,first,last,kind,rule,confidence FROM mentions WHERE document=? ORDER BY "
             "actor,position"};
    for (list.with(row_); list.next();) {
      Mention& mention = document_.mentions.emplace_back();
      mention.actor = actor_at(list, 0);
      mention.span = span_at(list, 1);
      mention.kind = enum_at<MentionKind>(list, 3);
      mention.rule = list.text(4);
      mention.confidence = confidence_at(list, 5);
      document_.actors[mention.actor].mentions.push_back(
          static_cast<MentionIndex>(document_.mentions.size() - 1));
    }
  }

  void read_places() {
    Sql list{database_,
             "SELECT place,name,latitude,longitude,country,admin1,kind,precision,geonames,rule,confidence "
             "FROM places WHERE document=? ORDER BY number"};
    for (list.with(row_); list.next();) {
      Place& place = document_.places.emplace_back();
      place.id = list.text(0);
      place.name = list.text(1);
      if (!list.is_null(2)) place.latitude = list.real(2);
      if (!list.is_null(3)) place.longitude = list.real(3);
      place.country = list.text(4);
      place.admin1 = list.text(5);
      place.kind = list.text(6);
      place.precision = enum_at<PlacePrecision>(list, 7);
      place.geonames = list.number(8);
      place.rule = list.text(9);
      place.confidence = confidence_at(list, 10);
    }
    Sql mentions{database_,
                 "SELECT place,first,last FROM place_mentions WHERE document=? ORDER BY place,first"};
    for (mentions.with(row_); mentions.next();) {
      document_.places[index_at(mentions, 0)].mentions.push_back(span_at(mentions, 1));
    }
  }

  void read_times() {
    Sql list{database_,
             "SELECT type,value,start,\"end\",precision,first,last,rule FROM times WHERE document=? ORDER BY "
             "number"};
    for (list.with(row_); list.next();) {
      Time& time = document_.times.emplace_back();
      time.type = list.text(0);
      time.value = list.text(1);
      time.start = date_at(list, 2);
      time.end = date_at(list, 3);
      time.precision = list.text(4);
      time.span = span_at(list, 5);
      time.rule = list.text(7);
    }
  }

  void read_statements() {
    Sql list{database_,
             "SELECT row,speaker,speaker_first,speaker_last,on_behalf,on_behalf_name,quote,function,target,"
             "target_first,target_last,denial_type,within,own_voice,rule,confidence,trace "
             "FROM statements WHERE document=? ORDER BY number"};
    for (list.with(row_); list.next();) {
      Statement& row = document_.statements.emplace_back();
      row.id = list.text(0);
      row.speaker = actor_at(list, 1);
      row.speaker_span = span_at(list, 2);
      row.on_behalf = actor_at(list, 4);
      row.on_behalf_name = list.text(5);
      row.quote = enum_at<QuoteKind>(list, 6);
      row.function = parse_speech_function(list.text(7)).value_or(SpeechFunction::assertion);
      row.target = actor_at(list, 8);
      row.target_span = span_at(list, 9);
      if (!list.is_null(11)) row.denial_type = enum_at<DenialType>(list, 11);
      row.within = index_at(list, 12);
      row.own_voice = list.number(13) != 0;
      row.rule = list.text(14);
      row.confidence = confidence_at(list, 15);
      row.trace = list.text(16);
    }
  }

  void read_statement_spans() {
    Sql list{
        database_,
        "SELECT statement,part,first,last FROM statement_spans WHERE document=? ORDER BY statement,first"};
    for (list.with(row_); list.next();) {
      Statement& row = document_.statements[index_at(list, 0)];
      (list.text(1) == "cue" ? row.cue : row.content).push_back(span_at(list, 2));
    }
  }

  void read_events() {
    Sql list{
        database_,
        "SELECT row,first,last,type,mode,cameo,contexts,actor,actor_first,actor_last,recipient,"
        "recipient_first,recipient_last,place,place_first,place_last,time,factuality,according_to,aggregate,"
        "background,killed_low,killed_high,injured_low,injured_high,rule,confidence,trace "
        "FROM events WHERE document=? ORDER BY number"};
    for (list.with(row_); list.next();) {
      Event& row = document_.events.emplace_back();
      row.id = list.text(0);
      row.trigger = span_at(list, 1);
      row.type = parse_event_type(list.text(3)).value_or(EventType::OTHER);
      row.mode = list.text(4);
      row.cameo = list.text(5);
      const std::string contexts = list.text(6);  // the views below look into it
      for (const std::string_view context : split_words(contexts)) row.contexts.emplace_back(context);
      row.actor = actor_at(list, 7);
      row.actor_span = span_at(list, 8);
      row.recipient = actor_at(list, 10);
      row.recipient_span = span_at(list, 11);
      row.place = index_at(list, 13);
      row.place_span = span_at(list, 14);
      row.time = index_at(list, 16);
      row.factuality = parse_factuality(list.text(17)).value_or(Factuality::CT_plus);
      row.according_to = index_at(list, 18);
      row.aggregate = list.number(19) != 0;
      row.background = list.number(20) != 0;
      row.killed = count_at(list, 21);
      row.injured = count_at(list, 23);
      row.rule = list.text(25);
      row.confidence = confidence_at(list, 26);
      row.trace = list.text(27);
    }
    Sql mentions{database_,
                 "SELECT event,first,last FROM event_mentions WHERE document=? ORDER BY event,first"};
    for (mentions.with(row_); mentions.next();) {
      document_.events[index_at(mentions, 0)].other_mentions.push_back(span_at(mentions, 1));
    }
  }

  void read_obligations() {
    Sql list{database_,
             "SELECT row,kind,statement,party,party_first,party_last,first,last,type,polarity,beneficiary,"
             "beneficiary_first,beneficiary_last,stake_first,stake_last,deadline,rule,confidence,trace "
             "FROM obligations WHERE document=? ORDER BY number"};
    for (list.with(row_); list.next();) {
      Obligation& row = document_.obligations.emplace_back();
      row.id = list.text(0);
      const std::string kind = list.text(1);
      row.kind = kind == "demand"      ? ObligationKind::demand
                 : kind == "condition" ? ObligationKind::condition
                                       : ObligationKind::commitment;
      row.statement = index_at(list, 2);
      row.party = actor_at(list, 3);
      row.party_span = span_at(list, 4);
      row.conduct = span_at(list, 6);
      row.type = parse_event_type(list.text(8)).value_or(EventType::OTHER);
      row.polarity = list.text(9) == "refrain" ? Polarity::refrain : Polarity::to_do;
      row.beneficiary = actor_at(list, 10);
      row.beneficiary_span = span_at(list, 11);
      row.at_stake = span_at(list, 13);
      row.deadline = index_at(list, 15);
      row.rule = list.text(16);
      row.confidence = confidence_at(list, 17);
      row.trace = list.text(18);
    }
  }

  void read_findings() {
    Sql list{database_,
             "SELECT row,obligation,denial,deed,relation,scope,why,rule,confidence FROM findings "
             "WHERE document=? ORDER BY number"};
    for (list.with(row_); list.next();) {
      Finding& row = document_.findings.emplace_back();
      row.id = list.text(0);
      row.obligation = index_at(list, 1);
      row.denial = index_at(list, 2);
      row.deed = index_at(list, 3);
      row.relation = list.text(4) == "fulfils" ? Relation::fulfils : Relation::contradicts;
      row.scope = enum_at<Scope>(list, 5);
      row.why = list.text(6);
      row.rule = list.text(7);
      row.confidence = confidence_at(list, 8);
    }
  }

  Database& database_;
  std::int64_t row_;
  Document document_;
  std::map<Index, ActorIndex> actors_;  // number in the ledger -> index here
};

}  // namespace

Document read_old_document(Database& database, std::int64_t document_row) {
  return OldDocument{database, document_row}.read();
}

std::string old_rows_digest(Database& database, std::int64_t document_row) {
  std::string all;
  for (const char* table : kOldTables) {
    all += "\n";
    all += table;
    const bool head = std::string_view{table}.starts_with("documents");
    Sql rows{database, std::string{"SELECT "} + (head ? kOldColumns : "*") + " FROM " + table};
    append_rows(rows.with(document_row), all);
  }
  return sha256_hex(all);
}

namespace {

void pack_all(Database& database) {
  struct Older {
    std::int64_t row = 0;
    std::string sha;
  };
  std::vector<Older> documents;
  {
    Sql list{database, "SELECT id,sha256 FROM documents ORDER BY id"};
    for (list.with(); list.next();) documents.push_back({list.number(0), list.text(1)});
  }
  Sql proven{
      database,
      "SELECT digest FROM log WHERE document=? AND action LIKE 'document%' ORDER BY entry DESC LIMIT 1"};
  Writer writer{database};
  for (const Older& each : documents) {
    const std::string digest = proven.with(each.sha).next() ? proven.text(0) : std::string{};
    static_cast<void>(proven.next());
    const bool intact = old_rows_digest(database, each.row) == digest;
    const Document document = kept_part(read_old_document(database, each.row));
    Sql forget{database, "DELETE FROM diagnostics WHERE document=?"};
    forget.run(each.row);
    const std::string packed = pack(document);
    writer.put(each.row, document, packed);
    if (!intact) continue;
    append_entry(database, {"document packed", each.sha, rows_digest(database, each.row, packed), {}}, {});
  }
}

}  // namespace

void pack_older_documents(Database& database) {
  pack_all(database);
  for (const char* table :
       {"findings", "obligations", "event_mentions", "events", "statement_spans", "statements", "times",
        "place_mentions", "places", "mentions", "members", "actors", "sentences"}) {
    if (const auto done = database.execute(std::string{"DROP TABLE "} + table); !done)
      return database.note(done.error());
  }
  if (const auto done = database.execute("ALTER TABLE documents DROP COLUMN text"); !done)
    database.note(done.error());
}

}  // namespace avow::store
