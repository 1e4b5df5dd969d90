#include <algorithm>
#include <array>
#include <tuple>

#include "avow/base/strings.hpp"
#include "store/reader.hpp"

namespace avow::store {
namespace {

// What every select below gives, in this order.
enum Column {
  kDocument,
  kSha,
  kUri,
  kPublisher,
  kDate,
  kRow,
  kKind,
  kPartyKey,
  kPartyName,
  kActorName,
  kActorFirst,
  kActorLast,
  kOtherName,
  kOtherFirst,
  kOtherLast,
  kFirst,
  kLast,
  kSentenceFirst,
  kSentenceLast,
  kSaidBy,
  kPolarity,
  kType,
  kFactuality,
  kRelation,
  kWhy,
  kWord,
  kDeed,
  kRule,
  kConfidence
};

// Words about a party: the speaker's own; who tells them is the speaker of the statement around.
constexpr const char* kStatements = R"sql(
SELECT d.id, d.sha256, d.uri, d.publisher, coalesce(d.published,''), x.row, x.function,
  coalesce(p.key,''), coalesce(p.name,''), coalesce(a.name,''), x.speaker_first, x.speaker_last,
  coalesce(o.name,''), x.target_first, x.target_last,
  (SELECT c.first FROM statement_spans c WHERE c.document=x.document AND c.statement=x.number
     AND c.part='content' ORDER BY c.last-c.first DESC LIMIT 1),
  (SELECT c.last FROM statement_spans c WHERE c.document=x.document AND c.statement=x.number
     AND c.part='content' ORDER BY c.last-c.first DESC LIMIT 1),
  coalesce(s.first,0), coalesce(s.last,0), coalesce(t.name,''), '', '', '', '', '', '', '', x.rule, x.confidence
FROM statements x JOIN documents d ON d.id=x.document
LEFT JOIN sentences s ON s.id=x.sentence
LEFT JOIN parties p ON p.id=x.party
LEFT JOIN actors a ON a.document=x.document AND a.number=x.speaker
LEFT JOIN actors o ON o.document=x.document AND o.number=x.target
LEFT JOIN statements w ON w.document=x.document AND w.number=x.within
LEFT JOIN actors t ON t.document=w.document AND t.number=w.speaker
ORDER BY d.id)sql";

constexpr const char* kObligations = R"sql(
SELECT d.id, d.sha256, d.uri, d.publisher, coalesce(d.published,''), x.row, x.kind,
  coalesce(p.key,''), coalesce(p.name,''), coalesce(a.name,''), x.party_first, x.party_last,
  coalesce(o.name,''), x.beneficiary_first, x.beneficiary_last, x.first, x.last,
  coalesce(s.first,0), coalesce(s.last,0),
  CASE WHEN x.kind='commitment' THEN coalesce(t.name,'') ELSE coalesce(b.name,'') END,
  x.polarity, x.type, '', '', '', '', '', x.rule, x.confidence
FROM obligations x JOIN documents d ON d.id=x.document
LEFT JOIN sentences s ON s.id=x.sentence
LEFT JOIN parties p ON p.id=x.owing
LEFT JOIN actors a ON a.document=x.document AND a.number=x.party
LEFT JOIN actors o ON o.document=x.document AND o.number=x.beneficiary
LEFT JOIN statements m ON m.document=x.document AND m.number=x.statement
LEFT JOIN actors b ON b.document=m.document AND b.number=m.speaker
LEFT JOIN statements w ON w.document=m.document AND w.number=m.within
LEFT JOIN actors t ON t.document=w.document AND t.number=w.speaker
ORDER BY d.id)sql";

// Conduct is what is said to have happened, surely or maybe; what is planned, demanded or denied is not.
constexpr const char* kConduct = R"sql(
SELECT d.id, d.sha256, d.uri, d.publisher, coalesce(i.start,d.published,''), x.row, 'conduct',
  coalesce(p.key,''), coalesce(p.name,''), coalesce(a.name,''), x.actor_first, x.actor_last,
  coalesce(o.name,''), x.recipient_first, x.recipient_last, x.first, x.last,
  coalesce(s.first,0), coalesce(s.last,0), coalesce(b.name,''), '', x.type, x.factuality, '', '', '', '',
  x.rule, x.confidence
FROM events x JOIN documents d ON d.id=x.document
LEFT JOIN sentences s ON s.id=x.sentence
LEFT JOIN parties p ON p.id=x.party
LEFT JOIN actors a ON a.document=x.document AND a.number=x.actor
LEFT JOIN actors o ON o.document=x.document AND o.number=x.recipient
LEFT JOIN times i ON i.document=x.document AND i.number=x.time
LEFT JOIN statements m ON m.document=x.document AND m.number=x.according_to
LEFT JOIN actors b ON b.document=m.document AND b.number=m.speaker
WHERE x.factuality IN ('CT+','PR+','PS+')
ORDER BY d.id)sql";

constexpr const char* kFindings = R"sql(
SELECT d.id, d.sha256, d.uri, d.publisher, coalesce(i.start,d.published,''), x.row, 'finding',
  coalesce(p.key,''), coalesce(p.name,''), coalesce(a.name,''), e.actor_first, e.actor_last,
  coalesce(o.name,''), e.recipient_first, e.recipient_last, e.first, e.last,
  coalesce(s.first,0), coalesce(s.last,0), coalesce(b.name,''), '', e.type, e.factuality, x.relation, x.why,
  coalesce(g.row,m.row), e.row, x.rule, x.confidence
FROM findings x JOIN documents d ON d.id=x.document
JOIN events e ON e.document=x.document AND e.number=x.deed
LEFT JOIN obligations g ON g.document=x.document AND g.number=x.obligation
LEFT JOIN statements m ON m.document=x.document AND m.number=x.denial
LEFT JOIN sentences s ON s.id=e.sentence
LEFT JOIN parties p ON p.id=x.party
LEFT JOIN actors a ON a.document=x.document AND a.number=e.actor
LEFT JOIN actors o ON o.document=x.document AND o.number=e.recipient
LEFT JOIN times i ON i.document=x.document AND i.number=e.time
LEFT JOIN statements w ON w.document=x.document AND w.number=e.according_to
LEFT JOIN actors b ON b.document=w.document AND b.number=w.speaker
ORDER BY d.id)sql";

constexpr std::array<std::string_view, 6> kUsualKinds = {"commitment", "demand",  "condition",
                                                         "denial",     "conduct", "finding"};

// Which rows are wanted, decided once per query.
class Filter {
 public:
  Filter(Database& database, const ledger::Query& query) : query_(query) {
    kinds_ = query.kinds;
    if (kinds_.empty()) kinds_.assign(kUsualKinds.begin(), kUsualKinds.end());
    if (query.since) since_ = query.since->to_string();
    if (query.until) until_ = query.until->to_string();
    if (!query.party.empty()) find_parties(database);
  }

  [[nodiscard]] bool wants(const ledger::Row& row) const {
    if (std::find(kinds_.begin(), kinds_.end(), row.kind) == kinds_.end()) return false;
    if (!since_.empty() && (row.date.empty() || row.date < since_)) return false;
    if (!until_.empty() && (row.date.empty() || row.date > until_)) return false;
    return query_.party.empty() || std::binary_search(parties_.begin(), parties_.end(), row.party_key);
  }

 private:
  // The party of exactly this id or name, or else all whose names hold the words.
  void find_parties(Database& database) {
    const std::string wanted = lower_ascii(query_.party);
    std::vector<std::string> partly;
    Sql list{database, "SELECT key, name FROM parties ORDER BY key"};
    for (list.with(); list.next();) {
      const std::string key = list.text(0);
      const std::string name = lower_ascii(list.text(1));
      if (lower_ascii(key) == wanted || name == wanted) parties_.push_back(key);
      if (name.find(wanted) != std::string::npos) partly.push_back(key);
    }
    if (parties_.empty()) parties_ = std::move(partly);
    std::sort(parties_.begin(), parties_.end());
  }

  const ledger::Query& query_;
  std::vector<std::string> kinds_, parties_;
  std::string since_, until_;
};

// Fills rows from a select; keeps the text of the document at hand.
class RowReader {
 public:
  explicit RowReader(Database& database) : text_query_(database, "SELECT text FROM documents WHERE id=?") {}

  ledger::Row read(const Sql& sql) {
    ledger::Row row;
    const std::string prefix = ledger::short_id(sql.text(kSha)) + ":";
    row.id = prefix + sql.text(kRow);
    row.kind = sql.text(kKind);
    row.party_key = sql.text(kPartyKey);
    row.party = sql.text(kPartyName);
    row.date = sql.text(kDate);
    row.said_by = sql.text(kSaidBy);
    row.polarity = sql.text(kPolarity);
    row.type = sql.text(kType);
    row.factuality = sql.text(kFactuality);
    row.relation = sql.text(kRelation);
    row.publisher = sql.text(kPublisher);
    row.uri = sql.text(kUri);
    row.document = "sha256:" + sql.text(kSha);
    if (const std::string word = sql.text(kWord); !word.empty()) row.word = prefix + word;
    if (const std::string deed = sql.text(kDeed); !deed.empty()) row.deed = prefix + deed;
    row.rule = sql.text(kRule);
    row.confidence = sql.real(kConfidence);
    return row;
  }

  // The parts that need the document's text: only for rows that are wanted.
  void add_words(const Sql& sql, ledger::Row& row) {
    load_text(sql.number(kDocument));
    row.actor = sql.text(kActorName);
    if (row.actor.empty()) row.actor = slice(sql, kActorFirst);
    row.other = sql.text(kOtherName);
    if (row.other.empty()) row.other = slice(sql, kOtherFirst);
    row.text = row.kind == "finding" ? sql.text(kWhy) : slice(sql, kFirst);
    row.sentence = slice(sql, kSentenceFirst);
  }

 private:
  void load_text(std::int64_t document) {
    if (document == document_) return;
    document_ = document;
    text_.clear();
    if (text_query_.with(document).next()) text_ = text_query_.text(0);
    static_cast<void>(text_query_.next());
  }

  [[nodiscard]] std::string slice(const Sql& sql, int at) const {
    const auto first = static_cast<std::size_t>(sql.number(at));
    const auto last = static_cast<std::size_t>(sql.number(at + 1));
    if (first >= last || last > text_.size()) return {};
    return text_.substr(first, last - first);
  }

  Sql text_query_;
  std::int64_t document_ = 0;
  std::string text_;
};

// "s2" before "s10": by length first.
std::tuple<std::size_t, const std::string&> id_order(const std::string& id) {
  return {id.size(), id};
}

}  // namespace

Result<std::vector<ledger::Row>> read_rows(Database& database, const ledger::Query& query) {
  std::vector<ledger::Row> rows;
  const Filter filter{database, query};
  RowReader reader{database};
  for (const char* select : {kStatements, kObligations, kConduct, kFindings}) {
    // A commitment, demand or condition is listed as the obligation it makes, not as the words around it.
    const bool statements = select == kStatements;
    Sql list{database, select};
    for (list.with(); list.next();) {
      ledger::Row row = reader.read(list);
      if (statements && (row.kind == "commitment" || row.kind == "demand" || row.kind == "condition"))
        continue;
      if (!filter.wants(row)) continue;
      reader.add_words(list, row);
      rows.push_back(std::move(row));
    }
  }
  if (auto failed = database.take_error()) return *failed;
  std::sort(rows.begin(), rows.end(), [](const ledger::Row& a, const ledger::Row& b) {
    return std::tuple_cat(std::tie(a.party, a.party_key, a.kind, a.date, a.document), id_order(a.id)) <
           std::tuple_cat(std::tie(b.party, b.party_key, b.kind, b.date, b.document), id_order(b.id));
  });
  return rows;
}

}  // namespace avow::store
