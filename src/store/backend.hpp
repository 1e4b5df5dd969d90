// What a database program must be able to do for avow: SQLite (sqlite_backend.cpp) and PostgreSQL
// (postgres_backend.cpp). Only Database and Sql (store/database.hpp) talk to these; all other code writes SQL
// against those two.
//
// A connection outlives its statements. One thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "avow/base/result.hpp"

namespace avow::store {

enum class Backend { sqlite, postgres };

// One prepared statement. Parameters are counted from 1, columns from 0.
class Prepared {
 public:
  Prepared() = default;
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;
  virtual ~Prepared() = default;

  virtual void bind_null(int at) = 0;
  virtual void bind_number(int at, std::int64_t value) = 0;
  virtual void bind_real(int at, double value) = 0;
  virtual void bind_text(int at, std::string_view value) = 0;
  virtual void bind_bytes(int at, std::string_view value) = 0;

  // The next row; false after the last one. The first step runs the statement.
  [[nodiscard]] virtual Result<bool> step() = 0;
  // Ready to be bound and run again.
  virtual void reset() = 0;

  [[nodiscard]] virtual int columns() const = 0;
  [[nodiscard]] virtual bool is_null(int column) const = 0;
  [[nodiscard]] virtual std::int64_t number(int column) const = 0;
  [[nodiscard]] virtual double real(int column) const = 0;
  // Text or bytes as they are; numbers in decimal.
  [[nodiscard]] virtual std::string text(int column) const = 0;
};

// What the database says of itself before avow has looked at its tables.
struct LedgerState {
  bool empty = false;        // no tables at all: may become a ledger
  bool is_ledger = false;    // made by avow
  std::int64_t version = 0;  // of its tables
};

class Connection {
 public:
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  virtual ~Connection() = default;

  [[nodiscard]] virtual Backend backend() const = 0;
  [[nodiscard]] virtual Result<std::unique_ptr<Prepared>> prepare(std::string_view sql) = 0;
  // Statements that give no rows, in this backend's own SQL.
  [[nodiscard]] virtual Result<void> execute_own(const std::string& sql) = 0;
  // The portable SQL of store/dialect.hpp as this backend's own.
  [[nodiscard]] virtual std::string own_sql(std::string_view portable) const = 0;
  // The id that the last inserted row was given.
  [[nodiscard]] virtual Result<std::int64_t> last_row() = 0;

  // A transaction that may write: waits for the one writer at work, up to kLedgerBusyTimeout_ms.
  [[nodiscard]] virtual Result<void> begin_write() = 0;
  // A transaction that sees one state of the ledger, whatever others write meanwhile.
  [[nodiscard]] virtual Result<void> begin_read() = 0;

  [[nodiscard]] virtual Result<LedgerState> ledger_state() = 0;
  // Inside a transaction, before the first tables of a new ledger are made.
  [[nodiscard]] virtual Result<void> found() = 0;
  // Inside a transaction: this is a ledger, and its tables are of this version.
  [[nodiscard]] virtual Result<void> set_version(int version) = 0;
  // A number that changes when another program has changed the ledger.
  [[nodiscard]] virtual Result<std::int64_t> change_mark() = 0;
  // What a connection needs that will write to or read from a ledger.
  [[nodiscard]] virtual Result<void> configure(bool may_write) = 0;
  // Outside a transaction: gives the room back that dropped tables took, where that does not happen by
  // itself.
  [[nodiscard]] virtual Result<void> shrink() = 0;
};

[[nodiscard]] Result<std::unique_ptr<Connection>> connect_sqlite(const std::string& path, bool may_write);
[[nodiscard]] Result<std::unique_ptr<Connection>> connect_postgres(const std::string& address,
                                                                   bool may_write);

}  // namespace avow::store
