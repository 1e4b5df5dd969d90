// What documents together say, out of the standing tables (avow/ledger/standing.hpp).
#pragma once

#include "avow/ledger/standing.hpp"
#include "store/database.hpp"

namespace avow::store {

class StoreStandings final : public ledger::Standings {
 public:
  explicit StoreStandings(Database& database) : database_(database) {}

  Result<ledger::StandingUpdate> bring_up_to_date(const std::filesystem::path& data_folder) override;
  Result<std::size_t> behind() override;
  Result<std::vector<ledger::PartyCounts>> parties() override;
  Result<ledger::PartyPage> party_page(std::string_view party, const ledger::PageQuery& query) override;
  Result<std::vector<ledger::Incident>> incidents(const ledger::IncidentQuery& query) override;
  Result<std::int64_t> count_incidents(const ledger::IncidentQuery& query) override;
  Result<ledger::Incident> incident(std::string_view id) override;
  Result<std::vector<ledger::WordStanding>> words(const ledger::WordQuery& query) override;
  Result<ledger::WordStanding> word(std::string_view id) override;
  Result<std::vector<ledger::WordStanding>> words_met_by(std::string_view incident) override;
  Result<std::vector<ledger::Origin>> copies_of(std::string_view document) override;

 private:
  // "" when there is none.
  std::string party_key(std::string_view party);
  Database& database_;
};

}  // namespace avow::store
