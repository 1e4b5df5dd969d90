#include "store/listing.hpp"

#include <tuple>
#include <vector>

#include "avow/base/strings.hpp"
#include "avow/ledger/listing.hpp"
#include "store/lists.hpp"
#include "store/row_of.hpp"

namespace avow::store {

// `party` 0 stands for all. Days are numbers such as 20210723, months 202107; 0: not known.
const char* const kListingTables = R"sql(
CREATE TABLE listing(
  kind INTEGER NOT NULL, party INTEGER NOT NULL, day INTEGER NOT NULL, document INTEGER NOT NULL,
  number INTEGER NOT NULL, PRIMARY KEY(kind, party, day, document, number)) STRICT, WITHOUT ROWID;
CREATE TABLE tallies(
  party INTEGER NOT NULL, kind INTEGER NOT NULL, month INTEGER NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY(party, kind, month)) STRICT, WITHOUT ROWID;
CREATE TABLE party_totals(
  party INTEGER PRIMARY KEY REFERENCES parties(id), words INTEGER NOT NULL, reports INTEGER NOT NULL,
  contradicts INTEGER NOT NULL, private INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX parties_by_words ON party_totals(words, party);
CREATE INDEX parties_by_reports ON party_totals(reports, party);
CREATE INDEX parties_by_contradicts ON party_totals(contradicts, party);
CREATE INDEX parties_by_name ON parties(name, id);
CREATE INDEX documents_by_day ON documents(coalesce(published,''), id);
CREATE VIEW listed(document, kind, party, day, number) AS
  SELECT x.document, CASE x.function WHEN 'assertion' THEN 0 WHEN 'accusation' THEN 1 WHEN 'denial' THEN 2
      WHEN 'acknowledgement' THEN 3 WHEN 'commitment' THEN 4 WHEN 'threat' THEN 5 WHEN 'refusal' THEN 6
      WHEN 'demand' THEN 7 WHEN 'condemnation' THEN 8 WHEN 'endorsement' THEN 9 WHEN 'condolence' THEN 10
      WHEN 'condition' THEN 11 ELSE 19 END,
    x.party, CAST(replace(coalesce(d.published,'0'),'-','') AS INTEGER), x.number
  FROM statements x JOIN documents d ON d.id=x.document
  UNION ALL
  SELECT x.document, CASE x.kind WHEN 'commitment' THEN 20 WHEN 'demand' THEN 21 ELSE 22 END,
    x.owing, CAST(replace(coalesce(d.published,'0'),'-','') AS INTEGER), x.number
  FROM obligations x JOIN documents d ON d.id=x.document
  UNION ALL
  SELECT x.document, CASE x.type WHEN 'ASSAULT' THEN 0 WHEN 'COERCE' THEN 1 WHEN 'MOBILIZE' THEN 2
      WHEN 'PROTEST' THEN 3 WHEN 'SANCTION' THEN 4 WHEN 'AID' THEN 5 WHEN 'COOPERATE' THEN 6
      WHEN 'CONSULT' THEN 7 WHEN 'RETREAT' THEN 8 WHEN 'CONCEDE' THEN 9 WHEN 'SUPPORT' THEN 10
      WHEN 'INVESTIGATE' THEN 11 ELSE 12 END +
      CASE WHEN x.factuality NOT IN ('CT+','PR+','PS+') THEN 100 WHEN x.aggregate=0 THEN 40 ELSE 60 END,
    x.party, CAST(replace(coalesce(i.start,d.published,'0'),'-','') AS INTEGER), x.number
  FROM events x JOIN documents d ON d.id=x.document
  LEFT JOIN times i ON i.document=x.document AND i.number=x.time
  UNION ALL
  SELECT x.document, CASE x.relation WHEN 'contradicts' THEN 80 ELSE 81 END,
    x.party, CAST(replace(coalesce(i.start,d.published,'0'),'-','') AS INTEGER), x.number
  FROM findings x JOIN documents d ON d.id=x.document
  JOIN events e ON e.document=x.document AND e.number=x.deed
  LEFT JOIN times i ON i.document=e.document AND i.number=e.time;
)sql";

// Version 9: without the tables of rows, from which the view took what stands in lists.
const char* const kListingWithMarks = R"sql(
DROP VIEW listed;
DROP TABLE listing;
DROP TABLE tallies;
DROP TABLE party_totals;
CREATE TABLE listing(
  kind INTEGER NOT NULL, party INTEGER NOT NULL, day INTEGER NOT NULL, document INTEGER NOT NULL,
  number INTEGER NOT NULL, marks INTEGER NOT NULL, PRIMARY KEY(kind, party, day, document, number)
  ) STRICT, WITHOUT ROWID;
CREATE TABLE tallies(
  party INTEGER NOT NULL, kind INTEGER NOT NULL, month INTEGER NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY(party, kind, month)) STRICT, WITHOUT ROWID;
CREATE TABLE party_totals(
  party INTEGER PRIMARY KEY REFERENCES parties(id), words INTEGER NOT NULL, reports INTEGER NOT NULL,
  contradicts INTEGER NOT NULL, private INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX parties_by_words ON party_totals(words, party);
CREATE INDEX parties_by_reports ON party_totals(reports, party);
CREATE INDEX parties_by_contradicts ON party_totals(contradicts, party);
)sql";

namespace {

struct Listed {
  int kind = 0;
  std::optional<std::int64_t> party;
  std::int64_t day = 0;
  std::size_t number = 0;
  int marks = 0;
};

int type_mark(EventType type) {
  return static_cast<int>(type);
}

template <typename Enum>
int other_mark(Enum value) {
  return static_cast<int>(value) << kTypeBits;
}

Listed statement_row(const Document& document, std::size_t number) {
  return {kFirstFunction + static_cast<int>(document.statements[number].function), {}, 0, number, 0};
}

Listed obligation_row(const Document& document, std::size_t number) {
  const Obligation& row = document.obligations[number];
  return {kFirstObligation + static_cast<int>(row.kind),
          {},
          0,
          number,
          type_mark(row.type) | other_mark(row.polarity)};
}

Listed event_row(const Document& document, std::size_t number) {
  const Event& row = document.events[number];
  const bool reported = row.factuality <= Factuality::PS_plus;
  const int type = std::min(static_cast<int>(row.type), static_cast<int>(EventType::OTHER));
  const int first = !reported       ? kFirstNotReported
                    : row.aggregate ? kFirstAggregateReport
                                    : kFirstSingleReport;
  return {first + type,
          {},
          0,
          number,
          type_mark(row.type) | other_mark(row.factuality) | (row.aggregate ? kAggregateMark : 0)};
}

Listed finding_row(const Document& document, std::size_t number) {
  const Finding& row = document.findings[number];
  return {kFirstRelation + static_cast<int>(row.relation),
          {},
          0,
          number,
          type_mark(document.events[static_cast<std::size_t>(row.deed)].type) | other_mark(row.scope)};
}

// Every row of the document as it stands in its lists.
std::vector<Listed> listed_rows(const Document& document, PartyRows& parties) {
  using Make = Listed (*)(const Document&, std::size_t);
  static constexpr std::array<std::pair<RowTable, Make>, 4> kTables = {
      {{RowTable::statements, statement_row},
       {RowTable::events, event_row},
       {RowTable::obligations, obligation_row},
       {RowTable::findings, finding_row}}};
  std::vector<Listed> out;
  for (const auto& [table, make] : kTables) {
    for (std::size_t i = 0; i < count_of(document, table); ++i) {
      out.push_back(make(document, i));
      out.back().party = parties.row(party_of_row(document, table, i));
      if (const auto day = day_of_row(document, table, i)) out.back().day = day_number(*day);
    }
  }
  return out;
}

// What one document adds to a party's sums.
struct Sums {
  std::int64_t words = 0, reports = 0, contradicts = 0;
  void add(int kind) {
    const bool denial = kind == kFirstFunction + static_cast<int>(SpeechFunction::denial);
    if (denial || (kind >= kFirstObligation && kind < kFirstSingleReport)) ++words;
    if (kind >= kFirstSingleReport && kind < kFirstRelation) ++reports;
    if (kind == kFirstRelation) ++contradicts;
  }
};

}  // namespace

PartyRows::PartyRows(Database& database)
    : database_(database),
      insert_(database, "INSERT INTO parties(key,name) VALUES(?,?)"),
      find_(database, "SELECT id FROM parties WHERE key=?") {}

std::optional<std::int64_t> PartyRows::row(const ledger::Party& party) {
  if (party.key.empty()) return std::nullopt;
  if (const auto known = known_.find(party.key); known != known_.end()) return known->second;
  find_.with(party.key);
  std::int64_t row = 0;
  if (find_.next()) {
    row = find_.number(0);
    static_cast<void>(find_.next());
  } else {
    insert_.run(party.key, party.name);
    row = database_.last_row();
  }
  if (database_.failed()) return std::nullopt;
  known_.emplace(party.key, row);
  return row;
}

// Who is private, ledger::is_private says.
Lister::Lister(Database& database, PartyRows& parties)
    : parties_(parties),
      list_(database, "INSERT INTO listing VALUES(?,?,?,?,?,?)"),
      unlist_(database, "DELETE FROM listing WHERE kind=? AND party=? AND day=? AND document=? AND number=?"),
      count_(database,
             "INSERT INTO tallies VALUES(?,?,?,?) ON CONFLICT(party,kind,month) DO UPDATE SET "
             "n=tallies.n+excluded.n"),
      sum_(database,
           "INSERT INTO party_totals(party,words,reports,contradicts) VALUES(?,?,?,?) ON CONFLICT(party) DO "
           "UPDATE SET words=party_totals.words+excluded.words, "
           "reports=party_totals.reports+excluded.reports, "
           "contradicts=party_totals.contradicts+excluded.contradicts"),
      mark_private_(database,
                    "UPDATE party_totals SET private=1 WHERE private=0 AND party IN (SELECT id FROM parties "
                    "WHERE key=? UNION ALL SELECT id FROM parties WHERE name=?)") {}

void Lister::change(std::int64_t document_row, const Document& document, int by) {
  std::map<std::tuple<std::int64_t, int, std::int64_t>, std::int64_t> counts;
  std::map<std::int64_t, Sums> sums;
  const auto put = [&](std::int64_t party, const Listed& row) {
    if (by > 0) {
      list_.run(row.kind, party, row.day, document_row, row.number, row.marks);
    } else {
      unlist_.run(row.kind, party, row.day, document_row, row.number);
    }
    counts[{party, row.kind, row.day / 100}] += by;
  };
  for (const Listed& row : listed_rows(document, parties_)) {
    put(0, row);
    if (!row.party) continue;
    put(*row.party, row);
    sums[*row.party].add(row.kind);
  }
  for (const auto& [key, n] : counts) count_.run(std::get<0>(key), std::get<1>(key), std::get<2>(key), n);
  for (const auto& [party, sum] : sums) {
    sum_.run(party, by * sum.words, by * sum.reports, by * sum.contradicts);
  }
  if (by < 0) return;
  for (const Actor& actor : document.actors) {
    if (!ledger::is_private(actor)) continue;
    mark_private_.run(lower_ascii(actor.name), actor.name);
  }
}

}  // namespace avow::store
