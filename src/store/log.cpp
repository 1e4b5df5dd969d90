#include "store/log.hpp"

#include <array>
#include <cstdlib>
#include <ctime>
#include <map>
#include <utility>

#include <unistd.h>

#include "avow/base/hash.hpp"
#include "store/old_tables.hpp"
#include "store/party_words.hpp"
#include "store/reader.hpp"

namespace avow::store {
namespace {

std::string user() {
  const char* name = std::getenv("USER");
  return name != nullptr && *name != '\0' ? name : "uid " + std::to_string(::getuid());
}

// What the hash of an entry covers: every member, each with its length, so that no two entries read alike.
// Entries of before there were versions and content are covered as they were then.
std::string hash_of(const ledger::LogEntry& entry) {
  std::string all = std::to_string(entry.number);
  const auto add = [&](const std::string& part) { all += "\n" + std::to_string(part.size()) + ":" + part; };
  for (const std::string* part :
       {&entry.at, &entry.who, &entry.tool, &entry.action, &entry.document, &entry.digest, &entry.previous}) {
    add(*part);
  }
  if (!entry.versions.empty() || !entry.content.empty()) {
    add(entry.versions);
    add(entry.content);
  }
  return sha256_hex(all);
}

ledger::Verification fault(ledger::Verification so_far, std::int64_t entry, std::string what) {
  so_far.bad_entry = entry;
  so_far.what = std::move(what);
  return so_far;
}

constexpr std::string_view kEntryColumns =
    "l.entry,l.at,l.who,l.tool,l.action,l.document,l.digest,l.previous,l.hash,l.versions,l.content";

ledger::LogEntry entry_at(const Sql& sql) {
  ledger::LogEntry out;
  out.number = sql.number(0);
  out.at = sql.text(1);
  out.who = sql.text(2);
  out.tool = sql.text(3);
  out.action = sql.text(4);
  out.document = sql.text(5);
  out.digest = sql.text(6);
  out.previous = sql.text(7);
  out.hash = sql.text(8);
  out.versions = sql.text(9);
  out.content = sql.text(10);
  return out;
}

bool about_rows(std::string_view action) {
  return action.starts_with("document");
}

// The last entry about each document's rows: what its rows must agree with.
std::map<std::string, std::int64_t> last_entries(Database& database) {
  std::map<std::string, std::int64_t> out;
  Sql list{database, "SELECT document, max(entry) FROM log WHERE action LIKE 'document%' GROUP BY document"};
  for (list.with(); list.next();) out[list.text(0)] = list.number(1);
  return out;
}

// What the rows an entry speaks of say against it; "" for nothing.
class RowCheck {
 public:
  explicit RowCheck(Database& database)
      : database_(database),
        last_(last_entries(database)),
        find_(database, "SELECT id FROM documents WHERE sha256=?") {}

  std::string fault_of(const ledger::LogEntry& entry) {
    if (about_rows(entry.action)) return document_fault(entry);
    if (entry.action == "review") return row_fault(entry, "reviews", "the review was altered or is missing");
    if (entry.action == "review moved") {
      return row_fault(entry, "review_moves", "the move of a review was altered or is missing");
    }
    if (entry.action == kPartyWord)
      return row_fault(entry, "party_reviews", "the word on parties was altered or is missing");
    return {};
  }
  [[nodiscard]] std::size_t documents() const { return last_.size(); }

 private:
  std::string document_fault(const ledger::LogEntry& entry) {
    if (last_.at(entry.document) != entry.number) return {};  // its rows have made way for later ones
    find_.with(entry.document);
    if (!find_.next()) return "its document is missing";
    const std::int64_t row = find_.number(0);
    static_cast<void>(find_.next());
    if (rows_digest(database_, row) == entry.digest) return {};
    return "rows of its document were altered: " + entry.document;
  }

  std::string row_fault(const ledger::LogEntry& entry, std::string_view table, std::string_view what) {
    return entry_digest(database_, table, entry.number) == entry.digest ? std::string{} : std::string{what};
  }

  Database& database_;
  std::map<std::string, std::int64_t> last_;
  Sql find_;
};

// Rows that no entry speaks of.
Result<ledger::Verification> check_counts(Database& database, ledger::Verification out,
                                          std::size_t documents_known) {
  const auto documents = database.number("SELECT count(*) FROM documents");
  if (!documents) return documents.error();
  out.documents = *documents;
  if (out.documents != static_cast<std::int64_t>(documents_known))
    return fault(out, out.entries, "documents are in the ledger that the log does not know");
  for (const auto& [table, action] :
       {std::pair{"reviews", "review"}, {"review_moves", "review moved"}, {"party_reviews", kPartyWord}}) {
    const auto rows = database.number((std::string{"SELECT count(*) FROM "} + table).c_str());
    const auto entries =
        database.number((std::string{"SELECT count(*) FROM log WHERE action='"} + action + "'").c_str());
    if (!rows) return rows.error();
    if (!entries) return entries.error();
    if (std::string_view{action} == "review") out.reviews = *rows;
    if (*rows != *entries)
      return fault(out, out.entries, std::string{table} + " are in the ledger that the log does not know");
  }
  return out;
}

}  // namespace

std::string time_now() {
  const std::time_t seconds = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 32> buffer{};
  std::strftime(buffer.data(), buffer.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return buffer.data();
}

void append_rows(Sql& rows, std::string& all) {
  while (rows.next()) {
    all += "\n";
    for (int column = 0; column < rows.columns(); ++column) {
      const std::string value = rows.text(column);
      all += rows.is_null(column) ? std::string{"-"} : std::to_string(value.size()) + ":" + value;
      all += " ";
    }
  }
}

// The columns of `documents` that come with the document; the others follow from what is packed.
std::string rows_digest(Database& database, std::int64_t document_row, std::string_view packed) {
  std::string all = "document";
  Sql head{database,
           "SELECT sha256,uri,title,publisher,publisher_kind,published,language FROM documents WHERE id=?"};
  append_rows(head.with(document_row), all);
  Sql faults{database, "SELECT code,message,first,last FROM diagnostics WHERE document=? ORDER BY number"};
  append_rows(faults.with(document_row), all);
  all += "\n";
  all += packed;
  return sha256_hex(all);
}

std::string rows_digest(Database& database, std::int64_t document_row) {
  const auto packed = packed_bytes(database, document_row);
  return packed ? rows_digest(database, document_row, *packed) : std::string{};
}

std::string entry_digest(Database& database, std::string_view table, std::int64_t entry) {
  std::string all{table};
  Sql rows{database, "SELECT * FROM " + std::string{table} + " WHERE entry=?"};
  append_rows(rows.with(entry), all);
  return sha256_hex(all);
}

std::int64_t next_entry(Database& database) {
  Sql last{database, "SELECT coalesce(max(entry),0) FROM log"};
  return last.with().next() ? last.number(0) + 1 : 1;
}

std::int64_t append_entry(Database& database, const NewEntry& given, const ledger::Hand& hand) {
  ledger::LogEntry entry;
  {
    Sql last{database, "SELECT entry, hash FROM log ORDER BY entry DESC LIMIT 1"};
    if (last.with().next()) {
      entry.number = last.number(0);
      entry.previous = last.text(1);
    }
  }
  ++entry.number;
  entry.at = time_now();
  entry.who = hand.who.empty() ? user() : hand.who;
  entry.tool = "avow " AVOW_VERSION;
  entry.versions = hand.versions;
  entry.action = given.action;
  entry.document = given.document;
  entry.digest = given.digest;
  entry.content = given.content;
  const std::string hash = hash_of(entry);
  // A ledger that is being migrated has no columns of versions and content yet.
  if (entry.versions.empty() && entry.content.empty()) {
    Sql insert{database,
               "INSERT INTO log(entry,at,who,tool,action,document,digest,previous,hash) "
               "VALUES(?,?,?,?,?,?,?,?,?)"};
    insert.run(entry.number, entry.at, entry.who, entry.tool, entry.action, entry.document, entry.digest,
               entry.previous, hash);
  } else {
    Sql insert{database,
               "INSERT INTO log(entry,at,who,tool,action,document,digest,previous,hash,versions,content) "
               "VALUES(?,?,?,?,?,?,?,?,?,?,?)"};
    insert.run(entry.number, entry.at, entry.who, entry.tool, entry.action, entry.document, entry.digest,
               entry.previous, hash, entry.versions, entry.content);
  }
  return entry.number;
}

void log_older_documents(Database& database) {
  std::vector<std::pair<std::int64_t, std::string>> missing;
  {
    Sql list{database,
             "SELECT id, sha256 FROM documents WHERE sha256 NOT IN (SELECT document FROM log) ORDER BY id"};
    for (list.with(); list.next();) missing.emplace_back(list.number(0), list.text(1));
  }
  for (const auto& [row, sha256] : missing) {
    append_entry(database, {"document found when the log began", sha256, old_rows_digest(database, row), {}},
                 {});
  }
}

Result<std::vector<ledger::LogEntry>> read_log(Database& database, const ledger::LogQuery& query) {
  std::vector<ledger::LogEntry> out;
  std::string_view sha = query.document;
  if (sha.starts_with("sha256:")) sha.remove_prefix(7);
  std::string sql = "SELECT " + std::string{kEntryColumns} +
                    " FROM log l WHERE l.entry>? AND (?='' OR l.action=?) AND (?='' OR l.who=?) AND "
                    "(?='' OR l.document=?) AND l.at>=? ORDER BY l.entry";
  if (query.newest_first) sql += " DESC";
  if (query.most > 0) sql += " LIMIT " + std::to_string(query.most);
  Sql list{database, sql};
  for (list.with(query.after, query.action, query.action, query.who, query.who, sha, sha, query.since);
       list.next();) {
    out.push_back(entry_at(list));
    if (!out.back().document.empty()) out.back().document.insert(0, "sha256:");
  }
  if (auto failed = database.take_error()) return *failed;
  return out;
}

Result<ledger::Verification> verify_log(Database& database) {
  ledger::Verification out;
  RowCheck rows{database};
  Sql list{database, "SELECT " + std::string{kEntryColumns} + " FROM log l ORDER BY l.entry"};
  for (list.with(); list.next();) {
    const ledger::LogEntry entry = entry_at(list);
    if (entry.number != out.entries + 1) return fault(out, entry.number, "entries before it are missing");
    if (entry.previous != out.head) return fault(out, entry.number, "it does not follow the entry before it");
    if (hash_of(entry) != entry.hash) return fault(out, entry.number, "the entry was altered");
    if (std::string what = rows.fault_of(entry); !what.empty())
      return fault(out, entry.number, std::move(what));
    out.head = entry.hash;
    ++out.entries;
  }
  if (auto failed = database.take_error()) return *failed;
  return check_counts(database, std::move(out), rows.documents());
}

}  // namespace avow::store
