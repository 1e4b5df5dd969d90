// `avow registry find`: who a name is on a date, and why, in one sentence.
#include <algorithm>

#include <fmt/format.h>

#include "avow/base/strings.hpp"
#include "names/registry_impl.hpp"

namespace avow::names {
namespace {

std::string period_text(const RegistryPeriod& period) {
  if (!period.from && !period.to) return "at all times (no dates are known or needed)";
  return fmt::format("{} to {}", period.from ? period.from->to_string() : "(open)",
                     period.to ? period.to->to_string() : "(open)");
}

std::string standing(const Registry& registry, const RegistryMatch& match, std::optional<Date> date) {
  const std::string when =
      date ? fmt::format("on {}", date->to_string()) : std::string{"without a date, at last"};
  if (match.period == nullptr) return fmt::format("{} holds no office {}", match.entry->name, when);
  std::string out =
      fmt::format("{} {} is {}", when, match.entry->name,
                  match.period->role.empty() ? to_string(match.period->kind) : match.period->role);
  if (match.period->parent != nullptr) out += fmt::format(" of {}", match.period->parent->name);
  out += fmt::format(", {}", period_text(*match.period));
  if (!match.in_period) out += "; no period holds on that day, the nearest is taken";
  const RegistryEntry& side = registry.side_of(*match.entry, date);
  if (&side != match.entry) out += fmt::format("; its side is {}", side.name);
  if (const RegistryEntry* voice = registry.on_behalf_of(*match.entry, date)) {
    out += fmt::format("; it speaks for {}", voice->name);
  }
  return out;
}

std::string alias_rule(const AliasRecord& alias) {
  std::string out = fmt::format("'{}' is its {}", alias.text,
                                alias.kind == AliasKind::metonym     ? "metonym"
                                : alias.kind == AliasKind::adjective ? "adjective"
                                : alias.kind == AliasKind::people    ? "people's name"
                                                                     : "name");
  if (alias.exact) out += ", only in this case";
  if (alias.shared) out += ", shared with others";
  return out;
}

}  // namespace

std::vector<RegistryAnswer> Registry::explain(std::string_view name, std::optional<Date> date) const {
  std::vector<RegistryAnswer> out;
  std::vector<RegistryWord> words;
  for (const std::string_view word : split_words(name)) words.push_back({word, {}});
  if (!words.empty() && (words.front().text == "the" || words.front().text == "The"))
    words.erase(words.begin());
  const auto best = find(name, date);
  FoldedKey key;
  for (const RegistryWord& word : words) key.add(word.text);
  for (std::uint32_t i = impl_->alias_index.first(key.folded()); best && i != kNoItem;
       i = impl_->alias_index.next(i)) {
    const AliasRecord& alias = impl_->aliases[i];
    if (date && !alias.holds_on(registry_day(*date))) continue;
    if (alias.exact && alias.cased != key.cased()) continue;
    RegistryAnswer answer;
    answer.match = *best;
    answer.match.entry = &impl_->entries[alias.entry];
    answer.match.period = period_on(*answer.match.entry, date);
    answer.match.alias = alias.text;
    answer.match.alias_kind = alias.kind;
    answer.match.shared = alias.shared;
    const auto periods = answer.match.entry->periods;
    answer.match.in_period =
        !date || std::any_of(periods.begin(), periods.end(),
                             [&](const RegistryPeriod& period) { return period.holds_on(*date); });
    answer.why = fmt::format("{}; {} ({}:{})", alias_rule(alias), standing(*this, answer.match, date),
                             alias.file->path, alias.line);
    const bool first = answer.match.entry == best->entry;
    out.insert(first ? out.begin() : out.end(), std::move(answer));
  }
  if (!out.empty()) return out;
  if (const auto described = describe(words, date); described && described->organisation != nullptr) {
    RegistryAnswer answer;
    answer.match.entry = described->organisation;
    answer.match.period = period_on(*described->organisation, date);
    answer.why =
        fmt::format("no name, but the description reads: {} of {} (rule {}); {}", described->role,
                    described->organisation->name, described->rule, standing(*this, answer.match, date));
    out.push_back(std::move(answer));
  }
  return out;
}

}  // namespace avow::names
