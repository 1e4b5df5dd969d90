#include "store/log.hpp"

#include <array>
#include <cstdlib>
#include <ctime>

#include <unistd.h>

#include "avow/base/hash.hpp"

namespace avow::store {
namespace {

// Each table with rows of a document, and the order that makes their list one and the same each time.
constexpr std::array<const char*, 15> kTables = {
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

std::string now() {
  const std::time_t seconds = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 32> buffer{};
  std::strftime(buffer.data(), buffer.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return buffer.data();
}

std::string user() {
  const char* name = std::getenv("USER");
  return name != nullptr && *name != '\0' ? name : "uid " + std::to_string(::getuid());
}

struct Entry {
  std::int64_t number = 0;
  std::string at, who, tool, action, document, digest, previous;
};

// What the hash of an entry covers: every member, each with its length, so that no two entries read alike.
std::string hash_of(const Entry& entry) {
  std::string all = std::to_string(entry.number);
  for (const std::string* part :
       {&entry.at, &entry.who, &entry.tool, &entry.action, &entry.document, &entry.digest, &entry.previous}) {
    all += "\n" + std::to_string(part->size()) + ":" + *part;
  }
  return sha256_hex(all);
}

ledger::Verification fault(ledger::Verification so_far, std::int64_t entry, std::string what) {
  so_far.bad_entry = entry;
  so_far.what = std::move(what);
  return so_far;
}

}  // namespace

std::string rows_digest(Database& database, std::int64_t document_row) {
  std::string all;
  for (const char* table : kTables) {
    all += "\n";
    all += table;
    Sql rows{database, std::string{"SELECT * FROM "} + table};
    for (rows.with(document_row); rows.next();) {
      all += "\n";
      for (int column = 0; column < rows.columns(); ++column) {
        const std::string value = rows.text(column);
        all += rows.is_null(column) ? std::string{"-"} : std::to_string(value.size()) + ":" + value;
        all += " ";
      }
    }
  }
  return sha256_hex(all);
}

void append_entry(Database& database, std::string_view action, std::string_view sha256,
                  std::string_view digest) {
  Entry entry;
  {
    Sql last{database, "SELECT entry, hash FROM log ORDER BY entry DESC LIMIT 1"};
    if (last.with().next()) {
      entry.number = last.number(0);
      entry.previous = last.text(1);
    }
  }
  ++entry.number;
  entry.at = now();
  entry.who = user();
  entry.tool = "avow " AVOW_VERSION;
  entry.action = action;
  entry.document = sha256;
  entry.digest = digest;
  Sql insert{database, "INSERT INTO log VALUES(?,?,?,?,?,?,?,?,?)"};
  insert.run(entry.number, entry.at, entry.who, entry.tool, entry.action, entry.document, entry.digest,
             entry.previous, hash_of(entry));
}

void log_older_documents(Database& database) {
  std::vector<std::pair<std::int64_t, std::string>> missing;
  {
    Sql list{database,
             "SELECT id, sha256 FROM documents WHERE sha256 NOT IN (SELECT document FROM log) ORDER BY id"};
    for (list.with(); list.next();) missing.emplace_back(list.number(0), list.text(1));
  }
  for (const auto& [row, sha256] : missing) {
    append_entry(database, "document found when the log began", sha256, rows_digest(database, row));
  }
}

Result<ledger::Verification> verify_log(Database& database) {
  ledger::Verification out;
  std::string previous;
  Sql list{database,
           "SELECT l.entry,l.at,l.who,l.tool,l.action,l.document,l.digest,l.previous,l.hash,d.id FROM log l "
           "LEFT JOIN documents d ON d.sha256=l.document ORDER BY l.entry"};
  for (list.with(); list.next();) {
    const Entry entry{list.number(0), list.text(1), list.text(2), list.text(3),
                      list.text(4),   list.text(5), list.text(6), list.text(7)};
    if (entry.number != out.entries + 1) return fault(out, entry.number, "entries before it are missing");
    if (entry.previous != previous) return fault(out, entry.number, "it does not follow the entry before it");
    if (hash_of(entry) != list.text(8)) return fault(out, entry.number, "the entry was altered");
    if (list.is_null(9)) return fault(out, entry.number, "its document is missing");
    if (rows_digest(database, list.number(9)) != entry.digest) {
      return fault(out, entry.number, "rows of its document were altered: " + entry.document);
    }
    previous = list.text(8);
    ++out.entries;
  }
  if (auto failed = database.take_error()) return *failed;
  const auto documents = database.number("SELECT count(*) FROM documents");
  if (!documents) return documents.error();
  out.documents = *documents;
  out.head = previous;
  if (out.documents != out.entries)
    return fault(out, out.entries, "documents are in the ledger that the log does not know");
  return out;
}

}  // namespace avow::store
