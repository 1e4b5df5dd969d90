// Lists of documents, and of the sentences that full-text search finds.
#include <algorithm>

#include "avow/base/strings.hpp"
#include "store/lists.hpp"
#include "store/privacy.hpp"
#include "store/reader.hpp"
#include "store/text_index.hpp"

namespace avow::store {
namespace {

using ledger::DocumentQuery;
using ledger::ListedDocument;
using ledger::Passage;
using ledger::PassageQuery;

constexpr std::int64_t kFarRow = std::int64_t{1} << 60;
constexpr std::size_t kFewestIdDigits = 4;
// A page of a search looks at so many sentences that hold the words; where filters leave too few of them, the
// page is short and its cursor goes on.
constexpr std::size_t kMostLookedAt = 5000;

constexpr const char* kDocumentColumns =
    "SELECT d.id, d.sha256, d.uri, d.title, d.publisher, coalesce(d.published,''), d.language, d.statements, "
    "d.events, d.obligations, d.findings, d.diagnostics FROM documents d ";

ListedDocument document_at(const Sql& sql) {
  return {"sha256:" + sql.text(1), sql.text(2),   sql.text(3),   sql.text(4),    sql.text(5),   sql.text(6),
          sql.number(7),           sql.number(8), sql.number(9), sql.number(10), sql.number(11)};
}

std::string documents_sql(const DocumentQuery& query) {
  std::string sql = kDocumentColumns;
  const std::string order = query.oldest_first ? "ASC" : "DESC";
  const char* compare = query.oldest_first ? ">" : "<";
  sql += query.as_added ? "WHERE d.id" + std::string{compare} + "?2 AND ?1<>' '"
                        : "WHERE (coalesce(d.published,''), d.id)" + std::string{compare} +
                              "((SELECT coalesce(max(published),?1) FROM documents WHERE id=?2), ?2)";
  sql +=
      " AND (?3='' OR coalesce(d.published,'')>=?3) AND (?4='' OR (coalesce(d.published,'')<=?4 AND "
      "d.published IS NOT NULL)) AND (?5='' OR d.publisher=?5) ORDER BY ";
  sql += query.as_added ? "" : "coalesce(d.published,'') " + order + ", ";
  return sql + "d.id " + order + " LIMIT ?6";
}

std::string passages_sql(Backend backend) {
  return "SELECT sentence_search.rowid, d.id, d.first_sentence FROM sentence_search JOIN documents d ON "
         "d.sentences>0 AND d.first_sentence=(SELECT max(x.first_sentence) FROM documents x WHERE "
         "x.first_sentence<=sentence_search.rowid AND x.sentences>0) WHERE " +
         words_condition(backend, "sentence_search", "?1") +
         " AND sentence_search.rowid<?2 AND (?3='' OR coalesce(d.published,'')>=?3) AND (?4='' OR "
         "(coalesce(d.published,'')<=?4 AND d.published IS NOT NULL)) ORDER BY sentence_search.rowid DESC "
         "LIMIT " +
         std::to_string(kMostLookedAt);
}

// Fills one passage after another.
class PassageReader {
 public:
  PassageReader(Database& database, const PassageQuery& query, const AskedWords& asked)
      : query_(query), asked_(asked), speaker_(lower_ascii(query.speaker)), documents_(database) {}

  // False when the pieces of a word do not follow each other, when nothing in the sentence is said by those
  // who are asked for, or when what was found is withheld from the reader: then it must not be shown at all.
  bool read(const Sql& list, Passage& out) {
    const std::int64_t row = list.number(1);
    const Document& document = documents_.document(row);
    const std::int64_t number = list.number(0) - list.number(2);
    if (number < 0 || static_cast<std::size_t>(number) >= document.sentences.size()) return false;
    if (!add_statements(document, static_cast<SentenceIndex>(number), out)) return false;
    out.span = document.sentences[static_cast<std::size_t>(number)].span;
    const AskedWords::Found found = asked_.find_in(document.text_of(out.span));
    if (!found.all) return false;
    for (const Span hit : found.hits) {
      out.hits.push_back({hit.begin + out.span.begin, hit.end + out.span.begin});
    }
    if (row != row_) load(row, document);
    out.sentence = slice(text_, out.span);
    out.withheld = query_.withhold && withholder_.touches(out.span.begin, out.span.end);
    if (out.withheld) {
      for (const Span hit : out.hits) {
        if (withholder_.touches(hit.begin, hit.end)) return false;
      }
    }
    const std::string published = document.published ? document.published->to_string() : std::string{};
    out.document = {document.id,
                    document.uri,
                    document.title,
                    document.publisher,
                    published,
                    document.language,
                    0,
                    0,
                    0,
                    0,
                    0};
    return true;
  }

 private:
  void load(std::int64_t row, const Document& document) {
    row_ = row;
    text_ = document.text;
    if (!query_.withhold) return;
    withholder_.load(document);
    withholder_.mask(text_);
  }

  [[nodiscard]] bool wants(const Document& document, const Statement& each) const {
    if (!query_.party.empty() && ledger::party_of(document, each).key != query_.party) return false;
    if (!speaker_.empty()) {
      const std::string name = each.speaker == kNone ? "" : lower_ascii(document.actors[each.speaker].name);
      if (name.find(speaker_) == std::string::npos) return false;
    }
    return query_.functions.empty() || std::find(query_.functions.begin(), query_.functions.end(),
                                                 to_string(each.function)) != query_.functions.end();
  }

  // The statements of the sentence; false when one is asked for and none is such.
  bool add_statements(const Document& document, SentenceIndex sentence, Passage& out) const {
    bool wanted = query_.party.empty() && speaker_.empty() && query_.functions.empty();
    const std::string prefix = ledger::short_id(document.id) + ":";
    for (std::size_t i = 0; i < document.statements.size(); ++i) {
      if (sentence_of_row(document, RowTable::statements, i) != sentence) continue;
      out.statements.push_back(prefix + document.statements[i].id);
      wanted = wanted || wants(document, document.statements[i]);
    }
    return wanted;
  }

  const PassageQuery& query_;
  const AskedWords& asked_;
  std::string speaker_;
  DocumentReader documents_;
  Withholder withholder_;
  std::int64_t row_ = 0;  // of the document whose text is at hand
  std::string text_;      // with names covered where they are withheld
};

}  // namespace

Result<std::int64_t> document_row(Database& database, std::string_view id) {
  std::string_view digits = id;
  if (digits.starts_with("sha256:")) digits.remove_prefix(7);
  const Error unknown{ErrorCode::row_not_found, "no such document", std::string{id}};
  if (digits.size() < kFewestIdDigits) return unknown;
  const std::string from = lower_ascii(digits);
  Sql find{database, "SELECT id FROM documents WHERE sha256>=? AND sha256<? LIMIT 2"};
  const bool found = find.with(from, from + "g").next();
  const std::int64_t row = found ? find.number(0) : 0;
  const bool several = found && find.next();
  if (auto failed = database.take_error()) return *failed;
  if (!found) return unknown;
  if (several) {
    return Error{ErrorCode::row_not_found,
                 "several documents begin like that; give more digits of the document", std::string{id}};
  }
  return row;
}

Result<ledger::ListedDocuments> SqliteLists::documents(const DocumentQuery& query) {
  ledger::ListedDocuments out;
  const auto cursor = parse_cursor(query.after, 1);
  if (!cursor) return cursor.error();
  const std::int64_t after = !cursor->empty() ? cursor->front() : query.oldest_first ? 0 : kFarRow;
  Sql list{database_, documents_sql(query)};
  const std::string since = query.since ? query.since->to_string() : "";
  const std::string until = query.until ? query.until->to_string() : "";
  list.with(query.oldest_first ? "" : "~", after, since, until, query.publisher, query.limit + 1);
  for (std::int64_t last = 0; list.next();) {
    if (out.documents.size() == query.limit) {
      out.next = to_cursor({last});
      break;
    }
    last = list.number(0);
    out.documents.push_back(document_at(list));
  }
  if (query.publisher.empty() && !query.since && !query.until) {
    if (const auto total = database_.number("SELECT count(*) FROM documents")) out.total = *total;
  }
  if (auto failed = database_.take_error()) return *failed;
  return out;
}

Result<ListedDocument> SqliteLists::document(std::string_view id) {
  const auto row = document_row(database_, id);
  if (!row) return row.error();
  Sql find{database_, std::string{kDocumentColumns} + "WHERE d.id=?"};
  const bool found = find.with(*row).next();
  if (auto failed = database_.take_error()) return *failed;
  if (!found) return Error{ErrorCode::row_not_found, "no such document", std::string{id}};
  return document_at(find);
}

Result<ledger::Passages> SqliteLists::passages(const PassageQuery& query) {
  ledger::Passages out;
  const auto cursor = parse_cursor(query.after, 1);
  if (!cursor) return cursor.error();
  const auto party = party_row_of(database_, query.party);
  const AskedWords asked{query.words};
  const std::vector<std::string> pieces = asked.pieces();
  if (!party || pieces.empty()) return out;
  const std::string since = query.since ? query.since->to_string() : "";
  const std::string until = query.until ? query.until->to_string() : "";
  Sql list{database_, passages_sql(database_.backend())};
  list.with(words_query(database_.backend(), pieces), cursor->empty() ? kFarRow : cursor->front(), since,
            until);
  PassageReader reader{database_, query, asked};
  std::size_t looked_at = 0;
  for (std::int64_t last = 0; list.next(); last = list.number(0)) {
    if (out.passages.size() == query.limit) {
      out.next = to_cursor({last});
      break;
    }
    Passage passage;
    if (reader.read(list, passage)) out.passages.push_back(std::move(passage));
    if (++looked_at == kMostLookedAt) out.next = to_cursor({list.number(0)});
  }
  if (auto failed = database_.take_error()) return *failed;
  return out;
}

}  // namespace avow::store
