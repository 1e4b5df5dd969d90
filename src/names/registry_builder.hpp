// Turns rows of the registry's files into a Registry, or into a list of problems. One use, one thread.
//
//   RegistryBuilder builder;
//   builder.read(folder, own);
//   Result<Registry> registry = builder.build();
#pragma once

#include <memory>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "names/registry_impl.hpp"

namespace avow::names {

class RegistryBuilder {
 public:
  RegistryBuilder();
  void read(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& own);
  // A file already in memory.
  void read_text(std::string_view text, std::string_view name, bool own);
  // The registry, or the first problem (the rest: problems()).
  [[nodiscard]] Result<Registry> build();
  [[nodiscard]] const std::vector<Error>& problems() const { return problems_; }

 private:
  // The rows of one id, in order.
  struct RawEntry {
    std::string_view id;
    bool own = false;
    std::vector<const RegistryRow*> rows;
    std::uint32_t generated_organ = kNoItem;  // of state `generated_state`: no rows
    std::uint32_t generated_state = kNoItem;
  };

  void problem(const RegistryRow& row, std::string message, ErrorCode code = ErrorCode::registry_malformed);

  // Tables beside the actors.
  void read_codes();
  void read_organs();
  void read_agents();
  void add_agent_form(std::string_view form, const AgentForm& agent, const RegistryRow& row);

  // Actors.
  void group_rows();
  void add_organs();
  void make_entries();
  void make_organ_entry(RegistryEntry& entry, const RawEntry& raw);
  void fill_periods(RegistryEntry& entry, const RawEntry& raw);
  void fill_period(RegistryPeriod& period, const RegistryRow& row, const RegistryPeriod* before);
  [[nodiscard]] std::optional<Date> read_date(const RegistryRow& row, RegistryColumn column, bool end);
  void resolve_parents();
  void inherit();
  void fill_person_code(RegistryPeriod& period);
  void check_periods(const RegistryEntry& entry, const RawEntry& raw);
  void check_parents(const RegistryEntry& entry, const RawEntry& raw);
  void check_codes(const RegistryPeriod& period, const RegistryRow& row);

  // Aliases.
  void make_aliases();
  void add_aliases(const RegistryRow& row, RegistryColumn column, AliasKind kind, std::uint32_t entry,
                   const RegistryPeriod* period);
  void add_alias(std::string_view text, AliasKind kind, std::uint32_t entry, const RegistryPeriod* period,
                 const RegistryRow& row);
  void index_aliases();
  void check_conflicts();

  std::unique_ptr<RegistryImpl> impl_;
  std::vector<Error> problems_;
  std::vector<RawEntry> raw_;
  std::unordered_map<std::string_view, std::uint32_t> raw_ids_;
  std::vector<const RegistryRow*> period_rows_;  // the row of each period; null for generated ones
};

}  // namespace avow::names
