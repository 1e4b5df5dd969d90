// The one interface that the ledger's SQL is written against: a connection and prepared statements that close
// themselves, results as Result<T>, and the database program's errors as avow's. Behind it is SQLite or
// PostgreSQL; the SQL is the portable kind of store/dialect.hpp.
//
//   auto database = Database::open("ledger.db", true);             // or "postgresql://user@host/name"
//   Sql insert{*database, "INSERT INTO t(a, b) VALUES(?, ?)"};
//   insert.run(7, "x");                       // remembers the first failure in the database
//   if (auto failed = database->take_error()) ...
//
// Owns the connection; statements must not outlive it. One thread at a time.
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "avow/base/result.hpp"
#include "store/backend.hpp"

namespace avow::store {

class Database {
 public:
  // A path is a SQLite file, made if need be when it may be written; an address is a PostgreSQL database.
  [[nodiscard]] static Result<Database> open(const std::string& place, bool may_write);

  // Runs statements of portable SQL that give no rows.
  [[nodiscard]] Result<void> execute(std::string_view sql);
  // The first column of the first row, or 0.
  [[nodiscard]] Result<std::int64_t> number(std::string_view sql);
  // The id that the last inserted row of a table with `id INTEGER PRIMARY KEY` was given.
  [[nodiscard]] std::int64_t last_row();

  // One program writes at a time: ledger_locked when another does not finish within kLedgerBusyTimeout_ms.
  [[nodiscard]] Result<void> begin_write() { return connection_->begin_write(); }
  // A view of one state of the ledger; ends with rollback().
  [[nodiscard]] Result<void> begin_read() { return connection_->begin_read(); }
  [[nodiscard]] Result<void> commit() { return connection_->execute_own("COMMIT"); }
  void rollback() { static_cast<void>(connection_->execute_own("ROLLBACK")); }

  [[nodiscard]] Backend backend() const { return connection_->backend(); }
  [[nodiscard]] Connection& connection() { return *connection_; }
  // The path, or the address without its password.
  [[nodiscard]] const std::string& place() const { return place_; }

  // Remembers the first failure of a row of statements; nothing runs after it until it is taken.
  void note(const Error& error);
  [[nodiscard]] bool failed() const { return failure_.has_value(); }
  [[nodiscard]] std::optional<Error> take_error();

 private:
  Database(std::unique_ptr<Connection> connection, std::string place)
      : connection_(std::move(connection)), place_(std::move(place)) {}
  std::unique_ptr<Connection> connection_;
  std::string place_;
  std::optional<Error> failure_;
};

// A value that may be NULL: kNone indices and empty optionals.
struct Null {};

// Bytes that are no text: for columns of type BLOB.
struct Bytes {
  std::string_view value;
};

class Sql {
 public:
  Sql(Database& database, std::string_view sql);
  Sql(const Sql&) = delete;
  Sql& operator=(const Sql&) = delete;

  // Binds and runs a statement that gives no rows, then makes it ready for the next run.
  template <typename... Values>
  void run(const Values&... values) {
    if (!ready()) return;
    int at = 0;
    (bind(++at, values), ...);
    finish();
  }
  // Binds; rows follow by next().
  template <typename... Values>
  Sql& with(const Values&... values) {
    if (statement_) statement_->reset();
    int at = 0;
    if (ready()) (bind(++at, values), ...);
    return *this;
  }
  // The next row; false at the end or after a failure (database.failed()).
  [[nodiscard]] bool next();

  [[nodiscard]] std::int64_t number(int column) const { return statement_->number(column); }
  [[nodiscard]] double real(int column) const { return statement_->real(column); }
  // Text, or the bytes of a BLOB.
  [[nodiscard]] std::string text(int column) const { return statement_->text(column); }
  [[nodiscard]] bool is_null(int column) const { return statement_->is_null(column); }
  // How many columns a row has.
  [[nodiscard]] int columns() const { return statement_->columns(); }

  void bind(int at, Null) { statement_->bind_null(at); }
  void bind(int at, double value) { statement_->bind_real(at, value); }
  void bind(int at, Bytes value) { statement_->bind_bytes(at, value.value); }
  void bind(int at, std::string_view value) { statement_->bind_text(at, value); }
  void bind(int at, const std::string& value) { bind(at, std::string_view{value}); }
  void bind(int at, const char* value) { bind(at, std::string_view{value}); }
  void bind(int at, std::integral auto value) {
    statement_->bind_number(at, static_cast<std::int64_t>(value));
  }
  template <typename T>
  void bind(int at, const std::optional<T>& value) {
    value ? bind(at, *value) : bind(at, Null{});
  }

 private:
  [[nodiscard]] bool ready() const { return statement_ != nullptr && !database_.failed(); }
  void finish();
  Database& database_;
  std::unique_ptr<Prepared> statement_;
};

}  // namespace avow::store
