#include "avow/store/sqlite_store.hpp"

#include "avow/base/strings.hpp"
#include "store/lists.hpp"
#include "store/log.hpp"
#include "store/problems.hpp"
#include "store/reader.hpp"
#include "store/schema.hpp"
#include "store/sqlite.hpp"
#include "store/standings.hpp"
#include "store/writer.hpp"

namespace avow::store {
namespace {

constexpr std::size_t kShortestIdDigits = 4;

class SqliteStore final : public ledger::Store {
 public:
  explicit SqliteStore(Database database) : database_(std::move(database)) {}

  Result<std::size_t> add(std::span<const Document* const> documents) override {
    if (!writer_) writer_.emplace(database_);
    if (auto failed = database_.take_error()) return *failed;
    if (auto begun = database_.execute("BEGIN IMMEDIATE"); !begun) return begun.error();
    std::size_t added = 0;
    for (const Document* document : documents) added += writer_->add(*document) ? 1 : 0;
    auto failed = database_.take_error();
    if (!failed) {
      if (auto done = database_.execute("COMMIT"); !done) failed = done.error();
    }
    if (!failed) return added;
    // After some failures SQLite has rolled back itself; then this has nothing to do.
    static_cast<void>(database_.execute("ROLLBACK"));
    writer_->forget();
    return *failed;
  }

  Result<std::vector<std::string>> document_ids() override {
    std::vector<std::string> ids;
    Sql list{database_, "SELECT sha256 FROM documents ORDER BY sha256"};
    for (list.with(); list.next();) ids.push_back("sha256:" + list.text(0));
    if (auto failed = database_.take_error()) return *failed;
    return ids;
  }

  Result<Document> document(std::string_view id) override {
    std::string_view sha = id;
    if (sha.starts_with("sha256:")) sha.remove_prefix(7);
    Sql find{database_, "SELECT id FROM documents WHERE sha256=?"};
    const bool found = find.with(sha).next();
    if (auto failed = database_.take_error()) return *failed;
    if (!found) return Error{ErrorCode::row_not_found, "no such document", std::string{id}};
    return read_document(database_, find.number(0));
  }

  Result<std::vector<ledger::Row>> rows(const ledger::Query& query) override {
    return read_rows(database_, query);
  }

  Result<ledger::RowPlace> find_row(std::string_view id) override {
    const auto colon = id.find(':');
    if (colon == std::string_view::npos || colon < kShortestIdDigits) return not_found(id);
    const std::string from = lower_ascii(id.substr(0, colon));
    const std::string row{id.substr(colon + 1)};
    std::vector<std::string> found;
    for (const char* table : {"statements", "events", "obligations", "findings"}) {
      Sql list{database_, std::string{"SELECT d.sha256 FROM documents d JOIN "} + table +
                              " x ON x.document=d.id WHERE d.sha256>=? AND d.sha256<? AND x.row=?"};
      for (list.with(from, from + "g", row); list.next();) found.push_back("sha256:" + list.text(0));
    }
    if (auto failed = database_.take_error()) return *failed;
    if (found.empty()) return not_found(id);
    if (found.size() > 1) {
      return Error{ErrorCode::row_not_found,
                   "several documents begin like that; give more digits of the document", std::string{id}};
    }
    return ledger::RowPlace{found.front(), row};
  }

  Result<std::vector<ledger::Hit>> search(std::string_view words, std::size_t most) override {
    // Each word in quotes: what people type is never read as FTS5's query language.
    std::string query;
    for (const std::string_view word : split_words(words)) {
      if (!query.empty()) query += ' ';
      query += '"';
      for (const char c : word) query += c == '"' ? std::string{"\"\""} : std::string{c};
      query += '"';
    }
    std::vector<ledger::Hit> hits;
    if (query.empty()) return hits;
    Sql list{database_,
             "SELECT d.sha256, d.uri, t.text FROM sentence_search f JOIN sentences s ON s.id=f.rowid "
             "JOIN documents d ON d.id=s.document JOIN sentence_texts t ON t.id=s.id "
             "WHERE f.text MATCH ? ORDER BY f.rank, s.id LIMIT ?"};
    for (list.with(query, most); list.next();) {
      hits.push_back({"sha256:" + list.text(0), list.text(1), list.text(2)});
    }
    if (auto failed = database_.take_error()) return *failed;
    return hits;
  }

  Result<ledger::Verification> verify() override {
    // One view of the ledger, whatever another program adds meanwhile.
    if (auto begun = database_.execute("BEGIN"); !begun) return begun.error();
    auto verification = verify_log(database_);
    static_cast<void>(database_.execute("ROLLBACK"));
    return verification;
  }

  ledger::Standings& standings() override { return standings_; }

  Result<void> note_problems(std::span<const ledger::Problem> problems) override {
    return store::note_problems(database_, problems);
  }
  Result<void> clear_problems(std::span<const std::string> inputs, std::string_view run) override {
    return store::clear_problems(database_, inputs, run);
  }
  Result<std::vector<ledger::Problem>> problems(bool cleared_too) override {
    return read_problems(database_, cleared_too);
  }
  Result<void> keep(std::string_view key, std::string_view value) override {
    return store::keep(database_, key, value);
  }
  Result<std::string> kept(std::string_view key) override { return store::kept(database_, key); }

  Result<std::vector<std::string>> with_originals() override {
    std::vector<std::string> ids;
    Sql list{database_, "SELECT DISTINCT document FROM log WHERE action=? ORDER BY document"};
    for (list.with(kAddedWithOriginal); list.next();) ids.push_back("sha256:" + list.text(0));
    if (auto failed = database_.take_error()) return *failed;
    return ids;
  }

  Result<ledger::Totals> totals() override {
    ledger::Totals totals;
    Sql list{
        database_,
        "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM sentences),"
        "(SELECT count(*) FROM actors), (SELECT count(*) FROM statements), (SELECT count(*) FROM events),"
        "(SELECT count(*) FROM obligations), (SELECT count(*) FROM findings),"
        "(SELECT count(*) FROM diagnostics)"};
    if (list.with().next()) {
      totals = {list.number(0), list.number(1), list.number(2), list.number(3),
                list.number(4), list.number(5), list.number(6), list.number(7)};
    }
    if (auto failed = database_.take_error()) return *failed;
    return totals;
  }

  ledger::Lists& lists() override { return lists_; }

 private:
  static Error not_found(std::string_view id) { return {ErrorCode::row_not_found, "", std::string{id}}; }

  Database database_;
  StoreStandings standings_{database_};
  SqliteLists lists_{database_};
  std::optional<Writer> writer_;  // its statements go before the connection does
};

}  // namespace

Result<std::unique_ptr<ledger::Store>> open_sqlite(const std::filesystem::path& path, Access access) {
  std::error_code ignored;
  if (access == Access::read && !std::filesystem::exists(path, ignored)) {
    return Error{ErrorCode::ledger_open_failed, "there is no such file", path.string()};
  }
  auto database = Database::open(path, access == Access::write);
  if (!database) return database.error();
  if (auto done = prepare_schema(*database, access == Access::write); !done) return done.error();
  return std::unique_ptr<ledger::Store>{std::make_unique<SqliteStore>(std::move(*database))};
}

}  // namespace avow::store
