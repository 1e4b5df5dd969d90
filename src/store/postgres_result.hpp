// Results of libpq as values of ours: rows, and errors by their SQLSTATE.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <libpq-fe.h>

#include "avow/base/result.hpp"

namespace avow::store {

using PostgresConnection = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using PostgresResult = std::unique_ptr<PGresult, decltype(&PQclear)>;

// The code of ours for a SQLSTATE (appendix A of PostgreSQL's manual).
[[nodiscard]] ErrorCode code_of_state(std::string_view state);

// An error when the result is one, or when the connection broke before there was any.
[[nodiscard]] Result<void> check(const PGresult* result, PGconn* connection, const std::string& place);

// Values of a row. Numbers read as 0 and text as empty where NULL stands.
[[nodiscard]] std::int64_t number_at(const PGresult* result, int row, int column);
[[nodiscard]] double real_at(const PGresult* result, int row, int column);
// Numbers as SQLite writes them, bytes decoded.
[[nodiscard]] std::string text_at(const PGresult* result, int row, int column);

// Connects, waiting up to kLedgerConnectTimeout_ms. No message of its errors holds a password.
[[nodiscard]] Result<PostgresConnection> connect_to(const std::string& address, const std::string& place);

}  // namespace avow::store
