// What is a server's own about a ledger that is kept on one: addresses, passwords, refusals.
#include <gtest/gtest.h>

#include "store/address.hpp"
#include "store/dialect.hpp"
#include "store/postgres_result.hpp"
#include "store/test_document.hpp"
#include "store/test_ledger.hpp"

namespace avow::store {
namespace {

Error error_of(const std::string& place, Access access = Access::write) {
  const auto store = open_ledger(place, access);
  return store.ok() ? Error{} : store.error();
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  return text.replace(at, from.size(), to);
}

std::string password_of(const std::string& address) {
  const auto begin = address.find("avow:") + 5;
  return address.substr(begin, address.find('@') - begin);
}

TEST(PostgresStore, SaysWhyItCannotBeOpened) {
  const std::string address = TestServer::address(), password = password_of(address);
  const Error wrong = error_of(replaced(address, password, "not-the-password"));
  EXPECT_EQ(wrong.code, ErrorCode::ledger_refused) << wrong.to_string();
  const Error none = error_of(replaced(address, ":" + password, ""));
  EXPECT_EQ(none.code, ErrorCode::ledger_refused) << none.to_string();
  const Error database = error_of(replaced(address, "/postgres", "/nowhere"));
  EXPECT_EQ(database.code, ErrorCode::ledger_open_failed) << database.to_string();
  const Error schema = error_of(address + "?options=-csearch_path%3Dnowhere");
  EXPECT_EQ(schema.code, ErrorCode::ledger_open_failed) << schema.to_string();
  const Error server = error_of("postgresql://avow:secret-word@127.0.0.1:1/postgres");
  EXPECT_EQ(server.code, ErrorCode::ledger_unreachable) << server.to_string();
  const Error unreadable = error_of("postgresql://avow:secret/word@127.0.0.1:1/postgres");
  EXPECT_EQ(unreadable.code, ErrorCode::ledger_open_failed) << unreadable.to_string();
  for (const Error& each : {wrong, none, database, schema, server, unreadable}) {
    for (const std::string_view secret : {std::string_view{password}, std::string_view{"not-the-password"},
                                          std::string_view{"secret"}, std::string_view{"word@"}}) {
      EXPECT_EQ(each.to_string().find(secret), std::string::npos) << each.to_string();
    }
  }
}

TEST(PostgresStore, RefusesASchemaOfSomethingElse) {
  const TestLedger ledger{Backend::postgres};
  EXPECT_EQ(ledger.open_error(Access::read), ErrorCode::ledger_not_a_ledger);
  ledger.execute("CREATE TABLE recipes(name TEXT)");
  EXPECT_EQ(ledger.open_error(), ErrorCode::ledger_not_a_ledger);
  EXPECT_EQ(ledger.open_error(Access::read), ErrorCode::ledger_not_a_ledger);
}

TEST(PostgresStore, AReaderCannotWrite) {
  const TestLedger ledger{Backend::postgres};
  ASSERT_NE(ledger.open(), nullptr);
  const Document one = test_document(1);
  EXPECT_EQ(ledger.open(Access::read)->add(std::vector{&one}).error().code, ErrorCode::ledger_write_failed);
}

TEST(PostgresStore, ALostServerIsSaidSo) {
  const TestLedger ledger{Backend::postgres};
  ASSERT_NE(ledger.open(), nullptr);
  auto database = Database::open(ledger.place(), true);
  ASSERT_TRUE(database->begin_write().ok());
  const auto self = database->number("SELECT pg_backend_pid()");
  auto other = Database::open(TestServer::address(), true);
  ASSERT_EQ(other->number("SELECT pg_terminate_backend(" + std::to_string(*self) + ", 5000)").value(), 1);
  const auto lost = database->number("SELECT count(*) FROM documents");
  ASSERT_FALSE(lost.ok());
  EXPECT_EQ(lost.error().code, ErrorCode::ledger_unreachable);
}

TEST(Address, LosesItsPassword) {
  EXPECT_EQ(shown_place("postgresql://ann:secret@db.example:5433/news"),
            "postgresql://ann@db.example:5433/news");
  EXPECT_EQ(shown_place("postgres://ann@db.example/news?password=secret&sslmode=require"),
            "postgresql://ann@db.example/news");
  EXPECT_EQ(shown_place("postgresql://ann:se/cret@db.example/news"), "postgresql://...");
  EXPECT_EQ(shown_place("folder/ledger.db"), "folder/ledger.db");
  EXPECT_TRUE(is_server_address("postgres://x"));
  EXPECT_FALSE(is_server_address("postgresql.db"));
}

TEST(Dialect, RewritesForPostgres) {
  EXPECT_EQ(postgres_sql("SELECT a FROM t WHERE b=? AND c='?' AND d=?"),
            "SELECT a FROM t WHERE b=$1 AND c='?' AND d=$2");
  EXPECT_EQ(postgres_sql("SELECT ?2, ?1"), "SELECT $2, $1");
  EXPECT_EQ(postgres_sql("CREATE TABLE t(a INTEGER, b TEXT, PRIMARY KEY(a, b)) STRICT, WITHOUT ROWID"),
            "CREATE TABLE t(a bigint, b text COLLATE \"C\", PRIMARY KEY(a, b))  ");
  EXPECT_NE(postgres_sql("CREATE TABLE t(id INTEGER PRIMARY KEY) STRICT").find("avow_row_id"),
            std::string::npos);
  EXPECT_EQ(postgres_sql("CREATE TABLE t(entry INTEGER PRIMARY KEY)").find("avow_row_id"), std::string::npos);
  EXPECT_EQ(postgres_sql("SELECT CAST(a AS TEXT) FROM t"), "SELECT CAST(a AS text) FROM t");
}

TEST(Dialect, CodesOfStates) {
  EXPECT_EQ(code_of_state("53100"), ErrorCode::ledger_write_failed);
  EXPECT_EQ(code_of_state("40001"), ErrorCode::ledger_locked);
  EXPECT_EQ(code_of_state("28P01"), ErrorCode::ledger_refused);
  EXPECT_EQ(code_of_state("57P01"), ErrorCode::ledger_unreachable);
  EXPECT_EQ(code_of_state("XX001"), ErrorCode::ledger_corrupt);
  EXPECT_EQ(code_of_state("42P01"), ErrorCode::internal);
}

}  // namespace
}  // namespace avow::store
