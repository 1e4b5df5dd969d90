#include "store/listing.hpp"

#include <vector>

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

namespace {

// What one document adds to the sums of its parties: denials, obligations; reports; contradictions.
#define AVOW_SUMS                                                             \
  "party, sum(CASE WHEN kind=2 OR kind BETWEEN 20 AND 22 THEN 1 ELSE 0 END)," \
  "sum(CASE WHEN kind BETWEEN 40 AND 79 THEN 1 ELSE 0 END), sum(CASE WHEN kind=80 THEN 1 ELSE 0 END)"

constexpr const char* kSumUp = "INSERT INTO party_totals(party,words,reports,contradicts) SELECT " AVOW_SUMS
                               " FROM listed WHERE document=? AND party IS NOT NULL GROUP BY party "
                               "ON CONFLICT(party) DO UPDATE SET words=party_totals.words+excluded.words, "
                               "reports=party_totals.reports+excluded.reports, "
                               "contradicts=party_totals.contradicts+excluded.contradicts";
constexpr const char* kSumDown = "INSERT INTO party_totals(party,words,reports,contradicts) SELECT " AVOW_SUMS
                                 " FROM listed WHERE document=? AND party IS NOT NULL GROUP BY party "
                                 "ON CONFLICT(party) DO UPDATE SET words=party_totals.words-excluded.words, "
                                 "reports=party_totals.reports-excluded.reports, "
                                 "contradicts=party_totals.contradicts-excluded.contradicts";
#undef AVOW_SUMS

// A person whom the registry does not know and who holds no role (ledger::is_private): 11 is
// ActorKind::person.
constexpr const char* kMarkPrivate =
    "UPDATE party_totals SET private=1 WHERE party IN (SELECT p.id FROM actors a JOIN parties p ON "
    "(p.key=lower(a.name) OR p.name=a.name) WHERE a.document=? AND a.kind=11 AND a.in_registry=0 AND "
    "a.role='')";

}  // namespace

Lister::Lister(Database& database)
    : list_all_(database,
                "INSERT INTO listing SELECT kind,0,day,document,number FROM listed WHERE document=?"),
      list_by_party_(database,
                     "INSERT INTO listing SELECT kind,party,day,document,number FROM listed WHERE document=? "
                     "AND party IS NOT NULL"),
      count_all_(database,
                 "INSERT INTO tallies SELECT 0,kind,day/100,count(*) FROM listed WHERE document=? GROUP BY "
                 "kind,day/100 ON CONFLICT(party,kind,month) DO UPDATE SET n=tallies.n+excluded.n"),
      count_by_party_(database,
                      "INSERT INTO tallies SELECT party,kind,day/100,count(*) FROM listed WHERE document=? "
                      "AND party IS NOT NULL GROUP BY party,kind,day/100 "
                      "ON CONFLICT(party,kind,month) DO UPDATE SET n=tallies.n+excluded.n"),
      sum_up_(database, kSumUp),
      mark_private_(database, kMarkPrivate),
      unlist_(database,
              "DELETE FROM listing WHERE (kind,party,day,document,number) IN "
              "(SELECT kind,0,day,document,number FROM listed WHERE document=?1 UNION ALL "
              "SELECT kind,party,day,document,number FROM listed WHERE document=?1 AND party IS NOT NULL)"),
      uncount_all_(database,
                   "INSERT INTO tallies SELECT 0,kind,day/100,count(*) FROM listed WHERE document=? GROUP BY "
                   "kind,day/100 ON CONFLICT(party,kind,month) DO UPDATE SET n=tallies.n-excluded.n"),
      uncount_by_party_(database,
                        "INSERT INTO tallies SELECT party,kind,day/100,count(*) FROM listed WHERE document=? "
                        "AND party IS NOT NULL GROUP BY party,kind,day/100 "
                        "ON CONFLICT(party,kind,month) DO UPDATE SET n=tallies.n-excluded.n"),
      sum_down_(database, kSumDown) {}

void Lister::add(std::int64_t document_row) {
  for (Sql* each : {&list_all_, &list_by_party_, &count_all_, &count_by_party_, &sum_up_, &mark_private_}) {
    each->run(document_row);
  }
}

void Lister::remove(std::int64_t document_row) {
  for (Sql* each : {&unlist_, &uncount_all_, &uncount_by_party_, &sum_down_}) each->run(document_row);
}

void list_older_documents(Database& database) {
  std::vector<std::int64_t> documents;
  {
    Sql list{database, "SELECT id FROM documents ORDER BY id"};
    for (list.with(); list.next();) documents.push_back(list.number(0));
  }
  Lister lister{database};
  for (const std::int64_t document : documents) lister.add(document);
}

}  // namespace avow::store
