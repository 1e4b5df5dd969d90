#include "avow/ledger/standing.hpp"

#include <algorithm>
#include <array>

namespace avow::ledger {
namespace {

constexpr std::array<std::string_view, 5> kGrades = {"single_source", "corroborated", "contested",
                                                     "acknowledged", "discounted"};
constexpr std::array<std::string_view, 3> kStances = {"told", "denied", "admitted"};
constexpr std::array<std::string_view, 8> kStatuses = {
    "none",      "no_reported_breach", "reported_breach", "breach_acknowledged",
    "contested", "not_reported",       "partly_reported", "reported_fulfilled"};
constexpr std::array<std::string_view, 4> kForms = {"commitment", "demand", "condition", "denial"};

template <typename Enum, std::size_t N>
std::optional<Enum> parse(const std::array<std::string_view, N>& names, std::string_view text) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view to_string(Grade value) {
  return kGrades[static_cast<std::size_t>(value)];
}

std::string_view to_string(Stance value) {
  return kStances[static_cast<std::size_t>(value)];
}

std::string_view to_string(Status value) {
  return kStatuses[static_cast<std::size_t>(value)];
}

std::string_view to_string(WordForm value) {
  return kForms[static_cast<std::size_t>(value)];
}

std::string finding_id(std::string_view word, std::string_view incident) {
  return std::string{word} + "~" + std::string{incident};
}

std::optional<Grade> parse_grade(std::string_view text) {
  return parse<Grade>(kGrades, text);
}

std::optional<Status> parse_status(std::string_view text) {
  return parse<Status>(kStatuses, text);
}

}  // namespace avow::ledger
