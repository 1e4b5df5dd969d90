#include "store/postgres_result.hpp"

#include <array>
#include <charconv>
#include <cstdlib>
#include <cstring>

#include <sqlite3.h>

#include "avow/base/strings.hpp"

namespace avow::store {
namespace {

// Types by their numbers in pg_type, which never change.
constexpr Oid kBool = 16, kBytes = 17, kReal = 701;

struct StateCode {
  std::string_view state;  // or the beginning of several
  ErrorCode code;
};
constexpr std::array<StateCode, 15> kStates = {{{"08", ErrorCode::ledger_unreachable},
                                                {"57P", ErrorCode::ledger_unreachable},
                                                {"28", ErrorCode::ledger_refused},
                                                {"42501", ErrorCode::ledger_refused},
                                                {"3D000", ErrorCode::ledger_open_failed},
                                                {"3F000", ErrorCode::ledger_open_failed},
                                                {"55P03", ErrorCode::ledger_locked},
                                                {"40", ErrorCode::ledger_locked},
                                                {"53300", ErrorCode::ledger_unreachable},
                                                {"53", ErrorCode::ledger_write_failed},
                                                {"58", ErrorCode::ledger_write_failed},
                                                {"25006", ErrorCode::ledger_write_failed},
                                                {"54", ErrorCode::ledger_write_failed},
                                                {"XX001", ErrorCode::ledger_corrupt},
                                                {"XX002", ErrorCode::ledger_corrupt}}};

std::string decoded_bytes(std::string_view hex) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
  std::string out;
  out.reserve(hex.size() / 2);
  for (std::size_t i = 2; i + 1 < hex.size(); i += 2) {
    out += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
  }
  return out;
}

}  // namespace

ErrorCode code_of_state(std::string_view state) {
  for (const StateCode& each : kStates) {
    if (state.starts_with(each.state)) return each.code;
  }
  return ErrorCode::internal;
}

Result<void> check(const PGresult* result, PGconn* connection, const std::string& place) {
  const ExecStatusType status = PQresultStatus(result);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return {};
  const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  if (state == nullptr) {
    const bool lost = PQstatus(connection) != CONNECTION_OK;
    return Error{lost ? ErrorCode::ledger_unreachable : ErrorCode::internal,
                 std::string{trim(PQerrorMessage(connection))}, place};
  }
  const char* message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  return Error{code_of_state(state), message == nullptr ? state : message, place};
}

std::int64_t number_at(const PGresult* result, int row, int column) {
  const std::string_view text{PQgetvalue(result, row, column),
                              static_cast<std::size_t>(PQgetlength(result, row, column))};
  const Oid type = PQftype(result, column);
  if (type == kBool) return text == "t" ? 1 : 0;
  if (type == kReal) return static_cast<std::int64_t>(real_at(result, row, column));
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

double real_at(const PGresult* result, int row, int column) {
  const char* text = PQgetvalue(result, row, column);
  double value = 0;
  std::from_chars(text, text + std::strlen(text), value);
  return value;
}

std::string text_at(const PGresult* result, int row, int column) {
  if (PQgetisnull(result, row, column) != 0) return {};
  const std::string_view text{PQgetvalue(result, row, column),
                              static_cast<std::size_t>(PQgetlength(result, row, column))};
  switch (PQftype(result, column)) {
    case kBool:
      return text == "t" ? "1" : "0";
    case kBytes:
      return decoded_bytes(text);
    case kReal: {
      std::array<char, 64> written{};
      sqlite3_snprintf(static_cast<int>(written.size()), written.data(), "%!.15g",
                       real_at(result, row, column));
      return written.data();
    }
    default:
      return std::string{text};
  }
}

}  // namespace avow::store
