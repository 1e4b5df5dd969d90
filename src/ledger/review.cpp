#include "avow/ledger/review.hpp"

#include <algorithm>
#include <array>

namespace avow::ledger {
namespace {

constexpr std::array<std::string_view, 5> kVerdicts = {"accept", "reject", "amend", "note", "withdraw"};
constexpr std::array<std::string_view, 4> kRowKinds = {"statement", "conduct", "obligation", "finding"};

template <typename Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& names, std::string_view text) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

void take(Judgement& out, const Review& review) {
  switch (review.verdict) {
    case Verdict::accept:
    case Verdict::reject:
      out.verdict = review.verdict;
      out.reviewer = review.reviewer;
      out.reason = review.reason;
      out.at = review.at;
      out.entry = review.entry;
      break;
    case Verdict::amend:
      if (review.field == "same_as") {
        out.same_as.push_back(review.value);
      } else if (review.field == "not_same_as") {
        out.not_same_as.push_back(review.value);
      } else {
        out.amended[review.field] = {review.value,  review.value_name, review.machine, review.reviewer,
                                     review.reason, review.at,         review.entry};
      }
      break;
    case Verdict::note:
      out.notes.push_back(review.reviewer + ": " + review.reason);
      break;
    case Verdict::withdraw:
      return;
  }
  out.conflict = out.conflict || !review.conflict.empty();
}

void add_part(std::string& out, const std::string& part) {
  if (!out.empty()) out += "; ";
  out += part;
}

}  // namespace

std::string_view to_string(Verdict value) {
  return kVerdicts[static_cast<std::size_t>(value)];
}
std::optional<Verdict> parse_verdict(std::string_view text) {
  return find<Verdict>(kVerdicts, text);
}
std::string_view to_string(RowKind value) {
  return kRowKinds[static_cast<std::size_t>(value)];
}
std::optional<RowKind> parse_row_kind(std::string_view text) {
  return find<RowKind>(kRowKinds, text);
}

std::string_view to_string(PartyWord::Kind value) {
  static constexpr std::array<std::string_view, 4> kKinds = {"one party", "two parties", "another party",
                                                             "withdraw"};
  return kKinds[static_cast<std::size_t>(value)];
}

bool Judgement::empty() const {
  return !verdict && amended.empty() && same_as.empty() && not_same_as.empty() && notes.empty();
}

Judgement judgement_of(std::span<const Review> reviews) {
  Judgement out;
  for (const Review& review : reviews) {
    if (!review.withdrawn) take(out, review);
  }
  return out;
}

std::string to_words(const Judgement& judgement) {
  std::string out;
  if (judgement.verdict) {
    out = judgement.rejected() ? "rejected by " : "accepted by ";
    out += judgement.reviewer;
    if (!judgement.reason.empty()) out += ": " + judgement.reason;
  }
  for (const auto& [field, amendment] : judgement.amended) {
    const auto shown = [](const std::string& value) { return value.empty() ? "none" : value; };
    add_part(out, field + " " + shown(amendment.value_name) + " (machine: " + shown(amendment.machine) +
                      ") by " + amendment.reviewer);
  }
  for (const std::string& row : judgement.same_as) add_part(out, "one act with " + row);
  for (const std::string& row : judgement.not_same_as) add_part(out, "another act than " + row);
  for (const std::string& note : judgement.notes) add_part(out, "note by " + note);
  if (judgement.conflict) add_part(out, "a newer reading speaks against it");
  return out;
}

}  // namespace avow::ledger
