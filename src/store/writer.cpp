#include "store/writer.hpp"

#include <algorithm>

#include "store/log.hpp"
#include "store/packing.hpp"

namespace avow::store {
namespace {

// zstd's level for texts and layers: slower ones gain a hundredth, and one thread packs what several read.
constexpr int kTextLevel = 9;

bool same_sentences(const Document& a, const Document& b) {
  return std::equal(a.sentences.begin(), a.sentences.end(), b.sentences.begin(), b.sentences.end(),
                    [](const Sentence& one, const Sentence& other) { return one.span == other.span; });
}

}  // namespace

Writer::Writer(Database& database)
    : database_(database),
      parties_(database),
      lister_(database, parties_),
      words_(database, "sentence_search"),
      insert_document_(database,
                       "INSERT INTO documents(sha256,uri,title,publisher,publisher_kind,published,language) "
                       "VALUES(?,?,?,?,?,?,?) ON CONFLICT(sha256) DO NOTHING RETURNING id"),
      insert_diagnostic_(database, "INSERT INTO diagnostics VALUES(?,?,?,?,?,?)"),
      insert_text_(
          database,
          "INSERT INTO texts VALUES(?,?) ON CONFLICT(document) DO UPDATE SET packed=excluded.packed"),
      set_sizes_(database,
                 "UPDATE documents SET first_sentence=?,sentences=?,actors=?,statements=?,events=?,"
                 "obligations=?,findings=?,diagnostics=? WHERE id=?"),
      next_sentence_(database,
                     "SELECT first_sentence+sentences FROM documents ORDER BY first_sentence DESC, "
                     "sentences DESC LIMIT 1") {}

bool Writer::add(const Document& document) {
  const Document kept = kept_part(document);
  std::string_view sha = document.id;
  if (const auto colon = sha.find(':'); colon != std::string_view::npos) sha.remove_prefix(colon + 1);
  std::optional<std::string> published;
  if (document.published) published = document.published->to_string();
  insert_document_.with(sha, document.uri, document.title, document.publisher, document.publisher_kind,
                        published, document.language);
  if (!insert_document_.next()) return false;
  const std::int64_t row = insert_document_.number(0);
  static_cast<void>(insert_document_.next());
  const std::string packed = pack(kept);
  put(row, kept, packed);
  append_entry(
      database_,
      {document.original_kept ? kAddedWithOriginal : kAdded, sha, rows_digest(database_, row, packed), {}},
      hand_);
  return !database_.failed();
}

bool Writer::replace(const Document& earlier, const Document& document, std::int64_t row) {
  const Document kept = kept_part(document);
  lister_.remove(row, earlier);
  Sql faults{database_, "DELETE FROM diagnostics WHERE document=?"};
  faults.run(row);
  if (!same_sentences(earlier, kept)) {
    Sql place{database_, "SELECT first_sentence FROM documents WHERE id=?"};
    std::int64_t sentence = place.with(row).next() ? place.number(0) : 0;
    for (const Sentence& each : earlier.sentences) words_.remove(sentence++, earlier.text_of(each.span));
    Sql forget{database_, "UPDATE documents SET sentences=0 WHERE id=?"};
    forget.run(row);
  }
  put(row, kept, pack(kept));
  return !database_.failed();
}

void Writer::put(std::int64_t row, const Document& kept, const std::string& packed) {
  document_ = row;
  insert_text_.run(row, Bytes{compress(packed, kTextLevel)});
  add_diagnostics(kept);
  const std::int64_t first = add_sentences(kept);
  set_sizes_.run(first, kept.sentences.size(), kept.actors.size(), kept.statements.size(), kept.events.size(),
                 kept.obligations.size(), kept.findings.size(), kept.diagnostics.size(), row);
  lister_.add(row, kept);
}

void Writer::add_diagnostics(const Document& document) {
  int number = 0;
  for (const Diagnostic& each : document.diagnostics) {
    insert_diagnostic_.run(document_, number++, error_number(each.code), each.message, each.span.begin,
                           each.span.end);
  }
}

std::int64_t Writer::add_sentences(const Document& document) {
  Sql in_already{database_, "SELECT first_sentence FROM documents WHERE id=? AND sentences>0"};
  if (in_already.with(document_).next()) return in_already.number(0);
  const std::int64_t first =
      next_sentence_.with().next() ? std::max<std::int64_t>(next_sentence_.number(0), 1) : 1;
  static_cast<void>(next_sentence_.next());
  std::int64_t sentence = first;
  for (const Sentence& each : document.sentences) words_.add(sentence++, document.text_of(each.span));
  return first;
}

}  // namespace avow::store
