// The tables beside the actors: codes.tsv, organs.tsv, agents.tsv (RegistryBuilder's third part).
#include <fmt/format.h>

#include "avow/base/strings.hpp"
#include "names/registry_builder.hpp"

namespace avow::names {

using Column = RegistryColumn;

void RegistryBuilder::read_codes() {
  for (const RegistryRow& row : impl_->rows.rows) {
    if (row.file->table != RegistryTable::codes) continue;
    const std::string_view code = row[Column::code];
    const std::string_view level = row[Column::level];
    if (code.size() != 3) problem(row, fmt::format("the code '{}' must have three letters", code));
    if (level == "sector") {
      impl_->sectors.insert(code);
    } else if (level == "region") {
      impl_->regions.insert(code);
    } else {
      problem(row, fmt::format("the level '{}' must be sector or region", level));
    }
  }
}

void RegistryBuilder::read_organs() {
  for (const RegistryRow& row : impl_->rows.rows) {
    if (row.file->table != RegistryTable::organs) continue;
    OrganRecord organ;
    organ.suffix = row[Column::organ];
    organ.name = row[Column::name];
    organ.sector = row[Column::sector];
    const auto kind = parse_actor_kind(row[Column::kind]);
    if (!kind) problem(row, fmt::format("'{}' is no kind of actor: see docs/registry.md", row[Column::kind]));
    if (organ.name.empty()) problem(row, "the organ has no name: give one such as '{adjective} army'");
    if (impl_->sectors.count(organ.sector) == 0) {
      problem(row, fmt::format("'{}' is no sector of codes.tsv", organ.sector));
    }
    organ.kind = kind.value_or(ActorKind::unknown);
    impl_->organs.push_back(organ);
  }
}

namespace {

// The regular English plural of a head's last word ("army chief" -> "army chiefs", "gunman" -> "gunmen").
std::string plural_of(std::string_view head) {
  std::string out{head};
  const auto ends = [&](std::string_view tail) { return head.ends_with(tail); };
  const char before = head.size() > 1 ? head[head.size() - 2] : ' ';
  if (ends("woman") || ends("man")) {
    out.replace(out.size() - 2, 2, "en");
  } else if (ends("y") && std::string_view{"aeiou"}.find(before) == std::string_view::npos) {
    out.replace(out.size() - 1, 1, "ies");
  } else if (ends("s") || ends("x") || ends("ch") || ends("sh")) {
    out += "es";
  } else {
    out += "s";
  }
  return out;
}

}  // namespace

void RegistryBuilder::add_agent_form(std::string_view form, const AgentForm& agent, const RegistryRow& row) {
  FoldedKey key;
  if (!key.add(form) || key.folded().empty())
    return problem(row, fmt::format("the head '{}' is no word", form));
  const std::uint32_t before = impl_->agent_index.first(key.folded());
  if (before != kNoItem) {
    const AgentForm& other = impl_->agent_forms[before];
    if (other.agent == agent.agent) return;
    return problem(row,
                   fmt::format("'{}' is already a form of the head '{}': keep one of them", form,
                               impl_->agents[other.agent].head),
                   ErrorCode::registry_conflict);
  }
  impl_->agent_index.add(key.folded(), static_cast<std::uint32_t>(impl_->agent_forms.size()));
  impl_->agent_forms.push_back(agent);
}

void RegistryBuilder::read_agents() {
  impl_->agent_index.reserve(4096);
  for (const RegistryRow& row : impl_->rows.rows) {
    if (row.file->table != RegistryTable::agents) continue;
    AgentRecord agent;
    agent.head = row[Column::head];
    agent.sector = row[Column::sector];
    agent.speaks = row[Column::speaks] == "yes";
    const auto kind = parse_actor_kind(row[Column::kind]);
    if (!kind) problem(row, fmt::format("'{}' is no kind of actor: see docs/registry.md", row[Column::kind]));
    agent.kind = kind.value_or(ActorKind::unknown);
    if (!agent.sector.empty() && impl_->sectors.count(agent.sector) == 0 &&
        impl_->regions.count(agent.sector) == 0) {
      problem(row, fmt::format("'{}' is no code of codes.tsv", agent.sector));
    }
    if (const auto gender = row[Column::gender]; !gender.empty()) {
      agent.gender = gender == "f" ? Gender::female : Gender::male;
    }
    const std::string_view number = row[Column::number];
    if (!number.empty() && number != "body" && number != "plural") {
      problem(row, fmt::format("the number '{}' must be body, plural or empty (a person)", number));
    }
    agent.body = number == "body";
    agent.always_plural = number == "plural";
    const std::string_view belongs = row[Column::belongs];
    for (std::uint32_t organ = 0; organ < impl_->organs.size(); ++organ) {
      if (impl_->organs[organ].suffix == belongs) agent.organ = organ;
    }
    if (agent.organ != kNoItem) {
      agent.belongs = Belonging::organ;
    } else if (belongs == "any" || belongs == "group") {
      agent.belongs = belongs == "any" ? Belonging::any : Belonging::group;
    } else if (!belongs.empty()) {
      problem(row, fmt::format("'{}' is neither an organ of organs.tsv nor any nor group", belongs));
    }
    const auto index = static_cast<std::uint32_t>(impl_->agents.size());
    impl_->agents.push_back(agent);
    add_agent_form(agent.head, {index, agent.always_plural}, row);
    if (agent.always_plural) continue;
    const std::string_view plural = row[Column::plural];
    if (plural != "-")
      add_agent_form(plural.empty() ? plural_of(agent.head) : std::string{plural}, {index, true}, row);
  }
}

}  // namespace avow::names
