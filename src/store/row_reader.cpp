#include "store/row_reader.hpp"

#include <array>

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
LEFT JOIN actors t ON t.document=w.document AND t.number=w.speaker)sql";

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
LEFT JOIN actors t ON t.document=w.document AND t.number=w.speaker)sql";

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
LEFT JOIN actors b ON b.document=m.document AND b.number=m.speaker)sql";

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
LEFT JOIN actors b ON b.document=w.document AND b.number=w.speaker)sql";

}  // namespace

const char* select_of(RowTable table) {
  static constexpr std::array<const char*, 4> kSelects = {kStatements, kObligations, kConduct, kFindings};
  return kSelects[static_cast<std::size_t>(table)];
}

RowReader::RowReader(Database& database) : text_query_(database, "SELECT text FROM documents WHERE id=?") {}

ledger::Row RowReader::read(const Sql& sql) const {
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

void RowReader::add_words(const Sql& sql, ledger::Row& row) {
  static_cast<void>(text_of(sql.number(kDocument)));
  row.actor = sql.text(kActorName);
  if (row.actor.empty()) row.actor = slice(sql, kActorFirst);
  row.other = sql.text(kOtherName);
  if (row.other.empty()) row.other = slice(sql, kOtherFirst);
  row.text = row.kind == "finding" ? sql.text(kWhy) : slice(sql, kFirst);
  row.sentence = slice(sql, kSentenceFirst);
}

std::string& RowReader::text_of(std::int64_t document) {
  if (document == document_) return text_;
  document_ = document;
  text_.clear();
  if (text_query_.with(document).next()) text_ = text_query_.text(0);
  static_cast<void>(text_query_.next());
  return text_;
}

std::string RowReader::slice(std::int64_t first, std::int64_t last) const {
  if (first < 0 || first >= last || static_cast<std::size_t>(last) > text_.size()) return {};
  return text_.substr(static_cast<std::size_t>(first), static_cast<std::size_t>(last - first));
}

std::string RowReader::slice(const Sql& sql, int at) const {
  return slice(sql.number(at), sql.number(at + 1));
}

}  // namespace avow::store
