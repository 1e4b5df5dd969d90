#include "store/sqlite.hpp"

#include <utility>

#include <sqlite3.h>

#include "avow/base/limits.hpp"

namespace avow::store {
namespace {

ErrorCode code_of(int result_code) {
  switch (result_code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
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

}  // namespace

Result<Database> Database::open(const std::filesystem::path& path, bool may_write) {
  Database database;
  database.place_ = path.string();
  const int flags = (may_write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) |
                    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int result = sqlite3_open_v2(path.c_str(), &database.handle_, flags, nullptr);
  if (result != SQLITE_OK) return database.error(result);
  sqlite3_busy_timeout(database.handle_, static_cast<int>(kLedgerBusyTimeout_ms));
  return database;
}

Database::Database(Database&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)),
      place_(std::move(other.place_)),
      failure_(std::move(other.failure_)) {}

Database& Database::operator=(Database&& other) noexcept {
  std::swap(handle_, other.handle_);
  std::swap(place_, other.place_);
  std::swap(failure_, other.failure_);
  return *this;
}

Database::~Database() {
  sqlite3_close_v2(handle_);
}

Error Database::error(int result_code) const {
  std::string message = handle_ != nullptr ? sqlite3_errmsg(handle_) : sqlite3_errstr(result_code);
  return {code_of(result_code), std::move(message), place_};
}

void Database::note(int result_code) {
  if (!failure_) failure_ = error(result_code);
}

std::optional<Error> Database::take_error() {
  return std::exchange(failure_, std::nullopt);
}

Result<void> Database::execute(const char* sql) {
  const int result = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) return error(result);
  return {};
}

Result<std::int64_t> Database::number(const char* sql) {
  Sql query{*this, sql};
  std::int64_t value = 0;
  if (query.next()) value = query.number(0);
  if (auto failed = take_error()) return *failed;
  return value;
}

std::int64_t Database::last_row() const {
  return sqlite3_last_insert_rowid(handle_);
}

Sql::Sql(Database& database, std::string_view sql) : database_(database) {
  const int result = sqlite3_prepare_v3(database.handle(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
  if (result != SQLITE_OK) database.note(result);
}

Sql::~Sql() {
  sqlite3_finalize(statement_);
}

bool Sql::ready() const {
  return statement_ != nullptr && !database_.failed();
}

bool Sql::next() {
  if (!ready()) return false;
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) database_.note(result);
  sqlite3_reset(statement_);
  return false;
}

void Sql::finish() {
  const int result = sqlite3_step(statement_);
  if (result != SQLITE_DONE && result != SQLITE_ROW) database_.note(result);
  sqlite3_reset(statement_);
}

void Sql::reset() {
  if (statement_ != nullptr) sqlite3_reset(statement_);
}

std::int64_t Sql::number(int column) const {
  return sqlite3_column_int64(statement_, column);
}

double Sql::real(int column) const {
  return sqlite3_column_double(statement_, column);
}

std::string Sql::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return bytes == nullptr ? std::string{}
                          : std::string{static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

bool Sql::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

int Sql::columns() const {
  return sqlite3_column_count(statement_);
}

void Sql::bind(int at, Null) {
  sqlite3_bind_null(statement_, at);
}

void Sql::bind(int at, double value) {
  sqlite3_bind_double(statement_, at, value);
}

// Copied by SQLite: with() may be given a value that does not live until next().
void Sql::bind(int at, std::string_view value) {
  sqlite3_bind_text(statement_, at, value.data() == nullptr ? "" : value.data(),
                    static_cast<int>(value.size()), SQLITE_TRANSIENT);
}

void Sql::bind_number(int at, std::int64_t value) {
  sqlite3_bind_int64(statement_, at, value);
}

}  // namespace avow::store
