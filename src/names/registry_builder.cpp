#include "names/registry_builder.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "avow/base/strings.hpp"

namespace avow::names {
namespace {

using Column = RegistryColumn;

bool valid_id(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == ':';
  });
}

bool upper_triples(std::string_view code) {
  return code.size() % 3 == 0 && code.size() <= 15 && std::all_of(code.begin(), code.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
         });
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

// "2014", "2014-06", "2014-06-30"; the end of a period takes the last day the text allows.
std::optional<Date> partial_date(std::string_view text, bool end) {
  if (text.size() == 10) return Date::parse(text);
  if (text.size() != 4 && (text.size() != 7 || text[4] != '-')) return std::nullopt;
  const auto year = number(text.substr(0, 4));
  const auto month = text.size() == 7 ? number(text.substr(5)) : std::optional<int>{end ? 12 : 1};
  if (!year || !month || *month < 1 || *month > 12) return std::nullopt;
  const int day = end ? days_in_month(*year, *month) : 1;
  return Date{*year, static_cast<std::uint8_t>(*month), static_cast<std::uint8_t>(day)};
}

std::string replace_adjective(std::string_view pattern, std::string_view adjective, std::string_view name) {
  std::string out;
  while (!pattern.empty()) {
    const std::size_t open = std::min(pattern.find('{'), pattern.size());
    out += pattern.substr(0, open);
    pattern.remove_prefix(open);
    if (pattern.starts_with("{adjective}")) {
      out += adjective;
      pattern.remove_prefix(11);
    } else if (pattern.starts_with("{name}")) {
      out += name;
      pattern.remove_prefix(6);
    } else if (!pattern.empty()) {
      out += pattern.front();
      pattern.remove_prefix(1);
    }
  }
  return out;
}

std::string_view without_flags(std::string_view alias) {
  while (!alias.empty() && (alias.front() == '=' || alias.front() == '?')) alias.remove_prefix(1);
  return alias;
}

std::string_view first_part(std::string_view list) {
  return without_flags(trim(list.substr(0, std::min(list.find('|'), list.size()))));
}

}  // namespace

RegistryBuilder::RegistryBuilder() : impl_(std::make_unique<RegistryImpl>()) {}

void RegistryBuilder::problem(const RegistryRow& row, std::string message, ErrorCode code) {
  problems_.push_back({code, std::move(message), row.place()});
}

void RegistryBuilder::read(const std::filesystem::path& folder,
                           const std::vector<std::filesystem::path>& own) {
  impl_->rows.rows.reserve(16384);
  impl_->rows.read(folder, false);
  for (const auto& path : own) impl_->rows.read(path, true);
}

void RegistryBuilder::read_text(std::string_view text, std::string_view name, bool own) {
  impl_->rows.read_text(text, name, own);
}

void RegistryBuilder::group_rows() {
  std::unordered_set<std::string_view> own_ids;
  for (const RegistryRow& row : impl_->rows.rows) {
    if (row.file->own && row.file->table == RegistryTable::actors) own_ids.insert(row[Column::id]);
  }
  raw_ids_.reserve(impl_->rows.rows.size());
  for (const RegistryRow& row : impl_->rows.rows) {
    if (row.file->table != RegistryTable::actors) continue;
    const std::string_view id = row[Column::id];
    // A user's entry takes the place of ours.
    if (!row.file->own && !own_ids.empty() && own_ids.count(id) != 0) continue;
    const auto [found, added] = raw_ids_.try_emplace(id, static_cast<std::uint32_t>(raw_.size()));
    if (added) {
      raw_.push_back({id, row.file->own, {}, kNoItem, kNoItem});
      if (!valid_id(id)) problem(row, fmt::format("the id '{}' may hold only letters, digits, - _ . :", id));
      if (row[Column::name].empty())
        problem(row, fmt::format("the first row of '{}' has no name: add one", id));
    }
    raw_[found->second].rows.push_back(&row);
  }
}

// Every state gets the organs of organs.tsv, unless a row has the organ's id already (a named one).
void RegistryBuilder::add_organs() {
  const auto organs = static_cast<std::uint32_t>(impl_->organs.size());
  const auto count = static_cast<std::uint32_t>(raw_.size());
  impl_->state_number.assign(count + count * organs, kNoItem);
  std::uint32_t states = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const RegistryRow& row = *raw_[i].rows.front();
    if (raw_[i].id != row[Column::country] || row[Column::kind] != "government") continue;
    if (raw_[i].id.size() != 3 || !upper_triples(raw_[i].id)) {
      problem(row, fmt::format("the state '{}' needs an id of three capital letters", raw_[i].id));
      continue;
    }
    impl_->state_number[i] = states++;
    if (const std::string_view alpha2 = row[Column::alpha2]; !alpha2.empty()) {
      impl_->alpha2.emplace(impl_->arena.store(lower_ascii(alpha2)), i);
    }
    for (std::uint32_t organ = 0; organ < organs; ++organ) {
      const std::string id = std::string{raw_[i].id} + std::string{impl_->organs[organ].suffix};
      const auto named = raw_ids_.find(id);
      if (named != raw_ids_.end()) {
        impl_->organ_entries.push_back(named->second);
        continue;
      }
      const std::string_view stored = impl_->arena.store(id);
      const auto at = static_cast<std::uint32_t>(raw_.size());
      raw_ids_.emplace(stored, at);
      raw_.push_back({stored, raw_[i].own, {}, organ, i});
      impl_->organ_entries.push_back(at);
    }
  }
  impl_->state_number.resize(raw_.size(), kNoItem);
}

void RegistryBuilder::make_organ_entry(RegistryEntry& entry, const RawEntry& raw) {
  const OrganRecord& organ = impl_->organs[raw.generated_organ];
  const RegistryEntry& state = impl_->entries[raw.generated_state];
  const RegistryRow& row = *raw_[raw.generated_state].rows.front();
  const std::string_view adjectives = row[Column::adjectives];
  const std::string_view adjective = adjectives.empty() ? state.name : first_part(adjectives);
  entry.name = impl_->arena.store(replace_adjective(organ.name, adjective, state.name));
  entry.file = state.file;
  entry.line = state.line;
  entry.source = state.source;
  entry.licence = state.licence;
  RegistryPeriod period;
  period.kind = organ.kind;
  period.country = state.id;
  period.code = impl_->arena.store(std::string{state.id} + std::string{organ.sector});
  if (organ.sector != "OPP") period.parent = &state;  // the opposition is not on the state's side
  period.line = entry.line;
  impl_->periods.push_back(period);
  period_rows_.push_back(nullptr);
}

void RegistryBuilder::make_entries() {
  std::size_t periods = 0;
  for (const RawEntry& raw : raw_) periods += std::max<std::size_t>(1, raw.rows.size());
  impl_->entries.resize(raw_.size());
  impl_->periods.reserve(periods);  // entries point into it
  impl_->ids.reserve(raw_.size());
  for (std::uint32_t i = 0; i < raw_.size(); ++i) {
    const RawEntry& raw = raw_[i];
    RegistryEntry& entry = impl_->entries[i];
    entry.id = raw.id;
    entry.own = raw.own;
    entry.state = impl_->state_number[i] != kNoItem;
    impl_->ids.emplace(raw.id, i);
    const std::size_t first = impl_->periods.size();
    if (raw.generated_organ != kNoItem) {
      make_organ_entry(entry, raw);
    } else {
      fill_periods(entry, raw);
    }
    entry.periods = {impl_->periods.data() + first, impl_->periods.size() - first};
  }
}

std::optional<Date> RegistryBuilder::read_date(const RegistryRow& row, RegistryColumn column, bool end) {
  const std::string_view text = row[column];
  if (text.empty() || text == "?") return std::nullopt;
  const auto date = partial_date(text, end);
  if (!date) {
    problem(row, fmt::format("'{}' is no date: write 2014, 2014-06 or 2014-06-30, or ? where it is not known",
                             text));
  }
  return date;
}

void RegistryBuilder::fill_periods(RegistryEntry& entry, const RawEntry& raw) {
  const RegistryRow& first = *raw.rows.front();
  entry.name = without_flags(first[Column::name]);
  entry.file = first.file->path;
  entry.line = first.line;
  entry.source = first.file->source;
  entry.licence = first.file->licence;
  const RegistryPeriod* before = nullptr;
  for (const RegistryRow* row : raw.rows) {
    if (const std::string_view gender = (*row)[Column::gender]; gender == "f" || gender == "m") {
      entry.gender = gender == "f" ? Gender::female : Gender::male;
    } else if (!gender.empty()) {
      problem(*row, fmt::format("the gender '{}' must be f, m or empty", gender));
    }
    RegistryPeriod& period = impl_->periods.emplace_back();
    period_rows_.push_back(row);
    fill_period(period, *row, before);
    before = &period;
  }
}

void RegistryBuilder::fill_period(RegistryPeriod& period, const RegistryRow& row,
                                  const RegistryPeriod* before) {
  period.line = row.line;
  period.from = read_date(row, Column::from, false);
  period.to = read_date(row, Column::to, true);
  if (period.from && period.to && *period.to < *period.from) {
    problem(row, "the period ends before it begins: exchange from and to");
  }
  period.role = row[Column::role];
  period.country = row[Column::country];
  period.code = row[Column::code];
  if (period.country.empty() && before != nullptr) period.country = before->country;
  if (period.country == "-") period.country = {};
  const std::string_view kind = row[Column::kind];
  if (!kind.empty()) {
    const auto parsed = parse_actor_kind(kind);
    if (!parsed) problem(row, fmt::format("'{}' is no kind of actor: see docs/registry.md", kind));
    period.kind = parsed.value_or(ActorKind::unknown);
  } else if (!period.role.empty()) {
    period.kind = ActorKind::person;
  } else if (before != nullptr) {
    period.kind = before->kind;
  } else {
    problem(row, "the row has neither a kind nor a role: give the kind (armed_group, party, person ...)");
  }
}

void RegistryBuilder::resolve_parents() {
  for (std::size_t i = 0; i < impl_->periods.size(); ++i) {
    if (period_rows_[i] == nullptr) continue;
    const RegistryRow& row = *period_rows_[i];
    const std::string_view parent = row[Column::parent];
    if (parent.empty()) continue;
    const auto found = impl_->ids.find(parent);
    if (found == impl_->ids.end()) {
      problem(row, fmt::format("the parent '{}' is no id of any registry file: add it or mend the spelling",
                               parent));
    } else if (impl_->entries[found->second].id == row[Column::id]) {
      problem(row, fmt::format("'{}' is its own parent", parent));
    } else {
      impl_->periods[i].parent = &impl_->entries[found->second];
    }
  }
}

}  // namespace avow::names
