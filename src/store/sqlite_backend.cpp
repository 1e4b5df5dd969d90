#include <filesystem>

#include <fcntl.h>
#include <unistd.h>

#include <fmt/core.h>
#include <sqlite3.h>

#include "avow/base/limits.hpp"
#include "store/backend.hpp"
#include "store/dialect.hpp"

namespace avow::store {
namespace {

// "AVOW" as SQLite's application id: `file ledger.db` and we ourselves can tell a ledger from other files.
constexpr std::int64_t kApplicationId = 0x41564F57;

ErrorCode code_of(int result_code) {
  switch (result_code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:  // a lock that a reader was refused again and again
      return ErrorCode::ledger_locked;
    case SQLITE_NOTADB:
      return ErrorCode::ledger_not_a_ledger;
    case SQLITE_CORRUPT:
      return ErrorCode::ledger_corrupt;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return ErrorCode::ledger_open_failed;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
      return ErrorCode::ledger_write_failed;
    default:
      return ErrorCode::internal;
  }
}

// Owns the handle; errors name the file.
struct Handle {
  explicit Handle(std::string path) : place(std::move(path)) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { sqlite3_close_v2(sqlite); }
  [[nodiscard]] Error error(int result_code) const {
    return {code_of(result_code), sqlite != nullptr ? sqlite3_errmsg(sqlite) : sqlite3_errstr(result_code),
            place};
  }
  sqlite3* sqlite = nullptr;
  std::string place;
};

class SqlitePrepared final : public Prepared {
 public:
  SqlitePrepared(const Handle& handle, sqlite3_stmt* statement) : handle_(handle), statement_(statement) {}
  ~SqlitePrepared() override { sqlite3_finalize(statement_); }

  void bind_null(int at) override { sqlite3_bind_null(statement_, at); }
  void bind_number(int at, std::int64_t value) override { sqlite3_bind_int64(statement_, at, value); }
  void bind_real(int at, double value) override { sqlite3_bind_double(statement_, at, value); }
  // Copied by SQLite: a statement may be given a value that does not live until its rows are read.
  void bind_text(int at, std::string_view value) override {
    sqlite3_bind_text(statement_, at, value.data() == nullptr ? "" : value.data(),
                      static_cast<int>(value.size()), SQLITE_TRANSIENT);
  }
  void bind_bytes(int at, std::string_view value) override {
    sqlite3_bind_blob(statement_, at, value.data() == nullptr ? "" : value.data(),
                      static_cast<int>(value.size()), SQLITE_TRANSIENT);
  }

  Result<bool> step() override {
    const int result = sqlite3_step(statement_);
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) return false;
    return handle_.error(result);
  }
  void reset() override { sqlite3_reset(statement_); }

  int columns() const override { return sqlite3_column_count(statement_); }
  bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::int64_t number(int column) const override { return sqlite3_column_int64(statement_, column); }
  double real(int column) const override { return sqlite3_column_double(statement_, column); }
  std::string text(int column) const override {
    const void* bytes = sqlite3_column_blob(statement_, column);
    const int size = sqlite3_column_bytes(statement_, column);
    return bytes == nullptr ? std::string{}
                            : std::string{static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
  }

 private:
  const Handle& handle_;
  sqlite3_stmt* statement_;
};

// A ledger at rest (no write-ahead log) in a folder where none may write: a copy on a disc, a shared archive.
// SQLite must be told that nobody changes it, since it cannot put its own lock files there.
bool cannot_change(const std::string& place) {
  const auto folder = std::filesystem::absolute(place).parent_path();
  std::error_code ignored;
  return ::faccessat(AT_FDCWD, folder.c_str(), W_OK, AT_EACCESS) != 0 &&
         !std::filesystem::exists(place + "-wal", ignored);
}

std::string immutable_address(const std::string& place) {
  std::string address = "file:";
  for (const char c : place) {
    if (c == '?' || c == '#' || c == '%') {
      address += fmt::format("%{:02X}", static_cast<unsigned>(c));
    } else {
      address += c;
    }
  }
  return address + "?immutable=1";
}

class SqliteConnection final : public Connection {
 public:
  explicit SqliteConnection(const std::string& path) : handle_(path) {}

  Result<void> open(bool may_write) {
    const int flags = (may_write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) |
                      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const bool still = !may_write && cannot_change(handle_.place);
    const std::string name = still ? immutable_address(handle_.place) : handle_.place;
    const int result =
        sqlite3_open_v2(name.c_str(), &handle_.sqlite, flags | (still ? SQLITE_OPEN_URI : 0), nullptr);
    if (result != SQLITE_OK) return handle_.error(result);
    sqlite3_busy_timeout(handle_.sqlite, static_cast<int>(kLedgerBusyTimeout_ms));
    return {};
  }

  Backend backend() const override { return Backend::sqlite; }

  Result<std::unique_ptr<Prepared>> prepare(std::string_view sql) override {
    sqlite3_stmt* statement = nullptr;
    const int result = sqlite3_prepare_v3(handle_.sqlite, sql.data(), static_cast<int>(sql.size()),
                                          SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (result != SQLITE_OK) return handle_.error(result);
    return std::unique_ptr<Prepared>{std::make_unique<SqlitePrepared>(handle_, statement)};
  }

  Result<void> execute_own(const std::string& sql) override {
    const int result = sqlite3_exec(handle_.sqlite, sql.c_str(), nullptr, nullptr, nullptr);
    if (result != SQLITE_OK) return handle_.error(result);
    return {};
  }

  std::string own_sql(std::string_view portable) const override { return sqlite_sql(portable); }
  Result<std::int64_t> last_row() override { return sqlite3_last_insert_rowid(handle_.sqlite); }
  Result<void> begin_write() override { return execute_own("BEGIN IMMEDIATE"); }
  Result<void> begin_read() override { return execute_own("BEGIN"); }

  Result<LedgerState> ledger_state() override {
    const auto application = pragma("PRAGMA application_id");
    if (!application) return application.error();
    const auto tables = pragma("SELECT count(*) FROM sqlite_schema");
    if (!tables) return tables.error();
    const auto version = pragma("PRAGMA user_version");
    if (!version) return version.error();
    return LedgerState{*application == 0 && *tables == 0, *application == kApplicationId, *version};
  }

  Result<void> found() override { return {}; }
  Result<void> set_version(int version) override {
    return execute_own("PRAGMA user_version=" + std::to_string(version) +
                       ";PRAGMA application_id=" + std::to_string(kApplicationId));
  }

  Result<void> shrink() override { return execute_own("VACUUM"); }
  Result<std::int64_t> change_mark() override { return pragma("PRAGMA data_version"); }

  Result<void> configure(bool may_write) override {
    if (!may_write) return execute_own("PRAGMA foreign_keys=ON");
    return execute_own(
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;PRAGMA cache_size=-32768");
  }

 private:
  Result<std::int64_t> pragma(const char* sql) {
    auto statement = prepare(sql);
    if (!statement) return statement.error();
    const auto row = (*statement)->step();
    if (!row) return row.error();
    return *row ? (*statement)->number(0) : 0;
  }

  Handle handle_;
};

}  // namespace

Result<std::unique_ptr<Connection>> connect_sqlite(const std::string& path, bool may_write) {
  auto connection = std::make_unique<SqliteConnection>(path);
  if (auto opened = connection->open(may_write); !opened) return opened.error();
  return std::unique_ptr<Connection>{std::move(connection)};
}

}  // namespace avow::store
