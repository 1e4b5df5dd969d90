// A thin layer over SQLite: a connection and prepared statements that close themselves, results as
// Result<T>, and SQLite's result codes as avow's.
//
//   Database database = ...;
//   Sql insert{database, "INSERT INTO t(a, b) VALUES(?, ?)"};
//   insert.run(7, "x");                       // remembers the first failure in the database
//   if (auto failed = database.take_error()) ...
//
// Owns the connection; statements must not outlive it. One thread at a time.
#pragma once

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "avow/base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace avow::store {

class Database {
 public:
  [[nodiscard]] static Result<Database> open(const std::filesystem::path& path, bool may_write);
  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  // Runs statements that give no rows.
  [[nodiscard]] Result<void> execute(const char* sql);
  // The first column of the first row, or 0.
  [[nodiscard]] Result<std::int64_t> number(const char* sql);
  [[nodiscard]] std::int64_t last_row() const;
  [[nodiscard]] sqlite3* handle() const { return handle_; }
  [[nodiscard]] const std::string& place() const { return place_; }

  // Remembers the first failure of a row of statements; nothing runs after it until it is taken.
  void note(int result_code);
  [[nodiscard]] bool failed() const { return failure_.has_value(); }
  [[nodiscard]] std::optional<Error> take_error();
  // SQLite's result code as an error of ours.
  [[nodiscard]] Error error(int result_code) const;

 private:
  Database() = default;
  sqlite3* handle_ = nullptr;
  std::string place_;
  std::optional<Error> failure_;
};

// A value that may be NULL: kNone indices and empty optionals.
struct Null {};

class Sql {
 public:
  Sql(Database& database, std::string_view sql);
  Sql(const Sql&) = delete;
  Sql& operator=(const Sql&) = delete;
  ~Sql();

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
    reset();
    int at = 0;
    if (ready()) (bind(++at, values), ...);
    return *this;
  }
  // The next row; false at the end or after a failure (database.failed()).
  [[nodiscard]] bool next();

  [[nodiscard]] std::int64_t number(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] bool is_null(int column) const;
  // How many columns a row has.
  [[nodiscard]] int columns() const;

  void bind(int at, Null);
  void bind(int at, double value);
  void bind(int at, std::string_view value);
  void bind(int at, const std::string& value) { bind(at, std::string_view{value}); }
  void bind(int at, const char* value) { bind(at, std::string_view{value}); }
  void bind(int at, std::integral auto value) { bind_number(at, static_cast<std::int64_t>(value)); }
  template <typename T>
  void bind(int at, const std::optional<T>& value) {
    value ? bind(at, *value) : bind(at, Null{});
  }

 private:
  [[nodiscard]] bool ready() const;
  void bind_number(int at, std::int64_t value);
  void finish();
  void reset();
  Database& database_;
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace avow::store
