#include <charconv>
#include <optional>
#include <vector>

#include "avow/base/limits.hpp"
#include "avow/base/utf8.hpp"
#include "store/address.hpp"
#include "store/backend.hpp"
#include "store/dialect.hpp"
#include "store/postgres_result.hpp"

namespace avow::store {
namespace {

// What every ledger's tables rest on. A row without an id gets what SQLite would give it, so that ledgers of
// both kinds are alike; the writers' lock keeps two of them from getting the same one.
constexpr const char* kFoundation = R"sql(
CREATE TABLE avow_ledger(one integer PRIMARY KEY CHECK(one = 1), version integer NOT NULL);
CREATE FUNCTION avow_row_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id IS NULL THEN
    EXECUTE format('SELECT coalesce(max(id), 0) + 1 FROM %I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO NEW.id;
  END IF;
  PERFORM set_config('avow.last_row', NEW.id::text, false);
  RETURN NEW;
END $$;
CREATE FUNCTION avow_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the % is append-only', TG_TABLE_NAME; END $$;
)sql";

// Writers of one ledger take turns; ledgers in other schemas of the database have locks of their own.
constexpr const char* kBeginWrite =
    "BEGIN; SELECT pg_advisory_xact_lock(hashtext('avow ledger'), hashtext(current_schema()))";

struct Session {
  PostgresConnection connection{nullptr, &PQfinish};
  std::string place;
  std::uint64_t statements = 0;  // prepared so far: each has a name of its own
};

class PostgresPrepared final : public Prepared {
 public:
  PostgresPrepared(Session& session, std::string_view sql) : session_(session), sql_(postgres_sql(sql)) {}
  ~PostgresPrepared() override {
    if (name_.empty()) return;
    const PostgresResult done{PQexec(session_.connection.get(), ("DEALLOCATE " + name_).c_str()), &PQclear};
  }

  void bind_null(int at) override { value(at).reset(); }
  void bind_number(int at, std::int64_t number) override { value(at) = std::to_string(number); }
  void bind_real(int at, double real) override {
    std::array<char, 64> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), real).ptr;
    value(at) = std::string{digits.data(), end};
  }
  // The server takes no NUL and no ill-formed text, which a file's name may be.
  void bind_text(int at, std::string_view text) override {
    auto& bound = value(at);
    bound = valid_utf8(text) ? std::string{text} : repair_utf8(text, 0).text;
    for (auto nul = bound->find('\0'); nul != std::string::npos; nul = bound->find('\0', nul)) {
      bound->replace(nul, 1, "\xEF\xBF\xBD");
    }
  }
  void bind_bytes(int at, std::string_view bytes) override {
    value(at) = std::string{bytes};
    binary_[static_cast<std::size_t>(at - 1)] = 1;
  }

  Result<bool> step() override {
    if (result_ == nullptr) {
      if (auto run = execute(); !run) return run.error();
      row_ = -1;
    }
    return ++row_ < PQntuples(result_.get());
  }
  void reset() override { result_.reset(); }

  int columns() const override { return PQnfields(result_.get()); }
  bool is_null(int column) const override { return PQgetisnull(result_.get(), row_, column) != 0; }
  std::int64_t number(int column) const override { return number_at(result_.get(), row_, column); }
  double real(int column) const override { return real_at(result_.get(), row_, column); }
  std::string text(int column) const override { return text_at(result_.get(), row_, column); }

 private:
  std::optional<std::string>& value(int at) {
    const auto index = static_cast<std::size_t>(at - 1);
    if (values_.size() <= index) {
      values_.resize(index + 1);
      binary_.resize(index + 1);
    }
    binary_[index] = 0;
    return values_[index];
  }

  // Run once, a statement goes as it is; run again, the server keeps it prepared.
  Result<void> execute() {
    PGconn* connection = session_.connection.get();
    std::vector<const char*> values;
    std::vector<int> lengths;
    for (const auto& each : values_) {
      values.push_back(each ? each->data() : nullptr);
      lengths.push_back(each ? static_cast<int>(each->size()) : 0);
    }
    const auto count = static_cast<int>(values.size());
    if (runs_++ == 0) {
      result_.reset(PQexecParams(connection, sql_.c_str(), count, nullptr, values.data(), lengths.data(),
                                 binary_.data(), 0));
    } else {
      if (auto prepared = prepare(); !prepared) return prepared;
      result_.reset(
          PQexecPrepared(connection, name_.c_str(), count, values.data(), lengths.data(), binary_.data(), 0));
    }
    return check(result_.get(), connection, session_.place);
  }

  Result<void> prepare() {
    if (!name_.empty()) return {};
    std::string name = "avow_" + std::to_string(++session_.statements);
    const PostgresResult done{PQprepare(session_.connection.get(), name.c_str(), sql_.c_str(), 0, nullptr),
                              &PQclear};
    if (auto prepared = check(done.get(), session_.connection.get(), session_.place); !prepared)
      return prepared;
    name_ = std::move(name);
    return {};
  }

  Session& session_;
  std::string sql_, name_;
  std::vector<std::optional<std::string>> values_;
  std::vector<int> binary_;  // 1 for bytes
  PostgresResult result_{nullptr, &PQclear};
  int row_ = -1;
  std::uint64_t runs_ = 0;
};

class PostgresDatabase final : public Connection {
 public:
  explicit PostgresDatabase(std::string place) { session_.place = std::move(place); }

  Result<void> open(const std::string& address, bool may_write) {
    auto connection = connect_to(address, session_.place);
    if (!connection) return connection.error();
    session_.connection = std::move(*connection);
    return execute_own("SET lock_timeout=" + std::to_string(kLedgerBusyTimeout_ms) +
                       "; SET bytea_output=hex; SET extra_float_digits=1; SET jit=off; "
                       "SET standard_conforming_strings=on; SET default_transaction_read_only=" +
                       (may_write ? "off" : "on"));
  }

  Backend backend() const override { return Backend::postgres; }

  Result<std::unique_ptr<Prepared>> prepare(std::string_view sql) override {
    return std::unique_ptr<Prepared>{std::make_unique<PostgresPrepared>(session_, sql)};
  }

  Result<void> execute_own(const std::string& sql) override {
    const PostgresResult result{PQexec(session_.connection.get(), sql.c_str()), &PQclear};
    if (PQresultStatus(result.get()) == PGRES_EMPTY_QUERY) return {};
    return check(result.get(), session_.connection.get(), session_.place);
  }

  std::string own_sql(std::string_view portable) const override { return postgres_sql(portable); }

  Result<std::int64_t> last_row() override {
    return number("SELECT coalesce(nullif(current_setting('avow.last_row', true), ''), '0')::bigint");
  }

  Result<void> begin_write() override {
    auto begun = execute_own(kBeginWrite);
    if (!begun) static_cast<void>(execute_own("ROLLBACK"));
    return begun;
  }
  Result<void> begin_read() override {
    return execute_own("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  }

  Result<LedgerState> ledger_state() override {
    const auto schemas = number("SELECT count(current_schema())");
    if (!schemas) return schemas.error();
    if (*schemas == 0) {
      return Error{ErrorCode::ledger_open_failed, "the schema that its search_path names does not exist",
                   session_.place};
    }
    const auto tables = number(
        "SELECT count(*) FROM pg_class WHERE relkind IN ('r','p') AND "
        "relnamespace=current_schema()::regnamespace");
    if (!tables) return tables.error();
    const auto ledger = number(
        "SELECT count(*) FROM pg_class WHERE relname='avow_ledger' AND relkind='r' AND "
        "relnamespace=current_schema()::regnamespace");
    if (!ledger) return ledger.error();
    if (*ledger == 0) return LedgerState{*tables == 0, false, 0};
    const auto version = number("SELECT max(version) FROM avow_ledger");
    if (!version) return version.error();
    return LedgerState{false, true, *version};
  }

  Result<void> found() override { return execute_own(kFoundation); }
  Result<void> set_version(int version) override {
    const std::string number = std::to_string(version);
    return execute_own("INSERT INTO avow_ledger VALUES(1," + number +
                       ") ON CONFLICT(one) DO UPDATE SET version=" + number);
  }
  // Of the whole server, so it may change for less: a transaction that begins adds to the last number and to
  // those at work, one that ends leaves only the first.
  Result<std::int64_t> change_mark() override {
    return number(
        "SELECT pg_snapshot_xmin(s)::text::bigint + pg_snapshot_xmax(s)::text::bigint - "
        "(SELECT count(*) FROM pg_snapshot_xip(s)) FROM pg_current_snapshot() s");
  }

  Result<void> configure(bool) override { return {}; }
  Result<void> shrink() override { return {}; }

 private:
  Result<std::int64_t> number(const char* sql) {
    const PostgresResult result{PQexec(session_.connection.get(), sql), &PQclear};
    if (auto done = check(result.get(), session_.connection.get(), session_.place); !done)
      return done.error();
    return PQntuples(result.get()) > 0 ? number_at(result.get(), 0, 0) : 0;
  }

  Session session_;
};

}  // namespace

Result<std::unique_ptr<Connection>> connect_postgres(const std::string& address, bool may_write) {
  auto database = std::make_unique<PostgresDatabase>(shown_place(address));
  if (auto opened = database->open(address, may_write); !opened) return opened.error();
  return std::unique_ptr<Connection>{std::move(database)};
}

}  // namespace avow::store
