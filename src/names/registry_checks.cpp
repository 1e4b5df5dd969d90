// The second half of RegistryBuilder: what rows leave to be inherited, the aliases, and the consistency
// check.
#include <algorithm>

#include <fmt/format.h>

#include "avow/base/strings.hpp"
#include "names/registry_builder.hpp"

namespace avow::names {

using Column = RegistryColumn;

// Countries and codes that a row leaves open come from its parent; parents may stand further down, so a few
// rounds are made (a chain of parents is short).
void RegistryBuilder::inherit() {
  constexpr int kRounds = 4;
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < impl_->periods.size(); ++i) {
      RegistryPeriod& period = impl_->periods[i];
      if (period.parent == nullptr || !period.country.empty()) continue;
      if (period_rows_[i] != nullptr && (*period_rows_[i])[Column::country] == "-") continue;
      period.country = period.parent->periods.back().country;
    }
  }
  for (RegistryPeriod& period : impl_->periods) {
    if (period.kind == ActorKind::person && period.code.empty()) fill_person_code(period);
  }
}

// A person's code is that of the office: the parent's, with the sector of the role where the parent is a
// state.
void RegistryBuilder::fill_person_code(RegistryPeriod& period) {
  if (period.parent == nullptr) return;
  const RegistryEntry& parent = *period.parent;
  const RegistryPeriod* theirs = &parent.periods.back();
  for (const RegistryPeriod& candidate : parent.periods) {
    const auto day = period.from ? period.from : period.to;
    if (day && candidate.holds_on(*day)) theirs = &candidate;
  }
  period.code = theirs->code;
  if (!parent.state) return;
  std::string_view sector = "GOV";
  FoldedKey key;
  if (key.add(period.role)) {
    const std::uint32_t form = impl_->agent_index.first(key.folded());
    if (form != kNoItem && !impl_->agents[impl_->agent_forms[form].agent].sector.empty()) {
      sector = impl_->agents[impl_->agent_forms[form].agent].sector;
    }
  }
  period.code = impl_->arena.store(std::string{parent.id} + std::string{sector});
}

void RegistryBuilder::check_codes(const RegistryPeriod& period, const RegistryRow& row) {
  if (!period.country.empty()) {
    const auto state = impl_->ids.find(period.country);
    if (state == impl_->ids.end() || !impl_->entries[state->second].state) {
      problem(row, fmt::format(
                       "the country '{}' is no state of the registry: use ISO 3166 alpha-3, or add the state",
                       period.country));
    }
  }
  if (const std::string wrong = impl_->code_problem(period.code); !wrong.empty()) problem(row, wrong);
}

std::string RegistryImpl::code_problem(std::string_view code) const {
  if (code.empty()) return {};
  if (code.size() % 3 != 0 || code.size() > 15) {
    return fmt::format("the code '{}' is not made of three-letter parts (AFGGOV)", code);
  }
  const std::string_view root = code.substr(0, 3);
  const auto state = ids.find(root);
  const bool country = state != ids.end() && entries[state->second].state;
  if (!country && regions.count(root) == 0 && sectors.count(root) == 0) {
    return fmt::format("the code '{}' opens with no country, region or sector of codes.tsv", code);
  }
  // After a country comes a sector; after IGO, NGO, IMG the organisation's own letters.
  if (regions.count(root) == 0 && code.size() >= 6 && sectors.count(code.substr(3, 3)) == 0) {
    return fmt::format("'{}' in the code '{}' is no sector of codes.tsv", code.substr(3, 3), code);
  }
  return {};
}

void RegistryBuilder::check_periods(const RegistryEntry& entry, const RawEntry& raw) {
  for (std::size_t i = 0; i < raw.rows.size(); ++i) {
    check_codes(entry.periods[i], *raw.rows[i]);
    if (i == 0 || entry.periods[i].kind == ActorKind::person) continue;
    const RegistryPeriod& before = entry.periods[i - 1];
    const RegistryPeriod& period = entry.periods[i];
    if (before.to && period.from && *before.to < *period.from) continue;
    problem(*raw.rows[i],
            fmt::format("this period of '{}' overlaps the one in line {}: give that one a last day "
                        "and this one a later first day",
                        entry.id, before.line));
  }
}

void RegistryBuilder::check_parents(const RegistryEntry& entry, const RawEntry& raw) {
  constexpr int kDeepest = 12;
  for (std::size_t i = 0; i < raw.rows.size(); ++i) {
    const RegistryEntry* up = entry.periods[i].parent;
    for (int depth = 0; up != nullptr; ++depth) {
      if (up == &entry || depth > kDeepest) {
        problem(*raw.rows[i], fmt::format("the parents of '{}' go round in a circle", entry.id));
        break;
      }
      up = up->periods.back().parent;
    }
  }
}

void RegistryBuilder::make_aliases() {
  impl_->aliases.reserve(impl_->rows.rows.size() * 4);
  for (std::uint32_t i = 0; i < raw_.size(); ++i) {
    const RawEntry& raw = raw_[i];
    for (std::size_t k = 0; k < raw.rows.size(); ++k) {
      const RegistryRow& row = *raw.rows[k];
      // Names of the first row hold always, those of a later row in its period only.
      const RegistryPeriod* period = k == 0 ? nullptr : &impl_->entries[i].periods[k];
      add_aliases(row, Column::name, AliasKind::name, i, period);
      add_aliases(row, Column::aliases, AliasKind::name, i, period);
      add_aliases(row, Column::metonyms, AliasKind::metonym, i, period);
      add_aliases(row, Column::people, AliasKind::people, i, period);
      add_aliases(row, Column::adjectives, AliasKind::adjective, i, period);
    }
  }
}

void RegistryBuilder::add_aliases(const RegistryRow& row, RegistryColumn column, AliasKind kind,
                                  std::uint32_t entry, const RegistryPeriod* period) {
  std::string_view rest = row[column];
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('|'), rest.size());
    const std::string_view part = trim(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!part.empty()) add_alias(part, kind, entry, period, row);
  }
}

void RegistryBuilder::add_alias(std::string_view text, AliasKind kind, std::uint32_t entry,
                                const RegistryPeriod* period, const RegistryRow& row) {
  AliasRecord alias;
  for (; !text.empty() && (text.front() == '=' || text.front() == '?'); text.remove_prefix(1)) {
    (text.front() == '=' ? alias.exact : alias.shared) = true;
  }
  FoldedKey key;
  if (!key.add(text) || key.folded().empty()) {
    return problem(row,
                   fmt::format("the name '{}' is too long or holds signs that names in a text never have "
                               "(brackets, commas, quotation marks): write it without",
                               text));
  }
  alias.entry = entry;
  alias.text = text;
  alias.folded = impl_->arena.store(key.folded());
  alias.cased = impl_->arena.store(key.cased());
  alias.kind = kind;
  alias.file = row.file;
  alias.line = row.line;
  if (period != nullptr && period->from) alias.from_day = registry_day(*period->from);
  if (period != nullptr && period->to) alias.to_day = registry_day(*period->to);
  impl_->aliases.push_back(alias);
}

void RegistryBuilder::index_aliases() {
  KeyIndex& index = impl_->alias_index;
  index.reserve(impl_->aliases.size());
  impl_->alias_views.reserve(impl_->aliases.size());  // entries point into it
  std::size_t at = 0;
  for (std::uint32_t i = 0; i < impl_->entries.size(); ++i) {
    const std::size_t first = impl_->alias_views.size();
    for (; at < impl_->aliases.size() && impl_->aliases[at].entry == i; ++at) {
      const AliasRecord& alias = impl_->aliases[at];
      index.add(alias.folded, static_cast<std::uint32_t>(at));
      impl_->alias_views.push_back(alias.text);
    }
    impl_->entries[i].aliases = {impl_->alias_views.data() + first, impl_->alias_views.size() - first};
  }
}

// Two entries may claim one name in one period only where one gives way ('?'), or where case parts them.
void RegistryBuilder::check_conflicts() {
  const auto& aliases = impl_->aliases;
  const KeyIndex& index = impl_->alias_index;
  for (std::uint32_t i = 0; i < aliases.size(); ++i) {
    const AliasRecord& later = aliases[i];
    for (std::uint32_t k = index.first(later.folded); k != kNoItem && k != i; k = index.next(k)) {
      const AliasRecord& earlier = aliases[k];
      if (earlier.entry == later.entry || earlier.shared || later.shared) continue;
      if (impl_->entries[earlier.entry].own != impl_->entries[later.entry].own) continue;
      if (later.exact && earlier.exact && earlier.cased != later.cased) continue;
      if (later.from_day > earlier.to_day || earlier.from_day > later.to_day) continue;
      problems_.push_back(
          {ErrorCode::registry_conflict,
           fmt::format("'{}' of '{}' is also a name of '{}' ({}:{}) in the same period: give one of "
                       "them other dates, take the name off one, or write ?{} in the one that gives way",
                       later.text, impl_->entries[later.entry].id, impl_->entries[earlier.entry].id,
                       earlier.file->path, earlier.line, later.text),
           fmt::format("{}:{}", later.file->path, later.line)});
    }
  }
}

Result<Registry> RegistryBuilder::build() {
  problems_ = impl_->rows.problems;
  if (!problems_.empty()) return problems_.front();
  read_codes();
  read_organs();
  read_agents();
  group_rows();
  add_organs();
  make_entries();
  resolve_parents();
  if (!problems_.empty()) return problems_.front();  // what follows trusts ids, dates and parents
  inherit();
  for (std::uint32_t i = 0; i < raw_.size(); ++i) {
    check_parents(impl_->entries[i], raw_[i]);
    check_periods(impl_->entries[i], raw_[i]);
  }
  make_aliases();
  index_aliases();
  check_conflicts();
  if (!problems_.empty()) return problems_.front();
  impl_->rows.rows = {};
  return Registry{std::move(impl_)};
}

}  // namespace avow::names
