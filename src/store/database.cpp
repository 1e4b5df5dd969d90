#include "store/database.hpp"

#include <utility>

#include "store/address.hpp"

namespace avow::store {

Result<Database> Database::open(const std::string& place, bool may_write) {
  auto connection =
      is_server_address(place) ? connect_postgres(place, may_write) : connect_sqlite(place, may_write);
  if (!connection) return connection.error();
  return Database{std::move(*connection), shown_place(place)};
}

void Database::note(const Error& error) {
  if (!failure_) failure_ = error;
}

std::optional<Error> Database::take_error() {
  return std::exchange(failure_, std::nullopt);
}

Result<void> Database::execute(std::string_view sql) {
  return connection_->execute_own(connection_->own_sql(sql));
}

Result<std::int64_t> Database::number(std::string_view sql) {
  Sql query{*this, sql};
  std::int64_t value = 0;
  if (query.with().next()) value = query.number(0);
  if (auto failed = take_error()) return *failed;
  return value;
}

std::int64_t Database::last_row() {
  if (failed()) return 0;
  const auto row = connection_->last_row();
  if (!row) note(row.error());
  return row ? *row : 0;
}

Sql::Sql(Database& database, std::string_view sql) : database_(database) {
  auto made = database.connection().prepare(sql);
  if (made) {
    statement_ = std::move(*made);
  } else {
    database.note(made.error());
  }
}

bool Sql::next() {
  if (!ready()) return false;
  const auto row = statement_->step();
  if (row && *row) return true;
  if (!row) database_.note(row.error());
  statement_->reset();
  return false;
}

void Sql::finish() {
  if (const auto row = statement_->step(); !row) database_.note(row.error());
  statement_->reset();
}

}  // namespace avow::store
