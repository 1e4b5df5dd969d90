#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>

#include <poll.h>

#include "avow/base/limits.hpp"
#include "avow/base/strings.hpp"
#include "store/address.hpp"
#include "store/postgres_result.hpp"

namespace avow::store {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kOldestServer = 150000;

// "FATAL:  28P01: password authentication failed": a refusal in libpq's verbose form names its SQLSTATE.
struct Refusal {
  std::string state;
  std::string message;
};

bool is_state(std::string_view word) {
  return word.size() == 5 && std::all_of(word.begin(), word.end(), [](unsigned char c) {
           return std::isdigit(c) != 0 || std::isupper(c) != 0;
         });
}

// The lines of libpq's message without those for developers of the server, and the state named in them.
Refusal refusal_of(std::string_view message) {
  Refusal out;
  for (const std::string_view line : split(message, '\n')) {
    if (trim(line).empty() || line.starts_with("LOCATION:")) continue;
    if (!out.message.empty()) out.message += "; ";
    std::string kept{trim(line)};
    for (std::size_t at = kept.find(":  "); at != std::string::npos; at = kept.find(":  ", at + 1)) {
      const std::string_view state = std::string_view{kept}.substr(std::min(at + 3, kept.size()), 5);
      if (!is_state(state) || kept.compare(std::min(at + 8, kept.size()), 2, ": ") != 0) continue;
      out.state = state;
      kept.erase(at + 1, 8);
      break;
    }
    out.message += kept;
  }
  return out;
}

Error failure(PGconn* connection, const std::string& place) {
  const Refusal refusal = refusal_of(PQerrorMessage(connection));
  ErrorCode code = ErrorCode::ledger_unreachable;
  if (!refusal.state.empty()) code = code_of_state(refusal.state);
  if (PQconnectionNeedsPassword(connection) != 0) code = ErrorCode::ledger_refused;
  return {code == ErrorCode::internal ? ErrorCode::ledger_open_failed : code, refusal.message, place};
}

// Drives libpq's state machine; false when the time is over or the server refuses.
bool finish_connecting(PGconn* connection) {
  const auto deadline = Clock::now() + std::chrono::milliseconds{kLedgerConnectTimeout_ms};
  PostgresPollingStatusType wanted = PGRES_POLLING_WRITING;
  while (wanted != PGRES_POLLING_OK) {
    if (wanted == PGRES_POLLING_FAILED || PQstatus(connection) == CONNECTION_BAD) return false;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    pollfd socket{PQsocket(connection),
                  static_cast<short>(wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0};
    if (left <= 0 || ::poll(&socket, 1, static_cast<int>(left)) == 0) return false;
    wanted = PQconnectPoll(connection);
  }
  return true;
}

Result<void> check_server(PGconn* connection, const std::string& place) {
  if (PQserverVersion(connection) < kOldestServer) {
    return Error{ErrorCode::ledger_open_failed, "the server is older than PostgreSQL 15", place};
  }
  const char* encoding = PQparameterStatus(connection, "server_encoding");
  if (encoding == nullptr || std::string_view{encoding} != "UTF8") {
    return Error{ErrorCode::ledger_open_failed, "the database's encoding is not UTF8", place};
  }
  return {};
}

}  // namespace

Result<PostgresConnection> connect_to(const std::string& address, const std::string& place) {
  // What libpq says of an address that it cannot read may quote a password: it is not asked.
  if (shown_place(address) == "postgresql://...") {
    return Error{ErrorCode::ledger_open_failed,
                 "it is not written as postgresql://user@host:port/database (signs like @ and / in a name or "
                 "password are written %40 and %2F)",
                 place};
  }
  const std::array<const char*, 4> keywords = {"dbname", "application_name", "client_encoding", nullptr};
  const std::array<const char*, 4> values = {address.c_str(), "avow", "UTF8", nullptr};
  PostgresConnection connection{PQconnectStartParams(keywords.data(), values.data(), 1), &PQfinish};
  if (connection == nullptr) return Error{ErrorCode::ledger_unreachable, "", place};
  PQsetErrorVerbosity(connection.get(), PQERRORS_VERBOSE);
  PQsetNoticeProcessor(
      connection.get(), [](void*, const char*) {}, nullptr);
  if (!finish_connecting(connection.get())) {
    Error error = failure(connection.get(), place);
    if (error.message.empty()) error.message = "the server does not answer";
    return error;
  }
  PQsetErrorVerbosity(connection.get(), PQERRORS_DEFAULT);
  if (auto fit = check_server(connection.get(), place); !fit) return fit.error();
  return connection;
}

}  // namespace avow::store
