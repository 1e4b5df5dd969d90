// Selects over the standing tables, put together from what is asked for.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "avow/ledger/standing.hpp"
#include "store/database.hpp"

namespace avow::store {

// Conditions with their values, in order.
class Conditions {
 public:
  using Value = std::variant<std::int64_t, std::string>;
  void add(std::string sql, std::vector<Value> values = {});
  // " WHERE a=? AND b<?", or "".
  [[nodiscard]] std::string where() const;
  void bind(Sql& sql) const;

 private:
  std::vector<std::string> parts_;
  std::vector<Value> values_;
};

// The words that answer the conditions (of table w), with their meetings and history. `tail`: order and
// limit.
[[nodiscard]] std::vector<ledger::WordStanding> read_words(Database& database, const Conditions& conditions,
                                                           const std::string& tail);
// Incidents (of table i) without their reports.
[[nodiscard]] std::vector<ledger::Incident> read_incidents(Database& database, const Conditions& conditions,
                                                           const std::string& tail);
// With origin and publisher; of one incident.
void read_incident_reports(Database& database, std::int64_t number, ledger::Incident& incident);
[[nodiscard]] std::vector<ledger::Allegation> read_allegations(Database& database,
                                                               const Conditions& conditions,
                                                               const std::string& tail);

}  // namespace avow::store
