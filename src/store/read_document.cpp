#include "store/packing.hpp"
#include "store/reader.hpp"

namespace avow::store {
namespace {

constexpr std::size_t kDocumentsAtHand = 64;

ErrorCode code_of(std::string_view number) {
  for (int i = 0;; ++i) {
    const auto code = static_cast<ErrorCode>(i);
    if (code == ErrorCode::usage || error_number(code) == number) return code;
  }
}

Error damage(const Database& database, std::int64_t row) {
  return {ErrorCode::ledger_corrupt, "document " + std::to_string(row) + " cannot be unpacked",
          database.place()};
}

}  // namespace

Result<std::string> packed_bytes(Database& database, std::int64_t document_row) {
  Sql find{database, "SELECT packed FROM texts WHERE document=?"};
  std::optional<std::string> bytes;
  if (find.with(document_row).next()) bytes = decompress(find.text(0));
  if (!bytes) return damage(database, document_row);
  return std::move(*bytes);
}

DocumentReader::DocumentReader(Database& database)
    : database_(database),
      head_(database,
            "SELECT sha256,uri,title,publisher,publisher_kind,published,language,diagnostics FROM documents "
            "WHERE id=?"),
      packed_(database, "SELECT packed FROM texts WHERE document=?"),
      diagnostics_(database,
                   "SELECT code,message,first,last FROM diagnostics WHERE document=? ORDER BY number") {}

void DocumentReader::damaged(std::int64_t row) {
  if (!database_.failed()) database_.note(damage(database_, row));
}

std::string DocumentReader::bytes(std::int64_t row) {
  std::optional<std::string> bytes;
  if (packed_.with(row).next()) bytes = decompress(packed_.text(0));
  static_cast<void>(packed_.next());
  if (!bytes) damaged(row);
  return bytes ? std::move(*bytes) : std::string{};
}

std::string DocumentReader::text(std::int64_t row) {
  const std::string all = bytes(row);
  const auto text = packed_text(all);
  if (!text) damaged(row);
  return text ? std::string{*text} : std::string{};
}

Document DocumentReader::read(std::int64_t row) {
  const std::string all = bytes(row);
  auto unpacked = unpack(all);
  if (!unpacked) damaged(row);
  Document document = unpacked ? std::move(*unpacked) : Document{};
  if (!head_.with(row).next()) return Document{};
  document.id = "sha256:" + head_.text(0);
  document.uri = head_.text(1);
  document.title = head_.text(2);
  document.publisher = head_.text(3);
  document.publisher_kind = head_.text(4);
  document.published = Date::parse(head_.text(5));
  document.language = head_.text(6);
  const bool faults = head_.number(7) > 0;
  static_cast<void>(head_.next());
  for (diagnostics_.with(row); faults && diagnostics_.next();) {
    document.diagnostics.push_back({code_of(diagnostics_.text(0)),
                                    diagnostics_.text(1),
                                    {static_cast<std::uint32_t>(diagnostics_.number(2)),
                                     static_cast<std::uint32_t>(diagnostics_.number(3))}});
  }
  return document;
}

const Document& DocumentReader::document(std::int64_t row) {
  if (const auto known = at_hand_.find(row); known != at_hand_.end()) return known->second;
  if (at_hand_.size() >= kDocumentsAtHand) at_hand_.clear();
  return at_hand_.emplace(row, read(row)).first->second;
}

Result<Document> read_document(Database& database, std::int64_t document_row) {
  Document document = DocumentReader{database}.document(document_row);
  if (auto failed = database.take_error()) return *failed;
  return document;
}

}  // namespace avow::store
